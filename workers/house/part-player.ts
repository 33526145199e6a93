/** Plays one part of a score into a stereo block: its voices or drum hits, then its effects. */
import { createInsert, type Insert } from './effects/inserts.ts';
import type { ScoreNote, ScorePart } from './composition/score.ts';
import { createVoice } from './synthesis/create-voice.ts';
import { renderDrumHit } from './synthesis/drum-hit.ts';
import type { DrumPatch, Kit } from './synthesis/patch.ts';
import { MAX_BLOCK, type Voice } from './synthesis/voice.ts';

/** More voices than this at once are not told apart; the oldest goes first. */
const MAX_VOICES = 20;
/** Strokes of each drum that differ in their noise. */
const STROKES = 2;
/** Kick and its kin, which duck other parts. */
const KICK = 'kick';

/** Something that sounds: a voice, or a drum hit being copied out. */
interface Sounding {
	readonly voice: Voice;
	readonly gainLeft: number;
	readonly gainRight: number;
}

class HitVoice implements Voice {
	private position = 0;
	private readonly hit: Float32Array;
	private readonly gain: number;

	constructor(hit: Float32Array, gain: number) {
		this.hit = hit;
		this.gain = gain;
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const count = Math.min(to - from, this.hit.length - this.position);
		for (let i = 0; i < count; i++) {
			out[from + i] =
				(out[from + i] as number) + this.gain * (this.hit[this.position + i] as number);
		}
		this.position += count;
		return this.position < this.hit.length;
	}
}

export class PartPlayer {
	private readonly dry: number;
	private readonly reverb: number;
	private readonly echo: number;
	private readonly left = new Float32Array(MAX_BLOCK);
	private readonly right = new Float32Array(MAX_BLOCK);
	private readonly mono = new Float32Array(MAX_BLOCK);
	private readonly inserts: readonly Insert[];
	private readonly hits = new Map<string, Float32Array>();
	private readonly part: ScorePart;
	private readonly sampleRateHz: number;
	private readonly seed: number;
	private readonly kickFrames: readonly number[];
	private readonly soundings: Sounding[] = [];
	private nextNote = 0;
	private nextKick = 0;
	private lastPitch = 0;
	private isSilent = true;
	private silentFrames = 0;
	private frames = 0;
	private duckGain = 1;

	/** Notes that are over before `startFrame` are passed by; those that still sound begin there. */
	constructor(part: ScorePart, index: number, sampleRateHz: number, startFrame: number) {
		this.part = part;
		this.sampleRateHz = sampleRateHz;
		this.seed = (index + 1) * 104_729;
		this.inserts = part.inserts.map((definition) => createInsert(definition, sampleRateHz));
		this.dry = Math.pow(10, part.mix.gainDb / 20);
		this.reverb = this.dry * part.mix.reverb;
		this.echo = this.dry * part.mix.echo;
		this.kickFrames = part.notes
			.filter((note) => note.piece === KICK)
			.map((note) => Math.round(note.startSeconds * sampleRateHz));
		const startSeconds = startFrame / sampleRateHz;
		while (this.endOf(part.notes[this.nextNote]) < startSeconds) this.nextNote++;
	}

	private endOf(note: ScoreNote | undefined): number {
		return note ? note.startSeconds + note.durationSeconds : Infinity;
	}

	/** Whether a kick falls within these frames. */
	hasKick(frame: number, frames: number): boolean {
		let isHit = false;
		while ((this.kickFrames[this.nextKick] ?? Infinity) < frame + frames) {
			this.nextKick++;
			isHit = true;
		}
		return isHit;
	}

	/** Renders the next block; `duck` is 1 at a kick and falls to 0. */
	render(frame: number, frames: number, duck: number): void {
		const { left, right, mono } = this;
		this.frames = frames;
		const endSeconds = (frame + frames) / this.sampleRateHz;
		const hasNew = (this.part.notes[this.nextNote]?.startSeconds ?? Infinity) < endSeconds;
		this.isSilent = !hasNew && this.soundings.length === 0 && this.silentFrames > this.sampleRateHz;
		if (this.isSilent) return;
		left.fill(0, 0, frames);
		right.fill(0, 0, frames);
		this.silentFrames = this.soundings.length === 0 ? this.silentFrames + frames : 0;

		let kept = 0;
		for (const sounding of this.soundings) {
			mono.fill(0, 0, frames);
			const goesOn = sounding.voice.render(mono, 0, frames);
			this.place(sounding, frames);
			if (goesOn) this.soundings[kept++] = sounding;
		}
		this.soundings.length = kept;
		if (hasNew) this.startNotes(frame, frames, endSeconds);
		for (const insert of this.inserts) insert.process(left, right, frames);
		this.applyDuck(frames, duck);
	}

