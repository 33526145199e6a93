/**
 * Scores of every row of a table against one query: the scan that a playlist step rests on.
 *
 * A row's 100 codes are read as seven 16-byte loads, the last of which reaches 12 bytes into the
 * next row: the query is padded with zeros there, so that what is read beyond the row counts for
 * nothing. A table therefore ends with at least 12 readable bytes.
 */

const ROW_BYTES: usize = 100;
const ROW_FLOAT_BYTES: usize = 400;

/** Sum over the four lanes of each of four vectors, as one vector. */
function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
	const ab = i32x4.add(
		i32x4.shuffle(a, b, 0, 2, 4, 6),
		i32x4.shuffle(a, b, 1, 3, 5, 7)
	);
	const cd = i32x4.add(
		i32x4.shuffle(c, d, 0, 2, 4, 6),
		i32x4.shuffle(c, d, 1, 3, 5, 7)
	);
	return i32x4.add(
		i32x4.shuffle(ab, cd, 0, 2, 4, 6),
		i32x4.shuffle(ab, cd, 1, 3, 5, 7)
	);
}

function dotRow(row: usize, query: usize): v128 {
	let sum = i32x4.splat(0);
	// Unrolled by the compiler's optimiser: the bounds are constant.
	for (let i: usize = 0; i < 112; i += 16) {
		const codes = v128.load(row + i);
		sum = i32x4.add(
			sum,
			i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(codes), v128.load(query + 2 * i))
		);
		sum = i32x4.add(
			sum,
			i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(codes), v128.load(query + 2 * i, 16))
		);
	}
	return sum;
}

function horizontalSum(sums: v128): i32 {
	return (
		i32x4.extract_lane(sums, 0) +
		i32x4.extract_lane(sums, 1) +
		i32x4.extract_lane(sums, 2) +
		i32x4.extract_lane(sums, 3)
	);
}

/**
 * out[r] = queryScale × scales[r] × Σ codes[r][i] × query[i].
 * codes: int8[rows][100] and 12 bytes more; scales, out: float32[rows]; query: int16[112], the
 * last 12 zero. The integer sum is exact: 100 × 127 × 32,767 < 2³¹.
 */
export function scoreInt8(
	codes: usize,
	scales: usize,
	rows: u32,
	query: usize,
	queryScale: f32,
	out: usize
): void {
	const scale = f32x4.splat(queryScale);
	let row: u32 = 0;
	for (; row + 4 <= rows; row += 4) {
		const first = codes + <usize>row * ROW_BYTES;
		const sums = sumLanes(
			dotRow(first, query),
			dotRow(first + ROW_BYTES, query),
			dotRow(first + 2 * ROW_BYTES, query),
			dotRow(first + 3 * ROW_BYTES, query)
		);
		const at = <usize>row << 2;
		const rowScales = f32x4.mul(v128.load(scales + at), scale);
		v128.store(out + at, f32x4.mul(f32x4.convert_i32x4_s(sums), rowScales));
	}
	for (; row < rows; row++) {
		const sum = horizontalSum(dotRow(codes + <usize>row * ROW_BYTES, query));
		const at = <usize>row << 2;
		store<f32>(out + at, <f32>sum * (load<f32>(scales + at) * queryScale));
	}
}

/** out[r] = Σ values[r][i] × query[i]. values: float32[rows][100]; query: float32[100]. */
export function scoreFloat32(values: usize, rows: u32, query: usize, out: usize): void {
	for (let row: u32 = 0; row < rows; row++) {
		const at = values + <usize>row * ROW_FLOAT_BYTES;
		let even = f32x4.splat(0);
		let odd = f32x4.splat(0);
		for (let i: usize = 0; i < 384; i += 32) {
			even = f32x4.add(even, f32x4.mul(v128.load(at + i), v128.load(query + i)));
			odd = f32x4.add(odd, f32x4.mul(v128.load(at + i, 16), v128.load(query + i, 16)));
		}
		even = f32x4.add(even, f32x4.mul(v128.load(at, 384), v128.load(query, 384)));
		const sum = f32x4.add(even, odd);
		store<f32>(
			out + (<usize>row << 2),
			f32x4.extract_lane(sum, 0) +
				f32x4.extract_lane(sum, 1) +
				(f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
		);
	}
}
