/** Slices of a recording, as the sound network's embeddings of them: float32[count][100]. */
import { embeddingDims } from './encoder.ts';

/** Their sum, float64[100]: what a recording is as a question. */
export function sumOfSlices(slices: Float32Array): Float64Array {
	const sum = new Float64Array(embeddingDims);
	for (const [i, x] of slices.entries()) {
		sum[i % embeddingDims] = (sum[i % embeddingDims] as number) + x;
	}
	return sum;
}
