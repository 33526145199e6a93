import { expect, test } from 'vitest';
import { tune, wavOf } from '#workers/listener/test/tune.ts';
import { decodeWhole } from './decode-whole.ts';

const rate = 22_050;

test('the page decodes a whole file: mono, at the rate that is asked for', async () => {
	const sound = tune(44_100, 3);
	const file = new Blob([wavOf([sound, new Float32Array(sound.length)], 44_100)]);
	const samples = (await decodeWhole(file, rate)) ?? new Float32Array(0);
	expect(Math.abs(samples.length - 3 * rate)).toBeLessThanOrEqual(2);
	const loudest = (all: Float32Array): number => all.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
	// The mean of the sound and a silent channel.
	expect(Math.abs(loudest(samples) - loudest(sound) / 2)).toBeLessThan(0.1);
});

test('what the page cannot decode is null', async () => {
	expect(await decodeWhole(new Blob(['This is text.']), rate)).toBeNull();
	expect(await decodeWhole(new Blob([]), rate)).toBeNull();
});
