import { describe, expect, test } from 'vitest';
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import type { Ear } from './ear.ts';
import { createHearing } from './hearing.ts';
import { resample } from './resample.ts';

const rate = standardFrontEnd.sampleRateHz;

/** Counts what it is given, after a wait; an embedding is 1 in its first place. */
function countingEar(): Ear & { readonly excerpts: Float32Array[] } {
	const excerpts: Float32Array[] = [];
	return {
		excerpts,
		frontEnd: standardFrontEnd,
		sliceCount: () => 0,
		async embed(given) {
			await Promise.resolve();
			excerpts.push(...given.map((excerpt) => excerpt.slice()));
			const embeddings = new Float32Array(given.length * 100);
			given.forEach((_, k) => (embeddings[k * 100] = 1));
			return { embeddings, frontEndMs: 0, networkMs: 0 };
		}
	};
}

/** Every sample is its own number, so that any part is recognised. */
function ramp(from: number, count: number): Float32Array {
	return Float32Array.from({ length: count }, (_, n) => (from + n) / 1e6);
}

describe('a running impression', () => {
	test('counts a slice for every second once five seconds are there', async () => {
		const ear = countingEar();
		const hearing = createHearing(ear, rate, resample);
		const counts: number[] = [];
		for (let second = 0; second < 9; second++) {
			const { sliceCount, sound } = await hearing.hear(ramp(second * rate, rate));
			expect(sound[0]).toBe(sliceCount);
			counts.push(sliceCount);
		}
		expect(counts).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 4]);
		const starts = ear.excerpts.map((excerpt) => Math.round((excerpt[0] ?? 0) * 1e6));
		const steps = starts.slice(1).map((start, k) => start - (starts[k] ?? 0));
		for (const step of steps) expect(Math.abs(step - rate)).toBeLessThan(20);
	});

	test('is the same in chunks of any size, also when they come before it is ready', async () => {
		const samples = ramp(0, 8 * rate);
		const heardIn = async (chunk: number): Promise<readonly Float32Array[]> => {
			const ear = countingEar();
			const hearing = createHearing(ear, rate, resample);
			const waiting: Promise<unknown>[] = [];
			for (let from = 0; from < samples.length; from += chunk) {
				waiting.push(hearing.hear(samples.subarray(from, from + chunk)));
			}
			await Promise.all(waiting);
			return ear.excerpts;
		};
		const expected = await heardIn(samples.length);
		expect(expected).toHaveLength(3);
		for (const chunk of [128, 4096, rate + 1]) expect(await heardIn(chunk)).toEqual(expected);
	});

	test('passes over silence, and says how loud it is now', async () => {
		const ear = countingEar();
		const hearing = createHearing(ear, rate, resample);
		expect(await hearing.hear(new Float32Array(7 * rate))).toMatchObject({
			sliceCount: 0,
			hasSound: false,
			level: 0,
			heardSeconds: 7
		});
		const { level, hasSound } = await hearing.hear(new Float32Array(2 * rate).fill(0.5));
		expect(level).toBeCloseTo(0.5, 6);
		expect(hasSound).toBe(true);
	});
});
