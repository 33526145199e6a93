/**
 * A plucked string: Karplus and Strong (1983) with Jaffe and Smith's extensions (1983): a pick of
 * adjustable hardness and position, decay set in seconds, and tuning by an all-pass fraction.
 */
import type { PluckPatch } from './patch.ts';
import { NOISE_MASK, noiseTable } from './tables.ts';
import { pitchToHz, type Voice, type VoiceNote } from './voice.ts';

/**
 * The weight d of the loop's two-point mean. It takes about d (1 − d) ω² from a partial at ω radians a
 * frame in each period: solved so that the loss is that of 44,100 Hz at any sampling rate. High strings
 * get less, or they would die at once.
 */
function loopDamping(damping: number, hz: number, sampleRateHz: number): number {
	const own = damping * Math.min(1, 441 / hz);
	const loss = own * (1 - own) * Math.pow(sampleRateHz / 44_100, 2);
	return (1 - Math.sqrt(Math.max(0, 1 - 4 * loss))) / 2;
}

class PluckedString {
	private readonly line: Float32Array;
	private position = 0;
	private last = 0;
	private allPassInput = 0;
	private allPassOutput = 0;
	private readonly allPass: number;
	private readonly damping: number;
	loss: number;
	private readonly hz: number;
	private readonly sampleRateHz: number;

	constructor(patch: PluckPatch, hz: number, velocity: number, seed: number, sampleRateHz: number) {
		this.hz = hz;
		this.sampleRateHz = sampleRateHz;
		const period = sampleRateHz / hz;
		this.damping = loopDamping(patch.damping, hz, sampleRateHz);
		const delay = Math.max(2.2, period - this.damping);
		const whole = Math.floor(delay - 0.3);
		const fraction = delay - whole;
		this.allPass = (1 - fraction) / (1 + fraction);
		this.line = new Float32Array(whole);
		const ring = patch.ring * Math.pow(261.6 / hz, 0.4);
		this.loss = Math.pow(10, -3 / (ring * hz));
		this.excite(patch, velocity, seed);
	}

	private excite(patch: PluckPatch, velocity: number, seed: number): void {
		const { line, sampleRateHz } = this;
		const size = line.length;
		const cutoffHz = Math.min(sampleRateHz * 0.45, patch.pickHz * (0.4 + 0.8 * velocity));
		const smooth = Math.exp((-2 * Math.PI * cutoffHz) / sampleRateHz);
		const shift = Math.max(1, Math.round(size * patch.pickPosition));
		let held = 0;
		// Twice round, so that the filter has no edge where the loop closes.
		for (let i = -size; i < size; i++) {
			const at = (i + size) % size;
			const noise =
				(noiseTable[(seed + at) & NOISE_MASK] as number) -
				(noiseTable[(seed + ((at + size - shift) % size)) & NOISE_MASK] as number);
			held = noise * (1 - smooth) + held * smooth;
			if (i >= 0) line[i] = held;
		}
		let mean = 0;
		let power = 0;
		for (const value of line) mean += value / size;
		for (let i = 0; i < size; i++) {
			const centred = (line[i] as number) - mean;
			line[i] = centred;
			power += (centred * centred) / size;
		}
		// A dull pick is not a quiet one.
		const scale = 0.4 / Math.sqrt(power + 1e-9);
		for (let i = 0; i < size; i++) line[i] = (line[i] as number) * scale;
	}

	/** Shortens the ring to `seconds` from now on. */
	damp(seconds: number): void {
		this.loss = Math.min(this.loss, Math.pow(10, -3 / (Math.max(0.02, seconds) * this.hz)));
	}

	/** Adds frames and returns the largest magnitude seen. */
	add(out: Float32Array, from: number, to: number, gain: number, buzz: number): number {
		const { line, allPass, loss } = this;
		const size = line.length;
		const near = (1 - this.damping) * loss;
		const far = this.damping * loss;
		let { position, last, allPassInput, allPassOutput } = this;
		let peak = 0;
		for (let i = from; i < to; i++) {
			let current = line[position] as number;
			if (buzz > 0 && current > 0) current -= buzz * current * current;
			const filtered = near * current + far * last;
			last = current;
			allPassOutput = allPass * (filtered - allPassOutput) + allPassInput;
			allPassInput = filtered;
			line[position] = allPassOutput;
			if (++position === size) position = 0;
			out[i] = (out[i] as number) + gain * current;
			if (current > peak) peak = current;
			else if (-current > peak) peak = -current;
		}
		this.position = position;
		this.last = last;
		this.allPassInput = allPassInput;
		this.allPassOutput = Math.abs(allPassOutput) < 1e-15 ? 0 : allPassOutput;
		return peak;
	}
}

/** The string starts at full swing: its first milliseconds are faded in so that it does not click. */
const ATTACK_SECONDS = 0.0015;

export class PluckVoice implements Voice {
	private time = 0;
	private isDamped = false;
	private readonly strings: PluckedString[];
	private readonly patch: PluckPatch;
	private readonly note: VoiceNote;
	private readonly sampleRateHz: number;
	private readonly gain: number;
	private readonly quiet: number;
	private level = 0;

	constructor(patch: PluckPatch, note: VoiceNote, sampleRateHz: number) {
		this.patch = patch;
		this.note = note;
		this.sampleRateHz = sampleRateHz;
		const hz = pitchToHz(note.pitch);
		this.strings = [new PluckedString(patch, hz, note.velocity, note.seed, sampleRateHz)];
		if (patch.courseCents > 0) {
			const twin = hz * Math.pow(2, patch.courseCents / 1200);
			this.strings.push(
				new PluckedString(patch, twin, note.velocity, note.seed + 7919, sampleRateHz)
			);
		}
		this.gain = (patch.gain * (0.15 + 0.85 * note.velocity)) / Math.sqrt(this.strings.length);
		this.quiet = 0.0006 / Math.max(0.05, this.gain);
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const before = this.time;
		this.time += (to - from) / this.sampleRateHz;
		if (!this.isDamped && this.time > this.note.durationSeconds) {
			this.isDamped = true;
			for (const string of this.strings) string.damp(this.patch.release);
		}
		let peak = 0;
		if (before < ATTACK_SECONDS) {
			peak = this.renderAttack(out, from, to);
		} else {
			for (const string of this.strings) {
				peak = Math.max(peak, string.add(out, from, to, this.gain, this.patch.buzz));
			}
		}
		return peak > this.quiet || this.time < 0.05;
	}

	private renderAttack(out: Float32Array, from: number, to: number): number {
		const faded = new Float32Array(to - from);
		let peak = 0;
		for (const string of this.strings) {
			peak = Math.max(peak, string.add(faded, 0, faded.length, this.gain, this.patch.buzz));
		}
		const step = 1 / (ATTACK_SECONDS * this.sampleRateHz);
		for (let i = 0; i < faded.length; i++) {
			out[from + i] = (out[from + i] as number) + (faded[i] as number) * this.level;
			this.level = Math.min(1, this.level + step);
		}
		// What is left of the fade when the block ends is at most a thirtieth of a millisecond's rise.
		return peak;
	}
}
