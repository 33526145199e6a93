/**
 * What all voices share: the note they are given, their envelope and their vibrato.
 *
 * A voice is called once per block of at most MAX_BLOCK frames. Within a block its controls move
 * linearly, so a block must stay short (about 1.5 ms) for attacks to be crisp and free of clicks.
 */
import type { Envelope, Vibrato } from './patch.ts';
import { sine } from './tables.ts';

export const MAX_BLOCK = 128;

/** One note as a voice hears it. */
export interface VoiceNote {
	/** MIDI note number, may be fractional; 69 = 440 Hz. */
	readonly pitch: number;
	/** 0 … 1 */
	readonly velocity: number;
	readonly durationSeconds: number;
	/** The pitch before, for patches that glide. */
	readonly fromPitch: number;
	/** Any integer: where this note starts in the tables of chance. */
	readonly seed: number;
}

export interface Voice {
	/** Adds its frames from … to − 1 to `out`; false when it has fallen silent for good. */
	render(out: Float32Array, from: number, to: number): boolean;
}

/** Equal temperament, A4 = 440 Hz. */
export function pitchToHz(pitch: number): number {
	return 440 * Math.pow(2, (pitch - 69) / 12);
}

/** Below this an envelope is over: −70 dB. */
const SILENT = 0.0003;

/** An envelope read at block boundaries. */
export class EnvelopeFollower {
	level = 0;
	isOver = false;
	private time = 0;
	private releaseLevel = -1;
	private readonly shape: Envelope;
	private readonly holdSeconds: number;

	constructor(shape: Envelope, holdSeconds: number) {
		this.shape = shape;
		this.holdSeconds = holdSeconds;
	}

	/** Moves on by `seconds` and returns the level there. */
	advance(seconds: number): number {
		this.time += seconds;
		const { attack, decay, sustain, release } = this.shape;
		if (this.time <= this.holdSeconds) {
			if (this.time < attack) this.level = this.time / attack;
			else {
				this.level = sustain + (1 - sustain) * Math.exp((-4 * (this.time - attack)) / decay);
				if (this.level < SILENT) this.end();
			}
			return this.level;
		}
		if (this.releaseLevel < 0) {
			// A note shorter than one block still sounds, as loud as its attack got.
			this.releaseLevel = Math.max(this.level, Math.min(1, this.holdSeconds / (attack + 1e-4)));
		}
		this.level =
			this.releaseLevel * Math.exp((-6.9 * (this.time - this.holdSeconds)) / (release + 1e-3));
		if (this.level < SILENT) this.end();
		return this.level;
	}

	private end(): void {
		this.level = 0;
		this.isOver = true;
	}
}

/** Vibrato in cents at `time` seconds into a note: it swells in over a third of a second. */
export function vibratoCents(vibrato: Vibrato, time: number, phase: number): number {
	if (vibrato.cents === 0 || time < vibrato.delaySeconds) return 0;
	const swell = Math.min(1, (time - vibrato.delaySeconds) * 3);
	const turn = time * vibrato.rateHz + phase;
	return vibrato.cents * swell * sine(turn - Math.floor(turn));
}

/** Adds the scratch to `out` from `from` on, its level moving from one value to another. */
export function addScratch(
	out: Float32Array,
	from: number,
	frames: number,
	fromLevel: number,
	toLevel: number
): void {
	let level = fromLevel;
	const step = (toLevel - fromLevel) / frames;
	for (let i = 0; i < frames; i++) {
		level += step;
		out[from + i] = (out[from + i] as number) + level * (scratch[i] as number);
	}
}

/** Shared scratch: voices render one after another, so one block is enough for all. */
export const scratch = new Float32Array(MAX_BLOCK);
