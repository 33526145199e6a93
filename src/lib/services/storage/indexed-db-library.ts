/**
 * The library's storage in IndexedDB, in the same database as the rest.
 *
 * Tables are read a page of records at a time, so that opening a library of 20,000 tracks never
 * keeps a page from answering for long.
 */
import type { LibraryId } from '#lib/domain/library-id.ts';
import { Connection, databaseName, type Database, type Writing } from './database.ts';
import {
	parsedRecords,
	parseStoredFolder,
	parseStoredSlices,
	parseStoredSound,
	parseStoredTrack
} from './library-records.ts';
import type { LibraryStorage } from './library-storage.ts';

/** As many records as are parsed in one go. */
const pageSize = 250;

/** @throws what IndexedDB throws when it refuses to open */
export async function openIndexedDbLibrary(name: string = databaseName): Promise<LibraryStorage> {
	const connection = new Connection(name);
	await connection.database();
	return createLibraryStorage(connection);
}

function createLibraryStorage(connection: Connection): LibraryStorage {
	return {
		listTracks: () =>
			connection.read((database) => readPages(database, 'tracks', parseStoredTrack), []),
		async readTracks(ids) {
			const records = await connection.read((database) => readAll(database, 'tracks', ids), []);
			return parsedRecords(records, parseStoredTrack);
		},
		changeTracks: (ids, change, covers) =>
			connection.write('a track', ['tracks', 'sounds', 'slices', 'covers'], async (transaction) => {
				const tracks = transaction.objectStore('tracks');
				const records = await Promise.all(ids.map((id) => tracks.get(id)));
				const uncovered = new Set<string>();
				const writes: Promise<unknown>[] = [];
				for (const [i, id] of ids.entries()) {
					const stored = parseStoredTrack(records[i]);
					const changed = change(stored, id);
					if (changed !== undefined && changed === stored) continue;
					const coverId = stored?.coverId ?? null;
					if (coverId !== null && coverId !== changed?.coverId) uncovered.add(coverId);
					if (changed) writes.push(tracks.put(changed, id));
					// Also what cannot be read any more.
					else writes.push(removeTrack(transaction, id));
				}
				for (const [coverId, cover] of covers ?? []) {
					writes.push(transaction.objectStore('covers').put(cover, coverId));
				}
				await Promise.all(writes);
				await Promise.all([...uncovered].map((coverId) => removeUnused(transaction, coverId)));
			}),
		putAnalysis: (sound, slices, change) =>
			connection.write('an analysis', ['tracks', 'sounds', 'slices'], async (transaction) => {
				const tracks = transaction.objectStore('tracks');
				const stored = parseStoredTrack(await tracks.get(sound.id));
				if (!stored) return;
				await Promise.all([
					tracks.put(change(stored), sound.id),
					transaction.objectStore('sounds').put(whole(sound, 'sound'), sound.id),
					transaction.objectStore('slices').put(whole(slices, 'slices'), slices.id)
				]);
			}),
		putSounds: (sounds, change) =>
			connection.write('vectors', ['tracks', 'sounds'], async (transaction) => {
				const tracks = transaction.objectStore('tracks');
				const records = await Promise.all(sounds.map(({ id }) => tracks.get(id)));
				const writes: Promise<unknown>[] = [];
				for (const [i, sound] of sounds.entries()) {
					const stored = parseStoredTrack(records[i]);
					const changed = stored && change(stored);
					if (!changed) continue;
					writes.push(
						tracks.put(changed, sound.id),
						transaction.objectStore('sounds').put(whole(sound, 'sound'), sound.id)
					);
				}
				await Promise.all(writes);
			}),

		listSounds: () =>
			connection.read((database) => readPages(database, 'sounds', parseStoredSound), []),
		async readSlices(ids) {
			const records = await connection.read((database) => readAll(database, 'slices', ids), []);
			return parsedRecords(records, parseStoredSlices);
		},

		async readCover(coverId) {
			const record = await connection.read((db) => db.get('covers', coverId), undefined);
			return record instanceof Blob ? record : undefined;
		},

		listFolders: async () =>
			parsedRecords(await connection.read((db) => db.getAll('folders'), []), parseStoredFolder),
		putFolder: (folder) =>
			connection.write('a folder', ['folders'], (transaction) =>
				transaction.objectStore('folders').put(folder, folder.id)
			),
		removeFolder: (id) =>
			connection.write('a deletion', ['folders'], (transaction) =>
				transaction.objectStore('folders').delete(id)
			),

		clear: () =>
			connection.write(
				'a deletion',
				['tracks', 'sounds', 'slices', 'covers', 'folders'],
				(transaction) =>
					Promise.all(
						[...transaction.objectStoreNames].map((store) => transaction.objectStore(store).clear())
					)
			),
		close: () => connection.close()
	};
}

/** Everything in a store, in the order of keys, parsed a page at a time. */
async function readPages<T>(
	database: Database,
	storeName: 'tracks' | 'sounds',
	parse: (record: unknown) => T | undefined
): Promise<readonly T[]> {
	const store = database.transaction(storeName).store;
	const keys = await store.getAllKeys();
	const all: T[] = [];
	for (let first = 0; first < keys.length; first += pageSize) {
		const last = Math.min(first + pageSize, keys.length) - 1;
		const page = IDBKeyRange.bound(keys[first], keys[last]);
		all.push(...parsedRecords(await store.getAll(page), parse));
	}
	return all;
}

function readAll(
	database: Database,
	storeName: 'tracks' | 'slices',
	ids: readonly LibraryId[]
): Promise<readonly unknown[]> {
	const store = database.transaction(storeName).store;
	return Promise.all(ids.map((id) => store.get(id)));
}

function removeTrack(transaction: Writing, id: LibraryId): Promise<unknown> {
	return Promise.all([
		transaction.objectStore('tracks').delete(id),
		transaction.objectStore('sounds').delete(id),
		transaction.objectStore('slices').delete(id)
	]);
}

async function removeUnused(transaction: Writing, coverId: string): Promise<void> {
	const users = await transaction.objectStore('tracks').index('coverId').count(coverId);
	if (users === 0) await transaction.objectStore('covers').delete(coverId);
}

/** With numbers of its own: a part of a larger buffer would be stored with all of that buffer. */
function whole<T extends Readonly<Record<K, Float32Array<ArrayBuffer>>>, K extends string>(
	record: T,
	key: K
): T {
	return { ...record, [key]: record[key].slice() };
}
