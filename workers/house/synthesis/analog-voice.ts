/** Subtractive synthesis: pads, basses, leads, brass, bowed ensembles, acid lines, chip pulses. */
import { addPulse, addSaw, addSine } from './oscillators.ts';
import type { AnalogPatch } from './patch.ts';
import { StateVariableFilter } from './state-variable-filter.ts';
import { NOISE_MASK, noiseLevel, noiseTable, sine } from './tables.ts';
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

export class AnalogVoice implements Voice {
	private time = 0;
	private level = 0;
	private subPhase = 0;
	private noisePosition: number;
	private readonly phases: Float64Array;
	private readonly ratios: Float64Array;
	private readonly amp: EnvelopeFollower;
	private readonly sweep: EnvelopeFollower;
	private readonly filter: StateVariableFilter;
	private readonly hz: number;
	private readonly glideCents: number;
	private readonly gain: number;
	private readonly baseCutoffHz: number;
	private readonly chance: number;
	private readonly patch: AnalogPatch;
	private readonly sampleRateHz: number;

	constructor(patch: AnalogPatch, note: VoiceNote, sampleRateHz: number) {
		this.patch = patch;
		this.sampleRateHz = sampleRateHz;
		this.hz = pitchToHz(note.pitch);
		this.chance = startingPhase(note.seed);
		this.noisePosition = note.seed & NOISE_MASK;
		this.phases = new Float64Array(patch.unison);
		this.ratios = new Float64Array(patch.unison);
		for (let u = 0; u < patch.unison; u++) {
			const spread = patch.unison === 1 ? 0 : (2 * u) / (patch.unison - 1) - 1;
			this.ratios[u] = Math.pow(2, (spread * patch.detuneCents) / 1200);
			const turn = this.chance + u * 0.618;
			this.phases[u] = turn - Math.floor(turn);
		}
		this.amp = new EnvelopeFollower(patch.amp, note.durationSeconds);
		this.sweep = new EnvelopeFollower(patch.sweep, note.durationSeconds);
		this.filter = new StateVariableFilter(sampleRateHz);
		this.glideCents = patch.glide > 0 ? (note.fromPitch - note.pitch) * 100 : 0;
		this.gain = (patch.gain * (0.25 + 0.75 * note.velocity)) / Math.sqrt(patch.unison);
		this.baseCutoffHz =
			patch.cutoffHz *
			Math.pow(this.hz / 261.6, patch.keyTrack) *
			Math.pow(2, patch.velocityOctaves * (note.velocity - 0.7));
	}

	render(out: Float32Array, from: number, to: number): boolean {
		const { patch, sampleRateHz } = this;
		const frames = to - from;
		const seconds = frames / sampleRateHz;
		this.time += seconds;
		let cents = vibratoCents(patch.vibrato, this.time, this.chance);
		if (this.glideCents !== 0) cents += this.glideCents * Math.exp((-4 * this.time) / patch.glide);
		const increment = Math.min(0.45, (this.hz * Math.pow(2, cents / 1200)) / sampleRateHz);

		scratch.fill(0, 0, frames);
		this.addOscillators(frames, increment);
		const sweep = this.sweep.advance(seconds);
		const turn = this.time * patch.lfoRateHz + this.chance;
		const octaves = patch.sweepOctaves * sweep + patch.lfoOctaves * sine(turn - Math.floor(turn));
		this.filter.set(this.baseCutoffHz * Math.pow(2, octaves), patch.resonance);
		this.filter.lowPass(scratch, 0, frames);

		const before = this.level;
		this.level = this.amp.advance(seconds) * this.gain;
		addScratch(out, from, frames, before, this.level);
		return !this.amp.isOver;
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
