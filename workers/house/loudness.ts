/**
 * Integrated loudness after ITU-R BS.1770-4: K-weighting, blocks of 400 ms that overlap by three
 * quarters, an absolute gate at −70 LUFS and a relative gate 10 LU below the mean of what passed it.
 *
 * The standard tabulates its filters at 48 kHz only; at other rates they are designed from the analog
 * parameters that reproduce the table (a +4 dB shelf at 1681.97 Hz and a high-pass at 38.14 Hz), as
 * derived by Brecht De Man (2018).
 */
import { Biquad } from './effects/biquad.ts';

const BLOCK_SECONDS = 0.4;
const STEP_SECONDS = 0.1;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

function kWeighting(sampleRateHz: number): Biquad[] {
	const shelfHz = 1681.974450955533;
	const shelfQ = 0.7071752369554196;
	const k = Math.tan((Math.PI * shelfHz) / sampleRateHz);
	const high = Math.pow(10, 3.999843853973347 / 20);
	const band = Math.pow(high, 0.4996667741545416);
	const a0 = 1 + k / shelfQ + k * k;
	const shelf = new Biquad({
		b0: (high + (band * k) / shelfQ + k * k) / a0,
		b1: (2 * (k * k - high)) / a0,
		b2: (high - (band * k) / shelfQ + k * k) / a0,
		a1: (2 * (k * k - 1)) / a0,
		a2: (1 - k / shelfQ + k * k) / a0
	});
	const passQ = 0.5003270373238773;
	const p = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
	const d0 = 1 + p / passQ + p * p;
	const highPass = new Biquad({
		b0: 1,
		b1: -2,
		b2: 1,
		a1: (2 * (p * p - 1)) / d0,
		a2: (1 - p / passQ + p * p) / d0
	});
	return [shelf, highPass];
}

function toLufs(power: number): number {
	return -0.691 + 10 * Math.log10(power + 1e-20);
}

/** Power of each gating block, the channels summed. */
function blockPowers(channels: readonly Float32Array[], sampleRateHz: number): Float64Array {
	const step = Math.round(STEP_SECONDS * sampleRateHz);
	const steps = Math.floor((channels[0]?.length ?? 0) / step);
	const energy = new Float64Array(steps);
	for (const channel of channels) {
		const weighted = channel.slice();
		for (const section of kWeighting(sampleRateHz)) section.process(weighted, weighted.length);
		for (let s = 0; s < steps; s++) {
			let sum = 0;
			for (let i = s * step; i < (s + 1) * step; i++) {
				const value = weighted[i] as number;
				sum += value * value;
			}
			energy[s] = (energy[s] as number) + sum / step;
		}
	}
	const perBlock = Math.round(BLOCK_SECONDS / STEP_SECONDS);
	return Float64Array.from({ length: Math.max(0, steps - perBlock + 1) }, (_, s) => {
		let sum = 0;
		for (let k = 0; k < perBlock; k++) sum += energy[s + k] as number;
		return sum / perBlock;
	});
}

function meanAbove(powers: Float64Array, gate: number): number {
	const passed = powers.filter((power) => toLufs(power) > gate);
	return passed.reduce((sum, power) => sum + power, 0) / Math.max(1, passed.length);
}

/** Integrated loudness in LUFS of one or two channels of equal length; silence gives −200.7. */
export function integratedLoudness(
	channels: readonly Float32Array[],
	sampleRateHz: number
): number {
	const powers = blockPowers(channels, sampleRateHz);
	const gate = toLufs(meanAbove(powers, ABSOLUTE_GATE)) + RELATIVE_GATE;
	return toLufs(meanAbove(powers, Math.max(gate, ABSOLUTE_GATE)));
}
