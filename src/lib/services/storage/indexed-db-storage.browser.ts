import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { databaseVersion } from './database.ts';
import { openIndexedDbStorage } from './indexed-db-storage.ts';
import { openStorage } from './open-storage.ts';
import { describeStorageContract } from './storage-contract.ts';

let opened = 0;
function freshName(): string {
	opened += 1;
	return `storage-test-${opened}`;
}

describeStorageContract('IndexedDB storage', async () => {
	const name = freshName();
	await deleteDB(name);
	return openIndexedDbStorage(name);
});

describe('IndexedDB itself', () => {
	const closing: (() => void)[] = [];
	afterEach(() => {
		for (const close of closing.splice(0)) close();
		vi.unstubAllGlobals();
	});

	async function open(name: string) {
		const storage = await openIndexedDbStorage(name);
		closing.push(() => storage.close());
		return storage;
	}

	it('keeps what was written for whoever opens it next', async () => {
		const name = freshName();
		await deleteDB(name);
		const first = await open(name);
		await first.writePiece('a', new Blob(['bytes']));
		await first.writeSetting('look', 'dark');
		first.close();
		const second = await open(name);
		expect(await (await second.readPiece('a'))?.text()).toBe('bytes');
		expect(await second.readSetting('look')).toBe('dark');
	});

	it("makes way for another tab's upgrade, and is unavailable to the old program after it", async () => {
		const name = freshName();
		await deleteDB(name);
		const storage = await open(name);
		await storage.writeSetting('look', 'dark');
		let wasBlocked = false;
		const newer = await openDB(name, databaseVersion + 1, {
			blocked: () => {
				wasBlocked = true;
			}
		});
		closing.push(() => newer.close());
		expect(wasBlocked).toBe(false);
		expect(await newer.get('settings', 'look')).toBe('dark');
		expect(await storage.readSetting('look')).toBeUndefined();
		expect(await storage.writeSetting('look', 'light')).toMatchObject({
			ok: false,
			failure: { code: 'storage-unavailable' }
		});
		expect((await openStorage(() => openIndexedDbStorage(name))).isPersistent).toBe(false);
	});

	it('opens again after its database was deleted under it', async () => {
		const name = freshName();
		await deleteDB(name);
		const storage = await open(name);
		await storage.writeSetting('look', 'dark');
		await deleteDB(name);
		expect(await storage.readSetting('look')).toBeUndefined();
		expect((await storage.writeSetting('look', 'light')).ok).toBe(true);
		expect(await storage.readSetting('look')).toBe('light');
	});

	it.each([true, false])(
		'opens again after the browser took its connection (and said so: %s)',
		async (isTold) => {
			const name = freshName();
			await deleteDB(name);
			const storage = await open(name);
			const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
			await storage.writeSetting('look', 'dark');
			const connections = spy.mock.contexts.filter((context) => context instanceof IDBDatabase);
			spy.mockRestore();
			for (const connection of connections) {
				connection.close();
				if (isTold) connection.dispatchEvent(new Event('close'));
			}
			expect(connections).toHaveLength(1);
			expect(await storage.readSetting('look')).toBe('dark');
			expect((await storage.writeSetting('look', 'light')).ok).toBe(true);
		}
	);

	it('takes records that do not parse for absent', async () => {
		const name = freshName();
		await deleteDB(name);
		const storage = await open(name);
		const raw = await openDB(name);
		closing.push(() => raw.close());
		await raw.put('pieces', 'not a blob', 'a');
		await raw.put('catalogues', { manifest: { format: 'other' }, publishedAt: 'today' }, 'house');
		await raw.put('catalogues', undefined, 'void');
		await raw.put('playlists', { id: 'a', name: 7 }, 'a');
		expect(await storage.readPiece('a')).toBeUndefined();
		expect(await storage.readCatalogue('house')).toBeUndefined();
		expect(await storage.readCatalogue('void')).toBeUndefined();
		expect(await storage.listCatalogues()).toEqual([]);
		expect(await storage.listPlaylists()).toEqual([]);
	});

	it('says that a full disk is full, and keeps what was there', async () => {
		// A storage bucket has a quota of its own, and its own IndexedDB under the same interface.
		const bucketName = 'full-disk';
		await navigator.storageBuckets.delete(bucketName);
		const bucket = await navigator.storageBuckets.open(bucketName, { quota: 1_000_000 });
		vi.stubGlobal('indexedDB', bucket.indexedDB);
		const storage = await open(freshName());
		expect((await storage.writePiece('small', new Blob(['bytes']))).ok).toBe(true);
		const large = new Blob([new Uint8Array(20_000_000)]);
		expect(await storage.writePiece('large', large)).toMatchObject({
			ok: false,
			failure: { code: 'storage-full' }
		});
		expect(await storage.storedPieces()).toEqual(new Set(['small']));
		expect(await (await storage.readPiece('small'))?.text()).toBe('bytes');
	});
});

/** Chromium's storage buckets, which TypeScript does not know yet. */
declare global {
	interface Navigator {
		readonly storageBuckets: {
			open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
			delete(name: string): Promise<void>;
		};
	}
}
