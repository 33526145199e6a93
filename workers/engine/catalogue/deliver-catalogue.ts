/**
 * Brings one revision of a catalogue to the engine, from this device as far as it is there and
 * over the network from then on; and brings what is missing onto the device.
 *
 * Only one tab at a time fetches a catalogue's pieces (a lock by the catalogue's id). Whoever waits
 * takes over what the other has stored, block by block, and looks at storage again before it
 * fetches anything.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Block, Manifest, Piece } from '#lib/contracts/manifest.ts';
import { piecesSizeBytes } from '#lib/services/storage/catalogue-pieces.ts';
import type { DeviceStorage } from '#lib/services/storage/storage.ts';
import { limitedTo, type Limit } from './concurrency.ts';
import { deliverBlocks, type ObtainBlock } from './deliver-blocks.ts';
import type { PieceSource } from './piece-source.ts';
import type { Announcements, Locks, Room } from './ports.ts';
import type { ProgressReport } from './progress-report.ts';
import type { CatalogueSink } from './sink.ts';
import { stopWith, superseded } from './stopping.ts';

/** While one block is handed over the next is read: reading further ahead gains nothing. */
const storedAheadBlocks = 1;

export interface Delivery {
	readonly storage: DeviceStorage;
	readonly source: PieceSource;
	readonly sink: CatalogueSink;
	readonly report: ProgressReport;
	readonly signal: AbortSignal;
	/** Pieces that are fetched at a time. */
	readonly concurrency: number;
	readonly locks?: Locks;
	readonly announcements?: Announcements;
	readonly room?: Room;
}

export async function deliverCatalogue(
	delivery: Delivery,
	manifest: Manifest
): Promise<Result<void>> {
	const { source, sink, report, signal, concurrency, announcements } = delivery;
	const deliver = (fromBlock: number, aheadBlocks: number, obtain: ObtainBlock) =>
		deliverBlocks({
			manifest,
			fromBlock,
			obtain,
			aheadBlocks,
			sink,
			signal,
			onDelivered: (trackCount) => report.delivered(trackCount)
		});
	const deliverStored = (fromBlock: number) =>
		deliver(fromBlock, storedAheadBlocks, (block) => storedBlock(source, block));

	sink.begin(manifest);
	const delivered = await deliverStored(0);
	if (!delivered.ok) return delivered;
	if (delivered.value === manifest.blocks.length) return success(undefined);

	let following: Promise<Result<number>> = Promise.resolve(delivered);
	const stopListening = announcements?.listen(() => {
		following = following.then((last) => (last.ok ? deliverStored(last.value) : last));
	});
	const release = await takeTurn(delivery, manifest);
	try {
		stopListening?.();
		const followed = await following;
		if (!followed.ok) return followed;
		const limit = limitedTo(concurrency);
		const rest = await deliver(followed.value, concurrency, (block, stop) =>
			obtainedBlock(source, block, limit, stop)
		);
		return rest.ok ? success(undefined) : rest;
	} finally {
		release();
	}
}

/** Fetches those of the pieces that are not stored, and stores them. */
export async function storeMissing(
	delivery: Delivery,
	manifest: Manifest,
	pieces: readonly Piece[]
): Promise<Result<void>> {
	const { source, report, signal, concurrency } = delivery;
	if ((await missingPieces(delivery, pieces)).length === 0) return success(undefined);
	if (!source.isStoring) return notStoring(source);
	const release = await takeTurn(delivery, manifest);
	const stop = stopWith(signal);
	try {
		const missing = await missingPieces(delivery, pieces);
		for (const { file, sizeBytes } of pieces.filter((piece) => !missing.includes(piece))) {
			report.received(file, sizeBytes, 'device');
		}
		const hasRoom = await checkRoom(delivery, missing);
		if (!hasRoom.ok) return hasRoom;
		const limit = limitedTo(concurrency);
		let result: Result<void> = success(undefined);
		const store = async (piece: Piece) => {
			if (stop.signal.aborted) return;
			const fetched = await source.fetched(piece, stop.signal);
			if (fetched.ok && source.isStoring) return;
			if (result.ok) result = fetched.ok ? notStoring(source) : fetched;
			stop.stop();
		};
		await Promise.all(missing.map((piece) => limit(() => store(piece))));
		return signal.aborted ? superseded() : result;
	} finally {
		stop.release();
		release();
	}
}

export async function missingPieces(
	{ storage }: Delivery,
	pieces: readonly Piece[]
): Promise<readonly Piece[]> {
	const stored = await storage.storedPieces();
	return pieces.filter(({ sha256 }) => !stored.has(sha256));
}

/** Whether the device says that it has room for these; one that does not say is believed to. */
export async function checkRoom(
	{ room }: Delivery,
	pieces: readonly Piece[]
): Promise<Result<void>> {
	const neededBytes = piecesSizeBytes(pieces);
	const { usage, quota } = (await room?.estimate().catch(() => undefined)) ?? {};
	if (usage === undefined || quota === undefined) return success(undefined);
	const availableBytes = Math.max(0, quota - usage);
	if (neededBytes <= availableBytes) return success(undefined);
	return failed(
		'storage-full',
		`the catalogue needs ${neededBytes} bytes on this device, which has room for ${availableBytes}`,
		{ details: { neededBytes, availableBytes } }
	);
}

function notStoring({ storingFailure }: PieceSource): Result<void> {
	return storingFailure
		? { ok: false, failure: storingFailure }
		: failed('storage-unavailable', 'nothing can be stored on this device');
}

/**
 * Waits until no other tab fetches this catalogue. Who does not store what it fetches has nothing
 * to share and keeps nobody waiting.
 * @returns lets go
 */
async function takeTurn(
	{ locks, source, signal }: Delivery,
	manifest: Manifest
): Promise<() => void> {
	const nothing = () => undefined;
	if (!locks || !source.isStoring) return nothing;
	try {
		const release = await locks.acquire(`deejai-catalogue-${manifest.id}`, signal);
		source.storing.addEventListener('abort', release);
		return () => {
			source.storing.removeEventListener('abort', release);
			release();
		};
	} catch {
		// Called off, which whoever asked sees from the signal; or no locks here: go on without.
		return nothing;
	}
}

/** From this device alone. The small pieces are looked at first: they are fetched last. */
async function storedBlock(source: PieceSource, { pieces }: Block): ReturnType<ObtainBlock> {
	const ids = await source.stored(pieces.ids);
	const titles = ids && (await source.stored(pieces.titles));
	const vectors = titles && (await source.stored(pieces.vectors));
	return success(vectors && { vectors, titles, ids });
}

async function obtainedBlock(
	source: PieceSource,
	{ pieces }: Block,
	limit: Limit,
	signal: AbortSignal
): ReturnType<ObtainBlock> {
	const obtain = (piece: Piece) =>
		limit(() => (signal.aborted ? Promise.resolve(superseded()) : source.obtain(piece, signal)));
	const [vectors, titles, ids] = await Promise.all([
		obtain(pieces.vectors),
		obtain(pieces.titles),
		obtain(pieces.ids)
	]);
	if (!vectors.ok) return vectors;
	if (!titles.ok) return titles;
	if (!ids.ok) return ids;
	return success({ vectors: vectors.value, titles: titles.value, ids: ids.value });
}
