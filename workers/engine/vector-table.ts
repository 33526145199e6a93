/**
 * A catalogue's vectors, and the scan for the best rows under a query.
 *
 * Scores from a scan are close, not exact: they come in float32, from queries that may be rounded
 * to 16 bits. So each answer carries a bound on how far off its scores can be, and whoever chooses
 * among the candidates decides by `exactScore` (double precision, one order of addition). That is
 * what makes every backend give the same playlist.
 */
import type { BackendName } from '../../src/lib/contracts/engine.ts';
import { vectorDims, type VectorEncoding } from '../../src/lib/contracts/manifest.ts';
import type { QueryTerm } from '../../src/lib/domain/playlist-plan.ts';

export const spaces = ['sound', 'playlists'] as const;
export type Space = (typeof spaces)[number];
export type PerSpace<T> = Readonly<Record<Space, T>>;

/** The rows of one block in one space, decoded from a piece as far as the table keeps them so. */
export type BlockRows =
	| {
			readonly encoding: 'int8-row-scale';
			readonly codes: Int8Array;
			readonly scales: Float32Array;
	  }
	| { readonly encoding: 'float32'; readonly values: Float32Array };

/** A part of a query whose scores are worth keeping: a row of the table, or a vector with a name. */
export type TableTerm =
	| QueryTerm
	| {
			/** Names the vector for as long as the table lives. */
			readonly key: string;
			readonly vectors: PerSpace<Float64Array>;
			readonly weight: number;
	  };

/** What rows are scored against; the score is the sum over both spaces. */
export type TableQuery =
	/** A weighted sum of a few terms. */
	| {
			readonly kind: 'rows';
			readonly terms: readonly TableTerm[];
			/** What each space's score counts: creativity, and 1 − creativity. */
			readonly spaceWeights: PerSpace<number>;
	  }
	/** Any vectors, with the spaces' weights in them. */
	| { readonly kind: 'vectors'; readonly vectors: PerSpace<Float64Array> };

export interface Candidates {
	/** Best first; of equal scores the lower row first. */
	readonly rows: Uint32Array;
	readonly scores: Float32Array;
	/** No score is further than this from the exact one. */
	readonly errorBound: number;
}

/** Whatever has vectors by row. */
export interface VectorSource {
	/** As it is held, de-quantised: float64[100]. */
	readVector(space: Space, row: number): Float64Array;
}

export interface VectorTable extends VectorSource {
	readonly backend: BackendName;
	readonly encoding: VectorEncoding;
	/** Rows that have arrived. */
	readonly rowCount: number;
	append(block: PerSpace<BlockRows>, count: number): void;
	/**
	 * The `limit` best of the first `rowCount` rows: a table may grow while a playlist is made.
	 * Asking for more of the same query object costs no second scan.
	 */
	best(query: TableQuery, rowCount: number, limit: number): Promise<Candidates>;
	/** Bytes of the vectors and their scales. */
	readonly tableBytes: number;
}

/** ⟨a, b⟩ in double precision, added in order, so that it is the same everywhere. */
export function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < vectorDims; i++) sum += (a[i] as number) * (b[i] as number);
	return sum;
}

/** The query's vector in one space: Σ weight × vector of the terms. */
export function queryVector(
	source: VectorSource,
	space: Space,
	terms: readonly QueryTerm[]
): Float64Array {
	const sum = new Float64Array(vectorDims);
	for (const { row, weight } of terms) {
		const vector = source.readVector(space, row);
		for (let i = 0; i < vectorDims; i++) {
			sum[i] = (sum[i] as number) + weight * (vector[i] as number);
		}
	}
	return sum;
}

/** A row's vectors in both spaces. */
export function readVectors(source: VectorSource, row: number): PerSpace<Float64Array> {
	return { sound: source.readVector('sound', row), playlists: source.readVector('playlists', row) };
}

/** What `best` approximates, for one row, in double precision. */
export function exactScore(
	source: VectorSource,
	query: PerSpace<Float64Array>,
	row: number
): number {
	const { sound, playlists } = readVectors(source, row);
	return dot(sound, query.sound) + dot(playlists, query.playlists);
}
