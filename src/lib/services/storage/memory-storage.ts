/**
 * Storage that lasts as long as the page: for tests, and where the browser refuses anything better.
 *
 * Records are kept as JSON, so that nobody can change what is stored through an object they hold,
 * and what is read back goes the same way as from a database.
 */
import { failed, success } from '#lib/contracts/failure.ts';
import { parseSavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import { incompleteness, unneededPieces } from './catalogue-pieces.ts';
import { createMemorySettings } from './memory-settings.ts';
import {
	parseStoredCatalogue,
	parseStoredCatalogues,
	parseStoredPlaylists
} from './stored-records.ts';
import type { DeviceStorage } from './storage.ts';

export function createMemoryStorage(): DeviceStorage {
	const pieces = new Map<string, Blob>();
	const catalogues = new Map<string, string>();
	const settings = createMemorySettings();
	const playlists = new Map<string, string>();
	let isClosed = false;

	const write = (change: () => void) => {
		if (isClosed) return Promise.resolve(failed('storage-unavailable', 'storage is closed'));
		change();
		return Promise.resolve(success(undefined));
	};
	const read = (from: Map<string, string>, key: string): unknown => {
		const json = from.get(key);
		return json === undefined || isClosed ? undefined : JSON.parse(json);
	};
	const readAll = (from: Map<string, string>) => [...from.keys()].map((key) => read(from, key));
	const published = () => parseStoredCatalogues(readAll(catalogues));
	const deleteUnneededPieces = () => {
		const manifests = published().map(({ manifest }) => manifest);
		for (const sha256 of unneededPieces(pieces.keys(), manifests)) pieces.delete(sha256);
	};

	return {
		readPiece: (sha256) => Promise.resolve(isClosed ? undefined : pieces.get(sha256)),
		writePiece: (sha256, blob) => write(() => pieces.set(sha256, blob)),
		storedPieces: () => Promise.resolve(new Set(isClosed ? [] : pieces.keys())),

		publishCatalogue(manifest) {
			const refusal = incompleteness(manifest, new Set(pieces.keys()));
			if (refusal && !isClosed) return Promise.resolve(refusal);
			return write(() => {
				const publishedAt = new Date().toISOString();
				catalogues.set(manifest.id, JSON.stringify({ manifest, publishedAt }));
				deleteUnneededPieces();
			});
		},
		readCatalogue: (id) => Promise.resolve(parseStoredCatalogue(read(catalogues, id))),
		listCatalogues: () => Promise.resolve(published()),
		deleteCatalogue: (id) =>
			write(() => {
				catalogues.delete(id);
				deleteUnneededPieces();
			}),

		readSetting: (key) => settings.readSetting(key),
		writeSetting: (key, value) => settings.writeSetting(key, value),

		listPlaylists: () => Promise.resolve(parseStoredPlaylists(readAll(playlists))),
		putPlaylist(playlist) {
			const parsed = parseSavedPlaylist(playlist);
			if (!parsed.ok) return Promise.resolve(parsed);
			return write(() => playlists.set(playlist.id, JSON.stringify(parsed.value)));
		},
		deletePlaylist: (id) => write(() => playlists.delete(id)),

		close() {
			isClosed = true;
			settings.close();
		}
	};
}
