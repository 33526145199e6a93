/**
 * Quantises a vector to 8 bits: 100 codes and one float16 scale, component = code × scale.
 *
 * The scale is rounded first and the codes are taken with the *rounded* scale, so that rounding it
 * adds no bias. It is rounded up, so that the codes fit in −127 … 127 (−128 is never used: kernels
 * may multiply by its opposite). The error of a component is at most half a scale.
 */
import { decodeFloat16, encodeFloat16RoundedUp } from '#lib/domain/float16.ts';

const largestCode = 127;

/** A quantised vector; a view of somebody's table is fine, it is copied when it is packed. */
export interface Int8Row {
	readonly codes: Int8Array;
	/** The bits of the float16 scale. */
	readonly scaleBits: number;
}

/**
 * @param vector any length, every component finite
 * @param codes where the codes go: `vector.length` of them from `offset`
 * @returns the bits of the scale
 */
export function quantiseRow(
	vector: Float32Array | Float64Array,
	codes: Int8Array,
	offset: number
): number {
	let largest = 0;
	for (let i = 0; i < vector.length; i++) {
		const magnitude = Math.abs(vector[i] as number);
		if (magnitude > largest) largest = magnitude;
	}
	const scaleBits = encodeFloat16RoundedUp(largest / largestCode);
	const scale = decodeFloat16(scaleBits);
	for (let i = 0; i < vector.length; i++) {
		codes[offset + i] = scale === 0 ? 0 : Math.round((vector[i] as number) / scale);
	}
	return scaleBits;
}
