/**
 * The Fourier transform of real samples, for power-of-two sizes.
 *
 * The n real samples are taken as n/2 complex ones (even samples real, odd ones imaginary), put
 * through an iterative radix-2 transform of half the size, and untangled (Cooley and Tukey 1965;
 * the untangling is in Press et al., Numerical Recipes, 12.3). One instance owns its buffers, so it
 * allocates nothing per call and must not be shared between threads.
 */
export interface RealFft {
	readonly size: number;
	/**
	 * |X[k]|² of `size` samples for k = 0 … size / 2.
	 * @param samples `size` numbers, left as they are
	 * @param power takes size / 2 + 1 numbers
	 */
	powerSpectrum(samples: Float64Array, power: Float64Array): void;
	/** X[k] for k = 0 … size / 2, in two halves of size / 2 + 1 numbers. */
	transform(samples: Float64Array, real: Float64Array, imaginary: Float64Array): void;
}

/** @param size a power of two, 4 or more; anything else is a bug of the caller's. */
export function createRealFft(size: number): RealFft {
	if (size < 4 || !Number.isInteger(Math.log2(size))) {
		throw new RangeError(`The transform's size is ${size}, expected a power of two from 4`);
	}
	const half = size / 2;
	const re = new Float64Array(half);
	const im = new Float64Array(half);
	const reversed = bitReversal(half);
	// e^(−2πi k / size): the half-size transform reads every second of them.
	const cosines = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
	const sines = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));

	function halfTransform(samples: Float64Array): void {
		for (let k = 0; k < half; k++) {
			const from = 2 * (reversed[k] as number);
			re[k] = samples[from] as number;
			im[k] = samples[from + 1] as number;
		}
		// The first stage's factors are all 1.
		for (let k = 0; k < half; k += 2) {
			const br = re[k + 1] as number;
			const bi = im[k + 1] as number;
			const ar = re[k] as number;
			const ai = im[k] as number;
			re[k] = ar + br;
			im[k] = ai + bi;
			re[k + 1] = ar - br;
			im[k + 1] = ai - bi;
		}
		for (let span = 2; span < half; span *= 2) {
			const step = half / span;
			for (let start = 0; start < half; start += 2 * span) {
				for (let k = 0, factor = 0; k < span; k++, factor += step) {
					const upper = start + k;
					const lower = upper + span;
					const wr = cosines[factor] as number;
					const wi = sines[factor] as number;
					const xr = re[lower] as number;
					const xi = im[lower] as number;
					const br = xr * wr - xi * wi;
					const bi = xr * wi + xi * wr;
					const ar = re[upper] as number;
					const ai = im[upper] as number;
					re[upper] = ar + br;
					im[upper] = ai + bi;
					re[lower] = ar - br;
					im[lower] = ai - bi;
				}
			}
		}
	}

	function transform(samples: Float64Array, real: Float64Array, imaginary: Float64Array): void {
		halfTransform(samples);
		const r0 = re[0] as number;
		const i0 = im[0] as number;
		real[0] = r0 + i0;
		real[half] = r0 - i0;
		imaginary[0] = 0;
		imaginary[half] = 0;
		for (let k = 1; k < half; k++) {
			const ar = re[k] as number;
			const ai = im[k] as number;
			const br = re[half - k] as number;
			const bi = im[half - k] as number;
			const evenR = (ar + br) / 2;
			const evenI = (ai - bi) / 2;
			const oddR = (ai + bi) / 2;
			const oddI = (br - ar) / 2;
			const wr = cosines[k] as number;
			const wi = sines[k] as number;
			real[k] = evenR + oddR * wr - oddI * wi;
			imaginary[k] = evenI + oddR * wi + oddI * wr;
		}
	}

	const real = new Float64Array(half + 1);
	const imaginary = new Float64Array(half + 1);
	return {
		size,
		transform,
		powerSpectrum(samples, power) {
			transform(samples, real, imaginary);
			for (let k = 0; k <= half; k++) {
				power[k] = (real[k] as number) ** 2 + (imaginary[k] as number) ** 2;
			}
		}
	};
}

function bitReversal(length: number): Uint32Array {
	const reversed = new Uint32Array(length);
	for (let k = 1; k < length; k++) {
		reversed[k] = ((reversed[k >> 1] as number) >> 1) | (k & 1 ? length >> 1 : 0);
	}
	return reversed;
}
