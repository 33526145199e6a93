/**
 * The one layer that is fitted: from a slice's features to its embedding, in closed form.
 *
 * Linear discriminant analysis (Fisher 1936, Rao 1948) with tracks as classes: directions in which
 * tracks lie far apart while the slices of one track lie close together. The scatter within tracks
 * is regularised towards the identity, as there are about as many features as slices.
 *
 * What must stay true: nothing about the catalogue's own tracks enters here.
 */
import {
	cholesky,
	createMatrix,
	gram,
	multiply,
	solveLower,
	solveLowerTransposed,
	transpose,
	type Matrix
} from './linear-algebra.ts';
import { nearestOrthogonal } from './rotation.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface ReadoutOptions {
	readonly dims: number;
	/** Share of the identity in the scatter within tracks, 0 … 1. */
	readonly shrinkage: number;
	/** How much tracks of one artist count as "the same": 0 not at all, 1 like slices of one track. */
	readonly artistScatter: number;
	/**
	 * How much more a direction counts in which tracks differ more: 0 all the same, 1 in proportion
	 * to the deviation.
	 */
	readonly spreadPower: number;
}

export interface Readout {
	/** Of each feature; what the features are normalised by. */
	readonly mean: Float64Array;
	readonly variance: Float64Array;
	/** [feature][dim], for normalised features. */
	readonly kernel: Matrix;
}

/**
 * @param features [slice][feature]
 * @param trackOf for each slice the track that it is from, 0, 1, 2 …
 * @param artistOf for each track its artist, 0, 1, 2 …
 * @param weights what each normalised feature is multiplied by: less is trusted less; 1 unless told
 */
export function fitReadout(
	features: Matrix,
	trackOf: ArrayLike<number>,
	artistOf: ArrayLike<number>,
	{ dims, shrinkage, artistScatter, spreadPower }: ReadoutOptions,
	weights?: ArrayLike<number>
): Readout {
	const { mean, variance } = moments(features);
	// A weight is a smaller deviation to be normalised to; so it costs nothing in the network.
	for (let i = 0; i < variance.length; i++) {
		variance[i] = (variance[i] as number) / (weights?.[i] ?? 1) ** 2;
	}
	const normalised = standardise(features, mean, variance);
	const depth = features.columns;
	const tracks = classMeans(normalised, trackOf, artistOf.length);
	const within = scatterAround(normalised, trackOf, tracks.means);
	const artistCount = 1 + maximum(artistOf);
	const artists = classMeans(tracks.means, artistOf, artistCount);
	const amongArtist = scatterAround(tracks.means, artistOf, artists.means);
	const scatter = createMatrix(depth, depth);
	for (let i = 0; i < scatter.values.length; i++) {
		const sum = (within.values[i] as number) + artistScatter * (amongArtist.values[i] as number);
		scatter.values[i] = (1 - shrinkage) * sum;
	}
	for (let i = 0; i < depth; i++) {
		scatter.values[i * depth + i] = (scatter.values[i * depth + i] as number) + shrinkage;
	}
	const l = cholesky(scatter);
	// With X = L⁻¹·Mᵀ, M the tracks' means, the directions are the first eigenvectors of X·Xᵀ. They
	// are taken from XᵀX, which is smaller: if u is one of its eigenvectors, X·u is one of X·Xᵀ's.
	const spread = solveLower(l, transpose(tracks.means));
	const { values, vectors } = symmetricEigen(gram(spread));
	const found = createMatrix(dims, spread.columns);
	const largest = values[0] as number;
	for (let d = 0; d < Math.min(dims, spread.columns); d++) {
		const share = (values[d] as number) / largest;
		// What is left when tracks differ in fewer ways than there are dimensions is nothing.
		if (share < 1e-9) break;
		const scale = share ** (spreadPower / 2) / Math.sqrt(values[d] as number);
		for (let c = 0; c < spread.columns; c++) {
			found.values[d * spread.columns + c] =
				scale * (vectors.values[d * spread.columns + c] as number);
		}
	}
	const directions = multiply(spread, transpose(found));
	return { mean, variance, kernel: solveLowerTransposed(l, directions) };
}

