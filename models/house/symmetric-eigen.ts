/**
 * Symmetric matrices taken apart into eigenvalues and eigenvectors, all of them, in double precision.
 */
import { createMatrix, type Matrix } from './linear-algebra.ts';

export interface Eigen {
	/** Largest first. */
	readonly values: Float64Array;
	/** One eigenvector a row, of length 1, in the order of the values. */
	readonly vectors: Matrix;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to a tridiagonal
 * matrix, then the implicit QL algorithm (Golub and Van Loan, Matrix Computations, 8.3). The
 * vectors are kept as rows, so that every rotation runs through memory in order.
 */
export function symmetricEigen(matrix: Matrix): Eigen {
	const { rows: n } = matrix;
	const { diagonal, beside, vectors } = tridiagonalise(matrix);
	// Against the whole matrix's scale: eigenvalues that are all but 0 would never settle otherwise.
	let largest = 0;
	for (let i = 0; i < n; i++) {
		largest = Math.max(largest, Math.abs(diagonal[i] as number) + Math.abs(beside[i] as number));
	}
	const negligible = Number.EPSILON * largest;
	for (let first = 0; first < n; first++) {
		for (let sweep = 0; ; sweep++) {
			let last = first;
			while (last < n - 1 && Math.abs(beside[last] as number) > negligible) last++;
			if (last === first) break;
			if (sweep === 60) throw new RangeError('The eigenvalues do not converge');
			qlSweep(diagonal, beside, vectors, n, first, last);
		}
	}
	const order = Array.from(diagonal.keys()).sort(
		(a, b) => (diagonal[b] as number) - (diagonal[a] as number) || a - b
	);
	const sorted = createMatrix(n, n);
	for (const [to, from] of order.entries()) {
		sorted.values.set(vectors.subarray(from * n, (from + 1) * n), to * n);
	}
	return {
		values: Float64Array.from(order, (i) => diagonal[i] as number),
		vectors: sorted
	};
}

/** One implicitly shifted QL step on rows first … last. */
function qlSweep(
	diagonal: Float64Array,
	beside: Float64Array,
	vectors: Float64Array,
	n: number,
	first: number,
	last: number
): void {
	const d0 = diagonal[first] as number;
	const e0 = beside[first] as number;
	let g = ((diagonal[first + 1] as number) - d0) / (2 * e0);
	let r = Math.hypot(g, 1);
	g = (diagonal[last] as number) - d0 + e0 / (g + (g < 0 ? -r : r));
	let sine = 1;
	let cosine = 1;
	let p = 0;
	for (let i = last - 1; i >= first; i--) {
		const f = sine * (beside[i] as number);
		const b = cosine * (beside[i] as number);
		r = Math.hypot(f, g);
		beside[i + 1] = r;
		if (r === 0) {
			diagonal[i + 1] = (diagonal[i + 1] as number) - p;
			beside[last] = 0;
			return;
		}
		sine = f / r;
		cosine = g / r;
		g = (diagonal[i + 1] as number) - p;
		r = ((diagonal[i] as number) - g) * sine + 2 * cosine * b;
		p = sine * r;
		diagonal[i + 1] = g + p;
		g = cosine * r - b;
		const upper = i * n;
		const lower = upper + n;
		for (let k = 0; k < n; k++) {
			const z = vectors[lower + k] as number;
			const y = vectors[upper + k] as number;
			vectors[lower + k] = sine * y + cosine * z;
			vectors[upper + k] = cosine * y - sine * z;
		}
	}
	diagonal[first] = (diagonal[first] as number) - p;
	beside[first] = g;
	beside[last] = 0;
}

/** A = Vᵀ·T·V with T tridiagonal; V's rows come back as `vectors`. */
function tridiagonalise(matrix: Matrix): {
	diagonal: Float64Array;
	beside: Float64Array;
	vectors: Float64Array;
} {
	const n = matrix.rows;
	const a = Float64Array.from(matrix.values);
	const vectors = new Float64Array(n * n);
	for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
	const beside = new Float64Array(n);
	const v = new Float64Array(n);
	const p = new Float64Array(n);
	for (let k = 0; k < n - 1; k++) {
		let norm = 0;
		for (let i = k + 1; i < n; i++) norm += (a[i * n + k] as number) ** 2;
		norm = Math.sqrt(norm);
		const pivot = a[(k + 1) * n + k] as number;
		const image = pivot > 0 ? -norm : norm;
		beside[k] = image;
		let square = 0;
		for (let i = k + 1; i < n; i++) {
			v[i] = (a[i * n + k] as number) - (i === k + 1 ? image : 0);
			square += (v[i] as number) ** 2;
		}
		if (square === 0) continue;
		const scale = 2 / square;
		// A ← H·A·H with H = 1 − scale·v·vᵀ, as a symmetric update of rank two.
		let vp = 0;
		for (let i = k; i < n; i++) {
			let sum = 0;
			for (let j = k + 1; j < n; j++) sum += (a[i * n + j] as number) * (v[j] as number);
			p[i] = scale * sum;
			if (i > k) vp += (p[i] as number) * (v[i] as number);
		}
		for (let i = k + 1; i < n; i++) p[i] = (p[i] as number) - 0.5 * scale * vp * (v[i] as number);
		for (let i = k + 1; i < n; i++) {
			const vi = v[i] as number;
			const pi = p[i] as number;
			for (let j = k + 1; j < n; j++) {
				a[i * n + j] = (a[i * n + j] as number) - vi * (p[j] as number) - pi * (v[j] as number);
			}
		}
		reflectRows(vectors, v, scale, k, n, p);
	}
	const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i] as number);
	return { diagonal, beside, vectors };
}

/** V ← H·V, on the rows that H touches. */
function reflectRows(
	vectors: Float64Array,
	v: Float64Array,
	scale: number,
	k: number,
	n: number,
	scratch: Float64Array
): void {
	scratch.fill(0);
	for (let i = k + 1; i < n; i++) {
		const factor = scale * (v[i] as number);
		for (let j = 0; j < n; j++) {
			scratch[j] = (scratch[j] as number) + factor * (vectors[i * n + j] as number);
		}
	}
	for (let i = k + 1; i < n; i++) {
		const factor = v[i] as number;
		for (let j = 0; j < n; j++) {
			vectors[i * n + j] = (vectors[i * n + j] as number) - factor * (scratch[j] as number);
		}
	}
}
