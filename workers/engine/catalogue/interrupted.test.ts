/**
 * The tab may be closed, or the opening called off, at any moment whatsoever: between any two steps
 * of a download or an update. Each of those moments is tried here, one after another.
 */
import { describe, expect, it } from 'vitest';
import { requiredPieces } from '#lib/services/storage/catalogue-pieces.ts';
import { createMemoryStorage } from '#lib/services/storage/memory-storage.ts';
import type { DeviceStorage } from '#lib/services/storage/storage.ts';
import { openCatalogue } from './open-catalogue.ts';
import { fakeCatalogue } from './test/fake-catalogue.ts';
import { FakeHost } from './test/fake-host.ts';
import { fakeTab, forbidNeedlessRequests } from './test/fake-ports.ts';

type Ending = 'called off' | 'killed';

/**
 * Opens the catalogue and ends it at its k-th moment. Killed: nothing that the tab does from then on
 * has any effect, and it never hears from anybody again.
 * @returns whether that moment came before the opening was through
 */
async function interruptAt(
	k: number,
	ending: Ending,
	host: FakeHost,
	storage: DeviceStorage
): Promise<boolean> {
	const tab = { moments: 0, isOver: false };
	let endTab: () => void = () => undefined;
	const killed = new Promise<'killed'>((resolve) => {
		endTab = () => resolve('killed');
	});
	const moment = async () => {
		if (!tab.isOver && tab.moments++ === k) {
			tab.isOver = true;
			if (ending === 'called off') abort.abort();
			else endTab();
		}
		if (tab.isOver && ending === 'killed') await new Promise(() => undefined);
	};
	const around = async <T>(work: () => Promise<T>): Promise<T> => {
		await moment();
		const result = await work();
		await moment();
		return result;
	};
	const { options, abort, sink } = fakeTab(host, {
		...storage,
		readPiece: (sha256) => around(() => storage.readPiece(sha256)),
		writePiece: (sha256, blob) => around(() => storage.writePiece(sha256, blob)),
		publishCatalogue: (manifest) => around(() => storage.publishCatalogue(manifest)),
		writeSetting: (key, value) => around(() => storage.writeSetting(key, value))
	});
	sink.onAppend = moment;
	const opening = openCatalogue({
		...options,
		fetch: (url, init) => around(() => host.fetch(url, init))
	});
	const result = await Promise.race([opening, killed]);
	if (ending === 'called off' && tab.isOver && result !== 'killed' && !result.ok) {
		expect(result.failure.code).toBe('superseded');
	}
	return tab.isOver;
}

describe.each<Ending>(['called off', 'killed'])('%s at any moment', (ending) => {
	it('of the first download: the next opening has it whole, and fetches nothing that was stored', async () => {
		const catalogue = await fakeCatalogue({ blockCount: 3 });
		const { manifest } = catalogue;
		let k = 0;
		for (; ; k++) {
			const host = new FakeHost(catalogue);
			const storage = createMemoryStorage();
			const needless = forbidNeedlessRequests(host, [manifest], storage);
			const wasInterrupted = await interruptAt(k, ending, host, storage);
			const published = await storage.readCatalogue(manifest.id);
			const stored = await storage.storedPieces();
			if (published) expect(stored.size).toBe(requiredPieces(manifest).length);
			host.requests.splice(0);
			const again = fakeTab(host, storage);
			expect(await openCatalogue(again.options)).toMatchObject({
				ok: true,
				value: { isStored: true }
			});
			expect(again.sink.isWhole).toBe(true);
			expect(host.takePieceRequests()).toHaveLength(requiredPieces(manifest).length - stored.size);
			expect(needless).toEqual([]);
			if (!wasInterrupted) break;
		}
		expect(k).toBeGreaterThan(40);
	});

	it('of an update: what is stored is whole, the old or the new; the next opening has the new', async () => {
		const first = await fakeCatalogue({ blockCount: 3 });
		const next = await fakeCatalogue({ blockCount: 4, changedBlocks: [1] });
		const seen = new Set<string>();
		let k = 0;
		for (; ; k++) {
			const host = new FakeHost(first);
			const storage = createMemoryStorage();
			await openCatalogue(fakeTab(host, storage).options);
			host.deploy(next);
			const manifests = [first.manifest, next.manifest];
			const needless = forbidNeedlessRequests(host, manifests, storage);
			const wasInterrupted = await interruptAt(k, ending, host, storage);

			host.isOffline = true;
			const offline = fakeTab(host, storage);
			expect(await openCatalogue(offline.options)).toMatchObject({ ok: true });
			expect(offline.sink.isWhole).toBe(true);
			seen.add(offline.sink.inService?.revision ?? '');

			host.isOffline = false;
			const again = fakeTab(host, storage);
			expect((await openCatalogue(again.options)).ok).toBe(true);
			expect(again.sink.inService).toEqual(next.manifest);
			expect(await storage.storedPieces()).toEqual(
				new Set(requiredPieces(next.manifest).map(({ sha256 }) => sha256))
			);
			expect(needless).toEqual([]);
			if (!wasInterrupted) break;
		}
		expect(seen).toEqual(new Set([first.manifest.revision, next.manifest.revision]));
		expect(k).toBeGreaterThan(40);
	});
});
