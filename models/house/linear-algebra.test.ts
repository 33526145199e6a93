import { describe, expect, it } from 'vitest';
import { createRandom } from '#lib/domain/random.ts';
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

function randomMatrix(rows: number, columns: number, seed: number): Matrix {
	const random = createRandom(seed);
	const matrix = createMatrix(rows, columns);
	for (let i = 0; i < matrix.values.length; i++) matrix.values[i] = random.normal();
	return matrix;
}

function identity(n: number): Matrix {
	return diagonal(new Float64Array(n).fill(1));
}

function diagonal(values: Float64Array): Matrix {
	const matrix = createMatrix(values.length, values.length);
	values.forEach((value, i) => (matrix.values[i * values.length + i] = value));
	return matrix;
}

function worst(a: Matrix, b: Matrix): number {
	expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
	return a.values.reduce((most, x, i) => Math.max(most, Math.abs(x - (b.values[i] ?? NaN))), 0);
}

describe('linear algebra', () => {
	it('weighs the rows of a Gram matrix', () => {
		const a = randomMatrix(7, 4, 1);
		const weights = Float64Array.of(1, 2, 0, 4, 0.5, 1, 3);
		expect(worst(gram(a), multiply(transpose(a), a))).toBeLessThan(1e-12);
		expect(
			worst(gram(a, weights), multiply(transpose(a), multiply(diagonal(weights), a)))
		).toBeLessThan(1e-12);
	});

	it('factors and solves by Cholesky', () => {
		const a = gram(randomMatrix(40, 25, 2));
		const l = cholesky(a);
		expect(worst(multiply(l, transpose(l)), a)).toBeLessThan(1e-10);
		const b = randomMatrix(25, 6, 3);
		const x = solveLowerTransposed(l, solveLower(l, b));
		expect(worst(multiply(a, x), b)).toBeLessThan(1e-8);
		expect(() => cholesky(diagonal(Float64Array.of(1, -1)))).toThrow(/positive definite/);
	});

	it.each([1, 2, 3, 40, 90])('takes a symmetric matrix of size %i apart', (n) => {
		const half = randomMatrix(n, n, n);
		const a = createMatrix(n, n);
		for (let i = 0; i < n; i++) {
			for (let j = 0; j < n; j++) {
				a.values[i * n + j] = (half.values[i * n + j] ?? 0) + (half.values[j * n + i] ?? 0);
			}
		}
		const { values, vectors } = symmetricEigen(a);
		expect([...values]).toEqual([...values].sort((x, y) => y - x));
		expect(worst(multiply(vectors, transpose(vectors)), identity(n))).toBeLessThan(1e-11);
		const again = multiply(transpose(vectors), multiply(diagonal(values), vectors));
		expect(worst(again, a)).toBeLessThan(1e-10);
	});

	it('copes with eigenvalues that repeat or vanish', () => {
		const basis = symmetricEigen(gram(randomMatrix(30, 12, 5))).vectors;
		const wanted = Float64Array.of(3, 3, 3, 1, 1, 0, 0, 0, 0, 0, -2, -2);
		const a = multiply(transpose(basis), multiply(diagonal(wanted), basis));
		const { values, vectors } = symmetricEigen(a);
		values.forEach((value, i) => expect(value).toBeCloseTo(wanted[i] ?? NaN, 10));
		const again = multiply(transpose(vectors), multiply(diagonal(values), vectors));
		expect(worst(again, a)).toBeLessThan(1e-11);
	});

	it('finds the rotation between two clouds of points', () => {
		const rotation = nearestOrthogonal(randomMatrix(8, 8, 6));
		expect(worst(multiply(rotation, transpose(rotation)), identity(8))).toBeLessThan(1e-9);
		const points = randomMatrix(50, 8, 7);
		const turned = multiply(points, rotation);
		const found = nearestOrthogonal(multiply(transpose(points), turned));
		expect(worst(found, rotation)).toBeLessThan(1e-9);
	});

	it('still finds a rotation where the clouds are flat', () => {
		const flat = multiply(randomMatrix(8, 3, 8), randomMatrix(3, 8, 9));
		const rotation = nearestOrthogonal(flat);
		expect(worst(multiply(rotation, transpose(rotation)), identity(8))).toBeLessThan(1e-9);
		const nothing = nearestOrthogonal(createMatrix(4, 4));
		expect(worst(multiply(nothing, transpose(nothing)), identity(4))).toBeLessThan(1e-9);
	});
});
