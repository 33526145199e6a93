/**
 * Band-limited oscillators that add a block to a buffer and return their phase.
 * Steps are rounded by PolyBLEP: Välimäki, Pekonen and Nam, "Perceptually informed synthesis of
 * bandlimited classical waveforms using integrated polynomial interpolation" (2012).
 */
import { SINE_SIZE, sineTable } from './tables.ts';

/**
 * Adds a saw; `increment` is cycles per frame, below 0.5. Only the two frames about each step need the
 * polynomial: between steps the saw is a straight line, added in a loop without branches.
 */
export function addSaw(
	out: Float32Array,
	frames: number,
	startPhase: number,
	increment: number,
	gain: number
): number {
	let phase = startPhase;
	const upper = 1 - increment;
	const inverse = 1 / increment;
	const slope = 2 * gain * increment;
	let i = 0;
	while (i < frames) {
		if (phase >= increment && phase <= upper) {
			const run = Math.min(frames - i, Math.floor((upper - phase) * inverse) + 1);
			const end = i + run;
			let value = gain * (phase + phase - 1);
			for (; i < end; i++) {
				out[i] = (out[i] as number) + value;
				value += slope;
			}
			phase += run * increment;
		} else {
			let value = phase + phase - 1;
			if (phase < increment) {
				const t = phase * inverse;
				value -= t + t - t * t - 1;
			} else {
				const t = (phase - 1) * inverse;
				value -= t * t + t + t + 1;
			}
			out[i] = (out[i] as number) + gain * value;
			phase += increment;
			i++;
		}
		if (phase >= 1) phase -= 1;
	}
	return phase;
}

/** Adds a pulse of duty `width`, without its constant part: a saw minus a shifted saw. */
export function addPulse(
	out: Float32Array,
	frames: number,
	phase: number,
	increment: number,
	gain: number,
	width: number
): number {
	const end = addSaw(out, frames, phase, increment, gain);
	const shifted = phase + width;
	addSaw(out, frames, shifted >= 1 ? shifted - 1 : shifted, increment, -gain);
	return end;
}

/** Adds a sine. */
export function addSine(
	out: Float32Array,
	frames: number,
	startPhase: number,
	increment: number,
	gain: number
): number {
	return addTable(out, frames, startPhase, increment, gain, gain, sineTable, SINE_SIZE);
}

/** Adds a single-cycle table of `size` + 1 values, its gain moving from one value to another. */
export function addTable(
	out: Float32Array,
	frames: number,
	startPhase: number,
	increment: number,
	fromGain: number,
	toGain: number,
	table: Float32Array,
	size: number
): number {
	let phase = startPhase;
	let gain = fromGain;
	const step = (toGain - fromGain) / frames;
	for (let i = 0; i < frames; i++) {
		const position = phase * size;
		const index = position | 0;
		const low = table[index] as number;
		const value = low + ((table[index + 1] as number) - low) * (position - index);
		out[i] = (out[i] as number) + gain * value;
		gain += step;
		phase += increment;
		if (phase >= 1) phase -= 1;
	}
	return phase;
}
