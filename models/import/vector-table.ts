/**
 * One space's vectors while a catalogue is imported, a row for each track.
 *
 * For an int8 catalogue they are quantised as they come in: 102 bytes a row instead of 400, so that
 * a million tracks in two spaces take 0.2 GB rather than 0.8.
 */
import { vectorDims, type VectorEncoding } from '#lib/contracts/manifest.ts';
import { quantiseRow, type Int8Row } from '../pack/int8-rows.ts';

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
	/** A catalogue's vectors are float32 before they are quantised, wherever they come from. */
	readonly #rounded = new Float32Array(vectorDims);

	constructor(rowCount: number) {
		this.#codes = new Int8Array(rowCount * vectorDims);
		this.#scales = new Uint16Array(rowCount);
	}

	set(row: number, unitVector: Float64Array): void {
		this.#rounded.set(unitVector);
		this.#scales[row] = quantiseRow(this.#rounded, this.#codes, row * vectorDims);
	}

	row(row: number): Int8Row {
		const start = row * vectorDims;
		return {
			codes: this.#codes.subarray(start, start + vectorDims),
			scaleBits: this.#scales[row] as number
		};
	}
}
