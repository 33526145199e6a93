/**
 * The playlists that are kept on this device.
 *
 * Keeps true: the list shows what storage holds; a change that storage refuses is not shown as made,
 * and why it was refused is in `failure` until the next change that works.
 */
import type { PlaylistRequest, Track } from '#lib/contracts/engine.ts';
import { failed, success, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { SavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import { cleanText, maximumNameLength } from '#lib/domain/playlist-link.ts';
import { joinTitle } from '#lib/domain/title.ts';
import type { OpenedStorage } from '#lib/services/storage/open-storage.ts';
import { openPageStorage } from './page-storage.ts';
import { isSamePlaylist, type PlaylistOrigin } from './saved-link.ts';

/** What a page hands over to be saved. */
export interface PlaylistToSave {
	readonly name: string;
	readonly catalogueId: string;
	readonly catalogueRevision: string;
	readonly request: PlaylistRequest;
	readonly tracks: readonly Track[];
}

export class SavedPlaylists {
	/** Newest first. */
	playlists = $state.raw<readonly SavedPlaylist[]>([]);
	isLoaded = $state(false);
	/** False where the browser keeps nothing: what is saved is gone with the page. */
	isPersistent = $state(true);
	failure = $state.raw<Failure | null>(null);

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
		const { name, catalogueId, catalogueRevision, request, tracks } = playlist;
		const saved: SavedPlaylist = {
			id: crypto.randomUUID(),
			name: savedName(name),
			createdAt: new Date().toISOString(),
			catalogueId,
			catalogueRevision,
			request: { ...request },
			trackIds: tracks.map(({ id }) => id),
			titles: tracks.map(({ artist, title }) => joinTitle(artist, title))
		};
		const written = await this.put(saved);
		return written.ok ? success(saved) : written;
	}

	/** A name of nothing but spaces changes nothing. */
	async rename(id: string, name: string): Promise<Result<void>> {
		const playlist = this.playlists.find((saved) => saved.id === id);
		if (playlist === undefined || name.trim() === '') return success(undefined);
		return this.put({ ...playlist, name: savedName(name) });
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
function openingFailure(thrown: unknown): Extract<Result<never>, { ok: false }> {
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return failed('network-unreachable', message, { retryable: true });
}

function savedName(name: string): string {
	return cleanText(name, maximumNameLength) || 'Playlist';
}
