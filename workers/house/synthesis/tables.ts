/**
 * Tables that every voice reads: a sine, and a second of white noise. Built once, from constants,
 * so all voices stay deterministic; both have one guard element so that interpolation needs no wrap.
 */
import { createRandom } from '#lib/domain/random.ts';

export const SINE_SIZE = 2048;

export const sineTable = Float32Array.from({ length: SINE_SIZE + 1 }, (_, i) =>
	Math.sin((2 * Math.PI * i) / SINE_SIZE)
);

/** Length of the noise; a power of two, so that `& NOISE_MASK` wraps a read position. */
const NOISE_SIZE = 65536;
export const NOISE_MASK = NOISE_SIZE - 1;

function makeNoise(): Float32Array {
	const random = createRandom('house noise');
	return Float32Array.from({ length: NOISE_SIZE }, () => random.uniform() * 2 - 1);
}

/** White noise, uniform in −1 … 1. */
export const noiseTable = makeNoise();

/**
 * Level of white noise that has the same power per hertz at every sampling rate, relative to 44,100 Hz:
 * a filtered band of it is then equally loud.
 */
export function noiseLevel(sampleRateHz: number): number {
	return Math.sqrt(sampleRateHz / 44_100);
}

/** Sine of 2π · `phase`, phase in [0, 1), by linear interpolation (error below 2e-6). */
export function sine(phase: number): number {
	const position = phase * SINE_SIZE;
	const index = position | 0;
	const low = sineTable[index] as number;
	return low + ((sineTable[index + 1] as number) - low) * (position - index);
}
