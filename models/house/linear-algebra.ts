/**
 * The linear algebra that a closed-form fit needs: products, Cholesky's factor, eigenvectors of a
 * symmetric matrix, the nearest orthogonal matrix. Dense, double precision, row-major, rows read in
 * order. Everything is deterministic: no blocking that depends on the machine, no threads.
 */
export interface Matrix {
	readonly rows: number;
	readonly columns: number;
	/** Row-major. */
	readonly values: Float64Array;
}

export function createMatrix(rows: number, columns: number): Matrix {
	return { rows, columns, values: new Float64Array(rows * columns) };
}

export function transpose({ rows, columns, values }: Matrix): Matrix {
	const result = createMatrix(columns, rows);
	for (let i = 0; i < rows; i++) {
		for (let j = 0; j < columns; j++)
			result.values[j * rows + i] = values[i * columns + j] as number;
	}
	return result;
}

/** A·B. */
export function multiply(a: Matrix, b: Matrix): Matrix {
	if (a.columns !== b.rows) throw new RangeError(`${a.columns} columns times ${b.rows} rows`);
	const result = createMatrix(a.rows, b.columns);
	const width = b.columns;
	const x = a.values;
	const y = b.values;
	const out = result.values;
	for (let i = 0; i < a.rows; i++) {
		const to = i * width;
		for (let k = 0; k < a.columns; k++) {
			const factor = x[i * a.columns + k] as number;
			if (factor === 0) continue;
			const from = k * width;
			for (let j = 0; j < width; j++) {
				out[to + j] = (out[to + j] as number) + factor * (y[from + j] as number);
			}
		}
	}
	return result;
}

/** AᵀA, or AᵀWA with one weight for each row. */
export function gram({ rows, columns, values }: Matrix, weights?: ArrayLike<number>): Matrix {
	const result = createMatrix(columns, columns);
	const out = result.values;
	for (let row = 0; row < rows; row++) {
		const at = row * columns;
		const weight = weights ? (weights[row] as number) : 1;
		for (let i = 0; i < columns; i++) {
			const factor = weight * (values[at + i] as number);
			if (factor === 0) continue;
			const to = i * columns;
			for (let j = i; j < columns; j++) {
				out[to + j] = (out[to + j] as number) + factor * (values[at + j] as number);
			}
		}
	}
	for (let i = 0; i < columns; i++) {
		for (let j = 0; j < i; j++) out[i * columns + j] = out[j * columns + i] as number;
	}
	return result;
}

/**
 * The lower L with L·Lᵀ = A, by Cholesky's algorithm.
 * @param a symmetric and positive definite; if it is not, that is a bug and throws
 */
export function cholesky({ rows: n, values: a }: Matrix): Matrix {
	const result = createMatrix(n, n);
	const l = result.values;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j <= i; j++) {
			let sum = a[i * n + j] as number;
			for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number);
			if (i !== j) l[i * n + j] = sum / (l[j * n + j] as number);
			else if (sum > 0) l[i * n + i] = Math.sqrt(sum);
			else throw new RangeError(`Not positive definite at row ${i}`);
		}
	}
	return result;
}

/** X with L·X = B, for a lower L. */
export function solveLower({ rows: n, values: l }: Matrix, b: Matrix): Matrix {
	const width = b.columns;
	const x = Float64Array.from(b.values);
	for (let i = 0; i < n; i++) {
		for (let k = 0; k < i; k++) subtractRow(x, i, k, width, l[i * n + k] as number);
		scaleRow(x, i, width, 1 / (l[i * n + i] as number));
	}
	return { rows: n, columns: width, values: x };
}

/** X with Lᵀ·X = B, for a lower L. */
export function solveLowerTransposed({ rows: n, values: l }: Matrix, b: Matrix): Matrix {
	const width = b.columns;
	const x = Float64Array.from(b.values);
	for (let i = n - 1; i >= 0; i--) {
		for (let k = i + 1; k < n; k++) subtractRow(x, i, k, width, l[k * n + i] as number);
		scaleRow(x, i, width, 1 / (l[i * n + i] as number));
	}
	return { rows: n, columns: width, values: x };
}

function subtractRow(
	x: Float64Array,
	to: number,
	from: number,
	width: number,
	factor: number
): void {
	if (factor === 0) return;
	for (let j = 0; j < width; j++) {
		x[to * width + j] = (x[to * width + j] as number) - factor * (x[from * width + j] as number);
	}
}

function scaleRow(x: Float64Array, row: number, width: number, factor: number): void {
	for (let j = 0; j < width; j++) x[row * width + j] = (x[row * width + j] as number) * factor;
}

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
