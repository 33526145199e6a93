/**
 * The library in this tab: what is stored, the files that can be reached, and the scan, as one.
 *
 * What must stay true: every call waits until what is stored has been read; calls fail as values;
 * subscribers hear of everything, about once a frame, and of what a call did before it resolves.
 */
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type { LibraryFolder, LibraryTable } from '#lib/contracts/library.ts';
import type { AnalysisMode } from '#lib/contracts/listener.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import type { LibraryStorage } from '#lib/services/storage/library-storage.ts';
import { noLocks } from './browser-ports.ts';
import { lookAhead, recogniseFolder } from './chosen-folder.ts';
import { LibraryRecords } from './library-records.ts';
import { tableOf } from './library-table.ts';
import type { AddReport, Library, LibraryState, Picked, PickedFile } from './library.ts';
import { pickedFolder } from './pick-files.ts';
import { withoutFolder } from './places.ts';
import type { Clock, Locks, Tabs } from './ports.ts';
import { ReachableFiles } from './reachable-files.ts';
import { Scan } from './scan.ts';
import { parseTabMessage, type TabMessage } from './tab-messages.ts';
import { takeIn } from './take-in.ts';

export interface LibraryPorts {
	readonly openStorage: () => Promise<{
		readonly storage: LibraryStorage;
		readonly isPersistent: boolean;
	}>;
	readonly listener: ListenerClient;
	/** Of the encoder whose vectors count now. Asked only where there are vectors. */
	readonly currentRevision: () => Promise<Result<string>>;
	/** Of no use, and not asked for, where nothing is shared because nothing is stored. */
	readonly locks: () => Locks;
	readonly tabs: () => Tabs;
	readonly clock: Clock;
	readonly newId: () => string;
}

/** What there is once storage is open. */
interface Opened {
	readonly storage: LibraryStorage;
	readonly isPersistent: boolean;
	readonly records: LibraryRecords;
	readonly files: ReachableFiles;
	readonly scan: Scan;
	readonly stopListening: () => void;
}

/** How long changes are collected before everybody is told: about a frame. */
const announceAfterMs = 16;

const closedState: LibraryState = {
	isOpen: false,
	tracks: [],
	folders: [],
	progress: { phase: 'idle' },
	reachableIds: new Set(),
	folderAccess: new Map(),
	soundsVersion: 0,
	isStored: true
};

export class LocalLibrary implements Library {
	readonly #ports: LibraryPorts;
	readonly #listeners = new Set<(state: LibraryState) => void>();
	#state: LibraryState = closedState;
	#opening: Promise<Opened> | undefined;
	#opened: Opened | undefined;
	#mode: AnalysisMode | undefined;
	#isClosed = false;
	#announcement: ReturnType<typeof setTimeout> | undefined;
	#tracksVersion = 0;
	#shownVersion = -1;
	readonly #reachable = new Set<LibraryId>();
	#isReachShown = true;

	constructor(ports: LibraryPorts) {
		this.#ports = ports;
	}

