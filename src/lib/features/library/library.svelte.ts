/**
 * The visitor's own music as the page knows it. Until the library has been started (on the server,
 * and in the first moments of a page) it is not open, and whatever is asked of it is answered with a
 * failure that may be tried again.
 *
 * Keeps true: what is about to be removed is out of sight at once, but leaves the library only when
 * it can no longer be taken back.
 */
import { createContext } from 'svelte';
import { failed, type Result } from '#lib/contracts/failure.ts';
import type { LibraryReport } from '#lib/contracts/engine.ts';
import type {
	LibraryFolder,
	LibraryTable,
	LibraryTrack,
	ScanProgress
} from '#lib/contracts/library.ts';
import type { AnalysisMode } from '#lib/contracts/listener.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type { AddReport, Library, LibraryState, Picked } from '#lib/services/library/library.ts';
import { folderSummaries, tracksOnlyIn, type FolderSummary } from './folder-summary.ts';
import { idsOf, noIds, recognisedAmong, tracksById } from './track-sets.ts';
import { TableView } from './table-view.svelte.ts';

/** What is going, and can still be kept. */
interface Leaving {
	readonly trackIds: ReadonlySet<LibraryId>;
	readonly folderId: string | null;
}

const nothingYet: LibraryState = {
	isOpen: false,
	tracks: [],
	folders: [],
	progress: { phase: 'idle' },
	reachableIds: noIds,
	folderAccess: new Map(),
	soundsVersion: 0,
	isStored: true
};

export class MyMusic {
	#state = $state.raw(nothingYet);
	#leaving = $state.raw<Leaving | null>(null);
	#mode = $state<AnalysisMode>('quick');
	/** A scan has come to its end since this was last put away. */
	hasFinished = $state(false);
	/** Files a second that this device analysed lately; 0 while that is not known. */
	knownRate = $state(0);

	/** Those that the catalogue has too. */
	recognisedIds = $state.raw(noIds);

