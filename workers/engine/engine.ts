/**
 * The engine: holds the catalogue in service, answers searches, makes playlists, finds what
 * sounds like something. It knows nothing of workers, networks or storage; the worker, the command
 * line and the tests run this same class.
 */
import type {
	BackendName,
	LibraryReport,
	NearestRequest,
	NearTrack,
	PlayFrom,
	Playlist,
	PlaylistRequest,
	SearchRequest,
	Track
} from '../../src/lib/contracts/engine.ts';
import { playlistRequestSchema } from '../../src/lib/contracts/playlist-request.ts';
import { failed, success, type Failed, type Result } from '../../src/lib/contracts/failure.ts';
import type { LibraryTable } from '../../src/lib/contracts/library.ts';
import { encoderRevisionOf, vectorDims, type Manifest } from '../../src/lib/contracts/manifest.ts';
import { createRandom } from '../../src/lib/domain/random.ts';
import * as v from 'valibot';
import type { BlockPieces, CatalogueSink } from './catalogue/sink.ts';
import { Collection } from './collection.ts';
import { decodeBlock } from './decode-block.ts';
import { findNearest } from './find-nearest.ts';
import { generatePlaylist } from './generate-playlist.ts';
import type { KernelFactory } from './kernels/kernels.ts';
import { libraryCollection } from './library-collection.ts';
import { recognise } from './recognise.ts';
import { TrackPool } from './track-pool.ts';

const defaultSearchLimit = 250;
/** How long a playlist may be worked on before newer requests are let in. */
const yieldAfterMs = 8;

interface Catalogue {
	readonly manifest: Manifest;
	readonly collection: Collection;
}

export class Engine implements CatalogueSink {
	readonly #kernels: KernelFactory;
	/** The catalogue in service. */
	#catalogue: Catalogue | undefined;
	/** The catalogue that is arriving; the one in service where that was empty before. */
	#incoming: Catalogue | undefined;
	/** The library as it was handed over; what it borrows depends on the catalogue in service. */
	#libraryTable: LibraryTable | undefined;
	#library: Collection | undefined;
	#generation = 0;

	constructor(kernels: KernelFactory) {
		this.#kernels = kernels;
	}

	get backend(): BackendName {
		return this.#kernels.backend;
	}

	/** The catalogue in service, whether or not all of it is there. */
	get collection(): Collection | undefined {
		return this.#catalogue?.collection;
	}

	get manifest(): Manifest | undefined {
		return this.#catalogue?.manifest;
	}

