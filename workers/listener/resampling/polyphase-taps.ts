/**
 * The filter for band-limited resampling by a rational factor: a windowed sinc, one set of taps for
 * each phase (Crochiere and Rabiner, Multirate Digital Signal Processing, 1983; Kaiser's window).
 *
 * What is above the lower rate's Nyquist frequency must not fold back: the pass band ends at 0.89
 * of it and the stop band, 90 dB down, begins at it.
 */
const zeroCrossings = 56;
const rolloff = 0.945;
const kaiserBeta = 9;

/** Taps beyond this many (1 MiB) are not kept for every phase. */
const maxTaps = 262_144;
/**
 * Between two neighbours of so many phases, for a cut-off at the input's Nyquist frequency, taps are
 * taken on a line: off by at most (π / 2048)² / 8, that is 3e-7 of the loudest.
 */
const interpolatedPhases = 2048;

/** Output n lies at input position n × down / up. */
export interface PolyphaseTaps {
	readonly up: number;
	readonly down: number;
	/** An output at position p takes samples ⌊p⌋ − halfWidth + 1 … ⌊p⌋ + halfWidth. */
	readonly halfWidth: number;
	/** `row`'s taps begin at row × rowLength; after 2 × halfWidth of them there are zeros. */
	readonly taps: Float32Array;
	/** A multiple of eight. */
	readonly rowLength: number;
	/** `up` rows, one for each phase; or, if interpolated, evenly spaced ones from 0 to 1, both included. */
	readonly rows: number;
	readonly isInterpolated: boolean;
}

/** @throws RangeError for rates that are not whole numbers from 1: a bug of the caller's */
export function polyphaseTaps(fromHz: number, toHz: number): PolyphaseTaps {
	for (const rateHz of [fromHz, toHz]) {
		if (!Number.isSafeInteger(rateHz) || rateHz < 1) {
			throw new RangeError(`A sample rate is ${rateHz} Hz, expected a whole number from 1`);
		}
	}
	const divisor = greatestCommonDivisor(fromHz, toHz);
	const up = toHz / divisor;
	const down = fromHz / divisor;
	// In input samples: a cut-off below the input's own rate makes the sinc wider.
	const cutoff = rolloff * Math.min(1, up / down);
	const halfWidth = Math.ceil(zeroCrossings / cutoff);
	const rowLength = Math.ceil((2 * halfWidth) / 8) * 8;
	const isInterpolated = up * rowLength > maxTaps;
	// The wider the sinc, the more slowly its taps change from phase to phase.
	const intervals = isInterpolated ? Math.ceil(interpolatedPhases * cutoff) : up;
	const rows = isInterpolated ? intervals + 1 : up;
	const taps = new Float32Array(rows * rowLength);
	for (let row = 0; row < rows; row++) {
		taps.set(phaseTaps(row / intervals, cutoff, halfWidth), row * rowLength);
	}
	return { up, down, halfWidth, taps, rowLength, rows, isInterpolated };
}

/** The filter's taps for an output sample that lies `fraction` of a sample after an input sample. */
function phaseTaps(fraction: number, cutoff: number, halfWidth: number): Float64Array {
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
	return taps.map((tap) => tap / sum);
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
