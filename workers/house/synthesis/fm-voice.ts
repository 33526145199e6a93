/** Frequency modulation (Chowning, 1973): electric pianos, bells, glassy pads, hard basses. */
import type { FmPatch } from './patch.ts';
import { PitchedVoice } from './pitched-voice.ts';
import { SINE_SIZE, sineTable } from './tables.ts';
import { scratch, type VoiceNote } from './voice.ts';

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

export class FmVoice extends PitchedVoice {
	private firstIndex: number;
	private secondIndex: number;
	private readonly phases = new Float64Array(4);
	private readonly brightness: number;
	private readonly patch: FmPatch;

	constructor(patch: FmPatch, note: VoiceNote, sampleRateHz: number) {
		super(patch, note, sampleRateHz, patch.gain, 0.2);
		this.patch = patch;
		// High notes carry less modulation, or their sidebands would pass half the sampling rate.
		const room = Math.min(1, (sampleRateHz * 0.4) / (this.hz * (1 + patch.ratio * 3)));
		this.brightness = (0.35 + 0.65 * note.velocity) * Math.pow(261.6 / this.hz, 0.35) * room;
		this.firstIndex = patch.index * this.brightness;
		this.secondIndex = patch.secondIndex * this.brightness;
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const { patch } = this;
		const frames = to - from;
		const seconds = this.begin(frames);
		const step = this.increment(this.bendCents());
		const detune = Math.pow(2, patch.detuneCents / 1200);

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

		return this.finish(out, from, frames, seconds);
	}
}
