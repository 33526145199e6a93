import { describe, expect, it } from 'vitest';
import { failed } from '#lib/contracts/failure.ts';
import { until } from '#lib/services/test/until.ts';
import { createFakeStream, fakeRateHz, fakeSample } from './fake-stream.ts';
import { RenderedTrack } from './rendered-track.ts';

describe('a rendered track', () => {
	it('renders as far as is wanted, and not the whole track', async () => {
		const stream = createFakeStream({ seconds: 60 });
		const track = new RenderedTrack(stream.open, 'a');
		track.want(2);
		await until(() => track.renderedFrames >= 2 * fakeRateHz);
		await Promise.resolve();
		expect(track.renderedFrames).toBeLessThan(2.6 * fakeRateHz);
		expect(track.totalFrames).toBe(60 * fakeRateHz);
		expect(track.isComplete).toBe(false);
	});

	it('gives the stream’s samples, in order, each once', async () => {
		const stream = createFakeStream({ seconds: 1.3, chunkFrames: 1_009 });
		const track = new RenderedTrack(stream.open, 'a');
		track.want(10);
		await until(() => track.isComplete);
		expect(track.renderedFrames).toBe(Math.round(1.3 * fakeRateHz));
		let frame = 0;
		for (const chunk of track.chunks) {
			expect(chunk.startFrame).toBe(frame);
			expect(chunk.left[0]).toBeCloseTo(fakeSample(0, frame), 6);
			expect(chunk.right.at(-1)).toBeCloseTo(fakeSample(1, frame + chunk.frameCount - 1), 6);
			frame += chunk.frameCount;
		}
	});

	it('finds the chunk that holds a frame', async () => {
		const stream = createFakeStream({ seconds: 0.5, chunkFrames: 1_000 });
		const track = new RenderedTrack(stream.open, 'a');
		track.want(1);
		await until(() => track.isComplete);
		expect([0, 999, 1_000, 21_999].map((frame) => track.chunkIndexAt(frame))).toEqual([
			0, 0, 1, 21
		]);
		expect(track.chunkIndexAt(track.renderedFrames)).toBe(-1);
	});

	it('keeps what it has when the stream fails, and says why', async () => {
		const stream = createFakeStream({ seconds: 10, allowedSeconds: 1 });
		const track = new RenderedTrack(stream.open, 'a');
		track.want(10);
		await until(() => track.renderedFrames >= fakeRateHz);
		stream.failWith(failed('internal', 'the worker is gone').failure);
		await until(() => track.failure !== null);
		expect(track.failure?.message).toBe('the worker is gone');
		expect(track.chunks.length).toBeGreaterThan(0);
	});

	it('says that a track cannot be opened', async () => {
		const stream = createFakeStream({ seconds: 1, unknownIds: ['x'] });
		const track = new RenderedTrack(stream.open, 'x');
		track.want(1);
		await until(() => track.failure !== null);
		expect(track.failure?.code).toBe('track-not-found');
	});

	it('closes its stream, even one that opens after it was closed', async () => {
		const stream = createFakeStream({ seconds: 1 });
		const track = new RenderedTrack(stream.open, 'a');
		track.close();
		await until(() => stream.closed.length > 0);
		expect(stream.closed).toEqual(['a']);
		expect(track.chunks).toEqual([]);
	});
});
