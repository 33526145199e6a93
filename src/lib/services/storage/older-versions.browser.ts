/** Whatever version of the program somebody used last, the newest finds all that it kept. */
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseVersion } from './database.ts';
import { openIndexedDbLibrary } from './indexed-db-library.ts';
import { openIndexedDbStorage } from './indexed-db-storage.ts';
import { makeOlderDatabase, olderVersions } from './test/older-databases.ts';

const closing: (() => void)[] = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
});

/** Made by that version, then opened by the newest. */
async function opened(version: number) {
	const name = `older-version-${version}`;
	await deleteDB(name);
	const counts = await makeOlderDatabase(name, version);
	const storage = await openIndexedDbStorage(name);
	const library = await openIndexedDbLibrary(name);
	const raw = await openDB(name);
	closing.push(
		() => storage.close(),
		() => library.close(),
		() => raw.close()
	);
	return { counts, storage, library, raw };
}

it('each version before the newest has left a database to try', () => {
	expect(olderVersions).toEqual(
		expect.arrayContaining(Array.from({ length: databaseVersion - 1 }, (_, index) => index + 1))
	);
});

describe.each(olderVersions)('a database of version %i', (version) => {
	it('is brought to the newest, with every record and every store of a new one', async () => {
		const { counts, raw } = await opened(version);
		expect(raw.version).toBe(databaseVersion);
		for (const [store, count] of counts) expect(await raw.count(store), store).toBe(count);

		const fresh = 'fresh';
		await deleteDB(fresh);
		const storage = await openIndexedDbStorage(fresh);
		const newest = await openDB(fresh);
		closing.push(
			() => storage.close(),
			() => newest.close()
		);
		expect([...raw.objectStoreNames]).toEqual([...newest.objectStoreNames]);
		for (const store of newest.objectStoreNames) {
			const indexesOf = (database: typeof raw): readonly string[] => [
				...database.transaction(store).store.indexNames
			];
			expect(indexesOf(raw), store).toEqual(indexesOf(newest));
		}
	});

	it('can be read and written as if it had always been the newest', async () => {
		const { storage, library } = await opened(version);
		const catalogue = await storage.readCatalogue('house');
		expect(catalogue?.manifest.name).toBe('The house');
		const piece = await storage.readPiece('a'.repeat(64));
		expect(await piece?.text()).toBe('bytes');
		expect(await storage.readSetting('playlist-settings')).toMatchObject({ size: 12 });
		const [playlist] = await storage.listPlaylists();
		expect(playlist?.name).toBe('From here to there');
		expect((await storage.writeSetting('look', 'dark')).ok).toBe(true);

		const tracks = await library.listTracks();
		expect(tracks.map(({ title }) => title)).toEqual(version < 2 ? [] : ['Two']);
		expect(await library.listSounds()).toHaveLength(tracks.length);
		expect(await library.readSlices(tracks.map(({ id }) => id))).toHaveLength(tracks.length);
		expect((await library.listFolders()).map(({ name }) => name)).toEqual(
			version < 2 ? [] : ['Music']
		);
		expect((await library.readCover('front'))?.type).toBe(version < 2 ? undefined : 'image/jpeg');
	});
});
