/**
 * The vector table in linear memory, scanned by the kernels.
 *
 * Scores are linear in the query, so a query that is a sum of rows is answered from those rows'
 * own score arrays, each computed once: a journey's every step and every creativity follows from
 * two arrays a waypoint.
 */
import { vectorDims, type VectorEncoding } from '../../src/lib/contracts/manifest.ts';
import { paddingBytes, type Kernels } from './kernels/kernels.ts';
import { ScoreArrays, arraysPerStep } from './score-arrays.ts';
import {
	spaces,
	type BlockRows,
	type Candidates,
	type PerSpace,
	type Space,
	type TableQuery,
	type TableTerm,
	type VectorTable
} from './vector-table.ts';

/** The int16 query is read to a whole number of SIMD vectors. */
const paddedDims = 112;
const int16Max = 32_767;
/** Rounding of a product of float32 numbers and of their sums, generously, per unit of score. */
const float32Error = 4e-6;

interface SpaceMemory {
	/** int8 codes or float32 values, by row. */
	readonly vectors: number;
	/** float32 by row; 0 where the encoding has none. */
	readonly scales: number;
}

interface Term {
	readonly address: number;
	readonly weight: number;
	/** How far off the array's scores can be. */
	readonly error: number;
}

export class LinearTable implements VectorTable {
	readonly encoding: VectorEncoding;
	readonly #kernels: Kernels;
	readonly #capacity: number;
	readonly #memory: PerSpace<SpaceMemory>;
	readonly #query: number;
	readonly #arrays: ScoreArrays;
	readonly #termAddresses: number;
	readonly #termWeights: number;
	#results: { readonly limit: number; readonly scores: number; readonly rows: number };
	#rowCount = 0;
	/** The query that is no sum of rows whose scores are held. */
	#vectorQuery: TableQuery | undefined;

	/** @param capacity rows that the table will hold when it is whole */
	constructor(kernels: Kernels, encoding: VectorEncoding, capacity: number) {
		this.#kernels = kernels;
		this.encoding = encoding;
		this.#capacity = capacity;
		const rowBytes = vectorDims * (encoding === 'float32' ? 4 : 1);
		const allocateSpace = (): SpaceMemory => ({
			vectors: this.#allocate(capacity * rowBytes + paddingBytes),
			scales: encoding === 'float32' ? 0 : this.#allocate(capacity * 4)
		});
		this.#memory = { sound: allocateSpace(), playlists: allocateSpace() };
		this.#query = this.#allocate(4 * paddedDims);
		this.#termAddresses = this.#allocate(4 * arraysPerStep);
		this.#termWeights = this.#allocate(4 * arraysPerStep);
		this.#results = this.#allocateResults(64);
		const arrayBytes = 4 * capacity + paddingBytes;
		this.#arrays = new ScoreArrays(arrayBytes, () => this.#allocate(arrayBytes));
	}

	get backend(): Kernels['name'] {
		return this.#kernels.name;
	}

	get rowCount(): number {
		return this.#rowCount;
	}

	get tableBytes(): number {
		const rowBytes = this.encoding === 'float32' ? 4 * vectorDims : vectorDims + 4;
		return this.#capacity * spaces.length * rowBytes;
	}

	append(block: PerSpace<BlockRows>, count: number): void {
		if (this.#rowCount + count > this.#capacity) {
			throw new RangeError(`${this.#rowCount + count} rows in a table for ${this.#capacity}`);
		}
		for (const space of spaces) this.#appendSpace(this.#memory[space], block[space]);
		this.#rowCount += count;
	}

	readVector(space: Space, row: number): Float64Array {
		const { vectors, scales } = this.#memory[space];
		const { memory } = this.#kernels;
		if (this.encoding === 'float32') {
			return Float64Array.from(memory.float32(vectors + row * 4 * vectorDims, vectorDims));
		}
		const scale = memory.float32(scales + 4 * row, 1)[0] as number;
		const vector = Float64Array.from(memory.int8(vectors + row * vectorDims, vectorDims));
		for (let i = 0; i < vectorDims; i++) vector[i] = (vector[i] as number) * scale;
		return vector;
	}

