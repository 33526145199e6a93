import { afterEach, expect, it, vi } from 'vitest';
import { HouseStreams } from './house-streams.ts';
import { startHouseWorker } from './house-worker.ts';
import { RenderedTrack } from './rendered-track.ts';

const streams = new HouseStreams(startHouseWorker);
afterEach(() => streams.close());

it('gives music of the house that can be heard', async () => {
	const track = new RenderedTrack(streams.open, 'house-0001');
	track.want(3);
	await vi.waitUntil(() => track.renderedFrames >= 3 * 44_100 || track.failure !== null, 30_000);
	expect(track.failure).toBeNull();
	expect(track.sampleRateHz).toBe(44_100);
	const loudest = Math.max(...track.chunks.map(({ left }) => Math.max(...left)));
	expect(loudest).toBeGreaterThan(0.01);
	expect(loudest).toBeLessThanOrEqual(1);
	track.close();
});

it('says that it has no such track', async () => {
	expect(await streams.open('nobody')).toMatchObject({
		ok: false,
		failure: { code: 'track-not-found' }
	});
});
