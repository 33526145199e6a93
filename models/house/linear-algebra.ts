/**
 * The linear algebra that a closed-form fit needs: products and Cholesky's factor; eigenvectors and
 * rotations are in files of their own. Dense, double precision, row-major, rows read in
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
