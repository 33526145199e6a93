/** The rotation that brings one space nearest to another, for readouts that are to share directions. */
import { createMatrix, gram, multiply, transpose, type Matrix } from './linear-algebra.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/**
 * The orthogonal Q that is nearest to a square matrix A: Schönemann's solution (1966) of the
 * orthogonal Procrustes problem, for A = XᵀY the rotation that brings X nearest to Y. With A = UΣVᵀ
 * it is UVᵀ. Where A says nothing (Σ is 0), Q is completed with whatever is perpendicular.
 */
export function nearestOrthogonal(a: Matrix): Matrix {
	const { vectors } = symmetricEigen(gram(a));
	// A·V's columns are U's times Σ, largest first; as rows here.
	const images = multiply(vectors, transpose(a));
	return multiply(transpose(orthonormalRows(images)), vectors);
}

/** Gram and Schmidt's rows, each cleared twice; a row of which nothing is left is replaced. */
function orthonormalRows({ rows, columns, values }: Matrix): Matrix {
	const result = createMatrix(rows, columns);
	const largest = lengthOf(values, 0, columns);
	let spare = 0;
	for (let row = 0; row < rows; row++) {
		const current = values.slice(row * columns, (row + 1) * columns);
		let floor = 1e-9 * largest;
		while (clearAndScale(current, result.values, row) <= floor) {
			current.fill(0);
			current[spare++] = 1;
			floor = 1e-3 / columns;
		}
		result.values.set(current, row * columns);
	}
	return result;
}

/** Takes out of a vector what lies along the first rows, makes it a unit, says what was left. */
function clearAndScale(vector: Float64Array, rows: Float64Array, count: number): number {
	const width = vector.length;
	for (let pass = 0; pass < 2; pass++) {
		for (let row = 0; row < count; row++) {
			let along = 0;
			for (let i = 0; i < width; i++)
				along += (vector[i] as number) * (rows[row * width + i] as number);
			for (let i = 0; i < width; i++) {
				vector[i] = (vector[i] as number) - along * (rows[row * width + i] as number);
			}
		}
	}
	const length = lengthOf(vector, 0, width);
	for (let i = 0; i < width; i++) vector[i] = (vector[i] as number) / (length || 1);
	return length;
}

function lengthOf(values: Float64Array, from: number, count: number): number {
	let square = 0;
	for (let i = from; i < from + count; i++) square += (values[i] as number) ** 2;
	return Math.sqrt(square);
}
