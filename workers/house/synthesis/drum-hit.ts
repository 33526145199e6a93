/**
 * Drums, rendered once per kit and sampling rate and then played back: a hit costs a copy.
 * A hit is falling sines (skins), a band of noise (wires, hands, air) and a cluster of
 * frequency-modulated sines in no harmonic relation (cymbals), driven through a soft curve.
 */
import type { DrumPatch } from './patch.ts';
import { StateVariableFilter } from './state-variable-filter.ts';
import { NOISE_MASK, noiseLevel, noiseTable, sine } from './tables.ts';

/** Ratios of the partials of a cymbal: none is a small fraction of another. */
const METAL_RATIOS = [1, 1.342, 1.2312, 1.6532, 1.9523, 2.1523] as const;

function lengthSeconds(patch: DrumPatch): number {
	let longest = 0.05;
	for (const tone of patch.tones) longest = Math.max(longest, tone.decay);
	if (patch.noise.level > 0) {
		longest = Math.max(longest, patch.noise.decay + patch.noise.bursts * patch.noise.gap);
	}
	if (patch.metal.level > 0) longest = Math.max(longest, patch.metal.decay);
	return longest + 0.02;
}

/** Factor per frame of a fall by 60 dB in `decay` seconds. */
function fallPerFrame(decay: number, sampleRateHz: number): number {
	return Math.exp(-6.9 / (decay * sampleRateHz));
}

function addTones(out: Float32Array, patch: DrumPatch, sampleRateHz: number): void {
	for (const tone of patch.tones) {
		let phase = 0;
		let level = tone.level;
		// The pitch falls exponentially from its octaves above towards the tone's own.
		let excess = tone.hz * (Math.pow(2, tone.sweepOctaves) - 1);
		const fall = fallPerFrame(tone.decay, sampleRateHz);
		const sweep = Math.exp(-1 / (tone.sweepSeconds * sampleRateHz));
		for (let i = 0; i < out.length && level > 1e-5; i++) {
			out[i] = (out[i] as number) + level * sine(phase);
			level *= fall;
			phase += Math.min(0.45, (tone.hz + excess) / sampleRateHz);
			excess *= sweep;
			if (phase >= 1) phase -= 1;
		}
	}
}

/** Noise bursts `gap` seconds apart, then the fall. */
function addNoise(out: Float32Array, patch: DrumPatch, seed: number, sampleRateHz: number): void {
	const { level, decay, lowHz, highHz, bursts, gap } = patch.noise;
	if (level === 0) return;
	const band = new Float32Array(out.length);
	const burstFrames = Math.round(gap * sampleRateHz);
	const burstFall = fallPerFrame(gap * 1.5, sampleRateHz);
	const lastFall = fallPerFrame(decay, sampleRateHz);
	let envelope = 1;
	for (let i = 0; i < band.length; i++) {
		const burst = Math.floor(i / burstFrames);
		if (burst <= bursts && i === burst * burstFrames) envelope = 1;
		band[i] = envelope * (noiseTable[(seed + i) & NOISE_MASK] as number);
		envelope *= burst < bursts ? burstFall : lastFall;
	}
	const low = new StateVariableFilter(sampleRateHz);
	low.set(highHz, 0.2);
	low.lowPass(band, 0, band.length);
	const high = new StateVariableFilter(sampleRateHz);
	high.set(lowHz, 0.2);
	high.highPass(band, 0, band.length);
	const noiseGain = level * 1.6 * noiseLevel(sampleRateHz);
	for (let i = 0; i < out.length; i++) {
		out[i] = (out[i] as number) + noiseGain * (band[i] as number);
	}
}

function addMetal(out: Float32Array, patch: DrumPatch, seed: number, sampleRateHz: number): void {
	const { level, decay, hz } = patch.metal;
	if (level === 0) return;
	const cluster = new Float32Array(out.length);
	METAL_RATIOS.forEach((ratio, index) => {
		const carrierStep = (hz * ratio) / sampleRateHz;
		const modulatorStep = (hz * ratio * 1.4471) / sampleRateHz;
		if (carrierStep > 0.47) return;
		let carrier = ((seed + index * 131) % 100) / 100;
		let modulator = 0;
		let envelope = 1;
		const fall = fallPerFrame(decay / (1 + 0.15 * index), sampleRateHz);
		for (let i = 0; i < cluster.length && envelope > 1e-4; i++) {
			const turn = carrier + 0.45 * sine(modulator) + 1;
			cluster[i] = (cluster[i] as number) + envelope * sine(turn - Math.floor(turn));
			envelope *= fall;
			carrier += carrierStep;
			if (carrier >= 1) carrier -= 1;
			modulator += modulatorStep;
			if (modulator >= 1) modulator -= 1;
		}
	});
	const high = new StateVariableFilter(sampleRateHz);
	high.set(hz * 0.9, 0.1);
	high.highPass(cluster, 0, cluster.length);
	for (let i = 0; i < out.length; i++) {
		out[i] = (out[i] as number) + level * 0.35 * (cluster[i] as number);
	}
}

/** Renders one hit, mono, its ends at zero. Different seeds are different strokes. */
export function renderDrumHit(patch: DrumPatch, seed: number, sampleRateHz: number): Float32Array {
	const out = new Float32Array(Math.ceil(lengthSeconds(patch) * sampleRateHz));
	addTones(out, patch, sampleRateHz);
	addNoise(out, patch, seed, sampleRateHz);
	addMetal(out, patch, seed, sampleRateHz);
	const drive = 1 + 4 * patch.drive;
	const level = patch.gain / Math.tanh(drive);
	const fade = Math.min(out.length, Math.ceil(0.01 * sampleRateHz));
	const rise = Math.ceil(0.0004 * sampleRateHz);
	for (let i = 0; i < out.length; i++) {
		const left = out.length - 1 - i;
		const ends = Math.min(1, (i + 1) / rise) * Math.min(1, left / fade);
		out[i] = level * Math.tanh(drive * (out[i] as number)) * ends;
	}
	return out;
}
