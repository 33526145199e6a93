/**
 * The library's storage for as long as the page lasts: for tests, and where the browser refuses
 * anything better. Records are copied in and out, and parsed like a database's.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { LibraryFolder, LibrarySound, LibraryTrack } from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import { parseStoredTrack } from './library-records.ts';
import type { LibraryStorage, StoredSlices } from './library-storage.ts';

export function createMemoryLibrary(): LibraryStorage {
	/** As JSON. */
	const tracks = new Map<LibraryId, string>();
	const sounds = new Map<LibraryId, LibrarySound>();
	const slices = new Map<LibraryId, StoredSlices>();
	const covers = new Map<string, Blob>();
	const folders = new Map<string, LibraryFolder>();
	let isClosed = false;

	/** Reads what is there, if it is open still. */
	const read = <T>(value: () => T, absent: T): Promise<T> =>
		Promise.resolve(isClosed ? absent : value());
	const write = (change: () => void): Promise<Result<void>> => {
		if (isClosed) return Promise.resolve(failed('storage-unavailable', 'storage is closed'));
		change();
		return Promise.resolve(success(undefined));
	};
	const track = (id: LibraryId): LibraryTrack | undefined => {
		const json = tracks.get(id);
		return json === undefined ? undefined : parseStoredTrack(JSON.parse(json));
	};
	const tracksOf = (ids: readonly LibraryId[]) =>
		ids.map(track).filter((stored) => stored !== undefined);
	const putTrack = (changed: LibraryTrack) => tracks.set(changed.id, JSON.stringify(changed));
	const putSound = (sound: LibrarySound) => sounds.set(sound.id, structuredClone(sound));
	const removeUnusedCovers = () => {
		const used = new Set([...tracks.keys()].map((id) => track(id)?.coverId));
		for (const coverId of covers.keys()) if (!used.has(coverId)) covers.delete(coverId);
	};

	return {
		listTracks: () => read(() => tracksOf([...tracks.keys()].sort()), []),
		readTracks: (ids) => read(() => tracksOf(ids), []),
		changeTracks: (ids, change, newCovers) =>
			write(() => {
				// All is decided before anything is changed: a change that throws leaves things as they are.
				const changes = ids.map((id) => {
					const stored = track(id);
					return { id, stored, changed: change(stored, id) };
				});
				for (const [coverId, cover] of newCovers ?? []) covers.set(coverId, cover);
				let hasLostCover = false;
				for (const { id, stored, changed } of changes) {
					hasLostCover ||= stored !== undefined && stored.coverId !== changed?.coverId;
					if (changed) putTrack(changed);
					else for (const store of [tracks, sounds, slices]) store.delete(id);
				}
				if (hasLostCover) removeUnusedCovers();
			}),
		putAnalysis: (sound, ownSlices, change) =>
			write(() => {
				const stored = track(sound.id);
				if (!stored) return;
				putTrack(change(stored));
				putSound(sound);
				slices.set(sound.id, structuredClone(ownSlices));
			}),
		putSounds: (newSounds, change) =>
			write(() => {
				for (const sound of newSounds) {
					const stored = track(sound.id);
					const changed = stored && change(stored);
					if (!changed) continue;
					putTrack(changed);
					putSound(sound);
				}
			}),

		listSounds: () => read(() => [...sounds.values()].map((sound) => structuredClone(sound)), []),
		readSlices: (ids) =>
			read(
				() =>
					ids
						.map((id) => slices.get(id))
						.filter((stored) => stored !== undefined)
						.map((stored) => structuredClone(stored)),
				[]
			),

		readCover: (coverId) => read(() => covers.get(coverId), undefined),

		listFolders: () => read(() => [...folders.values()], []),
		putFolder: (folder) => write(() => folders.set(folder.id, { ...folder })),
		removeFolder: (id) => write(() => folders.delete(id)),

		clear: () =>
			write(() => {
				for (const store of [tracks, sounds, slices, covers, folders]) store.clear();
			}),
		close() {
			isClosed = true;
		}
	};
}
