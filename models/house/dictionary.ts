/**
 * A dictionary of short spectral patches: spherical k-means on whitened patches of mel slices
 * (Coates and Ng 2012). Whitening first is what makes the clusters differ in shape rather than all
 * be shades of the average spectrum.
 */
import { createRandom } from '#lib/domain/random.ts';
import { createMatrix, gram, multiply, symmetricEigen, type Matrix } from './linear-algebra.ts';

export interface Dictionary {
	readonly bands: number;
	readonly frames: number;
	readonly size: number;
	/** [band][frame][entry]: whitening and patch in one filter, each of unit length. */
	readonly kernel: Float64Array;
}

export interface DictionaryOptions {
	readonly bands: number;
	readonly sliceFrames: number;
	readonly frames: number;
	readonly size: number;
	readonly patchCount: number;
	/** Principal components kept of a patch. */
	readonly components: number;
	readonly rounds: number;
	readonly seed: string | number;
}

/** @param slices [band][frame] each, as the front end makes them */
export function learnDictionary(
	slices: readonly Float32Array[],
	options: DictionaryOptions
): Dictionary {
	const { bands, frames, size, components } = options;
	const patches = samplePatches(slices, options);
	const whitening = whiten(patches, components);
	const white = multiply(patches, whitening);
	const centroids = sphericalKMeans(white, options);
	// filter = whitening · centroid, so that a convolution gives the whitened patch's projection.
	const filters = multiply(whitening, centroids);
	for (let entry = 0; entry < size; entry++) {
		let square = 0;
		for (let i = 0; i < bands * frames; i++)
			square += (filters.values[i * size + entry] as number) ** 2;
		const scale = 1 / Math.sqrt(square || 1);
		for (let i = 0; i < bands * frames; i++) {
			filters.values[i * size + entry] = (filters.values[i * size + entry] as number) * scale;
		}
	}
	return { bands, frames, size, kernel: filters.values };
}

/** [patch][band × frame], centred over all patches. */
function samplePatches(slices: readonly Float32Array[], options: DictionaryOptions): Matrix {
	const { bands, sliceFrames, frames, patchCount, seed } = options;
	const random = createRandom(`${seed}/patches`);
	const depth = bands * frames;
	const patches = createMatrix(patchCount, depth);
	for (let patch = 0; patch < patchCount; patch++) {
		const slice = random.pick(slices);
		const start = random.integer(sliceFrames - frames + 1);
		for (let band = 0; band < bands; band++) {
			for (let frame = 0; frame < frames; frame++) {
				patches.values[patch * depth + band * frames + frame] = slice[
					band * sliceFrames + start + frame
				] as number;
			}
		}
	}
	for (let i = 0; i < depth; i++) {
		let sum = 0;
		for (let patch = 0; patch < patchCount; patch++)
			sum += patches.values[patch * depth + i] as number;
		const mean = sum / patchCount;
		for (let patch = 0; patch < patchCount; patch++) {
			patches.values[patch * depth + i] = (patches.values[patch * depth + i] as number) - mean;
		}
	}
	return patches;
}

/** [depth][component]: principal components, each scaled to unit variance, softly. */
function whiten(patches: Matrix, components: number): Matrix {
	const { values, vectors } = symmetricEigen(gram(patches));
	const depth = patches.columns;
	const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
	const whitening = createMatrix(depth, components);
	for (let c = 0; c < components; c++) {
		// The floor keeps noise in the last components from counting as much as structure.
		const variance = (Math.max(0, values[c] as number) + 1e-3 * (total / depth)) / patches.rows;
		for (let i = 0; i < depth; i++) {
			whitening.values[i * components + c] =
				(vectors.values[c * depth + i] as number) / Math.sqrt(variance);
		}
	}
	return whitening;
}

/** [component][entry]: unit vectors, each the direction of the patches that are nearest to it. */
function sphericalKMeans(white: Matrix, { size, rounds, seed }: DictionaryOptions): Matrix {
	const random = createRandom(`${seed}/centroids`);
	const depth = white.columns;
	const centroids = createMatrix(depth, size);
	for (let i = 0; i < centroids.values.length; i++) centroids.values[i] = random.normal();
	toUnitColumns(centroids);
	for (let round = 0; round < rounds; round++) {
		const products = multiply(white, centroids);
		const next = createMatrix(depth, size);
		for (let patch = 0; patch < white.rows; patch++) {
			let best = 0;
			let most = -Infinity;
			for (let entry = 0; entry < size; entry++) {
				const product = products.values[patch * size + entry] as number;
				if (product > most) {
					most = product;
					best = entry;
				}
			}
			for (let i = 0; i < depth; i++) {
				const at = i * size + best;
				next.values[at] =
					(next.values[at] as number) + most * (white.values[patch * depth + i] as number);
			}
		}
		// The old centroid takes part (damping), so that an entry nobody chose stays where it was.
		for (let i = 0; i < next.values.length; i++) {
			centroids.values[i] = (centroids.values[i] as number) + (next.values[i] as number);
		}
		toUnitColumns(centroids);
	}
	return centroids;
}

function toUnitColumns({ rows, columns, values }: Matrix): void {
	for (let column = 0; column < columns; column++) {
		let square = 0;
		for (let row = 0; row < rows; row++) square += (values[row * columns + column] as number) ** 2;
		const scale = 1 / Math.sqrt(square);
		for (let row = 0; row < rows; row++) {
			values[row * columns + column] = (values[row * columns + column] as number) * scale;
		}
	}
}
