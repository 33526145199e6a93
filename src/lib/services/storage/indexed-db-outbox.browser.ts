import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { openIndexedDbLibrary } from './indexed-db-library.ts';
import { openIndexedDbOutbox } from './indexed-db-outbox.ts';
import { openIndexedDbStorage } from './indexed-db-storage.ts';
import { libraryId, libraryTrack } from './library-storage-contract.ts';
import { describeOutboxContract, outboxEntry } from './outbox-storage-contract.ts';

let opened = 0;
async function freshName(): Promise<string> {
	opened += 1;
	const name = `outbox-test-${opened}`;
	await deleteDB(name);
	return name;
}

describeOutboxContract('IndexedDB outbox', async () => openIndexedDbOutbox(await freshName()));

describe('IndexedDB itself', () => {
	const closing: (() => void)[] = [];
	afterEach(() => {
		for (const close of closing.splice(0)) close();
	});

	async function open(name: string) {
		const storage = await openIndexedDbOutbox(name);
		closing.push(() => storage.close());
		return storage;
	}

	it('keeps what was written for whoever opens it next', async () => {
		const name = await freshName();
		const first = await open(name);
		await first.change(() => [outboxEntry(2), outboxEntry(1)]);
		first.close();
		expect(await (await open(name)).list()).toEqual([outboxEntry(2), outboxEntry(1)]);
	});

	it('loses nothing of what two connections do at once', async () => {
		const name = await freshName();
		const tabs = await Promise.all([open(name), open(name)]);
		await Promise.all(
			tabs.flatMap((tab, t) =>
				Array.from({ length: 10 }, (_, n) =>
					tab.change((entries) => [...entries, outboxEntry(t * 10 + n)])
				)
			)
		);
		const [first, second] = await Promise.all(tabs.map((tab) => tab.list()));
		expect(first).toHaveLength(20);
		expect(second).toEqual(first);
	});

	it('passes over what cannot be read, and keeps the order of the rest', async () => {
		const name = await freshName();
		const storage = await open(name);
		const raw = await openDB(name);
		closing.push(() => raw.close());
		await raw.put('outbox', outboxEntry(1), 10);
		await raw.put('outbox', 'not an entry', 11);
		await raw.put('outbox', { ...outboxEntry(2), action: { kind: 'frame', playlistId: 'a' } }, 12);
		await raw.put('outbox', { ...outboxEntry(3), id: 'not an id' }, 13);
		// A refusal that makes no sense is none: it is asked again.
		await raw.put('outbox', { ...outboxEntry(4), refusal: 'no' }, 14);
		expect(await storage.list()).toEqual([outboxEntry(1), outboxEntry(4)]);
		await storage.change((entries) => [...entries, outboxEntry(5)]);
		expect(await storage.list()).toEqual([outboxEntry(1), outboxEntry(4), outboxEntry(5)]);
		expect(await raw.count('outbox')).toBe(3);
	});

	it('takes over a database of version 2 with all that is in it', async () => {
		const name = await freshName();
		const old = await openDB(name, 2, {
			upgrade(database) {
				for (const store of ['pieces', 'catalogues', 'settings', 'playlists']) {
					database.createObjectStore(store);
				}
				database.createObjectStore('tracks').createIndex('coverId', 'coverId');
				for (const store of ['sounds', 'slices', 'covers', 'folders']) {
					database.createObjectStore(store);
				}
			},
			blocking: () => old.close()
		});
		await old.put('settings', 'dark', 'look');
		await old.put('tracks', libraryTrack(1), libraryId(1));
		const outbox = await open(name);
		await outbox.change(() => [outboxEntry(1)]);
		const storage = await openIndexedDbStorage(name);
		const library = await openIndexedDbLibrary(name);
		closing.push(
			() => storage.close(),
			() => library.close()
		);
		expect(await storage.readSetting('look')).toBe('dark');
		expect(await library.listTracks()).toEqual([libraryTrack(1)]);
		expect(await outbox.list()).toEqual([outboxEntry(1)]);
	});
});