	begin(manifest: Manifest): void {
		const collection = new Collection(manifest, this.#kernels.create());
		this.#incoming = { manifest, collection };
		this.#catalogue ??= this.#incoming;
	}

	async append(blockIndex: number, pieces: BlockPieces): Promise<Result<void>> {
		const incoming = this.#incoming;
		const block = incoming?.manifest.blocks[blockIndex];
		if (!incoming || !block || block.firstTrack !== incoming.collection.trackCount) {
			return failed('internal', `block ${blockIndex} arrived out of turn`);
		}
		const decoded = await decodeBlock(incoming.manifest, block, pieces);
		if (!decoded.ok) return decoded;
		const appended = incoming.collection.append(decoded.value);
		if (!appended.ok || !incoming.collection.isWhole) return appended;
		this.#catalogue = incoming;
		// What the library borrows is the catalogue's: borrowed anew.
		this.setLibrary(this.#libraryTable ?? null);
		return appended;
	}

	/**
	 * Takes the library as it is now, in place of what was there; null: there is none. Tracks that
	 * the catalogue in service has too borrow their playlists vectors from it.
	 * @returns `malformed` where its arrays do not fit one another; what was there before stays then
	 */
	setLibrary(table: LibraryTable | null): Result<LibraryReport> {
		if (table === null || table.ids.length === 0) {
			this.#libraryTable = undefined;
			this.#library = undefined;
			return success({ trackCount: 0, recognisedAs: [] });
		}
		const { ids, titles, sound } = table;
		if (titles.length !== ids.length || sound.length !== ids.length * vectorDims) {
			return failed(
				'malformed',
				`library: ${ids.length} ids, ${titles.length} titles and ${sound.length} numbers`
			);
		}
		const catalogue = this.#catalogue?.collection;
		const rows = catalogue ? recognise(catalogue, titles, sound) : ids.map(() => undefined);
		const borrowed = rows.map((row) =>
			row === undefined ? undefined : catalogue?.vectors.readVector('playlists', row)
		);
		const collection = libraryCollection(table, borrowed, this.#kernels.create());
		if (!collection.ok) return collection;
		this.#libraryTable = table;
		this.#library = collection.value;
		const recognisedAs = rows.map((row) =>
			row === undefined ? null : (catalogue?.trackAt(row).id ?? null)
		);
		return success({ trackCount: ids.length, recognisedAs });
	}

	search({ query, limit, order, from }: SearchRequest): Result<readonly Track[]> {
		const pool = this.#pool(from);
		if (!pool.ok) return pool;
		const { offeredCount } = pool.value;
		const count = Math.max(0, Math.min(limit ?? defaultSearchLimit, offeredCount));
		const rows =
			order === 'title'
				? rowsByTitle(pool.value, pool.value.searchAll(query)).slice(0, count)
				: pool.value.search(query, count);
		return success(rows.map((row) => pool.value.trackAt(row)));
	}

	/** The tracks of some ids, of either collection; null for those that neither holds. */
	lookUp(ids: readonly string[]): Result<readonly (Track | null)[]> {
		const pool = this.#pool('both');
		if (!pool.ok) return pool;
		const rows = ids.map((id) => pool.value.rowOf(id));
		return success(rows.map((row) => (row === undefined ? null : pool.value.trackAt(row))));
	}

	/**
	 * The tracks that sound most like a vector of the sound space: best first, of equal scores the
	 * one that comes first in its collection.
	 * @returns cosines as scores; `out-of-range` for a vector that points nowhere
	 */
	async nearest({ sound, limit, from }: NearestRequest): Promise<Result<readonly NearTrack[]>> {
		const pool = this.#pool(from);
		if (!pool.ok) return pool;
		const vector = Float64Array.from(sound);
		const length = Math.hypot(...vector);
		if (vector.length !== vectorDims || !(length > 0 && length < Infinity)) {
			return failed('out-of-range', `sound: expected ${vectorDims} finite numbers, not all zero`, {
				details: { path: 'sound' }
			});
		}
		const near = await findNearest(pool.value, vector, Math.max(0, Math.floor(limit)));
		return success(near.map(({ row, score }) => ({ track: pool.value.trackAt(row), score })));
	}

	/** A newer call makes an older one that is still at work end as `superseded`. */
	async generate(untrusted: PlaylistRequest): Promise<Result<Playlist>> {
		const startedMs = performance.now();
		const parsed = v.safeParse(playlistRequestSchema, untrusted);
		if (!parsed.success) {
			const [issue] = parsed.issues;
			const path = v.getDotPath(issue) ?? 'request';
			return failed('out-of-range', `${path}: ${issue.message}`, { details: { path } });
		}
		const request = parsed.output;
		const found = this.#pool(request.from);
		if (!found.ok) return found;
		const pool = found.value;
		const { known, unknownIds } = resolve(pool, request.waypointIds);
		if (known.length === 0 && unknownIds.length > 0) {
			return failed('track-not-found', `no waypoint is here: ${unknownIds.join(', ')}`, {
				details: { ids: unknownIds.join(' ') }
			});
		}
		const kept = resolve(pool, request.keptIds ?? []).known;
		const waypoints = known.length > 0 ? known : [kept[0] ?? drawRow(pool, request.seed)];
		const lessLike = resolve(pool, request.lessLikeIds ?? []).known.filter(
			(row) => !waypoints.includes(row)
		);
		const generation = ++this.#generation;
		const isWanted = request.size > 0 || known.length > 0;
		const generated = isWanted
			? await generatePlaylist(
					pool,
					{ request, waypoints, kept, lessLike },
					this.#supersession(generation)
				)
			: { picks: [], missingCount: 0 };
		if (!generated) return failed('superseded', 'a newer playlist was asked for');
		const elapsedMs = performance.now() - startedMs;
		return success({ ...generated, unknownIds, seed: request.seed, elapsedMs });
	}

	/**
	 * The tracks that a request works with.
	 * @returns `no-catalogue`, `empty-library` where nothing is on offer
	 */
	#pool(from: PlayFrom = 'catalogue'): Result<TrackPool> {
		const isComparable =
			this.#catalogue === undefined ||
			encoderRevisionOf(this.#catalogue.manifest) === this.#libraryTable?.encoderRevision;
		const library = isComparable ? this.#library : undefined;
		const pool = new TrackPool(this.#catalogue?.collection, library, from);
		if (pool.offeredCount > 0) return success(pool);
		return from === 'library'
			? failed('empty-library', 'no track of the library has been analysed yet')
			: noCatalogue();
	}

	/** Asks whether a newer request has come, letting such requests in now and then. */
	#supersession(generation: number): () => Promise<boolean> {
		let yieldedMs = performance.now();
		return async () => {
			if (performance.now() - yieldedMs > yieldAfterMs) {
				await nextTask();
				yieldedMs = performance.now();
			}
			return generation !== this.#generation;
		};
	}
}

function noCatalogue(): Failed {
	return failed('no-catalogue', 'no catalogue has been loaded yet', { retryable: true });
}

/** The rows of ids, each once, in their order; and the ids that are not there. */
function resolve(
	pool: TrackPool,
	ids: readonly string[]
): { readonly known: readonly number[]; readonly unknownIds: readonly string[] } {
	const known = new Set<number>();
	const unknownIds = new Set<string>();
	for (const id of ids) {
		const row = pool.rowOf(id);
		if (row === undefined) unknownIds.add(id);
		else known.add(row);
	}
	return { known: [...known], unknownIds: [...unknownIds] };
}

function drawRow(pool: TrackPool, seed: number): number {
	return pool.offeredRow(createRandom(`${seed} first`).integer(pool.offeredCount));
}

/** Rows in the order of their titles' code points; equal titles stay in the order of rows. */
function rowsByTitle(pool: TrackPool, rows: readonly number[]): readonly number[] {
	return rows
		.map((row) => ({ row, title: Array.from(pool.titleOf(row)) }))
		.sort((a, b) => compareCodePoints(a.title, b.title) || a.row - b.row)
		.map(({ row }) => row);
}

function compareCodePoints(a: readonly string[], b: readonly string[]): number {
	const shorter = Math.min(a.length, b.length);
	for (let i = 0; i < shorter; i++) {
		const difference = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}

/** Lets messages that wait be handled first: a promise alone would not. */
function nextTask(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
}
