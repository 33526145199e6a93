/**
 * Opens a catalogue: what is stored serves at once, without the network; what the network has that
 * is newer is fetched, handed to the engine, and only then published; where nothing is stored, the
 * first block is of use as soon as it is there.
 *
 * What must stay true, whatever happens and whenever: nothing that was in service or stored is lost
 * to something that did not arrive whole; no piece that is stored is fetched again; the network
 * being away costs somebody who has a catalogue nothing.
 */
import * as v from 'valibot';
import type { BackendName, CatalogueProgress } from '#lib/contracts/engine.ts';
import {
	failed,
	internalFailure,
	success,
	type Failure,
	type Result
} from '#lib/contracts/failure.ts';
import type { Manifest, Piece } from '#lib/contracts/manifest.ts';
import { piecesSizeBytes, requiredPieces } from '#lib/services/storage/catalogue-pieces.ts';
import type { DeviceStorage } from '#lib/services/storage/storage.ts';
import {
	checkRoom,
	deliverCatalogue,
	missingPieces,
	storeMissing,
	type Delivery
} from './deliver-catalogue.ts';
import { fetchManifest } from './fetch-manifest.ts';
import { folderOf } from './folder-url.ts';
import { PieceSource } from './piece-source.ts';
import {
	systemClock,
	type Announcements,
	type Clock,
	type Fetch,
	type Locks,
	type Room
} from './ports.ts';
import { ProgressReport } from './progress-report.ts';
import type { CatalogueSink } from './sink.ts';
import { superseded } from './stopping.ts';

export interface OpenCatalogueOptions {
	/** The catalogue's folder. */
	readonly url: string;
	readonly storage: DeviceStorage;
	/** Whether that storage outlasts the page; where it does not, nothing is put into it. */
	readonly isPersistent: boolean;
	readonly sink: CatalogueSink;
	readonly onProgress: (progress: CatalogueProgress) => void;
	readonly backend: BackendName;
	readonly fetch: Fetch;
	readonly signal: AbortSignal;
	readonly locks?: Locks;
	readonly announcements?: Announcements;
	readonly room?: Room;
	readonly clock?: Clock;
	readonly random?: () => number;
	readonly stallTimeoutMs?: number;
	/** Pieces that are fetched at a time. */
	readonly concurrency?: number;
	/** Whether the sound network's weights are stored too. */
	readonly includeEncoder?: boolean;
	/** The largest catalogue that is held without being stored. */
	readonly memoryBudgetBytes?: number;
}

export interface OpenedCatalogue {
	readonly manifest: Manifest;
	readonly isStored: boolean;
	/** Why something newer or further (a revision, the encoder) is not there, though this is in service. */
	readonly setback: Failure | null;
}

interface Opening extends Delivery {
	readonly options: OpenCatalogueOptions;
	readonly folderUrl: string;
	readonly clock: Clock;
}

/** A catalogue that was found stored, and what came of bringing it to the engine. */
interface Stored {
	readonly manifest: Manifest;
	readonly served: Result<void>;
}

const publicationAttempts = 3;
const defaultMemoryBudgetBytes = 2 ** 30;

export async function openCatalogue(
	options: OpenCatalogueOptions
): Promise<Result<OpenedCatalogue>> {
	const { url, signal, clock = systemClock, concurrency = 4 } = options;
	const folderUrl = folderOf(url);
	const report = new ProgressReport({ ...options, clock });
	const source = new PieceSource({
		...options,
		folderUrl,
		clock,
		onBytes: (file, bytes, from) => report.received(file, bytes, from)
	});
	if (!options.isPersistent) source.stopStoring();
	const opening: Opening = { ...options, options, folderUrl, clock, concurrency, report, source };
	let opened: Result<OpenedCatalogue>;
	try {
		opened = await open(opening);
	} catch (thrown) {
		opened = internalFailure(thrown);
	}
	if (signal.aborted) return opened.ok ? opened : superseded();
	if (!opened.ok) report.failed(opened.failure);
	return opened;
}

async function open(opening: Opening): Promise<Result<OpenedCatalogue>> {
	const { report, signal, options, folderUrl, clock } = opening;
	// Node says nothing here; a browser without HTTPS has no SHA-256 to check anything with.
	if ('isSecureContext' in globalThis && !globalThis.isSecureContext) {
		return failed('unsupported', 'a catalogue can only be checked on a page served by HTTPS');
	}
	report.connecting();
	const stored = await serveStored(opening);
	const latest = await fetchManifest({ ...options, folderUrl, clock });
	if (signal.aborted) return superseded();
	if (stored?.served.ok) return refresh(opening, stored.manifest, latest);
	if (!latest.ok) return stored && !stored.served.ok ? stored.served : latest;
	// The same revision, whose pieces were just asked for, would only fail in the same way again.
	if (stored && !stored.served.ok && stored.manifest.revision === latest.value.revision) {
		return stored.served;
	}
	return first(opening, latest.value);
}

