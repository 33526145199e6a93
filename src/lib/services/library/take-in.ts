/**
 * Takes a choice of files into the library: lists them, asks each new one for its content's id and
 * its tags, and stores records that wait, so that the table fills at once.
 *
 * What must stay true:
 * - A file whose place, size and date are known is not read again.
 * - Whatever is cut off here can be done again: records are added in batches, each whole, and what
 *   is gone from a folder is given up only when all of it has been listed (`places.ts`).
 */
import * as v from 'valibot';
import { failed, success, type Failed, type Failure, type Result } from '#lib/contracts/failure.ts';
import {
	libraryTrackSchema,
	type LibraryFolder,
	type LibraryPlace,
	type LibraryTrack
} from '#lib/contracts/library.ts';
import type { IdentifiedFile } from '#lib/contracts/listener.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import { brokenState } from './analyse-waiting.ts';
import { coverIdOf, idOfUnreadable } from './content-names.ts';
import { nameKind, tagsOfName } from './file-names.ts';
import type { AddReport, Picked, PickedFile } from './library.ts';
import type { LibraryRecords } from './library-records.ts';
import { isUnchanged, withoutGonePlaces, withPlace } from './places.ts';
import type { Clock } from './ports.ts';
import type { ReachableFiles } from './reachable-files.ts';

/** Files that are identified at a time: reading one overlaps with parsing another. */
const maxInFlight = 4;

/** New records are stored when there are so many, or the oldest has waited so long. */
const maxBatch = 50;
const maxBatchAgeMs = 300;

/** Files after which the page gets a turn. */
const breathAfter = 100;

export interface TakeInPorts {
	readonly records: LibraryRecords;
	readonly files: ReachableFiles;
	readonly listener: Pick<ListenerClient, 'identify'>;
	readonly clock: Clock;
}

interface NewFile {
	readonly id: LibraryId;
	readonly place: LibraryPlace;
	readonly identified: Pick<IdentifiedFile, 'tags' | 'cover'>;
	/** Why it cannot even be identified. */
	readonly failure: Failure | null;
}

interface Counts {
	foundFiles: number;
	readFiles: number;
	otherFiles: number;
	unreadableFiles: number;
}

/**
 * @param entries what is listed; whoever iterates it may have been looking at its beginning
 * @param folder already stored, with `isListed` false
 * @param onProgress called with each file
 * @returns once all is listed and stored, or the signal ended it. A listing that breaks off (a disk
 * that was pulled out) is `file-unreachable`; what was listed before stays.
 */
export async function takeIn(
	entries: AsyncIterable<PickedFile>,
	{ isWhole }: Pick<Picked, 'isWhole'>,
	folder: LibraryFolder,
	ports: TakeInPorts,
	signal: AbortSignal,
	onProgress: (foundFiles: number, readFiles: number) => void
): Promise<Result<AddReport>> {
	const { records, files, clock } = ports;
	const counts: Counts = { foundFiles: 0, readFiles: 0, otherFiles: 0, unreadableFiles: 0 };
	const found = new Map<string, LibraryId>();
	const unreadablePaths: string[] = [];
	const known = new Set<LibraryId>();
	const added = new Set<LibraryId>();
	const batch = new Batch(ports, known, added);
	const inFlight = new Set<Promise<void>>();

	/** The listener was closed, or could not be fetched: no word on any file. */
	const ended: Failed[] = [];
	/** At which the worker died; of several at once any may be the one that killed it. */
	const suspects: { readonly path: string; readonly file: File }[] = [];

	const identify = async (path: string, file: File, isAlone: boolean) => {
		const identified = await ports.listener.identify(file);
		if (!identified.ok && isNoWord(identified)) {
			ended.push(identified);
			return;
		}
		if (!identified.ok && identified.failure.code === 'internal' && !isAlone) {
			suspects.push({ path, file });
			return;
		}
		const newFile = await newFileOf(identified, file, {
			folderId: folder.id,
			path,
			sizeBytes: file.size,
			modifiedMs: file.lastModified
		});
		found.set(path, newFile.id);
		counts.readFiles += 1;
		onProgress(counts.foundFiles, counts.readFiles);
		await batch.add(newFile, clock.now());
	};

	const listed = await eachEntry(
		entries,
		signal,
		async ({ path, file }) => {
			const kind = nameKind(path);
			if (kind === 'hidden') return;
			if (!file) {
				counts.unreadableFiles += 1;
				unreadablePaths.push(path);
				return;
			}
			if (kind === 'other') {
				counts.otherFiles += 1;
				return;
			}
			counts.foundFiles += 1;
			files.remember(folder.id, path, file);
			const there = records.trackAt(folder.id, path);
			const place = there?.places.find((at) => at.folderId === folder.id && at.path === path);
			if (there && place && isUnchanged(place, file) && !(await isUnreadable(there, path, file))) {
				found.set(path, there.id);
				known.add(there.id);
				counts.readFiles += 1;
				onProgress(counts.foundFiles, counts.readFiles);
				return;
			}
			while (inFlight.size >= maxInFlight) await Promise.race(inFlight);
			const identifying = identify(path, file, false).finally(() => inFlight.delete(identifying));
			inFlight.add(identifying);
		},
		() => batch.refusal !== null || ended.length > 0
	);
	await Promise.all(inFlight);
	for (const { path, file } of suspects) {
		if (!signal.aborted) await identify(path, file, true);
	}
	await batch.store();

	const refusal = batch.refusal ?? ended[0];
	if (refusal) return refusal;
	if (!listed.ok) return listed;
	if (!signal.aborted) {
		const listing = { folderId: folder.id, isWhole, found, unreadablePaths };
		const gone = [...records.tracks.values()]
			.filter((track) => withoutGonePlaces(track, listing) !== track)
			.map(({ id }) => id);
		const given = await records.change(
			gone,
			(stored) => stored && withoutGonePlaces(stored, listing)
		);
		if (!given.ok) return given;
	}
	const { foundFiles, otherFiles, unreadableFiles } = counts;
	return success({
		foundFiles,
		addedTracks: added.size,
		knownTracks: known.size,
		otherFiles,
		unreadableFiles
	});
}

