/**
 * A slice's powers to decibels, and its range to 0 … 1. Lengths are in bytes, a multiple of 16.
 *
 * The logarithm is computed in double precision: x = m × 2^e with m within √½ … √2, and
 * ln m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1) / (m + 1), |s| < 0.172. Six terms leave
 * less than 1e-10, far below what float32 can tell apart.
 */

const DECIBELS_PER_NEPER: f64 = 4.342944819032518; // 10 / ln 10
const DECIBELS_PER_OCTAVE: f64 = 3.010299956639812; // 10 log10 2
/** What turns √½ into 1 when added to a double's bits, so that the exponent changes there. */
const ABOVE_ROOT_HALF: i64 = 0x3ff0000000000000 - 0x3fe6a09e00000000;
const ONE: i64 = 0x3ff0000000000000;
/** 2^52: a small integer in its low bits is that much more. */
const INTEGER: i64 = 0x4330000000000000;
const INTEGER_AND_BIAS: f64 = 4503599627370496 + 1023;

@inline
function decibels(x: v128): v128 {
	const biased = i64x2.shr_u(i64x2.add(x, i64x2.splat(ABOVE_ROOT_HALF)), 52);
	const exponent = f64x2.sub(
		v128.or(biased, i64x2.splat(INTEGER)),
		f64x2.splat(INTEGER_AND_BIAS)
	);
	const m = i64x2.add(i64x2.sub(x, i64x2.shl(biased, 52)), i64x2.splat(ONE));
	const one = f64x2.splat(1);
	const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
	const square = f64x2.mul(s, s);
	let sum = f64x2.splat(2 * DECIBELS_PER_NEPER / 11);
	sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(2 * DECIBELS_PER_NEPER / 9));
	sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(2 * DECIBELS_PER_NEPER / 7));
	sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(2 * DECIBELS_PER_NEPER / 5));
	sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(2 * DECIBELS_PER_NEPER / 3));
	sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(2 * DECIBELS_PER_NEPER));
	// x − x is 0 or, where x is infinite or no number, no number: it must not come out as if it were.
	return f64x2.add(
		f64x2.add(f64x2.mul(exponent, f64x2.splat(DECIBELS_PER_OCTAVE)), f64x2.sub(x, x)),
		f64x2.mul(sum, s)
	);
}

/** The largest of float32 numbers, none below 0; 0 of none. */
export function largest(values: usize, sizeBytes: usize): f32 {
	let most = f32x4.splat(0);
	for (let at = values; at < values + sizeBytes; at += 16) {
		most = f32x4.pmax(most, v128.load(at));
	}
	return max(
		max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
		max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3))
	);
}

/** values = max(floor, 10 log10(max(amin, values)) − zero), float32 in place. */
export function toDecibels(
	values: usize,
	sizeBytes: usize,
	amin: f64,
	zero: f64,
	floor: f64
): void {
	const least = f64x2.splat(amin);
	const zeros = f64x2.splat(zero);
	const floors = f64x2.splat(floor);
	for (let at = values; at < values + sizeBytes; at += 16) {
		const four = v128.load(at);
		const upper = i64x2.shuffle(four, four, 1, 0);
		const a = decibels(f64x2.pmax(f64x2.promote_low_f32x4(four), least));
		const b = decibels(f64x2.pmax(f64x2.promote_low_f32x4(upper), least));
		v128.store(
			at,
			i64x2.shuffle(
				f32x4.demote_f64x2_zero(f64x2.pmax(f64x2.sub(a, zeros), floors)),
				f32x4.demote_f64x2_zero(f64x2.pmax(f64x2.sub(b, zeros), floors)),
				0,
				2
			)
		);
	}
}

/** Stretches float32 numbers so that the least is 0 and the largest 1; equal ones stay as they are. */
export function toUnitRange(values: usize, sizeBytes: usize): void {
	let low = v128.load(values);
	let high = low;
	for (let at = values; at < values + sizeBytes; at += 16) {
		const four = v128.load(at);
		low = f32x4.pmin(low, four);
		high = f32x4.pmax(high, four);
	}
	const least = min(
		min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)),
		min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3))
	);
	const range =
		max(
			max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)),
			max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3))
		) - least;
	if (range == 0) return;
	const leasts = f32x4.splat(least);
	const ranges = f32x4.splat(range);
	for (let at = values; at < values + sizeBytes; at += 16) {
		v128.store(at, f32x4.div(f32x4.sub(v128.load(at), leasts), ranges));
	}
}
