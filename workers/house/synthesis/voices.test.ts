import { describe, expect, it } from 'vitest';
import { instrumentNames, instruments } from '../instruments/instruments.ts';
import { createVoice } from './create-voice.ts';
import type { Patch } from './patch.ts';
import { pitchToHz } from './voice.ts';

const SAMPLE_RATE_HZ = 22_050;
const BLOCK = 32;

/** A note until it falls silent, or for three seconds. */
function play(
	patch: Patch,
	pitch: number,
	durationSeconds: number,
	sampleRateHz: number
): Float32Array {
	const note = { pitch, velocity: 0.9, durationSeconds, fromPitch: pitch, seed: 4_711 };
	const voice = createVoice(patch, note, sampleRateHz);
	const out = new Float32Array(3 * sampleRateHz);
	for (let at = 0; at + BLOCK <= out.length; at += BLOCK) {
		const goesOn = voice.render(out.subarray(at, at + BLOCK), 0, BLOCK);
		if (!goesOn) return out.subarray(0, at + BLOCK);
	}
	return out;
}

function peakOf(samples: Float32Array): number {
	return samples.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0);
}

/** Power at a frequency, by correlation under a Hann window. */
function powerAt(samples: Float32Array, hz: number, sampleRateHz: number): number {
	let real = 0;
	let imaginary = 0;
	samples.forEach((x, i) => {
		const windowed = x * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length));
		real += windowed * Math.cos((2 * Math.PI * hz * i) / sampleRateHz);
		imaginary += windowed * Math.sin((2 * Math.PI * hz * i) / sampleRateHz);
	});
	return real * real + imaginary * imaginary;
}

describe.each(instrumentNames)('%s', (name) => {
	const patch = instruments[name];
	const sound = play(patch, 60, 0.5, SAMPLE_RATE_HZ);
	const peak = peakOf(sound);

	it('sounds, without a click at its start or its end', () => {
		expect(peak).toBeGreaterThan(0.005);
		expect(peak).toBeLessThan(3);
		expect(Math.abs(sound[0] ?? 1)).toBeLessThan(0.1 * peak);
		if (sound.length < 3 * SAMPLE_RATE_HZ - BLOCK) {
			expect(peakOf(sound.slice(-4))).toBeLessThan(0.004 * Math.max(peak, 0.25));
		}
	});
});

describe('plucked strings', () => {
	it.each([
		[40, 44_100],
		[69, 44_100],
		[81, 44_100],
		[69, 22_050]
	])('are in tune: pitch %d at %d Hz', (pitch, sampleRateHz) => {
		const sound = play(instruments.steelGuitar, pitch, 1, sampleRateHz);
		const held = sound.subarray(Math.round(0.1 * sampleRateHz), sampleRateHz);
		const hz = pitchToHz(pitch);
		const at = (cents: number): number =>
			powerAt(held, hz * Math.pow(2, cents / 1200), sampleRateHz);
		expect(at(0)).toBeGreaterThan(at(-12));
		expect(at(0)).toBeGreaterThan(at(12));
	});
});
