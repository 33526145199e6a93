/**
 * One space's vectors while a catalogue is imported, a row for each track.
 *
 * For an int8 catalogue they are quantised as they come in, once enough of them are there to learn
 * how: 102 bytes a row instead of 400, so that a million tracks in two spaces take 0.2 GB rather
 * than 0.8.
 */
import { vectorDims, type VectorEncoding } from '#lib/contracts/manifest.ts';
import { RowQuantiser, sampleSize, type Int8Row } from '../pack/row-quantiser.ts';

export interface VectorTable {
	/** Takes a unit vector; a row may be set again. */
	set(row: number, unitVector: Float64Array): void;
	/** A view of the table, in the encoding's own form. */
	row(row: number): Float32Array | Int8Row;
}

export function createVectorTable(encoding: VectorEncoding, rowCount: number): VectorTable {
	return encoding === 'float32' ? new Float32Table(rowCount) : new Int8Table(rowCount);
}

class Float32Table implements VectorTable {
	readonly #numbers: Float32Array;

	constructor(rowCount: number) {
		this.#numbers = new Float32Array(rowCount * vectorDims);
	}

	set(row: number, unitVector: Float64Array): void {
		this.#numbers.set(unitVector, row * vectorDims);
	}

	row(row: number): Float32Array {
		return this.#numbers.subarray(row * vectorDims, (row + 1) * vectorDims);
	}
}

class Int8Table implements VectorTable {
	readonly #codes: Int8Array;
	readonly #scales: Uint16Array;
	/** The first vectors, by row, until the quantiser has learnt from them. */
	#sample: Map<number, Float32Array> | undefined = new Map();
	#quantiser: RowQuantiser | undefined;

	constructor(rowCount: number) {
		this.#codes = new Int8Array(rowCount * vectorDims);
		this.#scales = new Uint16Array(rowCount);
	}

	set(row: number, unitVector: Float64Array): void {
		// A catalogue's vectors are float32 before they are quantised, wherever they come from.
		const vector = Float32Array.from(unitVector);
		if (!this.#sample) this.#quantise(row, vector, this.#learnt());
		else if (this.#sample.set(row, vector).size === sampleSize) this.#learnt();
	}

	row(row: number): Int8Row {
		this.#learnt();
		const start = row * vectorDims;
		return {
			codes: this.#codes.subarray(start, start + vectorDims),
			scaleBits: this.#scales[row] as number
		};
	}

	/** The quantiser, taught and put to the first vectors if it was not yet. */
	#learnt(): RowQuantiser {
		if (this.#quantiser) return this.#quantiser;
		const sample = [...(this.#sample ?? [])];
		this.#sample = undefined;
		const values = new Float32Array(sample.length * vectorDims);
		for (const [i, [, vector]] of sample.entries()) values.set(vector, i * vectorDims);
		const quantiser = RowQuantiser.learn(values);
		for (const [row, vector] of sample) this.#quantise(row, vector, quantiser);
		return (this.#quantiser = quantiser);
	}

	#quantise(row: number, vector: Float32Array, quantiser: RowQuantiser): void {
		this.#scales[row] = quantiser.quantise(vector, this.#codes, row * vectorDims);
	}
}
