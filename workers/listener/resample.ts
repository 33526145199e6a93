/**
 * Band-limited resampling by a rational factor: a windowed sinc, one set of taps for each phase
 * (Crochiere and Rabiner, Multirate Digital Signal Processing, 1983; Kaiser's window).
 *
 * What is above the lower rate's Nyquist frequency must not fold back: the pass band ends at 0.89
 * of it and the stop band, 90 dB down, begins at it.
 */
const zeroCrossings = 56;
const rolloff = 0.945;
const kaiserBeta = 9;

/** @returns ⌈samples × toHz / fromHz⌉ samples; the very same array where the rates are equal */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
	if (fromHz === toHz) return samples;
	const divisor = greatestCommonDivisor(fromHz, toHz);
	const up = toHz / divisor;
	const down = fromHz / divisor;
	// In input samples: a cut-off below the input's own rate makes the sinc wider.
	const cutoff = rolloff * Math.min(1, up / down);
	const halfWidth = Math.ceil(zeroCrossings / cutoff);
	const tapCount = 2 * halfWidth;
	const tapsByPhase = new Map<number, Float32Array>();
	const output = new Float32Array(Math.ceil((samples.length * up) / down));
	for (let n = 0; n < output.length; n++) {
		const position = n * down;
		const whole = Math.floor(position / up);
		const phase = position % up;
		let taps = tapsByPhase.get(phase);
		if (!taps) {
			taps = phaseTaps(phase / up, cutoff, halfWidth);
			tapsByPhase.set(phase, taps);
		}
		const first = whole - halfWidth + 1;
		const from = Math.max(0, -first);
		const to = Math.min(tapCount, samples.length - first);
		let sum = 0;
		for (let k = from; k < to; k++) sum += (taps[k] as number) * (samples[first + k] as number);
		output[n] = sum;
	}
	return output;
}

/** The filter's taps for an output sample that lies `fraction` of a sample after an input sample. */
function phaseTaps(fraction: number, cutoff: number, halfWidth: number): Float32Array {
	const taps = new Float64Array(2 * halfWidth);
	let sum = 0;
	for (let k = 0; k < taps.length; k++) {
		const distance = k - halfWidth + 1 - fraction;
		const x = distance / halfWidth;
		const window = besselI0(kaiserBeta * Math.sqrt(Math.max(0, 1 - x * x))) / besselI0(kaiserBeta);
		taps[k] = window * cutoff * sinc(cutoff * distance);
		sum += taps[k] as number;
	}
	// Every phase passes a constant unchanged; otherwise the phases would beat with one another.
	return Float32Array.from(taps, (tap) => tap / sum);
}

function sinc(x: number): number {
	return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
	const quarter = (x * x) / 4;
	let term = 1;
	let sum = 1;
	for (let k = 1; term > sum * 1e-17; k++) {
		term *= quarter / (k * k);
		sum += term;
	}
	return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