	subscribe(listener: (state: LibraryState) => void): () => void {
		this.#listeners.add(listener);
		listener(this.#state);
		return () => this.#listeners.delete(listener);
	}

	async open(): Promise<void> {
		await this.#open();
		this.#publish();
	}

	async add(picked: Picked): Promise<Result<AddReport>> {
		const opened = await this.#open();
		const added = await opened.scan.list((signal, onProgress) =>
			this.#list(picked, opened, signal, onProgress)
		);
		opened.scan.tryAgain();
		this.#publish();
		return added;
	}

	pause(): void {
		this.#opened?.scan.pause();
	}

	resume(): void {
		this.#opened?.scan.resume();
	}

	async cancel(): Promise<void> {
		const opened = await this.#open();
		await opened.scan.cancel();
		await this.#removeEmptyFolders(opened);
		this.#publish();
	}

	setMode(mode: AnalysisMode): void {
		this.#mode = mode;
		this.#opened?.scan.setMode(mode);
	}

	async analyseAgain(ids: readonly LibraryId[]): Promise<Result<void>> {
		const opened = await this.#open();
		const { records, scan } = opened;
		const listed = await this.#listRepaired(ids, opened);
		if (!listed.ok) return listed;
		const changed = await records.change(ids, (stored) =>
			stored && stored.state.kind !== 'waiting'
				? { ...stored, state: { kind: 'waiting', previous: stored.state } }
				: stored
		);
		scan.tryAgain();
		this.#publish();
		return changed;
	}

	async remove(ids: readonly LibraryId[]): Promise<Result<void>> {
		const opened = await this.#open();
		const removed = await opened.records.change(ids, () => undefined);
		const emptied = removed.ok ? await this.#removeEmptyFolders(opened) : removed;
		this.#publish();
		return emptied;
	}

	async removeFolder(folderId: string): Promise<Result<void>> {
		const { records, files } = await this.#open();
		const ids = [...records.tracks.values()]
			.filter(({ places }) => places.some((place) => place.folderId === folderId))
			.map(({ id }) => id);
		const changed = await records.change(
			ids,
			(stored) => stored && withoutFolder(stored, folderId)
		);
		if (!changed.ok) return changed;
		files.forgetFolder(folderId);
		const removed = await records.removeFolder(folderId);
		this.#reachAnew();
		this.#publish();
		return removed;
	}

	async reconnect(folderId: string): Promise<Result<void>> {
		// Asked before anything is waited for: a click counts for a moment only.
		const folder = this.#opened?.records.folders.get(folderId);
		if (!this.#opened || !folder) return failed('track-not-found', 'there is no such folder');
		const handle = await this.#opened.files.request(folder);
		if (!handle.ok) return handle;
		this.#reachAnew();
		const added = await this.add(pickedFolder(handle.value));
		return added.ok ? success(undefined) : added;
	}

	async fileOf(id: LibraryId): Promise<Result<File>> {
		const { records, files } = await this.#open();
		const track = records.tracks.get(id);
		if (!track) return failed('track-not-found', `${id} is not in the library`);
		const located = await files.locate(track);
		if (!located.ok) this.#reach(id);
		return located;
	}

	async coverOf(coverId: string): Promise<Blob | null> {
		const { storage } = await this.#open();
		return (await storage.readCover(coverId)) ?? null;
	}

	async table(): Promise<Result<LibraryTable>> {
		const { storage, records } = await this.#open();
		if (records.tracks.size === 0) {
			return success(tableOf(records.tracks, [], ''));
		}
		const revision = await this.#ports.currentRevision();
		if (!revision.ok) return revision;
		const sounds = await storage.listSounds();
		return success(tableOf(records.tracks, sounds, revision.value));
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#listeners.clear();
		void this.#close();
	}

	async #close(): Promise<void> {
		if (!this.#opening) return;
		const { scan, storage, stopListening } = await this.#opening;
		stopListening();
		await scan.close();
		storage.close();
	}

	#open(): Promise<Opened> {
		this.#opening ??= this.#openOnce();
		return this.#opening;
	}

	async #openOnce(): Promise<Opened> {
		const { listener, clock, newId, locks } = this.#ports;
		const { storage, isPersistent } = await this.#ports.openStorage();
		// What is not stored is nobody else's business.
		const tabs = isPersistent ? this.#ports.tabs() : undefined;
		const tell = (message: TabMessage) => tabs?.send(message);
		const records = new LibraryRecords(storage, tell, (id) => {
			this.#tracksVersion += 1;
			this.#reach(id);
		});
		const files = new ReachableFiles(async (file) => {
			const identified = await listener.identify(file);
			return identified.ok ? identified.value.id : undefined;
		});
		const scan = new Scan({
			records,
			files,
			storage,
			listener,
			locks: isPersistent ? locks() : noLocks,
			clock,
			newId,
			tell,
			onChange: () => this.#announce(),
			onUnreachable: (id) => this.#reach(id)
		});
		if (this.#mode) scan.setMode(this.#mode);
		const stopListening =
			tabs?.listen((message) => void this.#hear(parseTabMessage(message))) ?? (() => undefined);
		const opened = { storage, isPersistent, records, files, scan, stopListening };
		await records.load();
		await files.learnAccess(records.folders.values());
		this.#opened = opened;
		this.#reachAnew();
		tell({ kind: 'ask' });
		void this.#goOn(opened);
		return opened;
	}

	/** Takes up what a restart, a crash or another encoder left to be done. */
	async #goOn({ records, files, scan }: Opened): Promise<void> {
		const hasVectors = [...records.tracks.values()].some(({ state }) => state.kind === 'analysed');
		if (hasVectors) {
			const revision = await this.#ports.currentRevision();
			if (revision.ok) await scan.useRevision(revision.value);
		}
		if (this.#isClosed) return;
		scan.wake();
		for (const folder of records.folders.values()) {
			if (folder.isListed || !folder.handle || files.access(folder) !== 'open') continue;
			void this.add(pickedFolder(folder.handle));
		}
	}

	async #list(
		picked: Picked,
		{ records, files }: Opened,
		signal: AbortSignal,
		onProgress: (foundFiles: number, readFiles: number) => void
	): Promise<Result<AddReport>> {
		const { listener, clock, newId } = this.#ports;
		const { beginning, all } = await lookAhead(picked.files);
		const known = await recogniseFolder(picked, beginning, records);
		const folder: LibraryFolder = {
			id: known?.id ?? newId(),
			name: known?.name ?? picked.name,
			addedAt: known?.addedAt ?? new Date(clock.now()).toISOString(),
			handle: picked.handle ?? known?.handle ?? null,
			isWhole: picked.isWhole,
			isListed: false
		};
		const begun = await records.putFolder(folder);
		if (!begun.ok) return begun;
		files.beginFolder(folder.id, picked.handle);
		this.#reachAnew();
		const ports = { records, files, listener, clock };
		const taken = await takeIn(all, picked, folder, ports, signal, onProgress);
		this.#reachAnew();
		// A listing that the page's end cut off is taken up again; one that somebody ended is over.
		if (!taken.ok || this.#isClosed) return taken;
		const { foundFiles, unreadableFiles } = taken.value;
		const isUsed = foundFiles + unreadableFiles > 0 || hasTracksIn(folder.id, records);
		if (!isUsed) files.forgetFolder(folder.id);
		const ended = isUsed
			? await records.putFolder({ ...folder, isListed: true })
			: await records.removeFolder(folder.id);
		if (!ended.ok) return ended;
		// What was called off is taken out again.
		return signal.aborted ? success({ ...taken.value, addedTracks: 0 }) : taken;
	}

	/** A file that could not be used may have been repaired since: then it is another track. */
	async #listRepaired(ids: readonly LibraryId[], opened: Opened): Promise<Result<void>> {
		const { records, files, scan } = opened;
		const { listener, clock } = this.#ports;
		const inFolders = new Map<string, PickedFile[]>();
		for (const id of ids) {
			const track = records.tracks.get(id);
			if (track?.state.kind !== 'broken') continue;
			for (const { place, file } of await files.lookAgain(track)) {
				const inFolder = inFolders.get(place.folderId) ?? [];
				inFolders.set(place.folderId, [...inFolder, { path: place.path, file }]);
			}
		}
		const ports = { records, files, listener, clock };
		for (const [folderId, found] of inFolders) {
			const folder = records.folders.get(folderId);
			if (!folder) continue;
			const { all } = await lookAhead(found);
			const taken = await scan.list((signal, onProgress) =>
				takeIn(all, { isWhole: false }, folder, ports, signal, onProgress)
			);
			if (!taken.ok) return taken;
		}
		this.#reachAnew();
		return success(undefined);
	}

	/** Folders that nothing in the library lies in any more. */
	async #removeEmptyFolders({ records, files }: Opened): Promise<Result<void>> {
		const used = new Set(
			[...records.tracks.values()].flatMap(({ places }) => places.map(({ folderId }) => folderId))
		);
		let refusal: Failed | undefined;
		for (const { id } of [...records.folders.values()]) {
			if (used.has(id)) continue;
			files.forgetFolder(id);
			const removed = await records.removeFolder(id);
			if (!removed.ok) refusal = removed;
		}
		this.#announce();
		return refusal ?? success(undefined);
	}

