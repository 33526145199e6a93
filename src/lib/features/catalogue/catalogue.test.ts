import { describe, expect, it } from 'vitest';
import type { CatalogueProgress, Playlist, PlaylistRequest } from '#lib/contracts/engine.ts';
import { failed, success } from '#lib/contracts/failure.ts';
import type { EngineClient } from '#lib/services/engine/engine-client.ts';
import { Catalogue } from './catalogue.svelte.ts';

const request: PlaylistRequest = {
	waypointIds: ['a', 'b'],
	size: 10,
	creativity: 0.5,
	noise: 0,
	seed: 1,
	rules: 'improved'
};

/** An engine that counts what it is asked; each playlist is one of its own. */
function countingEngine() {
	const engine = {
		asked: 0,
		report: undefined as ((progress: CatalogueProgress) => void) | undefined,
		client: {
			search: async () => success([]),
			lookUp: async () => success([]),
			nearest: async () => success([]),
			setLibrary: async () => success({ trackCount: 0, recognisedAs: [] }),
			encoder: async () => failed('unsupported', 'none'),
			keepEncoder: async () => success(undefined),
			generate: async ({ seed }) => {
				engine.asked += 1;
				const playlist: Playlist = {
					picks: [],
					unknownIds: [],
					missingCount: 0,
					seed,
					elapsedMs: engine.asked
				};
				return success(playlist);
			},
			retry: () => undefined,
			close: () => undefined,
			onProgress(listener) {
				engine.report = listener;
				listener({ phase: 'connecting' });
				return () => undefined;
			}
		} satisfies EngineClient
	};
	return engine;
}

describe('a playlist that was just answered', () => {
	it('is not asked for again', async () => {
		const engine = countingEngine();
		const catalogue = new Catalogue();
		catalogue.start(engine.client);
		const first = await catalogue.generate(request);
		expect(await catalogue.generate({ ...request })).toEqual(first);
		expect(engine.asked).toBe(1);
		await catalogue.generate({ ...request, seed: 2 });
		expect(engine.asked).toBe(2);
	});

	it('is asked for again once more of the catalogue is there', async () => {
		const engine = countingEngine();
		const catalogue = new Catalogue();
		catalogue.start(engine.client);
		await catalogue.generate(request);
		engine.report?.({ phase: 'connecting' });
		await catalogue.generate(request);
		expect(engine.asked).toBe(2);
	});

	it('is not kept where more came while it was made', async () => {
		const engine = countingEngine();
		const catalogue = new Catalogue();
		catalogue.start(engine.client);
		const answering = catalogue.generate(request);
		engine.report?.({ phase: 'connecting' });
		await answering;
		await catalogue.generate(request);
		expect(engine.asked).toBe(2);
	});
});