	async best(query: TableQuery, rowCount: number, limit: number): Promise<Candidates> {
		const terms =
			query.kind === 'rows' ? this.#rowTerms(query, rowCount) : this.#vectorTerms(query, rowCount);
		const { memory } = this.#kernels;
		memory.uint32(this.#termAddresses, terms.length).set(terms.map(({ address }) => address));
		memory.float32(this.#termWeights, terms.length).set(terms.map(({ weight }) => weight));
		if (limit > this.#results.limit) this.#results = this.#allocateResults(limit);
		const { scores, rows } = this.#results;
		const found = this.#kernels.best(
			this.#termAddresses,
			this.#termWeights,
			terms.length,
			rowCount,
			limit,
			scores,
			rows
		);
		return {
			rows: memory.uint32(rows, found).slice(),
			scores: memory.float32(scores, found).slice(),
			errorBound: terms.reduce(
				(sum, { weight, error }) => sum + Math.abs(weight) * (error + float32Error),
				0
			)
		};
	}

	/** The terms' own score arrays, computed where they are missing. */
	#rowTerms(
		{ terms, spaceWeights }: Extract<TableQuery, { kind: 'rows' }>,
		rowCount: number
	): readonly Term[] {
		return spaces
			.filter((space) => spaceWeights[space] !== 0)
			.flatMap((space) =>
				terms.map((term) => ({
					address: this.#arrays.get(`${space} ${nameOf(term)} of ${rowCount}`, (address) =>
						'vectors' in term
							? this.#scoreVector(space, term.vectors[space], rowCount, address)
							: this.#scoreRow(space, term.row, rowCount, address)
					),
					weight: term.weight * spaceWeights[space],
					error: 'vectors' in term ? this.#vectorError(term.vectors[space]) : 0
				}))
			);
	}

	#vectorTerms(query: Extract<TableQuery, { kind: 'vectors' }>, rowCount: number): readonly Term[] {
		const isStale = this.#vectorQuery !== query;
		this.#vectorQuery = query;
		return spaces.flatMap((space) => {
			const vector = query.vectors[space];
			if (largestComponent(vector) === 0) return [];
			const fill = (address: number): void => this.#scoreVector(space, vector, rowCount, address);
			const address = this.#arrays.get(`${space} query`, fill, isStale);
			return [{ address, weight: 1, error: this.#vectorError(vector) }];
		});
	}

	/** How far off scores against a vector can be that is not a row of this table. */
	#vectorError(vector: Float64Array): number {
		// Half a step of the rounding in each component, against a row whose absolute components
		// add up to at most √100 of its length; and the float32 error of a query of that length.
		const step = largestComponent(vector) / int16Max;
		const rounding = this.encoding === 'float32' ? 0 : (step / 2) * 10.1;
		return rounding + Math.hypot(...vector) * float32Error;
	}

	/** A row's own codes are the query: exact in integers. */
	#scoreRow(space: Space, row: number, rowCount: number, out: number): void {
		const { memory } = this.#kernels;
		const { vectors, scales } = this.#memory[space];
		if (this.encoding === 'float32') {
			const values = memory.float32(vectors + row * 4 * vectorDims, vectorDims);
			memory.float32(this.#query, vectorDims).set(values);
			this.#kernels.scoreFloat32(vectors, rowCount, this.#query, out);
			return;
		}
		this.#setInt16Query(memory.int8(vectors + row * vectorDims, vectorDims));
		const scale = memory.float32(scales + 4 * row, 1)[0] as number;
		this.#kernels.scoreInt8(vectors, scales, rowCount, this.#query, scale, out);
	}

	#scoreVector(space: Space, vector: Float64Array, rowCount: number, out: number): void {
		const { memory } = this.#kernels;
		const { vectors, scales } = this.#memory[space];
		if (this.encoding === 'float32') {
			memory.float32(this.#query, vectorDims).set(vector);
			this.#kernels.scoreFloat32(vectors, rowCount, this.#query, out);
			return;
		}
		const scale = largestComponent(vector) / int16Max;
		this.#setInt16Query(vector.map((x) => Math.round(x / scale)));
		this.#kernels.scoreInt8(vectors, scales, rowCount, this.#query, scale, out);
	}

	#setInt16Query(codes: ArrayLike<number>): void {
		const query = this.#kernels.memory.int16(this.#query, paddedDims);
		query.fill(0);
		query.set(codes);
	}

	#appendSpace({ vectors, scales }: SpaceMemory, rows: BlockRows): void {
		const { memory } = this.#kernels;
		const first = this.#rowCount;
		if (rows.encoding === 'float32') {
			memory.float32(vectors + first * 4 * vectorDims, rows.values.length).set(rows.values);
		} else {
			memory.int8(vectors + first * vectorDims, rows.codes.length).set(rows.codes);
			memory.float32(scales + 4 * first, rows.scales.length).set(rows.scales);
		}
	}

	#allocateResults(limit: number): { limit: number; scores: number; rows: number } {
		return { limit, scores: this.#allocate(4 * limit), rows: this.#allocate(4 * limit) };
	}

	#allocate(sizeBytes: number): number {
		return this.#kernels.memory.allocate(sizeBytes);
	}
}

function nameOf(term: TableTerm): string | number {
	return 'vectors' in term ? term.key : term.row;
}

function largestComponent(vector: Float64Array): number {
	return vector.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
}