	async #hear(message: TabMessage | undefined): Promise<void> {
		const opened = this.#opened;
		if (!message || !opened) return;
		const { records, files, scan } = opened;
		if (message.kind === 'tracks') await records.refreshTracks(message.ids);
		else if (message.kind === 'folders') {
			await records.refreshFolders();
			await files.learnAccess(records.folders.values());
			this.#reachAnew();
		}
		scan.hear(message);
	}

	/** Looks anew whether one track can be reached. */
	#reach(id: LibraryId): void {
		const track = this.#opened?.records.tracks.get(id);
		const canReach = track !== undefined && this.#opened?.files.canReach(track) === true;
		if (canReach !== this.#reachable.has(id)) {
			this.#isReachShown = false;
			if (canReach) this.#reachable.add(id);
			else this.#reachable.delete(id);
		}
		this.#announce();
	}

	#reachAnew(): void {
		for (const id of this.#opened?.records.tracks.keys() ?? []) this.#reach(id);
		// An empty library is open, too.
		this.#announce();
	}

	/** Soon, once for all that happens until then. */
	#announce(): void {
		if (!this.#opened) return;
		this.#announcement ??= setTimeout(() => this.#publish(), announceAfterMs);
	}

	#publish(): void {
		clearTimeout(this.#announcement);
		this.#announcement = undefined;
		if (!this.#opened || this.#isClosed) return;
		const { records, files, scan, isPersistent } = this.#opened;
		const folders = [...records.folders.values()];
		const isShown = this.#shownVersion === this.#tracksVersion;
		this.#shownVersion = this.#tracksVersion;
		this.#state = {
			isOpen: true,
			tracks: isShown ? this.#state.tracks : [...records.tracks.values()],
			folders,
			progress: scan.progress,
			reachableIds: this.#isReachShown ? this.#state.reachableIds : new Set(this.#reachable),
			folderAccess: new Map(folders.map((folder) => [folder.id, files.access(folder)])),
			soundsVersion: records.soundsVersion,
			isStored: isPersistent
		};
		this.#isReachShown = true;
		for (const listener of this.#listeners) listener(this.#state);
	}
}

function hasTracksIn(folderId: string, { tracks }: LibraryRecords): boolean {
	return [...tracks.values()].some(({ places }) =>
		places.some((place) => place.folderId === folderId)
	);
}
