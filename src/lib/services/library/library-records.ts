/**
 * The library's records: what is stored, mirrored in memory, and what other tabs do to it.
 *
 * What must stay true: storage comes first. Every change is a transaction on what is stored, which
 * another tab may have changed meanwhile; the mirror follows it, and the other tabs are told.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import type { LibraryFolder, LibrarySound, LibraryTrack } from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type {
	LibraryStorage,
	StoredSlices,
	TrackChange
} from '#lib/services/storage/library-storage.ts';
import { placeKey } from './places.ts';
import type { TabMessage } from './tab-messages.ts';

/** Records in one transaction. */
const maxAtATime = 50;

export class LibraryRecords {
	readonly #storage: LibraryStorage;
	readonly #tell: (message: TabMessage) => void;
	/** Told of each track that is not what it was; undefined: it is gone. */
	readonly #onTrack: (id: LibraryId, track: LibraryTrack | undefined) => void;
	readonly #tracks = new Map<LibraryId, LibraryTrack>();
	readonly #folders = new Map<string, LibraryFolder>();
	/** Place → the track that is there. */
	readonly #places = new Map<string, LibraryId>();
	#soundsVersion = 0;

	constructor(
		storage: LibraryStorage,
		tell: (message: TabMessage) => void,
		onTrack: (id: LibraryId, track: LibraryTrack | undefined) => void
	) {
		this.#storage = storage;
		this.#tell = tell;
		this.#onTrack = onTrack;
	}

	/** Reads everything again: at the start, and when word from another tab may have been lost. */
	async load(): Promise<void> {
		const [tracks, folders] = await Promise.all([
			this.#storage.listTracks(),
			this.#storage.listFolders()
		]);
		const stored = new Set(tracks.map(({ id }) => id));
		for (const id of [...this.#tracks.keys()]) if (!stored.has(id)) this.#mirror(id, undefined);
		for (const track of tracks) this.#mirror(track.id, track);
		this.#takeFolders(folders);
		this.#soundsVersion += 1;
	}

	get tracks(): ReadonlyMap<LibraryId, LibraryTrack> {
		return this.#tracks;
	}

	get folders(): ReadonlyMap<string, LibraryFolder> {
		return this.#folders;
	}

	/** Grows whenever a vector came, changed or went. */
	get soundsVersion(): number {
		return this.#soundsVersion;
	}

	trackAt(folderId: string, path: string): LibraryTrack | undefined {
		const id = this.#places.get(placeKey(folderId, path));
		return id === undefined ? undefined : this.#tracks.get(id);
	}

	/**
	 * Many are changed in parts, so that the page goes on answering: each track is changed whole, but
	 * a failure may leave some of them changed and others not.
	 */
	async change(
		ids: readonly LibraryId[],
		change: TrackChange,
		covers?: ReadonlyMap<string, Blob>
	): Promise<Result<void>> {
		for (let first = 0; first < ids.length; first += maxAtATime) {
			const part = ids.slice(first, first + maxAtATime);
			const outcome = new Map<LibraryId, LibraryTrack | undefined>();
			const written = await this.#storage.changeTracks(
				part,
				(stored, id) => {
					const changed = change(stored, id);
					outcome.set(id, changed);
					return changed;
				},
				covers
			);
			if (!written.ok) return written;
			this.#settle(outcome);
		}
		return success(undefined);
	}

	async putAnalysis(
		sound: LibrarySound,
		slices: StoredSlices,
		change: (stored: LibraryTrack) => LibraryTrack
	): Promise<Result<void>> {
		const outcome = new Map<LibraryId, LibraryTrack | undefined>([[sound.id, undefined]]);
		const written = await this.#storage.putAnalysis(sound, slices, (stored) => {
			const changed = change(stored);
			outcome.set(sound.id, changed);
			return changed;
		});
		if (written.ok) {
			this.#soundsVersion += 1;
			this.#settle(outcome);
		}
		return written;
	}

	/** In parts, like `change`. */
	async putSounds(
		sounds: readonly LibrarySound[],
		change: (stored: LibraryTrack) => LibraryTrack | undefined
	): Promise<Result<void>> {
		for (let first = 0; first < sounds.length; first += maxAtATime) {
			const part = sounds.slice(first, first + maxAtATime);
			const outcome = new Map<LibraryId, LibraryTrack | undefined>();
			const written = await this.#storage.putSounds(part, (stored) => {
				const changed = change(stored);
				if (changed) outcome.set(stored.id, changed);
				return changed;
			});
			if (!written.ok) return written;
			this.#soundsVersion += 1;
			this.#settle(outcome);
		}
		return success(undefined);
	}

	async putFolder(folder: LibraryFolder): Promise<Result<void>> {
		const written = await this.#storage.putFolder(folder);
		if (written.ok) {
			this.#folders.set(folder.id, folder);
			this.#tell({ kind: 'folders' });
		}
		return written;
	}

	async removeFolder(id: string): Promise<Result<void>> {
		const written = await this.#storage.removeFolder(id);
		if (written.ok) {
			this.#folders.delete(id);
			this.#tell({ kind: 'folders' });
		}
		return written;
	}

	/** Another tab has changed these. */
	async refreshTracks(ids: readonly LibraryId[]): Promise<void> {
		const stored = new Map((await this.#storage.readTracks(ids)).map((track) => [track.id, track]));
		this.#soundsVersion += 1;
		for (const id of ids) this.#mirror(id, stored.get(id));
	}

	/** Another tab has changed folders. */
	async refreshFolders(): Promise<void> {
		this.#takeFolders(await this.#storage.listFolders());
	}

	#takeFolders(folders: readonly LibraryFolder[]): void {
		this.#folders.clear();
		for (const folder of folders) this.#folders.set(folder.id, folder);
	}

	#settle(outcome: ReadonlyMap<LibraryId, LibraryTrack | undefined>): void {
		if (outcome.size === 0) return;
		for (const [id, track] of outcome) this.#mirror(id, track);
		this.#tell({ kind: 'tracks', ids: [...outcome.keys()] });
	}

	#mirror(id: LibraryId, track: LibraryTrack | undefined): void {
		const before = this.#tracks.get(id);
		if (before === track) return;
		for (const { folderId, path } of before?.places ?? []) {
			const key = placeKey(folderId, path);
			if (this.#places.get(key) === id) this.#places.delete(key);
		}
		for (const { folderId, path } of track?.places ?? []) {
			this.#places.set(placeKey(folderId, path), id);
		}
		if (track) {
			this.#tracks.set(id, track);
		} else {
			this.#tracks.delete(id);
			this.#soundsVersion += 1;
		}
		this.#onTrack(id, track);
	}
}
