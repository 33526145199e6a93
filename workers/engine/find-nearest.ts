/**
 * The tracks nearest to a vector of the sound space of a pool. A scan's scores are close and
 * not exact, so every row that its error bound leaves in doubt is scored again in double precision:
 * the answer is the same whatever did the scan.
 */
import { vectorDims } from '../../src/lib/contracts/manifest.ts';
import type { PoolQuery, TrackPool } from './track-pool.ts';
import { dot, exactScore } from './vector-table.ts';

export interface NearRow {
	readonly row: number;
	/** ⟨row, sound⟩ / ‖sound‖: the cosine, as rows are of unit length. */
	readonly score: number;
}

/** More candidates than are wanted, and by what factor more when the bound leaves doubt. */
const slack = 32;
const limitGrowth = 8;

/**
 * @param sound float64[100] of any length but zero
 * @param limit at most so many, from 0
 * @returns best first; of equal scores the lower row first
 */
export async function findNearest(
	pool: TrackPool,
	sound: Float64Array,
	limit: number
): Promise<readonly NearRow[]> {
	const { offeredCount } = pool;
	const wanted = Math.min(limit, offeredCount);
	if (wanted === 0) return [];
	const vectors = { sound, playlists: new Float64Array(vectorDims) };
	const query: PoolQuery = { kind: 'vectors', vectors };
	const length = Math.sqrt(dot(sound, sound));
	for (let asked = wanted + slack; ; asked *= limitGrowth) {
		const isAll = asked >= offeredCount;
		const { rows, scores, errorBound } = await pool.best(query, Math.min(asked, offeredCount));
		const doubtful = (scores[wanted - 1] as number) - 2 * errorBound;
		const isSettled = isAll || (scores.at(-1) as number) < doubtful;
		if (!isSettled) continue;
		return [...rows]
			.filter((_, i) => (scores[i] as number) >= doubtful)
			.map((row) => ({ row, score: exactScore(pool, vectors, row) }))
			.sort((a, b) => b.score - a.score || a.row - b.row)
			.slice(0, wanted)
			.map(({ row, score }) => ({ row, score: score / length }));
	}
}
