import { describe, expect, test } from 'vitest';
import flacUrl from '../fixtures/tune.flac?url';
import m4aUrl from '../fixtures/tune.m4a?url';
import mp3Url from '../fixtures/tune.mp3?url';
import oggUrl from '../fixtures/tune.ogg?url';
import opusUrl from '../fixtures/tune.opus?url';
import { resample } from '../resample.ts';
import { tune, wavOf } from '../test/tune.ts';
import { mediaOpener } from './open-media.ts';
import type { Recording } from './recording.ts';

const rate = 22_050;
const tuneSeconds = 5.1;
const openMedia = mediaOpener(resample);

const encoded = { mp3: mp3Url, m4a: m4aUrl, flac: flacUrl, ogg: oggUrl, opus: opusUrl };

async function fetchFile(url: string): Promise<Blob> {
	return (await fetch(url)).blob();
}

async function opened(file: Blob): Promise<Recording> {
	const recording = await openMedia(file, rate);
	if (!recording.ok) throw new Error(recording.failure.message);
	return recording.value;
}

async function samplesOf(recording: Recording, from: number, count: number): Promise<Float32Array> {
	const excerpt = await recording.excerpt(from, count);
	if (!excerpt.ok || !excerpt.value) throw new Error('nothing was decoded');
	return excerpt.value;
}

/**
 * How alike two sounds are, 1 the same, if one may be up to 30 ms late: formats differ in what they
 * tell of an encoder's delay, and a slice is 5 s.
 */
function alikeness(a: Float32Array, b: Float32Array): number {
	const reach = Math.round(0.03 * rate);
	let best = -1;
	for (let shift = -reach; shift <= reach; shift++) {
		let dot = 0;
		let aa = 0;
		let bb = 0;
		for (let n = reach; n < a.length - reach; n += 2) {
			const x = a[n] ?? 0;
			const y = b[n + shift] ?? 0;
			dot += x * y;
			aa += x * x;
			bb += y * y;
		}
		best = Math.max(best, dot / Math.sqrt(aa * bb));
	}
	return best;
}

function peak(samples: Float32Array): number {
	return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

describe.each(Object.entries(encoded))('a recording in %s', (_format, url) => {
	test('is as long as it is', async () => {
		const recording = await opened(await fetchFile(url));
		expect(Math.abs(recording.durationSeconds - tuneSeconds)).toBeLessThan(0.15);
		expect(recording.isCutShort).toBe(false);
		recording.close();
	});

	test('gives the sound of any part where it belongs', async () => {
		const recording = await opened(await fetchFile(url));
		const original = tune(rate, tuneSeconds);
		for (const from of [0, 40_000, 90_000]) {
			const part = await samplesOf(recording, from, 20_000);
			expect(alikeness(part, original.subarray(from, from + 20_000))).toBeGreaterThan(0.95);
		}
		recording.close();
	});

	test('is silent before its beginning and after its end', async () => {
		const recording = await opened(await fetchFile(url));
		expect(peak(await samplesOf(recording, -1024, 1024))).toBe(0);
		expect(peak((await samplesOf(recording, -1024, 8000)).subarray(1024))).toBeGreaterThan(0.1);
		expect(peak(await samplesOf(recording, 130_000, 1000))).toBe(0);
		recording.close();
	});
});

describe('whatever a file is made of', () => {
	test.each([8000, 22_050, 44_100, 96_000, 192_000])('%i Hz', async (hertz) => {
		const recording = await opened(new Blob([wavOf([tune(hertz, 2)], hertz)]));
		expect(recording.durationSeconds).toBeCloseTo(2, 3);
		const expected = resample(tune(hertz, 2), hertz, rate);
		const part = await samplesOf(recording, 10_000, 10_000);
		expect(alikeness(part, expected.subarray(10_000, 20_000))).toBeGreaterThan(0.999);
		recording.close();
	});

	test('any number of channels is their mean', async () => {
		const sound = tune(rate, 1);
		const silence = new Float32Array(sound.length);
		for (const others of [0, 1, 5]) {
			const channels = [sound, ...Array.from({ length: others }, () => silence)];
			const recording = await opened(new Blob([wavOf(channels, rate)]));
			const part = await samplesOf(recording, 0, sound.length);
			const share = peak(part) / peak(sound);
			expect(Math.abs(share - 1 / channels.length)).toBeLessThan(0.01);
			recording.close();
		}
	});

	test('half a second', async () => {
		const recording = await opened(new Blob([wavOf([tune(rate, 0.5)], rate)]));
		expect(recording.durationSeconds).toBeCloseTo(0.5, 3);
		const part = await samplesOf(recording, 0, rate);
		expect(peak(part.subarray(0, rate / 2))).toBeGreaterThan(0.1);
		expect(peak(part.subarray(rate / 2 + 1))).toBe(0);
		recording.close();
	});
});

describe('a file that is cut off in the middle', () => {
	test.each(Object.entries(encoded))('in %s gives what is there', async (_format, url) => {
		const whole = await fetchFile(url);
		const recording = await opened(whole.slice(0, Math.floor(whole.size * 0.6)));
		expect(recording.durationSeconds).toBeGreaterThan(1.5);
		expect(recording.durationSeconds).toBeLessThan(4.5);
		const part = await samplesOf(recording, 20_000, 10_000);
		const original = tune(rate, tuneSeconds);
		expect(alikeness(part, original.subarray(20_000, 30_000))).toBeGreaterThan(0.95);
		expect(recording.isCutShort).toBe(true);
		recording.close();
	});

	test('in WAV says so', async () => {
		const wav = wavOf([tune(rate, 4)], rate);
		const recording = await opened(new Blob([wav.subarray(0, wav.length / 2)]));
		expect(recording.durationSeconds).toBeCloseTo(2, 1);
		expect(recording.isCutShort).toBe(true);
		recording.close();
	});
});

describe('what cannot be listened to is refused with its reason', () => {
	const refusal = async (file: Blob): Promise<string> => {
		const recording = await openMedia(file, rate);
		return recording.ok ? 'opened' : recording.failure.code;
	};

	test('no bytes', async () => {
		expect(await refusal(new File([], 'a.mp3'))).toBe('empty-file');
	});

	test('text, pictures and noise', async () => {
		const noise = Uint8Array.from({ length: 300_000 }, (_, n) => (n * n * 2_654_435_761) >>> 24);
		const text = 'This is a text that somebody called .mp3. '.repeat(500);
		for (const content of [text, noise, new Uint8Array(5000), 'RIFF', '#EXTM3U\nhttp://x/y']) {
			expect(await refusal(new File([content], 'a.mp3'))).toBe('not-audio');
		}
	});

	test('a container that ends before its table does', async () => {
		const m4a = await fetchFile(m4aUrl);
		expect(await refusal(m4a.slice(0, 200))).toBe('not-audio');
	});
});
