import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseVersion, openIndexedDbStorage } from './indexed-db-storage.ts';
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

	it('tells a full disk from a refusal', async () => {
		const name = freshName();
		await deleteDB(name);
		const storage = await open(name);
		const put = IDBObjectStore.prototype.put;
		try {
			IDBObjectStore.prototype.put = function () {
				throw new DOMException('no room', 'QuotaExceededError');
			};
			expect(await storage.writePiece('a', new Blob(['bytes']))).toMatchObject({
				ok: false,
				failure: { code: 'storage-full' }
			});
		} finally {
			IDBObjectStore.prototype.put = put;
		}
		expect(await storage.storedPieces()).toEqual(new Set());
		expect((await storage.writePiece('a', new Blob(['bytes']))).ok).toBe(true);
	});
});
