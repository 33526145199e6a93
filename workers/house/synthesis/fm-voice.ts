/** Frequency modulation (Chowning, 1973): electric pianos, bells, glassy pads, hard basses. */
import type { FmPatch } from './patch.ts';
import { SINE_SIZE, sineTable } from './tables.ts';
import {
	addScratch,
	EnvelopeFollower,
	pitchToHz,
	scratch,
	startingPhase,
	vibratoCents,
	type Voice,
	type VoiceNote
} from './voice.ts';

/** Adds one modulator → carrier pair; phases are kept in `phases` at `slot` and `slot` + 1. */
function addPair(
	frames: number,
	phases: Float64Array,
	slot: number,
	carrierStep: number,
	modulatorStep: number,
	fromIndex: number,
	toIndex: number,
	gain: number
): void {
	let carrier = phases[slot] as number;
	let modulator = phases[slot + 1] as number;
	// The index in radians, expressed in table cells.
	let depth = (fromIndex * SINE_SIZE) / (2 * Math.PI);
	const depthStep = ((toIndex - fromIndex) * SINE_SIZE) / (2 * Math.PI) / frames;
	const mask = SINE_SIZE - 1;
	for (let i = 0; i < frames; i++) {
		const m = sineTable[(modulator * SINE_SIZE) | 0] as number;
		const position = carrier * SINE_SIZE + depth * m + SINE_SIZE * 16;
		const whole = position | 0;
		const cell = whole & mask;
		const low = sineTable[cell] as number;
		const value = low + ((sineTable[cell + 1] as number) - low) * (position - whole);
		scratch[i] = (scratch[i] as number) + gain * value;
		depth += depthStep;
		carrier += carrierStep;
		if (carrier >= 1) carrier -= 1;
		modulator += modulatorStep;
		if (modulator >= 1) modulator -= 1;
	}
	phases[slot] = carrier;
	phases[slot + 1] = modulator;
}

export class FmVoice implements Voice {
	private time = 0;
	private level = 0;
	private firstIndex: number;
	private secondIndex: number;
	private readonly phases = new Float64Array(4);
	private readonly amp: EnvelopeFollower;
	private readonly hz: number;
	private readonly gain: number;
	private readonly brightness: number;
	private readonly chance: number;
	private readonly patch: FmPatch;
	private readonly sampleRateHz: number;

	constructor(patch: FmPatch, note: VoiceNote, sampleRateHz: number) {
		this.patch = patch;
		this.sampleRateHz = sampleRateHz;
		this.hz = pitchToHz(note.pitch);
		this.chance = startingPhase(note.seed);
		this.amp = new EnvelopeFollower(patch.amp, note.durationSeconds);
		this.gain = patch.gain * (0.2 + 0.8 * note.velocity);
		// High notes carry less modulation, or their sidebands would pass half the sampling rate.
		const room = Math.min(1, (sampleRateHz * 0.4) / (this.hz * (1 + patch.ratio * 3)));
		this.brightness = (0.35 + 0.65 * note.velocity) * Math.pow(261.6 / this.hz, 0.35) * room;
		this.firstIndex = patch.index * this.brightness;
		this.secondIndex = patch.secondIndex * this.brightness;
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const { patch, sampleRateHz } = this;
		const frames = to - from;
		const seconds = frames / sampleRateHz;
		this.time += seconds;
		const cents = vibratoCents(patch.vibrato, this.time, this.chance);
		const step = Math.min(0.4, (this.hz * Math.pow(2, cents / 1200)) / sampleRateHz);
		const detune = Math.pow(2, patch.detuneCents / 1200);
		scratch.fill(0, 0, frames);

		const fallen =
			patch.indexSustain + (1 - patch.indexSustain) * Math.exp(-this.time / patch.indexDecay);
		const first = patch.index * this.brightness * fallen;
		addPair(
			frames,
			this.phases,
			0,
			Math.min(0.45, step * patch.carrierRatio),
			Math.min(0.49, step * patch.ratio),
			this.firstIndex,
			first,
			1
		);
		this.firstIndex = first;
		if (patch.secondLevel > 0) {
			const fall = Math.exp(-this.time / patch.secondDecay);
			const second = patch.secondIndex * this.brightness * fall;
			addPair(
				frames,
				this.phases,
				2,
				Math.min(0.45, step * detune * patch.secondCarrier),
				Math.min(0.49, step * patch.secondRatio),
				this.secondIndex,
				second,
				patch.secondLevel
			);
			this.secondIndex = second;
		}

		const before = this.level;
		this.level = this.amp.advance(seconds) * this.gain;
		addScratch(out, from, frames, before, this.level);
		return !this.amp.isOver;
	}
}
