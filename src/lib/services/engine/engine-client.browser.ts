import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CatalogueProgress, Playlist, PlaylistRequest } from '#lib/contracts/engine.ts';
import type { Result } from '#lib/contracts/failure.ts';
import {
	agreement,
	countIdenticalPlaylists,
	countIdenticalSearches,
	nextPicks,
	playlistCount,
	searchCount
} from '#models/import/parity.ts';
import { until } from '#lib/services/test/until.ts';
import { startEngine, type EngineClient } from './engine-client.ts';

/** Made by the tests' global set-up. */
const catalogueUrl = (encoding: string): string =>
	`${location.origin}/.cache/reference/${encoding}/`;

function settled(client: EngineClient): Promise<CatalogueProgress> {
	return new Promise((resolve) => {
		const stop = client.onProgress((progress) => {
			if (progress.phase !== 'ready' && progress.phase !== 'failed') return;
			resolve(progress);
			// The first call comes before there is anything to stop.
			queueMicrotask(() => stop());
		});
	});
}

async function openReference(encoding: string): Promise<EngineClient> {
	const client = startEngine({ catalogueUrl: catalogueUrl(encoding) });
	const progress = await settled(client);
	expect(progress).toMatchObject({ phase: 'ready', loadedTracks: 3000, backend: 'wasm' });
	return client;
}

const defaultRequest: PlaylistRequest = {
	waypointIds: [],
	size: 12,
	creativity: 0.5,
	noise: 0,
	seed: 7,
	rules: 'improved'
};

function picksOf(result: Result<Playlist>): readonly string[] {
	return result.ok ? result.value.picks.map(({ track }) => track.id) : [result.failure.message];
}

describe('parity with the original, through the worker', () => {
	test('in float32 all playlists and all searches are the original’s', async () => {
		const client = await openReference('float32');
		expect(await countIdenticalPlaylists(client)).toBe(playlistCount);
		expect(await countIdenticalSearches(client)).toBe(searchCount);
		client.close();
	});

	test('in int8 at least 97 % of the next picks are', async () => {
		const client = await openReference('int8');
		expect(agreement(await nextPicks(client))).toBeGreaterThanOrEqual(0.97);
		client.close();
	});
});

describe('a client', () => {
	let client: EngineClient;
	beforeAll(async () => {
		client = await openReference('int8');
	});
	afterAll(() => client.close());

	test('tells who comes late how far the catalogue has come', async () => {
		expect(await settled(client)).toMatchObject({ phase: 'ready' });
	});

	test('looks tracks up by id', async () => {
		const found = await client.search({ query: 'the', limit: 1 });
		const id = found.ok ? (found.value[0]?.id ?? '') : '';
		expect(await client.lookUp([id, 'none'])).toMatchObject({ ok: true, value: [{ id }, null] });
	});

	test('gives up an older playlist for a newer one', async () => {
		const request = {
			waypointIds: [],
			size: 1000,
			creativity: 0.5,
			noise: 0.5,
			seed: 1,
			rules: 'improved'
		} as const;
		const older = client.generate(defaultRequest);
		const newer = client.generate({ ...request, size: 3 });
		expect(await older).toMatchObject({ ok: false, failure: { code: 'superseded' } });
		expect(await newer).toMatchObject({ ok: true });
	});

	test('says what is wrong with a request', async () => {
		const request = { waypointIds: ['no such id'], size: 5, creativity: 0.5, noise: 0, seed: 1 };
		expect(await client.generate({ ...request, rules: 'improved' })).toMatchObject({
			ok: false,
			failure: { code: 'track-not-found' }
		});
	});
});

test('a catalogue that is not there is a failure that names it, and can be tried again', async () => {
	const client = startEngine({ catalogueUrl: catalogueUrl('nowhere') });
	expect(await settled(client)).toMatchObject({
		phase: 'failed',
		catalogue: null,
		failure: { code: expect.stringMatching(/^(unexpected-response|malformed)$/) as string }
	});
	client.close();
});

describe('a worker', () => {
	const workers: Worker[] = [];
	afterEach(() => {
		workers.length = 0;
		vi.unstubAllGlobals();
	});

	/** @param source what runs in place of the engine, if not the engine */
	function watchWorkers(source?: string): void {
		const RealWorker = Worker;
		vi.stubGlobal(
			'Worker',
			class extends RealWorker {
				constructor(url: string | URL, options?: WorkerOptions) {
					super(
						source ? URL.createObjectURL(new Blob([source], { type: 'text/javascript' })) : url,
						options
					);
					workers.push(this);
				}
			}
		);
	}

	test('that dies fails what waited on it, and another goes on with the same', async () => {
		watchWorkers();
		const client = await openReference('int8');
		const before = await client.generate(defaultRequest);
		const waiting = client.generate({ ...defaultRequest, seed: 8 });
		const reports: string[] = [];
		const stop = client.onProgress(({ phase }) => reports.push(phase));
		workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
		expect(await waiting).toMatchObject({
			ok: false,
			failure: { code: 'internal', message: 'out of memory', retryable: true }
		});
		await until(() => reports.includes('failed') && reports.at(-1) === 'ready');
		stop();
		const after = await client.generate(defaultRequest);
		expect(picksOf(after)).toEqual(picksOf(before));
		expect(workers).toHaveLength(2);

		// One that dies again at once is only started again when somebody asks for it.
		workers[1]?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
		await until(async () => (await settled(client)).phase === 'failed');
		expect(workers).toHaveLength(2);
		client.retry();
		await until(async () => (await settled(client)).phase === 'ready');
		client.close();
	});

	test('of another version is not spoken to', async () => {
		watchWorkers("onmessage = ({ data }) => postMessage({ id: data.id, type: 'RAW', value: 0 })");
		const client = startEngine({ catalogueUrl: catalogueUrl('int8') });
		expect(await settled(client)).toMatchObject({
			phase: 'failed',
			failure: { code: 'out-of-date', retryable: true }
		});
		client.close();
	});
});
