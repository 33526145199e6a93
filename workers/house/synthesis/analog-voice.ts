/** Subtractive synthesis: pads, basses, leads, brass, bowed ensembles, acid lines, chip pulses. */
import { addPulse, addSaw, addSine } from './oscillators.ts';
import type { AnalogPatch } from './patch.ts';
import { PitchedVoice } from './pitched-voice.ts';
import { StateVariableFilter } from './state-variable-filter.ts';
import { NOISE_MASK, noiseLevel, noiseTable, sine } from './tables.ts';
import { EnvelopeFollower, scratch, type VoiceNote } from './voice.ts';

export class AnalogVoice extends PitchedVoice {
	private subPhase = 0;
	private noisePosition: number;
	private readonly phases: Float64Array;
	private readonly ratios: Float64Array;
	private readonly sweep: EnvelopeFollower;
	private readonly filter: StateVariableFilter;
	private readonly baseCutoffHz: number;
	private readonly patch: AnalogPatch;

	constructor(patch: AnalogPatch, note: VoiceNote, sampleRateHz: number) {
		super(patch, note, sampleRateHz, patch.gain / Math.sqrt(patch.unison), 0.25);
		this.patch = patch;
		this.noisePosition = note.seed & NOISE_MASK;
		this.phases = new Float64Array(patch.unison);
		this.ratios = new Float64Array(patch.unison);
		for (let u = 0; u < patch.unison; u++) {
			const spread = patch.unison === 1 ? 0 : (2 * u) / (patch.unison - 1) - 1;
			this.ratios[u] = Math.pow(2, (spread * patch.detuneCents) / 1200);
			const turn = this.chance + u * 0.618;
			this.phases[u] = turn - Math.floor(turn);
		}
		this.sweep = new EnvelopeFollower(patch.sweep, note.durationSeconds);
		this.filter = new StateVariableFilter(sampleRateHz);
		this.baseCutoffHz =
			patch.cutoffHz *
			Math.pow(this.hz / 261.6, patch.keyTrack) *
			Math.pow(2, patch.velocityOctaves * (note.velocity - 0.7));
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const { patch } = this;
		const frames = to - from;
		const seconds = this.begin(frames);
		this.addOscillators(frames, this.increment(this.bendCents()));
		const sweep = this.sweep.advance(seconds);
		const turn = this.time * patch.lfoRateHz + this.chance;
		const octaves = patch.sweepOctaves * sweep + patch.lfoOctaves * sine(turn - Math.floor(turn));
		this.filter.set(this.baseCutoffHz * Math.pow(2, octaves), patch.resonance);
		this.filter.lowPass(scratch, 0, frames);
		return this.finish(out, from, frames, seconds);
	}

	private addOscillators(frames: number, increment: number): void {
		const { patch, phases, ratios } = this;
		const width = patch.width + 0.12 * patch.width * sine((this.time * 0.31 + this.chance) % 1);
		for (let u = 0; u < phases.length; u++) {
			const own = increment * (ratios[u] as number);
			const phase = phases[u] as number;
			let end = phase;
			if (patch.pulse < 1) end = addSaw(scratch, frames, phase, own, 1 - patch.pulse);
			if (patch.pulse > 0) end = addPulse(scratch, frames, phase, own, patch.pulse, width);
			phases[u] = end;
		}
		if (patch.sub > 0) {
			this.subPhase = addSine(scratch, frames, this.subPhase, increment / 2, patch.sub);
		}
		if (patch.noise > 0) {
			const position = this.noisePosition;
			const level = patch.noise * noiseLevel(this.sampleRateHz);
			for (let i = 0; i < frames; i++) {
				const value = noiseTable[(position + i) & NOISE_MASK] as number;
				scratch[i] = (scratch[i] as number) + level * value;
			}
			this.noisePosition = (position + frames) & NOISE_MASK;
		}
	}
}
