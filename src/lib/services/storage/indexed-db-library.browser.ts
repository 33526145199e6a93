import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openIndexedDbLibrary } from './indexed-db-library.ts';
import { openIndexedDbStorage } from './indexed-db-storage.ts';
import {
	describeLibraryStorageContract,
	libraryId,
	librarySound,
	libraryTrack
} from './library-storage-contract.ts';

let opened = 0;
async function freshName(): Promise<string> {
	opened += 1;
	const name = `library-test-${opened}`;
	await deleteDB(name);
	return name;
}

describeLibraryStorageContract('IndexedDB library', async () =>
	openIndexedDbLibrary(await freshName())
);

describe('IndexedDB itself', () => {
	const closing: (() => void)[] = [];
	afterEach(() => {
		for (const close of closing.splice(0)) close();
		vi.unstubAllGlobals();
	});

	async function open(name: string) {
		const storage = await openIndexedDbLibrary(name);
		closing.push(() => storage.close());
		return storage;
	}

	it("takes over a database of version 1 with all that is in it, from under an older tab's hands", async () => {
		const name = await freshName();
		const old = await openDB(name, 1, {
			upgrade(database) {
				for (const store of ['pieces', 'catalogues', 'settings', 'playlists']) {
					database.createObjectStore(store);
				}
			},
			blocking: () => old.close()
		});
		await old.put('settings', 'dark', 'look');
		await old.put('pieces', new Blob(['bytes']), 'a');
		const library = await open(name);
		await library.changeTracks([libraryId(1)], () => libraryTrack(1));
		const storage = await openIndexedDbStorage(name);
		closing.push(() => storage.close());
		expect(await storage.readSetting('look')).toBe('dark');
		expect(await (await storage.readPiece('a'))?.text()).toBe('bytes');
		expect(await library.listTracks()).toEqual([libraryTrack(1)]);
	});

	it('takes records that do not parse for absent, and overwrites or removes them', async () => {
		const name = await freshName();
		const storage = await open(name);
		await storage.changeTracks([libraryId(1)], () => libraryTrack(1));
		const raw = await openDB(name);
		closing.push(() => raw.close());
		await raw.put('tracks', { ...libraryTrack(2), places: [] }, libraryId(2));
		await raw.put('tracks', 'not a track', libraryId(3));
		await raw.put('sounds', { ...librarySound(2), sound: new Float32Array(99) }, libraryId(2));
		await raw.put('slices', { id: libraryId(2), slices: [1, 2] }, libraryId(2));
		await raw.put('covers', 'not a blob', 'front');
		await raw.put('folders', { id: 'a', handle: 'a folder' }, 'a');
		expect(await storage.listTracks()).toEqual([libraryTrack(1)]);
		expect(await storage.listSounds()).toEqual([]);
		expect(await storage.readSlices([libraryId(2)])).toEqual([]);
		expect(await storage.readCover('front')).toBeUndefined();
		expect(await storage.listFolders()).toEqual([]);
		await storage.changeTracks([2, 3].map(libraryId), (stored, id) => {
			expect(stored).toBeUndefined();
			return id === libraryId(2) ? libraryTrack(2) : undefined;
		});
		expect(await storage.listTracks()).toEqual([libraryTrack(1), libraryTrack(2)]);
		expect(await raw.getAllKeys('tracks')).toEqual([1, 2].map(libraryId));
	});

	it('keeps a handle that still opens its folder', async () => {
		const root = await navigator.storage.getDirectory();
		const handle = await root.getDirectoryHandle('Music', { create: true });
		const storage = await open(await freshName());
		await storage.putFolder({
			id: 'a',
			name: 'Music',
			addedAt: '2026-01-01T10:00:00.000Z',
			handle,
			isWhole: true,
			isListed: true
		});
		const [folder] = await storage.listFolders();
		expect(await folder?.handle?.isSameEntry(handle)).toBe(true);
	});

	it('lists more tracks than fit in a page of reading, each once', async () => {
		const storage = await open(await freshName());
		const ids = Array.from({ length: 2500 }, (_, n) => libraryId(n));
		await storage.changeTracks(ids, (_stored, id) => ({ ...libraryTrack(0), id }));
		expect((await storage.listTracks()).map(({ id }) => id)).toEqual(ids);
	});

	it('says that a full disk is full, and keeps what was there', async () => {
		const bucketName = 'full-library';
		await navigator.storageBuckets.delete(bucketName);
		const bucket = await navigator.storageBuckets.open(bucketName, { quota: 1_000_000 });
		vi.stubGlobal('indexedDB', bucket.indexedDB);
		const storage = await open(await freshName());
		await storage.changeTracks([libraryId(1)], () => libraryTrack(1));
		const slices = { id: libraryId(1), slices: new Float32Array(5_000_000).fill(0.1) };
		expect(
			await storage.putAnalysis(librarySound(1), slices, (track) => ({
				...track,
				state: { kind: 'broken', failure: { code: 'internal', message: '' } }
			}))
		).toMatchObject({ ok: false, failure: { code: 'storage-full' } });
		expect(await storage.listTracks()).toEqual([libraryTrack(1)]);
		expect(await storage.listSounds()).toEqual([]);
	});
});
