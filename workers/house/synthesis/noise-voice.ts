/** Beds of noise: wind, rain, tape hiss, the crackle of an old record. */
import type { NoisePatch } from './patch.ts';
import { StateVariableFilter } from './state-variable-filter.ts';
import { NOISE_MASK, noiseLevel, noiseTable, sine } from './tables.ts';
import { addScratch, EnvelopeFollower, scratch, type Voice, type VoiceNote } from './voice.ts';

export class NoiseVoice implements Voice {
	private time = 0;
	private level = 0;
	private position: number;
	private readonly low: StateVariableFilter;
	private readonly high: StateVariableFilter;
	private readonly amp: EnvelopeFollower;
	private readonly patch: NoisePatch;
	private readonly gain: number;
	private readonly sampleRateHz: number;

	constructor(patch: NoisePatch, note: VoiceNote, sampleRateHz: number) {
		this.patch = patch;
		this.sampleRateHz = sampleRateHz;
		this.position = note.seed & NOISE_MASK;
		this.amp = new EnvelopeFollower(patch.amp, note.durationSeconds);
		this.gain = patch.gain * note.velocity;
		this.low = new StateVariableFilter(sampleRateHz);
		this.high = new StateVariableFilter(sampleRateHz);
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const { patch } = this;
		const frames = to - from;
		this.time += frames / this.sampleRateHz;
		const chance = (patch.crackle / this.sampleRateHz) * 0.5;
		// A filtered impulse is as strong as the part of a second that it lasts.
		const strength = (12 * this.sampleRateHz) / 44_100;
		const steady = noiseLevel(this.sampleRateHz);
		for (let i = 0; i < frames; i++) {
			const value = noiseTable[(this.position + i) & NOISE_MASK] as number;
			if (patch.crackle === 0) scratch[i] = steady * value;
			else scratch[i] = Math.abs(value) < chance ? strength * Math.sign(value) : 0;
		}
		// A step that shares no factor with the table: the bed repeats only after many minutes.
		this.position = (this.position + frames + (patch.crackle > 0 ? 4099 : 0)) & NOISE_MASK;
		const turn = this.time * patch.driftHz + 0.25;
		const drift = Math.pow(2, patch.driftOctaves * sine(turn - Math.floor(turn)));
		this.low.set(patch.highHz * drift, 0.15);
		this.low.lowPass(scratch, 0, frames);
		this.high.set(patch.lowHz * drift, 0.15);
		this.high.highPass(scratch, 0, frames);
		const before = this.level;
		this.level = this.amp.advance(frames / this.sampleRateHz) * this.gain;
		addScratch(out, from, frames, before, this.level);
		return !this.amp.isOver;
	}
}
