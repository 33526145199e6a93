/**
 * The tracks that one request works with: the catalogue's rows and the library's in one numbering,
 * and which of them may come up. A waypoint may be of either, whatever is on offer.
 *
 * A pool is a snapshot: rows that arrive while a playlist is made are not in it. Of equal scores
 * the lower row comes first, as in a table; the catalogue's rows come before the library's.
 */
import type { PlayFrom, Track } from '../../src/lib/contracts/engine.ts';
import type { QueryTerm } from '../../src/lib/domain/playlist-plan.ts';
import type { Collection } from './collection.ts';
import {
	readVectors,
	type Candidates,
	type PerSpace,
	type Space,
	type TableQuery,
	type VectorSource
} from './vector-table.ts';

/** What rows are scored against; the score is the sum over both spaces. */
export type PoolQuery =
	/** The weighted sum of a few rows, whose scores are worth keeping. */
	| {
			readonly kind: 'rows';
			readonly terms: readonly QueryTerm[];
			/** What each space's score counts: creativity, and 1 − creativity. */
			readonly spaceWeights: PerSpace<number>;
	  }
	| Extract<TableQuery, { kind: 'vectors' }>;

interface Part {
	readonly collection: Collection;
	readonly firstRow: number;
	readonly rowCount: number;
	readonly isOffered: boolean;
}

export class TrackPool implements VectorSource {
	readonly #parts: readonly Part[];
	/** Rows that may come up. */
	readonly offeredCount: number;

	constructor(
		catalogue: Collection | undefined,
		library: Collection | undefined,
		from: PlayFrom = 'catalogue'
	) {
		const parts: Part[] = [];
		const add = (collection: Collection | undefined, isOffered: boolean): void => {
			const last = parts.at(-1);
			const firstRow = last ? last.firstRow + last.rowCount : 0;
			const rowCount = collection?.trackCount ?? 0;
			if (collection && rowCount > 0) parts.push({ collection, firstRow, rowCount, isOffered });
		};
		add(catalogue, from !== 'library');
		add(library, from !== 'catalogue');
		this.#parts = parts;
		this.offeredCount = this.#offered.reduce((sum, { rowCount }) => sum + rowCount, 0);
	}

	get #offered(): readonly Part[] {
		return this.#parts.filter(({ isOffered }) => isOffered);
	}

	/** @param index 0 … offeredCount − 1 */
	offeredRow(index: number): number {
		let before = 0;
		for (const { firstRow, rowCount } of this.#offered) {
			if (index < before + rowCount) return firstRow + index - before;
			before += rowCount;
		}
		throw new RangeError(`no offered track ${index}`);
	}

	rowOf(id: string): number | undefined {
		for (const { collection, firstRow, rowCount } of this.#parts) {
			const row = collection.rowOf(id);
			if (row !== undefined && row < rowCount) return firstRow + row;
		}
		return undefined;
	}

	trackAt(row: number): Track {
		const { collection, firstRow } = this.#partOf(row);
		return collection.trackAt(row - firstRow);
	}

	/** `Artist - Title` */
	titleOf(row: number): string {
		const { collection, firstRow } = this.#partOf(row);
		return collection.titles.titleOf(row - firstRow);
	}

	readVector(space: Space, row: number): Float64Array {
		const { collection, firstRow } = this.#partOf(row);
		return collection.vectors.readVector(space, row - firstRow);
	}

	/** Rows on offer that a query finds, the library's first: of one's own music there is less. */
	search(query: string, limit: number): readonly number[] {
		return this.#offered
			.toReversed()
			.flatMap(({ collection, firstRow, rowCount }) =>
				shifted(collection.titles.search(query, Math.min(limit, rowCount)), firstRow)
			)
			.slice(0, limit);
	}

	/** All of them, in the order of rows. */
	searchAll(query: string): readonly number[] {
		return this.#offered.flatMap(({ collection, firstRow }) =>
			shifted(collection.titles.searchAll(query), firstRow)
		);
	}

	/**
	 * The `limit` best rows on offer. Asking for more of the same query object costs no second scan.
	 */
	async best(query: PoolQuery, limit: number): Promise<Candidates> {
		const found = await Promise.all(
			this.#offered.map(async (part) => {
				const { collection, firstRow, rowCount } = part;
				const candidates = await collection.vectors.best(
					query.kind === 'rows' ? this.#forPart(query, part) : query,
					rowCount,
					Math.min(limit, rowCount)
				);
				return firstRow === 0
					? candidates
					: { ...candidates, rows: candidates.rows.map((row) => row + firstRow) };
			})
		);
		return merged(found, limit);
	}

	/** The same query with the part's own rows by number, and what comes from elsewhere as vectors. */
	#forPart(query: Extract<PoolQuery, { kind: 'rows' }>, part: Part): TableQuery {
		const { firstRow, rowCount } = part;
		const terms = query.terms.map(({ row, weight }) => {
			const own = row - firstRow;
			if (own >= 0 && own < rowCount) return { row: own, weight };
			const { collection, firstRow: elsewhere } = this.#partOf(row);
			const key = `${collection.serial}:${row - elsewhere}`;
			return { key, vectors: readVectors(this, row), weight };
		});
		return { kind: 'rows', terms, spaceWeights: query.spaceWeights };
	}

	#partOf(row: number): Part {
		const part = this.#parts.findLast(({ firstRow }) => firstRow <= row);
		if (!part || row >= part.firstRow + part.rowCount) throw new RangeError(`no row ${row}`);
		return part;
	}
}

function shifted(rows: readonly number[], by: number): readonly number[] {
	return by === 0 ? rows : rows.map((row) => row + by);
}

/** The best of both, in order. */
function merged(found: readonly Candidates[], limit: number): Candidates {
	const [only, ...others] = found;
	if (only && others.length === 0) return only;
	const all = found
		.flatMap(({ rows, scores }) =>
			Array.from(rows, (row, i) => ({ row, score: scores[i] as number }))
		)
		.sort((a, b) => b.score - a.score || a.row - b.row)
		.slice(0, limit);
	return {
		rows: Uint32Array.from(all, ({ row }) => row),
		scores: Float32Array.from(all, ({ score }) => score),
		errorBound: Math.max(0, ...found.map(({ errorBound }) => errorBound))
	};
}
