/**
 * The playlists that are kept on this device.
 *
 * Keeps true: the list shows what storage holds; a change that storage refuses is not shown as made,
 * and why it was refused is in `failure` until the next change that works.
 */
import { failed, success, type Failed, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { SavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import { askToKeep } from '#lib/services/storage/ask-to-keep.ts';
import type { OpenedStorage } from '#lib/services/storage/open-storage.ts';
import { openPageStorage } from './page-storage.ts';
import { nameToSave, recordOf, type PlaylistToSave } from './record.ts';
import { isSamePlaylist, type PlaylistOrigin } from './saved-link.ts';

export class SavedPlaylists {
	/** Newest first. */
	playlists: readonly SavedPlaylist[] = $state.raw([]);
	isLoaded: boolean = $state(false);
	/** False where the browser keeps nothing: what is saved is gone with the page. */
	isPersistent: boolean = $state(true);
	failure: Failure | null = $state.raw(null);

	readonly #open: () => Promise<Pick<OpenedStorage, 'storage' | 'isPersistent'>>;

	constructor(open: () => Promise<OpenedStorage> = openPageStorage) {
		this.#open = open;
	}

	async load(): Promise<void> {
		try {
			const { storage, isPersistent } = await this.#open();
			this.isPersistent = isPersistent;
			this.playlists = await storage.listPlaylists();
		} catch (thrown) {
			this.failure = openingFailure(thrown).failure;
		}
		this.isLoaded = true;
	}

	/** The saved one that gives the same playlist, if there is one. */
	find(origin: PlaylistOrigin): SavedPlaylist | null {
		return this.playlists.find((saved) => isSamePlaylist(saved, origin)) ?? null;
	}

	async save(playlist: PlaylistToSave): Promise<Result<SavedPlaylist>> {
		const saved = recordOf(playlist);
		const written = await this.put(saved);
		if (!written.ok) return written;
		void askToKeep();
		return success(saved);
	}

	/** A name of nothing but spaces changes nothing. */
	async rename(id: string, name: string): Promise<Result<void>> {
		const playlist = this.playlists.find((saved) => saved.id === id);
		if (playlist === undefined || name.trim() === '') return success(undefined);
		return this.put({ ...playlist, name: nameToSave(name) });
	}

	/** Writes it as it is, over the one with its id: also what takes back a deletion. */
	async put(playlist: SavedPlaylist): Promise<Result<void>> {
		return this.#change((storage) => storage.putPlaylist(playlist));
	}

	async remove(id: string): Promise<Result<void>> {
		return this.#change((storage) => storage.deletePlaylist(id));
	}

	async #change(
		write: (storage: OpenedStorage['storage']) => Promise<Result<void>>
	): Promise<Result<void>> {
		let result: Result<void>;
		try {
			const { storage } = await this.#open();
			result = await write(storage);
			if (result.ok) this.playlists = await storage.listPlaylists();
		} catch (thrown) {
			result = openingFailure(thrown);
		}
		this.failure = result.ok ? null : result.failure;
		return result;
	}
}

/** What reads and writes is fetched when it is first needed, which can fail where nothing else does. */
function openingFailure(thrown: unknown): Failed {
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return failed('network-unreachable', message, { retryable: true });
}