/** Brings what is stored to the engine, without the network unless a piece was lost. */
async function serveStored(opening: Opening): Promise<Stored | undefined> {
	const { storage, report, source, folderUrl } = opening;
	const id = v.safeParse(v.string(), await storage.readSetting(settingOf(folderUrl)));
	const catalogue = id.success ? await storage.readCatalogue(id.output) : undefined;
	if (!catalogue) return undefined;
	const { manifest } = catalogue;
	report.begin(manifest, requiredPieces(manifest));
	const served = await deliverCatalogue(opening, manifest);
	if (served.ok) report.ready(source.isStoring);
	return { manifest, served };
}

/** With a catalogue in service: takes a newer revision if there is one and it can be had whole. */
async function refresh(
	opening: Opening,
	current: Manifest,
	latest: Result<Manifest>
): Promise<Result<OpenedCatalogue>> {
	const { report, source, signal } = opening;
	const isStored = source.isStoring;
	if (!latest.ok) return finish(opening, current, isStored, latest.failure);
	if (isSameDocument(latest.value, current)) return finish(opening, current, isStored, null);
	report.begin(latest.value, requiredPieces(latest.value));
	const updated = await update(opening, latest.value);
	if (updated.ok) return finish(opening, latest.value, source.isStoring, null);
	if (signal.aborted) return superseded();
	report.stillReady(isStored);
	return finish(opening, current, isStored, updated.failure);
}

/** Everything is on the device before the engine hears of it, and in the engine before it is published. */
async function update(opening: Opening, manifest: Manifest): Promise<Result<void>> {
	const { report, source } = opening;
	const complete = await storeMissing(opening, manifest, requiredPieces(manifest));
	if (!complete.ok) return complete;
	const delivered = await deliverCatalogue(opening, manifest);
	if (!delivered.ok) return delivered;
	const published = await publish(opening, manifest);
	// The engine has it now, stored or not.
	if (!published.ok) source.stopStoring(published.failure);
	report.ready(source.isStoring);
	return success(undefined);
}

/** With nothing in service: block by block, as they come. */
async function first(opening: Opening, manifest: Manifest): Promise<Result<OpenedCatalogue>> {
	const { report, source } = opening;
	const pieces = requiredPieces(manifest);
	const prepared = await prepareToStore(opening, manifest, pieces);
	if (!prepared.ok) return prepared;
	report.begin(manifest, pieces);
	const delivered = await deliverCatalogue(opening, manifest);
	if (!delivered.ok) return delivered;
	if (source.isStoring) {
		const published = await publish(opening, manifest);
		if (!published.ok) source.stopStoring(published.failure);
	}
	report.ready(source.isStoring);
	return finish(opening, manifest, source.isStoring, null);
}

/** Storing is given up where there is no room, and the catalogue too where memory is no place for it. */
async function prepareToStore(
	opening: Opening,
	manifest: Manifest,
	pieces: readonly Piece[]
): Promise<Result<void>> {
	const { storage, source, room, options, folderUrl } = opening;
	if (!source.isStoring) return success(undefined);
	// Not waited for: a browser may ask the person, who may take their time.
	room?.persist?.().catch(() => undefined);
	const hasRoom = await checkRoom(opening, await missingPieces(opening, pieces));
	if (!hasRoom.ok) {
		const { memoryBudgetBytes = defaultMemoryBudgetBytes } = options;
		if (piecesSizeBytes(pieces) > memoryBudgetBytes) return hasRoom;
		source.stopStoring(hasRoom.failure);
		return success(undefined);
	}
	// Before anything is published, so that what is published is always found.
	const remembered = await storage.writeSetting(settingOf(folderUrl), manifest.id);
	if (!remembered.ok) source.stopStoring(remembered.failure);
	return success(undefined);
}

/** Another catalogue's publication or the browser may have deleted pieces meanwhile: they are fetched again. */
async function publish(opening: Opening, manifest: Manifest): Promise<Result<void>> {
	let published: Result<void> = success(undefined);
	for (let attempt = 0; attempt < publicationAttempts; attempt++) {
		const complete = await storeMissing(opening, manifest, requiredPieces(manifest));
		if (!complete.ok) return complete;
		published = await opening.storage.publishCatalogue(manifest);
		if (published.ok) break;
	}
	return published;
}

/** Fetches the encoder if it is wanted and not there, with the catalogue already in service. */
async function finish(
	opening: Opening,
	manifest: Manifest,
	isStored: boolean,
	setback: Failure | null
): Promise<Result<OpenedCatalogue>> {
	const { source, report, options, signal } = opening;
	const weights = options.includeEncoder === true && source.isStoring && manifest.encoder?.weights;
	if (!weights || (await missingPieces(opening, [weights])).length === 0) {
		return success({ manifest, isStored, setback });
	}
	report.begin(manifest, [weights]);
	const stored = await storeMissing(opening, manifest, [weights]);
	if (signal.aborted) return superseded();
	report.stillReady(isStored);
	return success({
		manifest,
		isStored,
		setback: setback ?? (stored.ok ? null : stored.failure)
	});
}

/** The revision is about pieces alone: a new name or way of playing counts as well. */
function isSameDocument(one: Manifest, other: Manifest): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function settingOf(folderUrl: string): string {
	return `catalogue-at:${folderUrl}`;
}
