/**
 * Modal synthesis (Adrien, 1991): each mode of a struck bar, bell or string is a two-pole resonator
 * set ringing once. y[n] = 2 r cos ω · y[n−1] − r² · y[n−2].
 */
import type { ModalPatch } from './patch.ts';
import { NOISE_MASK, noiseLevel, noiseTable, sine } from './tables.ts';
import { pitchToHz, scratch, type Voice, type VoiceNote } from './voice.ts';

const STRIKE_SECONDS = 0.012;
/** A hammer gives its force over this long: the modes do not all leap up at once. */
const CONTACT_SECONDS = 0.0008;

export class ModalVoice implements Voice {
	private time = 0;
	private level: number;
	private isReleased = false;
	private releaseFactor = 1;
	private contact = 0;
	private count: number;
	/** Per mode: coefficient of y[n−1], of y[n−2], and the two last outputs. */
	private readonly state: Float64Array;
	private readonly patch: ModalPatch;
	private readonly note: VoiceNote;
	private readonly sampleRateHz: number;
	private readonly strikeLevel: number;

	constructor(patch: ModalPatch, note: VoiceNote, sampleRateHz: number) {
		this.patch = patch;
		this.note = note;
		this.sampleRateHz = sampleRateHz;
		const hz = pitchToHz(note.pitch);
		const ring = patch.ring * Math.pow(261.6 / hz, patch.ringTrack);
		const copies = patch.beatCents > 0 ? 2 : 1;
		this.state = new Float64Array(4 * copies * patch.modes.length);
		this.count = 0;
		const gain = (patch.gain * (0.12 + 0.88 * note.velocity)) / copies;
		// A soft or slow mallet leaves the high modes alone.
		const softness = (1 - patch.hardness) * 1.4 + (1 - note.velocity) * 1.1;
		patch.modes.forEach((mode, index) => {
			const level = gain * mode.level * Math.pow(mode.ratio + 0.3, -softness * 0.6);
			for (let copy = 0; copy < copies; copy++) {
				// The twin's phase differs a little, so that beats do not all start together.
				const cents = copy === 0 ? 0 : patch.beatCents * (1 + 0.13 * index);
				const modeHz = hz * mode.ratio * Math.pow(2, cents / 1200);
				if (modeHz < sampleRateHz * 0.46 && level > 1e-5) {
					this.addMode(modeHz, ring * mode.decay, level);
				}
			}
		});
		this.level = 1;
		this.strikeLevel =
			patch.strike * note.velocity * note.velocity * patch.gain * noiseLevel(sampleRateHz);
	}

	private addMode(modeHz: number, ring: number, level: number): void {
		const omega = (2 * Math.PI * modeHz) / this.sampleRateHz;
		const radius = Math.pow(10, -3 / (Math.max(0.015, ring) * this.sampleRateHz));
		const at = 4 * this.count++;
		this.state[at] = 2 * radius * Math.cos(omega);
		this.state[at + 1] = radius * radius;
		// Starts as a sine from zero: y[−1] = −level · sin ω, y[0] = 0.
		this.state[at + 2] = 0;
		this.state[at + 3] = (-level * Math.sin(omega)) / radius;
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const frames = to - from;
		const { patch, state } = this;
		scratch.fill(0, 0, frames);
		let loudest = 0;
		for (let mode = 0; mode < this.count; mode++) {
			const at = 4 * mode;
			const a = state[at] as number;
			const b = state[at + 1] as number;
			let y1 = state[at + 2] as number;
			let y2 = state[at + 3] as number;
			for (let i = 0; i < frames; i++) {
				const y = a * y1 - b * y2;
				y2 = y1;
				y1 = y;
				scratch[i] = (scratch[i] as number) + y;
			}
			state[at + 2] = y1;
			state[at + 3] = y2;
			// A mode's amplitude from two successive samples, without its phase.
			const size = Math.abs(y1) + Math.abs(y2);
			if (size > loudest) loudest = size;
			if (size < 2e-5 && this.time > 0.03 && Math.abs(y1 - y2) < 2e-6) this.drop(mode--);
		}
		if (this.time < STRIKE_SECONDS * 4 && this.strikeLevel > 0) this.addStrike(frames);
		this.time += frames / this.sampleRateHz;
		if (!this.isReleased && this.time > this.note.durationSeconds && patch.release < 8) {
			this.isReleased = true;
			this.releaseFactor = Math.pow(10, -3 / (Math.max(0.03, patch.release) * this.sampleRateHz));
		}
		const factor = this.isReleased ? this.releaseFactor : 1;
		const turn = this.time * patch.tremoloHz;
		const tremolo = 1 - patch.tremolo * (0.5 + 0.5 * sine(turn - Math.floor(turn)));
		if (this.contact < 1) this.applyContact(frames);
		let level = this.level;
		for (let i = 0; i < frames; i++) {
			level *= factor;
			out[from + i] = (out[from + i] as number) + level * tremolo * (scratch[i] as number);
		}
		this.level = level;
		return this.count > 0 && level > 2e-4 && (loudest * level > 3e-5 || this.time < 0.1);
	}

	private applyContact(frames: number): void {
		const step = 1 / (CONTACT_SECONDS * this.sampleRateHz);
		for (let i = 0; i < frames && this.contact < 1; i++) {
			scratch[i] = (scratch[i] as number) * this.contact;
			this.contact = Math.min(1, this.contact + step);
		}
	}

	/** The last mode takes the place of one that has died away. */
	private drop(mode: number): void {
		this.count--;
		this.state.copyWithin(4 * mode, 4 * this.count, 4 * this.count + 4);
	}

	private addStrike(frames: number): void {
		const start = Math.round(this.time * this.sampleRateHz);
		const rate = 1 / (STRIKE_SECONDS * 0.6 * this.sampleRateHz);
		for (let i = 0; i < frames; i++) {
			const t = (start + i) * rate;
			const noise = noiseTable[(this.note.seed + start + i) & NOISE_MASK] as number;
			scratch[i] = (scratch[i] as number) + this.strikeLevel * noise * t * Math.exp(1 - 2.5 * t);
		}
	}
}
