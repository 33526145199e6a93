/**
 * From a track's slices to its vector, by how telling each slice is.
 *
 * The original's weighing (Deej-A.I., MP3ToVec): slices are made to unit length, and two are the
 * same when their cosine distance is below epsilon. A slice counts with
 *
 *   (slices of its own track that are the same) × −log(share of the batch's tracks that have it)
 *
 * and a track's vector is the sum. So what a track keeps coming back to counts, and what every track
 * has (silence, applause, the same drum loop) does not.
 *
 * What must stay true: the vector of a track depends on the batch, not on the order of anything in it.
 */
import { vectorDims } from '#lib/contracts/manifest.ts';
import { sumOfSlices } from '#lib/contracts/slices.ts';

/** Numbers of a slice that are compared before it pays to look whether to go on. */
const stride = 10;

/** What rounding to float32 can add to a squared distance, many times over. */
const slack = 1e-5;

/**
 * @param batch each track's slices, float32[count][100], not normalised; of one encoder
 * @param epsilon cosine distance below which two slices are the same; 0 … 1
 * @returns float32[100] for each track, of unit length. The direction of its mean where no slice
 * tells it from the others (a batch of one track); zeros where it has none (no slices, or no sound).
 */
export function tfIdf(
	batch: readonly Float32Array[],
	epsilon = 0.001
): readonly Float32Array<ArrayBuffer>[] {
	const weights = sliceWeights(batch, epsilon);
	let first = 0;
	return batch.map((slices) => {
		const count = slices.length / vectorDims;
		const own = weights.subarray(first, first + count);
		first += count;
		return unitLength(weightedSum(slices, own) ?? sumOfSlices(slices));
	});
}

/** Of all slices, in the order of the batch: recurrences × −log(share of tracks). */
function sliceWeights(batch: readonly Float32Array[], epsilon: number): Float64Array {
	const { rows, trackOf, positions } = comparableRows(batch);
	const count = trackOf.length;
	const weights = new Float64Array(count);
	const reach = Math.sqrt(2 * epsilon + slack);
	/** For each track the last slice that was found in it: counts a track once. */
	const seenBy = new Int32Array(batch.length).fill(-1);
	let windowStart = 0;
	for (let i = 0; i < count; i++) {
		const at = rows[i * vectorDims] as number;
		const track = trackOf[i] as number;
		let recurrences = 1;
		let tracks = 1;
		seenBy[track] = i;
		while ((rows[windowStart * vectorDims] as number) < at - reach) windowStart += 1;
		for (let j = windowStart; j < count; j++) {
			if ((rows[j * vectorDims] as number) > at + reach) break;
			const other = trackOf[j] as number;
			// A track that is known to have it need not be looked at again, unless for its recurrences.
			if (j === i || (other !== track && seenBy[other] === i)) continue;
			if (!areSame(rows, i, j, epsilon)) continue;
			if (other === track) {
				recurrences += 1;
			} else {
				seenBy[other] = i;
				tracks += 1;
			}
		}
		weights[positions[i] as number] = recurrences * -Math.log(tracks / batch.length);
	}
	return weights;
}

/**
 * All slices at unit length, laid out so that few comparisons are long: the components that vary
 * most come first, and rows are in the order of the first, so that what can be the same lies close.
 */
function comparableRows(batch: readonly Float32Array[]): {
	/** float32[count][100] */
	readonly rows: Float32Array;
	readonly trackOf: Int32Array;
	/** Where each row is in the batch. */
	readonly positions: Int32Array;
} {
	const count = batch.reduce((total, { length }) => total + length / vectorDims, 0);
	const units = new Float32Array(count * vectorDims);
	const tracks = new Int32Array(count);
	let row = 0;
	for (const [track, slices] of batch.entries()) {
		for (let first = 0; first < slices.length; first += vectorDims) {
			units.set(unitLength(slices.subarray(first, first + vectorDims)), row * vectorDims);
			tracks[row] = track;
			row += 1;
		}
	}
	const components = componentsByVariance(units);
	const [leading = 0] = components;
	const leadingOf = (position: number) => units[position * vectorDims + leading] as number;
	const positions = Int32Array.from({ length: count }, (_, position) => position);
	positions.sort((a, b) => leadingOf(a) - leadingOf(b));
	const rows = new Float32Array(units.length);
	for (let i = 0; i < count; i++) {
		const from = (positions[i] as number) * vectorDims;
		for (let k = 0; k < vectorDims; k++) {
			rows[i * vectorDims + k] = units[from + (components[k] as number)] as number;
		}
	}
	return { rows, trackOf: positions.map((position) => tracks[position] as number), positions };
}

/** The components' numbers, those that vary most first. */
function componentsByVariance(units: Float32Array): readonly number[] {
	const count = units.length / vectorDims;
	const sums = new Float64Array(vectorDims);
	const squares = new Float64Array(vectorDims);
	for (let i = 0; i < count; i++) {
		for (let k = 0; k < vectorDims; k++) {
			const x = units[i * vectorDims + k] as number;
			sums[k] = (sums[k] as number) + x;
			squares[k] = (squares[k] as number) + x * x;
		}
	}
	const variances = squares.map((square, k) => square - (sums[k] as number) ** 2 / count);
	return Array.from(variances.keys()).sort(
		(a, b) => (variances[b] as number) - (variances[a] as number)
	);
}

/** Whether two rows of unit length are less than epsilon apart: given up as soon as they are not. */
function areSame(rows: Float32Array, i: number, j: number, epsilon: number): boolean {
	// Of unit vectors, cosine distance is half the squared distance, which only grows from component
	// to component.
	const limit = 2 * epsilon + slack;
	const a = i * vectorDims;
	const b = j * vectorDims;
	let squaredDistance = 0;
	for (let first = 0; first < vectorDims; first += stride) {
		for (let k = first; k < first + stride; k++) {
			const difference = (rows[a + k] as number) - (rows[b + k] as number);
			squaredDistance += difference * difference;
		}
		if (squaredDistance > limit) return false;
	}
	let dot = 0;
	for (let k = 0; k < vectorDims; k++) dot += (rows[a + k] as number) * (rows[b + k] as number);
	return 1 - dot < epsilon;
}

/** The weighted sum of the slices at unit length; null where every weight is 0. */
function weightedSum(slices: Float32Array, weights: Float64Array): Float64Array | null {
	if (weights.every((weight) => weight === 0)) return null;
	const total = new Float64Array(vectorDims);
	for (const [i, weight] of weights.entries()) {
		const unit = unitLength(slices.subarray(i * vectorDims, (i + 1) * vectorDims));
		for (let k = 0; k < vectorDims; k++) {
			total[k] = (total[k] as number) + weight * (unit[k] as number);
		}
	}
	return total;
}

function unitLength(vector: Float32Array | Float64Array): Float32Array<ArrayBuffer> {
	let square = 0;
	for (const x of vector) square += x * x;
	const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
	return Float32Array.from(vector, (x) => x * scale);
}
