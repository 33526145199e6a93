import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openIndexedDbLibrary } from './indexed-db-library.ts';
import { openIndexedDbStorage } from './indexed-db-storage.ts';
import { openKeptStorage } from './kept-storage.ts';
import { libraryId, libraryTrack } from './library-storage-contract.ts';

let opened = 0;
const closing: (() => void)[] = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
	vi.restoreAllMocks();
});

async function freshName(): Promise<string> {
	opened += 1;
	const name = `kept-test-${opened}`;
	await deleteDB(name);
	return name;
}

async function open(name: string) {
	const kept = await openKeptStorage(name);
	if (kept === null) throw new Error('storage is refused');
	closing.push(() => kept.close());
	return kept;
}

describe('what the database keeps', () => {
	it('is counted and measured, whatever there is of it', async () => {
		const name = await freshName();
		const storage = await openIndexedDbStorage(name);
		const library = await openIndexedDbLibrary(name);
		closing.push(
			() => storage.close(),
			() => library.close()
		);
		const kept = await open(name);
		expect(await kept.measure('pieces')).toEqual({ count: 0, sizeBytes: 0 });
		for (const [sha256, size] of [
			['a', 1000],
			['b', 234]
		] as const) {
			await storage.writePiece(sha256, new Blob([new Uint8Array(size)]));
		}
		expect(await kept.measure('pieces')).toEqual({ count: 2, sizeBytes: 1234 });
		expect(await kept.pieceSizes()).toEqual(
			new Map([
				['a', 1000],
				['b', 234]
			])
		);
		const ids = Array.from({ length: 250 }, (_, n) => libraryId(n));
		await library.changeTracks(ids, (_stored, id) => ({ ...libraryTrack(0), id }));
		const tracks = await kept.measure('tracks');
		expect(tracks.count).toBe(250);
		expect(tracks.sizeBytes).toBeGreaterThan(250 * 50);
	});

	it('is measured without a blob’s bytes being read', async () => {
		const name = await freshName();
		const storage = await openIndexedDbStorage(name);
		closing.push(() => storage.close());
		await storage.writePiece('a', new Blob([new Uint8Array(5_000_000)]));
		const reading = [
			vi.spyOn(Blob.prototype, 'arrayBuffer'),
			vi.spyOn(Blob.prototype, 'stream'),
			vi.spyOn(Blob.prototype, 'text')
		];
		expect((await (await open(name)).measure('pieces')).sizeBytes).toBe(5_000_000);
		for (const read of reading) expect(read).not.toHaveBeenCalled();
	});

	it('is deleted kind by kind, also what nobody could read any more', async () => {
		const name = await freshName();
		const kept = await open(name);
		const raw = await openDB(name);
		closing.push(() => raw.close());
		await raw.put('playlists', 'not a playlist', 'a');
		await raw.put('settings', 'dark', 'look');
		expect((await kept.clear(['playlists'])).ok).toBe(true);
		expect(await kept.measure('playlists')).toEqual({ count: 0, sizeBytes: 0 });
		expect((await kept.measure('settings')).count).toBe(1);
	});

	it('loses what no catalogue needs, and nothing else', async () => {
		const name = await freshName();
		const kept = await open(name);
		const storage = await openIndexedDbStorage(name);
		closing.push(() => storage.close());
		await storage.writePiece('of a download that was cut off', new Blob(['bytes']));
		await storage.writeSetting('look', 'dark');
		expect((await kept.deleteUnneededPieces()).ok).toBe(true);
		expect(await kept.pieceSizes()).toEqual(new Map());
		expect(await storage.readSetting('look')).toBe('dark');
	});

	it('is nothing where the browser refuses storage', async () => {
		const name = await freshName();
		vi.spyOn(indexedDB, 'open').mockImplementation(() => {
			throw new DOMException('refused', 'SecurityError');
		});
		expect(await openKeptStorage(name)).toBeNull();
	});
});
