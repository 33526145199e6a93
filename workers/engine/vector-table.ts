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

/** What rows are scored against; the score is the sum over both spaces. */
export type VectorQuery =
	/** The weighted sum of a few rows, whose scores are worth keeping. */
	| {
			readonly kind: 'rows';
			readonly terms: readonly QueryTerm[];
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

export interface VectorTable {
	readonly backend: BackendName;
	readonly encoding: VectorEncoding;
	/** Rows that have arrived. */
	readonly rowCount: number;
	append(block: PerSpace<BlockRows>, count: number): void;
	/** A row's vector as the table holds it, de-quantised: float64[100]. */
	readVector(space: Space, row: number): Float64Array;
	/**
	 * The `limit` best of the first `rowCount` rows: a table may grow while a playlist is made.
	 * Asking for more of the same query object costs no second scan.
	 */
	best(query: VectorQuery, rowCount: number, limit: number): Promise<Candidates>;
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
	table: VectorTable,
	space: Space,
	terms: readonly QueryTerm[]
): Float64Array {
	const sum = new Float64Array(vectorDims);
	for (const { row, weight } of terms) {
		const vector = table.readVector(space, row);
		for (let i = 0; i < vectorDims; i++) {
			sum[i] = (sum[i] as number) + weight * (vector[i] as number);
		}
	}
	return sum;
}

/** What `best` approximates, for one row, in double precision. */
export function exactScore(table: VectorTable, query: PerSpace<Float64Array>, row: number): number {
	return (
		dot(table.readVector('sound', row), query.sound) +
		dot(table.readVector('playlists', row), query.playlists)
	);
}
