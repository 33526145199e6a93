/**
 * Storage in IndexedDB: catalogues, settings and playlists in the database `deejai`, one connection
 * for each page or worker.
 */
import { parseSavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import { incompleteness, unneededPieces } from './catalogue-pieces.ts';
import { Connection, databaseName, type Writing } from './database.ts';
import { createSettings } from './indexed-db-settings.ts';
import {
	parseStoredCatalogue,
	parseStoredCatalogues,
	parseStoredPlaylists
} from './stored-records.ts';
import type { DeviceStorage } from './storage.ts';

/** @throws what IndexedDB throws when it refuses to open */
export async function openIndexedDbStorage(name: string = databaseName): Promise<DeviceStorage> {
	const connection = new Connection(name);
	await connection.database();
	return createStorage(connection);
}

function createStorage(connection: Connection): DeviceStorage {
	return {
		...createSettings(connection),

		async readPiece(sha256) {
			const record = await connection.read((db) => db.get('pieces', sha256), undefined);
			return record instanceof Blob ? record : undefined;
		},
		writePiece: (sha256, blob) =>
			connection.write('a piece', ['pieces'], (transaction) =>
				transaction.objectStore('pieces').put(blob, sha256)
			),
		storedPieces: () =>
			connection.read<ReadonlySet<string>>(
				async (db) => new Set(await db.getAllKeys('pieces')),
				new Set()
			),

		async publishCatalogue(manifest) {
			let refusal: ReturnType<typeof incompleteness>;
			const written = await connection.write(
				'a catalogue',
				['pieces', 'catalogues'],
				async (transaction) => {
					const stored = new Set(await transaction.objectStore('pieces').getAllKeys());
					refusal = incompleteness(manifest, stored);
					if (refusal) return;
					const record = { manifest, publishedAt: new Date().toISOString() };
					await transaction.objectStore('catalogues').put(record, manifest.id);
					await deleteUnneededPieces(transaction);
				}
			);
			return refusal ?? written;
		},
		readCatalogue: async (id) =>
			parseStoredCatalogue(await connection.read((db) => db.get('catalogues', id), undefined)),
		listCatalogues: async () =>
			parseStoredCatalogues(await connection.read((db) => db.getAll('catalogues'), [])),
		deleteCatalogue: (id) =>
			connection.write('a deletion', ['pieces', 'catalogues'], async (transaction) => {
				await transaction.objectStore('catalogues').delete(id);
				await deleteUnneededPieces(transaction);
			}),

		listPlaylists: async () =>
			parseStoredPlaylists(await connection.read((db) => db.getAll('playlists'), [])),
		async putPlaylist(playlist) {
			const parsed = parseSavedPlaylist(playlist);
			if (!parsed.ok) return parsed;
			return connection.write('a playlist', ['playlists'], (transaction) =>
				transaction.objectStore('playlists').put(parsed.value, playlist.id)
			);
		},
		deletePlaylist: (id) =>
			connection.write('a deletion', ['playlists'], (transaction) =>
				transaction.objectStore('playlists').delete(id)
			)
	};
}

async function deleteUnneededPieces(transaction: Writing): Promise<void> {
	const pieces = transaction.objectStore('pieces');
	const published = parseStoredCatalogues(await transaction.objectStore('catalogues').getAll());
	const manifests = published.map(({ manifest }) => manifest);
	const unneeded = unneededPieces(await pieces.getAllKeys(), manifests);
	await Promise.all(unneeded.map((sha256) => pieces.delete(sha256)));
}
