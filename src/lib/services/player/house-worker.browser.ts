import { afterEach, expect, it, vi } from 'vitest';
import { houseTracks } from '#workers/house/catalogue.ts';
import { HouseStreams } from './house-streams.ts';
import { startHouseWorker } from './house-worker.ts';
import { RenderedTrack } from './rendered-track.ts';

const streams = new HouseStreams(startHouseWorker);
afterEach(() => streams.close());

it('gives music of the house that can be heard', async () => {
	const [first] = houseTracks();
	if (first === undefined) throw new Error('the house is empty');
	const track = new RenderedTrack(streams.open, first.id);
	track.want(3);
	await vi.waitUntil(() => track.renderedFrames >= 3 * 44_100 || track.failure !== null, 30_000);
	expect(track.failure).toBeNull();
	expect(track.sampleRateHz).toBe(44_100);
	const loudest = track.chunks.flatMap(({ left }) => [...left]).reduce((a, b) => Math.max(a, b), 0);
	expect(loudest).toBeGreaterThan(0.01);
	track.close();
});

it('says that it has no such track', async () => {
	expect(await streams.open('nobody')).toMatchObject({
		ok: false,
		failure: { code: 'track-not-found' }
	});
});