	private place(sounding: Sounding, frames: number): void {
		const { left, right, mono } = this;
		const { gainLeft, gainRight } = sounding;
		for (let i = 0; i < frames; i++) {
			const value = mono[i] as number;
			left[i] = (left[i] as number) + gainLeft * value;
			right[i] = (right[i] as number) + gainRight * value;
		}
	}

	private startNotes(frame: number, frames: number, endSeconds: number): void {
		for (;;) {
			const note = this.part.notes[this.nextNote];
			if (!note || note.startSeconds >= endSeconds) return;
			const from = Math.round(note.startSeconds * this.sampleRateHz) - frame;
			const lateSeconds = Math.max(0, -from / this.sampleRateHz);
			const sounding = this.start(note, Math.max(0.02, note.durationSeconds - lateSeconds));
			this.nextNote++;
			if (!sounding) continue;
			this.mono.fill(0, 0, frames);
			if (sounding.voice.render(this.mono, Math.min(frames - 1, Math.max(0, from)), frames)) {
				this.soundings.push(sounding);
			}
			this.place(sounding, frames);
			if (this.soundings.length > MAX_VOICES) this.steal(frames);
		}
	}

	/** The oldest voice makes room: it is faded out within this block, so that it does not click. */
	private steal(frames: number): void {
		const oldest = this.soundings.shift();
		if (!oldest) return;
		const { mono } = this;
		mono.fill(0, 0, frames);
		oldest.voice.render(mono, 0, frames);
		for (let i = 0; i < frames; i++) mono[i] = (mono[i] as number) * (1 - (i + 1) / frames);
		this.place(oldest, frames);
	}

	private start(note: ScoreNote, durationSeconds: number): Sounding | undefined {
		const { instrument, mix } = this.part;
		const seed = this.seed + this.nextNote * 7_919;
		if ('kit' in instrument) return this.startHit(instrument.kit, note, seed);
		const fromPitch = this.lastPitch > 0 ? this.lastPitch : note.pitch;
		this.lastPitch = note.pitch;
		const voice = createVoice(
			instrument.patch,
			{ pitch: note.pitch, velocity: note.velocity, durationSeconds, fromPitch, seed },
			this.sampleRateHz
		);
		return {
			voice,
			...panGains(mix.pan + mix.spread * Math.max(-1, Math.min(1, (note.pitch - 62) / 24)))
		};
	}

	private startHit(kit: Kit, note: ScoreNote, seed: number): Sounding | undefined {
		const patch: DrumPatch | undefined = kit[note.piece ?? KICK];
		if (!patch) return undefined;
		const stroke = seed % STROKES;
		const key = `${note.piece ?? KICK} ${stroke}`;
		let hit = this.hits.get(key);
		if (!hit) {
			hit = renderDrumHit(patch, 1 + stroke * 4_999, this.sampleRateHz);
			this.hits.set(key, hit);
		}
		const voice = new HitVoice(hit, Math.pow(note.velocity, 1.5));
		return { voice, ...panGains(this.part.mix.pan + patch.pan) };
	}

	private applyDuck(frames: number, duck: number): void {
		const target = 1 - this.part.mix.duck * duck;
		if (this.part.mix.duck === 0) return;
		const step = (target - this.duckGain) / frames;
		for (let i = 0; i < frames; i++) {
			this.duckGain += step;
			this.left[i] = (this.left[i] as number) * this.duckGain;
			this.right[i] = (this.right[i] as number) * this.duckGain;
		}
		this.duckGain = target;
	}

	/** Adds the block just rendered to the mix, and to the sends of the room and the echo. */
	mixInto(mix: StereoBlock, room: StereoBlock, echo: StereoBlock): void {
		if (this.isSilent) return;
		mixStereo(mix, this.left, this.right, this.frames, this.dry);
		if (this.reverb > 0) mixStereo(room, this.left, this.right, this.frames, this.reverb);
		if (this.echo > 0) mixStereo(echo, this.left, this.right, this.frames, this.echo);
	}
}

export interface StereoBlock {
	readonly left: Float32Array;
	readonly right: Float32Array;
}

function mixStereo(
	bus: StereoBlock,
	left: Float32Array,
	right: Float32Array,
	frames: number,
	gain: number
): void {
	const { left: busLeft, right: busRight } = bus;
	for (let i = 0; i < frames; i++) {
		busLeft[i] = (busLeft[i] as number) + gain * (left[i] as number);
		busRight[i] = (busRight[i] as number) + gain * (right[i] as number);
	}
}

/** Constant power: −3 dB each in the middle, scaled so that the middle is 1. */
function panGains(pan: number): { gainLeft: number; gainRight: number } {
	const angle = ((Math.max(-1, Math.min(1, pan)) + 1) * Math.PI) / 4;
	return { gainLeft: Math.SQRT2 * Math.cos(angle), gainRight: Math.SQRT2 * Math.sin(angle) };
}