	readonly isOpen: boolean = $derived(this.#state.isOpen);
	readonly isStored: boolean = $derived(this.#state.isStored);
	readonly progress: ScanProgress = $derived(this.#state.progress);
	readonly soundsVersion: number = $derived(this.#state.soundsVersion);
	readonly reachableIds: ReadonlySet<LibraryId> = $derived(this.#state.reachableIds);
	readonly tracks: readonly LibraryTrack[] = $derived.by(() => {
		const { tracks } = this.#state;
		const leaving = this.#leaving?.trackIds;
		return leaving === undefined ? tracks : tracks.filter(({ id }) => !leaving.has(id));
	});
	/** What playlists can be made of: what is only being analysed again still counts. */
	readonly usable: readonly LibraryTrack[] = $derived(this.tracks.filter(isUsable));
	/** What more careful listening could still do good. */
	readonly heardQuickly: readonly LibraryTrack[] = $derived(
		this.tracks.filter(
			({ id, state }) =>
				state.kind === 'analysed' && state.mode === 'quick' && this.reachableIds.has(id)
		)
	);
	readonly broken: readonly LibraryTrack[] = $derived(
		this.tracks.filter(({ state }) => state.kind === 'broken')
	);
	readonly folders: readonly FolderSummary[] = $derived(
		folderSummaries(
			this.#state.folders.filter(({ id }) => id !== this.#leaving?.folderId),
			this.tracks,
			this.reachableIds,
			this.#state.folderAccess
		)
	);
	/** Folders that the browser has let go of, though there are tracks that are nowhere else. */
	readonly foldersToOpen: readonly FolderSummary[] = $derived(
		this.folders.filter(
			({ access, outOfReachCount, isListed }) =>
				access !== 'open' && (outOfReachCount > 0 || !isListed)
		)
	);
	/** Nothing was ever added, or everything is gone. */
	readonly isEmpty: boolean = $derived(
		this.tracks.length === 0 && this.folders.length === 0 && this.progress.phase === 'idle'
	);
	/** How the rest is analysed. */
	readonly mode: AnalysisMode = $derived(this.#mode);

	readonly #byId: ReadonlyMap<string, LibraryTrack> = $derived(tracksById(this.#state.tracks));

	readonly view = new TableView(() => this.tracks);

	#library: Library | null = null;
	#isCancelling = false;
	readonly #started = Promise.withResolvers<undefined>();

	/** Opens this library and follows it from now on; the returned function stops following. */
	start(library: Library): () => void {
		this.#library = library;
		library.setMode(this.#mode);
		const stop = library.subscribe((state) => this.#take(state));
		void library.open();
		this.#started.resolve(undefined);
		return stop;
	}

	setMode(mode: AnalysisMode): void {
		this.#mode = mode;
		this.#library?.setMode(mode);
	}

	/** Takes over what was remembered of an earlier visit, if that is what it is. */
	restoreMode(stored: unknown): void {
		if (stored === 'quick' || stored === 'thorough') this.setMode(stored);
	}

	async add(picked: Picked): Promise<Result<AddReport>> {
		this.hasFinished = false;
		return this.#library?.add(picked) ?? notYet();
	}

	/** Like `add`, but waits until there is a library: it opens after the catalogue. */
	async addOnceOpen(picked: Picked): Promise<Result<AddReport>> {
		await this.#started.promise;
		return this.add(picked);
	}

	pause(): void {
		this.#library?.pause();
	}

	resume(): void {
		this.#library?.resume();
	}

	/** @returns how many analysed tracks stay */
	async cancel(): Promise<number> {
		this.#isCancelling = true;
		await this.#library?.cancel();
		this.#isCancelling = false;
		return this.usable.length;
	}

	async analyseAgain(tracks: readonly LibraryTrack[]): Promise<Result<void>> {
		return this.#library?.analyseAgain(tracks.map(({ id }) => id)) ?? notYet();
	}

	async reconnect(folder: LibraryFolder): Promise<Result<void>> {
		return this.#library?.reconnect(folder.id) ?? notYet();
	}

	async fileOf(id: LibraryId): Promise<Result<File>> {
		return this.#library?.fileOf(id) ?? notYet();
	}

	/** The vectors for the engine. */
	async table(): Promise<Result<LibraryTable>> {
		return this.#library?.table() ?? notYet();
	}

	/** What the engine made of the table that it was given: which of these tracks the catalogue has too. */
	setRecognised(table: LibraryTable, report: LibraryReport): void {
		this.recognisedIds = recognisedAmong(table, report);
	}

	/** What a playlist in another program's format says of a track; nothing where it is not one of these. */
	exportDetails(id: string): { readonly path?: string; readonly durationSeconds?: number } {
		const track = this.#byId.get(id);
		if (track === undefined) return {};
		const { places, durationSeconds } = track;
		const path = places[0]?.path;
		return {
			...(path === undefined ? {} : { path }),
			...(durationSeconds === null ? {} : { durationSeconds })
		};
	}

	async coverOf(coverId: string): Promise<Blob | null> {
		return this.#library?.coverOf(coverId) ?? null;
	}

	/** A track's cover, whoever's it is; null where it has none. */
	async coverOfTrack(id: string): Promise<Blob | null> {
		const coverId = this.#byId.get(id)?.coverId ?? null;
		return coverId === null ? null : this.coverOf(coverId);
	}

	/** Takes tracks out of sight. `keep` brings them back, `leave` lets them go. */
	hide(tracks: readonly LibraryTrack[]): void {
		this.#hide({ trackIds: idsOf(tracks), folderId: null });
	}

	/** A folder goes with the tracks that are nowhere else. */
	hideFolder(folder: LibraryFolder): void {
		const trackIds = idsOf(tracksOnlyIn(folder.id, this.tracks));
		this.#hide({ trackIds, folderId: folder.id });
	}

	keep(): void {
		this.#leaving = null;
	}

	async leave(): Promise<Result<void>> {
		const leaving = this.#leaving;
		const library = this.#library;
		if (leaving === null || library === null) return { ok: true, value: undefined };
		const removed =
			leaving.folderId === null
				? await library.remove([...leaving.trackIds])
				: await library.removeFolder(leaving.folderId);
		if (this.#leaving === leaving) this.#leaving = null;
		return removed;
	}

	/** Everything, at once and for good. */
	async removeEverything(): Promise<Result<void>> {
		const library = this.#library;
		if (library === null) return notYet();
		if (this.progress.phase !== 'idle') await this.cancel();
		this.#leaving = null;
		for (const { id } of this.#state.folders) {
			const removed = await library.removeFolder(id);
			if (!removed.ok) return removed;
		}
		return library.remove(this.#state.tracks.map(({ id }) => id));
	}

	#hide(leaving: Leaving): void {
		void this.leave();
		this.#leaving = leaving;
		// Its numbers are not true any more.
		this.hasFinished = false;
		this.view.selectNone();
	}

	#take(state: LibraryState): void {
		const before = this.progress;
		this.#state = state;
		const { progress } = state;
		if (progress.phase === 'analysing' && progress.rate > 0) this.knownRate = progress.rate;
		if (progress.phase !== 'idle') this.hasFinished = false;
		else if (before.phase === 'analysing' && !this.#isCancelling) this.hasFinished = true;
	}
}

export function isUsable({ state }: LibraryTrack): boolean {
	return (
		state.kind === 'analysed' || (state.kind === 'waiting' && state.previous?.kind === 'analysed')
	);
}

function notYet(): Result<never> {
	return failed('internal', 'the library has not been opened', { retryable: true });
}

export const [useMyMusic, provideMyMusic] = createContext<MyMusic>();
