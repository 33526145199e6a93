/**
 * The engine: holds the catalogue in service, answers searches, makes playlists, finds what
 * sounds like something. It knows nothing of workers, networks or storage; the worker, the command
 * line and the tests run this same class.
 */
import type {
	BackendName,
	Playlist,
	PlaylistRequest,
	SearchRequest,
	Track
} from '../../src/lib/contracts/engine.ts';
import { playlistRequestSchema } from '../../src/lib/contracts/playlist-request.ts';
import { failed, success, type Failed, type Result } from '../../src/lib/contracts/failure.ts';
import { vectorDims, type Manifest } from '../../src/lib/contracts/manifest.ts';
import { createRandom } from '../../src/lib/domain/random.ts';
import * as v from 'valibot';
import type { BlockPieces, CatalogueSink } from './catalogue/sink.ts';
import { Collection } from './collection.ts';
import { decodeBlock } from './decode-block.ts';
import { findNearest } from './find-nearest.ts';
import { generatePlaylist } from './generate-playlist.ts';
import type { KernelFactory } from './kernels/kernels.ts';

const defaultSearchLimit = 250;
/** How long a playlist may be worked on before newer requests are let in. */
const yieldAfterMs = 8;

export class Engine implements CatalogueSink {
	readonly #kernels: KernelFactory;
	/** The catalogue in service. */
	#collection: Collection | undefined;
	/** The catalogue that is arriving; the one in service where that was empty before. */
	#incoming: Collection | undefined;
	#generation = 0;

	constructor(kernels: KernelFactory) {
		this.#kernels = kernels;
	}

	get backend(): BackendName {
		return this.#kernels.backend;
	}

	/** The catalogue in service, whether or not all of it is there. */
	get collection(): Collection | undefined {
		return this.#collection;
	}

	begin(manifest: Manifest): void {
		this.#incoming = new Collection(manifest, this.#kernels.create());
		this.#collection ??= this.#incoming;
	}

	async append(blockIndex: number, pieces: BlockPieces): Promise<Result<void>> {
		const incoming = this.#incoming;
		const block = incoming?.manifest.blocks[blockIndex];
		if (!incoming || !block || block.firstTrack !== incoming.trackCount) {
			return failed('internal', `block ${blockIndex} arrived out of turn`);
		}
		const decoded = await decodeBlock(incoming.manifest, block, pieces);
		if (!decoded.ok) return decoded;
		const appended = incoming.append(decoded.value);
		if (appended.ok && incoming.isWhole) this.#collection = incoming;
		return appended;
	}

	search({ query, limit, order }: SearchRequest): Result<readonly Track[]> {
		const collection = this.#collection;
		if (!collection) return noCatalogue();
		const count = Math.max(0, Math.min(limit ?? defaultSearchLimit, collection.trackCount));
		const rows =
			order === 'title'
				? rowsByTitle(collection, collection.titles.searchAll(query)).slice(0, count)
				: collection.titles.search(query, count);
		return success(rows.map((row) => collection.trackAt(row)));
	}

	/** The tracks of some ids, null for those that the catalogue does not hold. */
	lookUp(ids: readonly string[]): Result<readonly (Track | null)[]> {
		const collection = this.#collection;
		if (!collection) return noCatalogue();
		const rows = ids.map((id) => collection.rowOf(id));
		return success(rows.map((row) => (row === undefined ? null : collection.trackAt(row))));
	}

	/**
	 * The tracks that sound most like a vector of the sound space: best first, of equal scores the
	 * one that comes first in the catalogue.
	 * @param sound float64[100], of any length but zero
	 * @returns cosines as scores; `out-of-range` for a vector that points nowhere
	 */
	async nearest(
		sound: Float64Array,
		limit: number
	): Promise<Result<readonly { readonly track: Track; readonly score: number }[]>> {
		const collection = this.#collection;
		if (!collection || collection.trackCount === 0) return noCatalogue();
		const length = Math.hypot(...sound);
		if (sound.length !== vectorDims || !(length > 0 && length < Infinity)) {
			return failed('out-of-range', `sound: expected ${vectorDims} finite numbers, not all zero`, {
				details: { path: 'sound' }
			});
		}
		const near = await findNearest(collection.vectors, sound, Math.max(0, Math.floor(limit)));
		return success(near.map(({ row, score }) => ({ track: collection.trackAt(row), score })));
	}

	/** A newer call makes an older one that is still at work end as `superseded`. */
	async generate(untrusted: PlaylistRequest): Promise<Result<Playlist>> {
		const startedMs = performance.now();
		const collection = this.#collection;
		if (!collection || collection.trackCount === 0) return noCatalogue();
		const parsed = v.safeParse(playlistRequestSchema, untrusted);
		if (!parsed.success) {
			const [issue] = parsed.issues;
			const path = v.getDotPath(issue) ?? 'request';
			return failed('out-of-range', `${path}: ${issue.message}`, { details: { path } });
		}
		const request = parsed.output;
		const { known, unknownIds } = resolve(collection, request.waypointIds);
		if (known.length === 0 && unknownIds.length > 0) {
			return failed(
				'track-not-found',
				`no waypoint is in this catalogue: ${unknownIds.join(', ')}`,
				{
					details: { ids: unknownIds.join(' ') }
				}
			);
		}
		const kept = resolve(collection, request.keptIds ?? []).known;
		const waypoints = known.length > 0 ? known : [kept[0] ?? drawRow(collection, request.seed)];
		const lessLike = resolve(collection, request.lessLikeIds ?? []).known.filter(
			(row) => !waypoints.includes(row)
		);
		const generation = ++this.#generation;
		const isWanted = request.size > 0 || known.length > 0;
		const generated = isWanted
			? await generatePlaylist(
					collection,
					{ request, waypoints, kept, lessLike },
					this.#supersession(generation)
				)
			: { picks: [], missingCount: 0 };
		if (!generated) return failed('superseded', 'a newer playlist was asked for');
		const elapsedMs = performance.now() - startedMs;
		return success({ ...generated, unknownIds, seed: request.seed, elapsedMs });
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

/** The rows of ids, each once, in their order; and the ids that the catalogue does not hold. */
function resolve(
	collection: Collection,
	ids: readonly string[]
): { readonly known: readonly number[]; readonly unknownIds: readonly string[] } {
	const known = new Set<number>();
	const unknownIds = new Set<string>();
	for (const id of ids) {
		const row = collection.rowOf(id);
		if (row === undefined) unknownIds.add(id);
		else known.add(row);
	}
	return { known: [...known], unknownIds: [...unknownIds] };
}

function drawRow(collection: Collection, seed: number): number {
	return createRandom(`${seed} first`).integer(collection.trackCount);
}

/** Rows in the order of their titles' code points; equal titles stay in the order of rows. */
function rowsByTitle(collection: Collection, rows: readonly number[]): readonly number[] {
	return rows
		.map((row) => ({ row, title: Array.from(collection.titles.titleOf(row)) }))
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
