/**
 * A stereo reverb: a feedback delay network of eight lines mixed by a Householder reflection
 * (Jot and Chaigne, 1991), fed through two all-pass diffusers per channel (Schroeder, 1962). Every
 * line loses 60 dB in the same time; highs die sooner by a one-pole low-pass in each line.
 */
export interface ReverbSettings {
	/** Time to fall by 60 dB. */
	readonly seconds: number;
	/** Scale of the room: 0.3 a box … 1 a hall … 1.6 a cathedral. */
	readonly size: number;
	/** How fast highs die: 0 = with the rest … 0.9 = at once. */
	readonly damping: number;
	readonly preDelaySeconds: number;
}

/** Milliseconds at size 1; no two share a small common multiple. */
const LINE_MS = [31.1, 37.3, 41.9, 46.7, 53.3, 58.9, 67.1, 73.7] as const;
const DIFFUSER_MS = [
	[5.1, 11.3],
	[6.7, 13.1]
] as const;
const DIFFUSION = 0.62;

class Diffuser {
	private readonly line: Float32Array;
	private position = 0;

	constructor(seconds: number, sampleRateHz: number) {
		this.line = new Float32Array(Math.max(1, Math.round(seconds * sampleRateHz)));
	}

	process(buffer: Float32Array, frames: number): void {
		const { line } = this;
		let position = this.position;
		for (let i = 0; i < frames; i++) {
			const delayed = line[position] as number;
			const input = (buffer[i] as number) - DIFFUSION * delayed;
			line[position] = input;
			buffer[i] = delayed + DIFFUSION * input;
			if (++position === line.length) position = 0;
		}
		this.position = position;
	}
}

export class Reverb {
	private readonly lines: Float32Array[];
	private readonly positions = new Int32Array(8);
	private readonly lowPass = new Float64Array(8);
	private readonly gains: Float64Array;
	private readonly outputs = new Float64Array(8);
	private readonly damping: number;
	private readonly diffusers: readonly (readonly Diffuser[])[];
	private readonly preDelay: readonly [Float32Array, Float32Array];
	private prePosition = 0;

	constructor(settings: ReverbSettings, sampleRateHz: number) {
		this.lines = LINE_MS.map(
			(ms) => new Float32Array(Math.round(ms * 0.001 * settings.size * sampleRateHz))
		);
		this.gains = Float64Array.from(this.lines, (line) =>
			Math.pow(10, (-3 * line.length) / (settings.seconds * sampleRateHz))
		);
		// The pole that gives the same loss at 5 kHz whatever the sampling rate.
		const open = 1 - settings.damping;
		this.damping = 1 - Math.pow(1 - Math.pow(open, 1.5), 44_100 / sampleRateHz);
		this.diffusers = DIFFUSER_MS.map((pair) =>
			pair.map((ms) => new Diffuser(ms * 0.001 * Math.min(1.2, settings.size + 0.2), sampleRateHz))
		);
		const preFrames = Math.max(1, Math.round(settings.preDelaySeconds * sampleRateHz));
		this.preDelay = [new Float32Array(preFrames), new Float32Array(preFrames)];
	}

	/** Replaces the send in `left` and `right` by its reverberation. */
	process(left: Float32Array, right: Float32Array, frames: number): void {
		this.delayInput(left, right, frames);
		for (const diffuser of this.diffusers[0] ?? []) diffuser.process(left, frames);
		for (const diffuser of this.diffusers[1] ?? []) diffuser.process(right, frames);
		const { outputs } = this;
		for (let i = 0; i < frames; i++) {
			this.readLines();
			let sum = 0;
			for (let k = 0; k < 8; k++) sum += outputs[k] as number;
			sum *= 0.25;
			const o = outputs;
			const l = (o[0] as number) - (o[2] as number) + (o[4] as number) - (o[6] as number);
			const r = (o[1] as number) - (o[3] as number) + (o[5] as number) - (o[7] as number);
			this.writeLines(sum, left[i] as number, right[i] as number);
			left[i] = 0.5 * l;
			right[i] = 0.5 * r;
		}
	}

	private delayInput(left: Float32Array, right: Float32Array, frames: number): void {
		const [lineLeft, lineRight] = this.preDelay;
		let position = this.prePosition;
		for (let i = 0; i < frames; i++) {
			const l = lineLeft[position] as number;
			const r = lineRight[position] as number;
			lineLeft[position] = left[i] as number;
			lineRight[position] = right[i] as number;
			left[i] = l;
			right[i] = r;
			if (++position === lineLeft.length) position = 0;
		}
		this.prePosition = position;
	}

	private readLines(): void {
		const { lines, positions, lowPass, gains, outputs, damping } = this;
		for (let k = 0; k < 8; k++) {
			const line = lines[k] as Float32Array;
			const value = line[positions[k] as number] as number;
			const held = lowPass[k] as number;
			const filtered = held + damping * (value - held);
			// Adding and removing a tiny constant flushes denormals without a branch.
			lowPass[k] = filtered + 1e-18 - 1e-18;
			outputs[k] = filtered * (gains[k] as number);
		}
	}

	private writeLines(sum: number, left: number, right: number): void {
		const { lines, positions, outputs } = this;
		for (let k = 0; k < 8; k++) {
			const line = lines[k] as Float32Array;
			const at = positions[k] as number;
			line[at] = (outputs[k] as number) - sum + ((k & 1) === 0 ? left : right);
			positions[k] = at + 1 === line.length ? 0 : at + 1;
		}
	}
}
