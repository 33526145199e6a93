/** The same opening on the browser's own storage, hashing, locks and channel. */
import { deleteDB } from 'idb';
import { afterEach, expect, it } from 'vitest';
import { requiredPieces } from '#lib/services/storage/catalogue-pieces.ts';
import { openIndexedDbStorage } from '#lib/services/storage/indexed-db-storage.ts';
import type { DeviceStorage } from '#lib/services/storage/storage.ts';
import { broadcasts, browserPorts, webLocks } from './browser-ports.ts';
import { openCatalogue } from './open-catalogue.ts';
import { fakeCatalogue } from './test/fake-catalogue.ts';
import { FakeHost } from './test/fake-host.ts';
import { fakeTab, forbidNeedlessRequests } from './test/fake-ports.ts';

const databaseName = 'open-catalogue-test';
const storages: DeviceStorage[] = [];

/** A tab with a connection, locks and a channel of its own. */
async function openTab(host: FakeHost) {
	const storage = await openIndexedDbStorage(databaseName);
	storages.push(storage);
	const tab = fakeTab(host, storage);
	const { room } = browserPorts();
	const options = {
		...tab.options,
		locks: webLocks(navigator.locks),
		announcements: broadcasts(),
		...(room ? { room } : {})
	};
	return { ...tab, options };
}

afterEach(async () => {
	for (const storage of storages.splice(0)) storage.close();
	await deleteDB(databaseName);
});

it('is stored for the next time, which needs no network', async () => {
	const { manifest, files } = await fakeCatalogue();
	const host = new FakeHost({ manifest, files });
	const first = await openTab(host);
	expect(await openCatalogue(first.options)).toEqual({
		ok: true,
		value: { manifest, isStored: true, setback: null }
	});
	first.storage.close();
	host.isOffline = true;
	const second = await openTab(host);
	expect(await openCatalogue(second.options)).toMatchObject({
		ok: true,
		value: { isStored: true }
	});
	expect(second.sink.inService).toEqual(manifest);
	expect(second.sink.isWhole).toBe(true);
});

it('is fetched once by two tabs, of which the second has blocks before the first is through', async () => {
	const { manifest, files } = await fakeCatalogue({ blockCount: 6 });
	const host = new FakeHost({ manifest, files });
	const leader = await openTab(host);
	const follower = await openTab(host);
	const hasABlock = new Promise<void>((resolve) => {
		follower.sink.onAppend = () => resolve();
	});
	const last = manifest.blocks.at(-1)?.pieces.vectors.file;
	host.beforeAnswer = (file) => (file === last ? hasABlock : undefined);
	const results = await Promise.all([
		openCatalogue(leader.options),
		openCatalogue(follower.options)
	]);
	expect(results.every(({ ok }) => ok)).toBe(true);
	expect(leader.sink.isWhole && follower.sink.isWhole).toBe(true);
	expect(host.takePieceRequests().sort()).toEqual(
		requiredPieces(manifest)
			.map((p) => p.file)
			.sort()
	);
});

it('is resumed where it was called off, and healed where a piece was spoilt', async () => {
	const { manifest, files } = await fakeCatalogue();
	const host = new FakeHost({ manifest, files });
	const first = await openTab(host);
	first.sink.onAppend = (block) => (block === 1 ? first.abort.abort() : undefined);
	await openCatalogue(first.options);
	const needless = forbidNeedlessRequests(host, [manifest], first.storage);
	const second = await openTab(host);
	expect((await openCatalogue(second.options)).ok).toBe(true);
	expect(needless).toEqual([]);

	const spoilt = manifest.blocks[2]?.pieces.titles;
	if (!spoilt) throw new Error('the fake catalogue has four blocks');
	await second.storage.writePiece(spoilt.sha256, new Blob(['x'.repeat(spoilt.sizeBytes)]));
	host.requests.splice(0);
	const third = await openTab(host);
	expect((await openCatalogue(third.options)).ok).toBe(true);
	expect(third.sink.isWhole).toBe(true);
	expect(host.takePieceRequests()).toEqual([spoilt.file]);
	const healed = await third.storage.readPiece(spoilt.sha256);
	expect(new Uint8Array((await healed?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(
		files.get(spoilt.file)
	);
});

it('a new revision takes the place of the old in the database', async () => {
	const first = await fakeCatalogue();
	const next = await fakeCatalogue({ changedBlocks: [1] });
	const host = new FakeHost(first);
	await openCatalogue((await openTab(host)).options);
	host.deploy(next);
	host.requests.splice(0);
	const tab = await openTab(host);
	expect((await openCatalogue(tab.options)).ok).toBe(true);
	expect(host.takePieceRequests()).toHaveLength(3);
	expect(tab.sink.inService).toEqual(next.manifest);
	expect(await tab.storage.storedPieces()).toEqual(
		new Set(requiredPieces(next.manifest).map(({ sha256 }) => sha256))
	);
});