/** Until the entries, the signal or the work itself ends it. */
async function eachEntry(
	entries: AsyncIterable<PickedFile>,
	signal: AbortSignal,
	work: (entry: PickedFile) => Promise<void>,
	isOver: () => boolean
): Promise<Result<void>> {
	const iterator = entries[Symbol.asyncIterator]();
	for (let count = 1; ; count++) {
		// What is all there at once (a file input's files, all of them known) must not hold up the page.
		if (count % breathAfter === 0) await new Promise((resolve) => setTimeout(resolve));
		if (signal.aborted || isOver()) {
			await iterator.return?.();
			return success(undefined);
		}
		let next: IteratorResult<PickedFile, unknown>;
		try {
			next = await iterator.next();
		} catch (error) {
			const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
			return failed('file-unreachable', `the listing broke off: ${reason}`, {
				retryable: true,
				details: { reason }
			});
		}
		if (next.done === true) return success(undefined);
		await work(next.value);
	}
}

function isNoWord({ failure: { code } }: Failed): boolean {
	return code === 'superseded' || code === 'network-unreachable';
}

/** Whether it could not even be identified the last time: it may be readable now. */
async function isUnreadable(track: LibraryTrack, path: string, file: File): Promise<boolean> {
	return track.state.kind === 'broken' && track.id === (await idOfUnreadable(path, file));
}

async function newFileOf(
	identified: Result<IdentifiedFile>,
	file: File,
	place: LibraryPlace
): Promise<NewFile> {
	if (identified.ok) {
		const { id, tags, cover } = identified.value;
		return { id, place, identified: { tags, cover }, failure: null };
	}
	return {
		id: await idOfUnreadable(place.path, file),
		place,
		identified: { tags: tagsOfName(place.path), cover: null },
		failure: identified.failure
	};
}

/** Collects what was identified and stores it a batch at a time, in the order in which it came. */
class Batch {
	readonly #ports: TakeInPorts;
	readonly #known: Set<LibraryId>;
	readonly #added: Set<LibraryId>;
	#pending: NewFile[] = [];
	#since = 0;
	#storing: Promise<void> = Promise.resolve();
	/** Why nothing can be stored any more. */
	refusal: Failed | null = null;

	constructor(ports: TakeInPorts, known: Set<LibraryId>, added: Set<LibraryId>) {
		this.#ports = ports;
		this.#known = known;
		this.#added = added;
	}

	async add(file: NewFile, nowMs: number): Promise<void> {
		if (this.#pending.length === 0) this.#since = nowMs;
		this.#pending.push(file);
		const isDue = this.#pending.length >= maxBatch || nowMs - this.#since >= maxBatchAgeMs;
		if (isDue) await this.store();
	}

	store(): Promise<void> {
		const files = this.#pending;
		this.#pending = [];
		this.#storing = this.#storing.then(() => this.#store(files));
		return this.#storing;
	}

	async #store(files: readonly NewFile[]): Promise<void> {
		if (files.length === 0 || this.refusal) return;
		const addedAt = new Date(this.#ports.clock.now()).toISOString();
		const byId = Map.groupBy(files, ({ id }) => id);
		const covers = new Map<string, Blob>();
		const newTracks = new Map<LibraryId, LibraryTrack>();
		for (const [id, [first]] of byId) {
			if (!first) continue;
			// Tracks that are there keep the picture they have.
			const { tags } = first.identified;
			const cover = this.#ports.records.tracks.has(id) ? null : first.identified.cover;
			const coverId = cover ? await coverIdOf(cover) : null;
			if (cover && coverId !== null) covers.set(coverId, cover);
			newTracks.set(id, newTrack(id, tags, coverId, addedAt, first));
		}
		const wasThere = new Set<LibraryId>();
		const written = await this.#ports.records.change(
			[...byId.keys()],
			(stored, id) => {
				if (stored) wasThere.add(id);
				let track = stored ?? newTracks.get(id);
				for (const { place } of byId.get(id) ?? []) track = track && withPlace(track, place);
				return track;
			},
			covers
		);
		if (!written.ok) {
			this.refusal = written;
			return;
		}
		for (const id of byId.keys()) {
			if (wasThere.has(id) && !this.#added.has(id)) this.#known.add(id);
			else this.#added.add(id);
		}
	}
}

function newTrack(
	id: LibraryId,
	tags: IdentifiedFile['tags'],
	coverId: string | null,
	addedAt: string,
	{ place, failure }: NewFile
): LibraryTrack {
	const track: LibraryTrack = {
		id,
		...tags,
		coverId,
		addedAt,
		places: [place],
		state: failure ? brokenState(failure) : { kind: 'waiting' }
	};
	// Files say what they like of themselves: what could not be read back is not written.
	const isReadable: boolean = v.is(libraryTrackSchema, track);
	return isReadable ? track : { ...track, ...tagsOfName(place.path) };
}
