/**
 * The catalogue as the page knows it: how far it has come, and the engine that answers questions
 * about it. Until the engine has been started (on the server, and in the first moments of a page)
 * every question is answered with the failure `no-catalogue`.
 */
import { createContext } from 'svelte';
import type {
	CatalogueProgress,
	CatalogueSummary,
	LibraryReport,
	NearestRequest,
	NearTrack,
	Playlist,
	PlaylistRequest,
	SearchRequest,
	Track
} from '#lib/contracts/engine.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { LibraryTable } from '#lib/contracts/library.ts';
import type { Encoder } from '#lib/contracts/listener.ts';
import type { EngineClient } from '#lib/services/engine/engine-client.ts';

/** How much of it can be asked: nothing yet, what has arrived, or all that will come. */
export type CatalogueExtent = 'none' | 'part' | 'whole';

export class Catalogue {
	progress = $state.raw<CatalogueProgress>({ phase: 'connecting' });
	isOnline = $state(true);
	/** Counts how often the engine was given the visitor's own music; 0: it does not know yet. */
	libraryVersion = $state(0);
	/** How much of it the engine has: what is analysed gets there a little later. */
	libraryTracks = $state(0);

	readonly summary: CatalogueSummary | null = $derived(
		this.progress.phase === 'connecting' ? null : this.progress.catalogue
	);
	readonly loadedTracks: number = $derived(
		this.progress.phase === 'connecting' ? 0 : this.progress.loadedTracks
	);
	readonly extent: CatalogueExtent = $derived.by(() => {
		if (this.loadedTracks === 0) return 'none';
		return this.progress.phase === 'loading' ? 'part' : 'whole';
	});
	/** Whether the engine has said how it stands: it has everything, or it cannot go on by itself. */
	readonly isSettled: boolean = $derived(
		this.progress.phase === 'ready' || this.progress.phase === 'failed'
	);

	#client: EngineClient | null = null;
	/** The latest playlist, which holds as long as nothing is heard of the catalogue. */
	#latest: { request: string; progress: CatalogueProgress; playlist: Playlist } | null = null;

	/** Follows this client from now on; the returned function stops it. */
	start(client: EngineClient): () => void {
		this.#client = client;
		return client.onProgress((progress) => (this.progress = progress));
	}

	/** What the network kept from being fetched is asked for again as soon as it is back. */
	goOnline(): void {
		this.isOnline = true;
		const { progress } = this;
		if (progress.phase === 'failed' && progress.failure.retryable) this.retry();
	}

	retry(): void {
		this.#client?.retry();
	}

	async search(request: SearchRequest): Promise<Result<readonly Track[]>> {
		return this.#client?.search(request) ?? notYet();
	}

	/**
	 * A newer request makes an older one answer `superseded`. What was just answered is not asked
	 * again: the playlist page wants what the preview showed, and shows it without a moment's wait.
	 */
	async generate(request: PlaylistRequest): Promise<Result<Playlist>> {
		const asked = JSON.stringify(request);
		const { progress } = this;
		const latest = this.#latest;
		if (latest?.request === asked && latest.progress === progress) {
			return success(latest.playlist);
		}
		const result = await (this.#client?.generate(request) ?? notYet());
		if (result.ok && this.progress === progress) {
			this.#latest = { request: asked, progress, playlist: result.value };
		}
		return result;
	}

	async lookUp(ids: readonly string[]): Promise<Result<readonly (Track | null)[]>> {
		return this.#client?.lookUp(ids) ?? notYet();
	}

	async nearest(request: NearestRequest): Promise<Result<readonly NearTrack[]>> {
		return this.#client?.nearest(request) ?? notYet();
	}

	/** Hands over the visitor's own music; playlists with it have to be made anew. */
	async setLibrary(library: LibraryTable | null): Promise<Result<LibraryReport>> {
		const result = await (this.#client?.setLibrary(library) ?? notYet());
		this.#latest = null;
		if (result.ok) {
			this.libraryVersion += 1;
			this.libraryTracks = result.value.trackCount;
		}
		return result;
	}

	/** Of the sound network that vectors have to come from to be comparable. */
	async encoderRevision(): Promise<Result<string>> {
		if (this.summary === null) return notYet();
		const { id, encoderRevision } = this.summary;
		return encoderRevision === null
			? failed('unsupported', `catalogue ${id} brings no sound network`)
			: success(encoderRevision);
	}

	/** For when there is no connection; nothing is lost where that fails. */
	async keepEncoder(): Promise<void> {
		await this.#client?.keepEncoder();
	}

	async encoder(): Promise<Result<Encoder>> {
		return this.#client?.encoder() ?? notYet();
	}
}

function notYet(): Result<never> {
	return failed('no-catalogue', 'the engine has not been started', { retryable: true });
}

export const [useCatalogue, provideCatalogue] = createContext<Catalogue>();
