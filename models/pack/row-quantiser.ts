/**
 * Quantises vectors to 8 bits so that *scores* come out right, rather than components.
 *
 * A catalogue's vectors are far from random: they crowd into some directions, and queries, which
 * are sums of those vectors, with them. An error in such a direction shows in every score, one
 * across them hardly at all. So a vector's codes are chosen to make the expected squared error of
 * its score with a catalogue's vector small, eᵀHe with H = E[v·vᵀ], by Babai's nearest plane
 * algorithm (1986): component by component, the one that varies most first, each rounded after what
 * the errors made so far suggest for it. The format knows nothing of this; rounding each component
 * by itself is the case H = identity.
 */
import { decodeFloat16, encodeFloat16RoundedUp } from '#lib/domain/float16.ts';
import { vectorDims } from '#lib/contracts/manifest.ts';
import { cholesky, createMatrix, gram } from '../house/linear-algebra.ts';

const largestCode = 127;
/** How many vectors are enough to know the directions by: the most popular come first. */
export const sampleSize = 16_384;
/** Weight of the identity in H, as a share of its mean diagonal: the rare directions count too. */
const identityShare = 0.05;

/** A quantised vector; a view of somebody's table is fine, it is copied when it is packed. */
export interface Int8Row {
	readonly codes: Int8Array;
	/** The bits of the float16 scale. */
	readonly scaleBits: number;
}

export class RowQuantiser {
	/** Components in the order in which they are rounded. */
	readonly #order: Uint8Array;
	/** feedback[k·dims + l], l < k: how far an error of the l-th in order moves the k-th. */
	readonly #feedback: Float64Array;
	readonly #errors = new Float64Array(vectorDims);

	private constructor(order: Uint8Array, feedback: Float64Array) {
		this.#order = order;
		this.#feedback = feedback;
	}

	/** @param sample vectors like those that will be quantised: float32[count][100] */
	static learn(sample: Float32Array): RowQuantiser {
		const rows = sample.length / vectorDims;
		const second = gram({ rows, columns: vectorDims, values: Float64Array.from(sample) });
		const diagonal = (i: number): number => second.values[i * (vectorDims + 1)] as number;
		let trace = 0;
		for (let i = 0; i < vectorDims; i++) trace += diagonal(i);
		const ridge = (identityShare * trace) / vectorDims || 1;
		// Cholesky's factor eliminates from the first row on, and what is eliminated last is rounded
		// first: so the matrix is laid out with the component that varies least first.
		const order = Uint8Array.from({ length: vectorDims }, (_, i) => i).sort(
			(a, b) => diagonal(b) - diagonal(a)
		);
		const reversed = order.toReversed();
		const regularised = createMatrix(vectorDims, vectorDims);
		for (const [i, from] of reversed.entries()) {
			for (const [j, to] of reversed.entries()) {
				const value = second.values[from * vectorDims + to] as number;
				regularised.values[i * vectorDims + j] = value + (i === j ? ridge : 0);
			}
		}
		const lower = cholesky(regularised).values;
		const feedback = new Float64Array(vectorDims * vectorDims);
		const last = vectorDims - 1;
		for (let k = 0; k < vectorDims; k++) {
			const pivot = lower[(last - k) * (vectorDims + 1)] as number;
			for (let l = 0; l < k; l++) {
				const entry = lower[(last - l) * vectorDims + (last - k)] as number;
				feedback[k * vectorDims + l] = entry / pivot;
			}
		}
		return new RowQuantiser(order, feedback);
	}

	/**
	 * The scale is rounded up to a float16 first, so that the codes fit in −127 … 127 and rounding
	 * the scale adds no bias.
	 * @param vector float32[100], finite
	 * @param codes where the 100 codes go, from `offset`
	 * @returns the bits of the scale
	 */
	quantise(vector: Float32Array, codes: Int8Array, offset: number): number {
		let largest = 0;
		for (let i = 0; i < vectorDims; i++) largest = Math.max(largest, Math.abs(vector[i] as number));
		const scaleBits = encodeFloat16RoundedUp(largest / largestCode);
		const scale = decodeFloat16(scaleBits);
		if (scale === 0) {
			codes.fill(0, offset, offset + vectorDims);
			return scaleBits;
		}
		for (let k = 0; k < vectorDims; k++) {
			const component = this.#order[k] as number;
			const value = vector[component] as number;
			let target = value;
			for (let l = 0; l < k; l++) {
				target += (this.#feedback[k * vectorDims + l] as number) * (this.#errors[l] as number);
			}
			const rounded = Math.round(target / scale);
			const code = Math.max(-largestCode, Math.min(largestCode, rounded));
			codes[offset + component] = code;
			this.#errors[k] = value - code * scale;
		}
		return scaleBits;
	}
}
