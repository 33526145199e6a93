/**
 * What voices with a pitch and an amplitude envelope have in common: they fill the scratch block, then
 * add it to the output under the envelope.
 */
import type { Envelope, Vibrato } from './patch.ts';
import {
	addScratch,
	EnvelopeFollower,
	pitchToHz,
	scratch,
	vibratoCents,
	type Voice,
	type VoiceNote
} from './voice.ts';

interface PitchedPatch {
	readonly amp: Envelope;
	readonly vibrato: Vibrato;
	/** Slide from the note before, in seconds; absent or 0 = none. */
	readonly glide?: number;
}

export abstract class PitchedVoice implements Voice {
	/** Seconds since the note began. */
	protected time = 0;
	/** What the last block ended at. */
	protected level = 0;
	protected readonly hz: number;
	/** Where slow movements start, 0 … 1: notes of a chord do not swing together. */
	protected readonly chance: number;
	protected readonly amp: EnvelopeFollower;
	protected readonly gain: number;
	protected readonly sampleRateHz: number;
	private readonly vibrato: Vibrato;
	private readonly glideSeconds: number;
	private readonly glideCents: number;

	/** `softest` is the part of the gain that the softest note keeps. */
	constructor(
		patch: PitchedPatch,
		note: VoiceNote,
		sampleRateHz: number,
		gain: number,
		softest: number
	) {
		this.sampleRateHz = sampleRateHz;
		this.hz = pitchToHz(note.pitch);
		this.chance = ((note.seed >>> 0) % 997) / 997;
		this.amp = new EnvelopeFollower(patch.amp, note.durationSeconds);
		this.gain = gain * (softest + (1 - softest) * note.velocity);
		this.vibrato = patch.vibrato;
		this.glideSeconds = patch.glide ?? 0;
		this.glideCents = this.glideSeconds > 0 ? (note.fromPitch - note.pitch) * 100 : 0;
	}

	abstract render(out: Float32Array, from: number, to: number): boolean;

	/** Empties the scratch and moves the clock on; returns the block's length in seconds. */
	protected begin(frames: number): number {
		const seconds = frames / this.sampleRateHz;
		this.time += seconds;
		scratch.fill(0, 0, frames);
		return seconds;
	}

	/** Vibrato and glide now, in cents; `player` is which of several swings. */
	protected bendCents(player = 0): number {
		// Each player has a rate and a phase of his own.
		const time = this.time * (1 + 0.09 * player);
		const cents = vibratoCents(this.vibrato, time, this.chance + 0.29 * player);
		if (this.glideCents === 0) return cents;
		return cents + this.glideCents * Math.exp((-4 * this.time) / this.glideSeconds);
	}

	/** Cycles per frame at so many cents from the note's pitch. */
	protected increment(cents: number): number {
		return Math.min(0.45, (this.hz * Math.pow(2, cents / 1200)) / this.sampleRateHz);
	}

	/** Adds the scratch under the envelope; false when the envelope is over. */
	protected finish(out: Float32Array, from: number, frames: number, seconds: number): boolean {
		const before = this.level;
		this.level = this.amp.advance(seconds) * this.gain;
		addScratch(out, from, frames, before, this.level);
		return !this.amp.isOver;
	}
}