function moments({ rows, columns, values }: Matrix): {
	mean: Float64Array;
	variance: Float64Array;
} {
	const mean = new Float64Array(columns);
	const variance = new Float64Array(columns);
	for (let i = 0; i < values.length; i++) {
		mean[i % columns] = (mean[i % columns] as number) + (values[i] as number) / rows;
	}
	for (let i = 0; i < values.length; i++) {
		const off = (values[i] as number) - (mean[i % columns] as number);
		variance[i % columns] = (variance[i % columns] as number) + (off * off) / rows;
	}
	return { mean, variance };
}

/** Below this a feature is as good as constant, and is not blown up. */
export const leastVariance = 1e-8;

export function standardise(
	{ rows, columns, values }: Matrix,
	mean: Float64Array,
	variance: Float64Array
): Matrix {
	const result = createMatrix(rows, columns);
	const scale = Float64Array.from(variance, (each) => 1 / Math.sqrt(each + leastVariance));
	for (let i = 0; i < values.length; i++) {
		const column = i % columns;
		result.values[i] =
			((values[i] as number) - (mean[column] as number)) * (scale[column] as number);
	}
	return result;
}

/** [class][feature], the mean of each class's rows. */
function classMeans(rows: Matrix, classOf: ArrayLike<number>, count: number): { means: Matrix } {
	const means = createMatrix(count, rows.columns);
	const sizes = new Uint32Array(count);
	for (let row = 0; row < rows.rows; row++) {
		const each = classOf[row] as number;
		sizes[each] = (sizes[each] as number) + 1;
		for (let i = 0; i < rows.columns; i++) {
			const at = each * rows.columns + i;
			means.values[at] =
				(means.values[at] as number) + (rows.values[row * rows.columns + i] as number);
		}
	}
	for (let i = 0; i < means.values.length; i++) {
		const size = sizes[Math.floor(i / rows.columns)] as number;
		means.values[i] = (means.values[i] as number) / Math.max(1, size);
	}
	return { means };
}

/** The mean over all rows of (row − its class's mean)(…)ᵀ. */
function scatterAround(rows: Matrix, classOf: ArrayLike<number>, means: Matrix): Matrix {
	const width = rows.columns;
	const off = createMatrix(rows.rows, width);
	for (let row = 0; row < rows.rows; row++) {
		const each = classOf[row] as number;
		for (let i = 0; i < width; i++) {
			off.values[row * width + i] =
				(rows.values[row * width + i] as number) - (means.values[each * width + i] as number);
		}
	}
	const scatter = gram(off);
	for (let i = 0; i < scatter.values.length; i++) {
		scatter.values[i] = (scatter.values[i] as number) / rows.rows;
	}
	return scatter;
}

function maximum(values: ArrayLike<number>): number {
	let most = 0;
	for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] as number);
	return most;
}

/**
 * Turns the embedding so that it lies as near to another space as a rotation can bring it, without
 * changing any angle within it. So a sound vector can stand in for a playlists vector that a track
 * lacks.
 * @param targets for each track its vector in the other space; [track][dim]
 */
export function alignReadout(
	readout: Readout,
	features: Matrix,
	trackOf: ArrayLike<number>,
	targets: Matrix
): Readout {
	const { mean, variance, kernel } = readout;
	const embeddings = multiply(standardise(features, mean, variance), kernel);
	const { means } = classMeans(embeddings, trackOf, targets.rows);
	const rotation = nearestOrthogonal(multiply(transpose(unitRows(means)), unitRows(targets)));
	return { mean, variance, kernel: multiply(kernel, rotation) };
}

function unitRows({ rows, columns, values }: Matrix): Matrix {
	const result = createMatrix(rows, columns);
	for (let row = 0; row < rows; row++) {
		const from = values.subarray(row * columns, (row + 1) * columns);
		const length = Math.sqrt(from.reduce((sum, x) => sum + x * x, 0)) || 1;
		for (let i = 0; i < columns; i++) {
			result.values[row * columns + i] = (from[i] as number) / length;
		}
	}
	return result;
}
