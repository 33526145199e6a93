/** Equaliser sections: Robert Bristow-Johnson's "Cookbook formulae for audio EQ biquad filters". */
export type EqualiserBand = {
	readonly shape: 'low-shelf' | 'high-shelf' | 'peak' | 'low-pass' | 'high-pass';
	readonly hz: number;
	readonly gainDb?: number;
	/** Quality of a peak or of a pass filter's edge; shelves have a slope of one. */
	readonly q?: number;
};

interface Coefficients {
	readonly b0: number;
	readonly b1: number;
	readonly b2: number;
	readonly a1: number;
	readonly a2: number;
}

function biquadCoefficients(band: EqualiserBand, sampleRateHz: number): Coefficients {
	const a = Math.pow(10, (band.gainDb ?? 0) / 40);
	const omega = (2 * Math.PI * Math.min(band.hz, sampleRateHz * 0.45)) / sampleRateHz;
	const cosine = Math.cos(omega);
	const alpha = Math.sin(omega) / (2 * (band.q ?? Math.SQRT1_2));
	const scaled = (b0: number, b1: number, b2: number, a0: number, a1: number, a2: number) => ({
		b0: b0 / a0,
		b1: b1 / a0,
		b2: b2 / a0,
		a1: a1 / a0,
		a2: a2 / a0
	});
	const plus = a + 1;
	const minus = a - 1;
	const slope = 2 * Math.sqrt(a) * alpha;
	switch (band.shape) {
		case 'peak':
			return scaled(
				1 + alpha * a,
				-2 * cosine,
				1 - alpha * a,
				1 + alpha / a,
				-2 * cosine,
				1 - alpha / a
			);
		case 'low-pass':
			return scaled(
				(1 - cosine) / 2,
				1 - cosine,
				(1 - cosine) / 2,
				1 + alpha,
				-2 * cosine,
				1 - alpha
			);
		case 'high-pass':
			return scaled(
				(1 + cosine) / 2,
				-1 - cosine,
				(1 + cosine) / 2,
				1 + alpha,
				-2 * cosine,
				1 - alpha
			);
		case 'low-shelf':
			return scaled(
				a * (plus - minus * cosine + slope),
				2 * a * (minus - plus * cosine),
				a * (plus - minus * cosine - slope),
				plus + minus * cosine + slope,
				-2 * (minus + plus * cosine),
				plus + minus * cosine - slope
			);
		case 'high-shelf':
			return scaled(
				a * (plus + minus * cosine + slope),
				-2 * a * (minus + plus * cosine),
				a * (plus + minus * cosine - slope),
				plus - minus * cosine + slope,
				2 * (minus - plus * cosine),
				plus - minus * cosine - slope
			);
	}
}

/** One second-order section (transposed direct form II) for one channel. */
export class Biquad {
	private readonly coefficients: Coefficients;
	private z1 = 0;
	private z2 = 0;

	constructor(coefficients: Coefficients) {
		this.coefficients = coefficients;
	}

	process(buffer: Float32Array, frames: number): void {
		const { b0, b1, b2, a1, a2 } = this.coefficients;
		let z1 = this.z1;
		let z2 = this.z2;
		for (let i = 0; i < frames; i++) {
			const input = buffer[i] as number;
			const output = b0 * input + z1;
			z1 = b1 * input - a1 * output + z2;
			z2 = b2 * input - a2 * output;
			buffer[i] = output;
		}
		this.z1 = Math.abs(z1) < 1e-15 ? 0 : z1;
		this.z2 = Math.abs(z2) < 1e-15 ? 0 : z2;
	}
}

/** A chain of bands on two channels. */
export class Equaliser {
	private readonly left: Biquad[];
	private readonly right: Biquad[];

	constructor(bands: readonly EqualiserBand[], sampleRateHz: number) {
		// A band above what the sampling rate carries has nothing to do.
		const audible = bands.filter(
			(band) => band.hz < sampleRateHz * 0.45 || band.shape === 'high-pass'
		);
		const coefficients = audible.map((band) => biquadCoefficients(band, sampleRateHz));
		this.left = coefficients.map((each) => new Biquad(each));
		this.right = coefficients.map((each) => new Biquad(each));
	}

	process(left: Float32Array, right: Float32Array, frames: number): void {
		for (const section of this.left) section.process(left, frames);
		for (const section of this.right) section.process(right, frames);
	}
}
