import { describe, expect, it } from 'vitest';
import { type HouseTrack, houseStyles, houseTracks, trainingTracks } from './catalogue.ts';
import { integratedLoudness } from './loudness.ts';
import { createTrackRenderer, renderTrack } from './render.ts';

/** A low rate: the same music for a third of the work. */
const SAMPLE_RATE_HZ = 16_000;

function shortestOf(styleId: string): HouseTrack {
	return houseTracks()
		.filter((track) => track.styleId === styleId)
		.reduce((a, b) => (b.durationSeconds < a.durationSeconds ? b : a));
}

function largest(samples: Float32Array): number {
	// A NaN makes every comparison false, so it is looked for by name.
	return samples.reduce((peak, x) => (Number.isNaN(x) ? Infinity : Math.max(peak, Math.abs(x))), 0);
}

describe('a rendered track', () => {
	it.each(houseStyles.map((style) => style.id))('is fit to be heard: %s', (styleId) => {
		const track = shortestOf(styleId);
		const { left, right } = renderTrack(track, { sampleRateHz: SAMPLE_RATE_HZ });
		expect(left.length).toBe(Math.round(track.durationSeconds * SAMPLE_RATE_HZ));
		for (const channel of [left, right]) {
			expect(largest(channel)).toBeLessThanOrEqual(0.98);
			const mean = channel.reduce((sum, x) => sum + x, 0) / channel.length;
			expect(Math.abs(mean)).toBeLessThan(0.002);
			// It starts from silence and ends in silence.
			expect(Math.abs(channel[0] ?? 1)).toBeLessThan(0.02);
			expect(largest(channel.slice(-100))).toBe(0);
			expect(largest(channel.slice(-SAMPLE_RATE_HZ / 10))).toBeLessThan(0.02);
		}
		const loudness = integratedLoudness([left, right], SAMPLE_RATE_HZ);
		expect(loudness).toBeGreaterThan(-15.5);
		expect(loudness).toBeLessThan(-12.5);
	});

	it('has the same bits every time, however it is asked for', () => {
		const track = shortestOf('funk');
		const frames = 60_000;
		const whole = createTrackRenderer(track).next(frames);
		const again = createTrackRenderer(track);
		const left = new Float32Array(frames);
		let done = 0;
		for (const size of [1, 63, 64, 65, 1_000, 4_096, 7, frames]) {
			const chunk = again.next(Math.min(size, frames - done));
			left.set(chunk.left, done);
			done += chunk.left.length;
		}
		expect(done).toBe(frames);
		expect(left).toEqual(whole.left);
	});

	it('ends when it is over', () => {
		const track = shortestOf('ambient');
		const renderer = createTrackRenderer(track, { sampleRateHz: 8_000 });
		expect(renderer.totalFrames).toBe(Math.round(track.durationSeconds * 8_000));
		expect(renderer.next(renderer.totalFrames + 5).left.length).toBe(renderer.totalFrames);
		expect(renderer.next(100).left.length).toBe(0);
	});

	it('can be entered in the middle: the same music, as loud', () => {
		const track = shortestOf('trance');
		const sampleRateHz = SAMPLE_RATE_HZ;
		const whole = renderTrack(track, { sampleRateHz, seconds: 32 });
		const part = renderTrack(track, { sampleRateHz, startSeconds: 24, seconds: 8 });
		const from = 24 * sampleRateHz;
		const expected = integratedLoudness([whole.left.slice(from)], sampleRateHz);
		expect(integratedLoudness([part.left], sampleRateHz)).toBeCloseTo(expected, 0);
	});

	it('is the same music at another sampling rate', () => {
		const track = shortestOf('dub');
		const high = renderTrack(track, { seconds: 10 });
		const low = renderTrack(track, { seconds: 10, sampleRateHz: 22_050 });
		const difference =
			integratedLoudness([high.left, high.right], 44_100) -
			integratedLoudness([low.left, low.right], 22_050);
		expect(Math.abs(difference)).toBeLessThan(0.7);
	});
});

describe('a version of a track', () => {
	it('is the same piece made another way', () => {
		const live = houseTracks().find((track) => track.version === 'live');
		const original = houseTracks().find(
			(track) => track.seed === live?.seed && track.version === 'original'
		);
		if (!live || !original) throw new Error('the catalogue has no live version');
		const seconds = 2;
		expect(renderTrack(live, { seconds }).left).not.toEqual(
			renderTrack(original, { seconds }).left
		);
		expect(live.styleId).toBe(original.styleId);
	});
});

describe('training tracks', () => {
	it('sound, and stay within bounds', () => {
		for (const track of trainingTracks(6, 1)) {
			const { left } = renderTrack(track, {
				sampleRateHz: SAMPLE_RATE_HZ,
				startSeconds: 15,
				seconds: 4
			});
			const peak = largest(left);
			expect(peak).toBeGreaterThan(0.01);
			expect(peak).toBeLessThanOrEqual(0.98);
		}
	});
});
