/**
 * Resampling's inner loops. Output i lies at position (phase + i × down) / up in the input: its
 * whole part says where the samples begin, its remainder which taps they meet.
 *
 * An output's sum is always added up in the same order, so that a recording resampled in pieces is
 * the same to the last bit. Taps are padded with zeros to a multiple of eight; what lies beyond the
 * samples needed is read and counts for nothing.
 */

@inline
function multiplyAdd(sum: v128, taps: v128, samples: v128): v128 {
	return f32x4.add(sum, f32x4.mul(taps, samples));
}

@inline
function sumLanes(even: v128, odd: v128): f32 {
	const sum = f32x4.add(even, odd);
	return (
		f32x4.extract_lane(sum, 0) +
		f32x4.extract_lane(sum, 1) +
		(f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
	);
}

@inline
function dot(taps: usize, tapBytes: usize, samples: usize): f32 {
	let even = f32x4.splat(0);
	let odd = f32x4.splat(0);
	for (let k: usize = 0; k < tapBytes; k += 32) {
		even = multiplyAdd(even, v128.load(taps + k), v128.load(samples + k));
		odd = multiplyAdd(odd, v128.load(taps + k, 16), v128.load(samples + k, 16));
	}
	return sumLanes(even, odd);
}

/** Four outputs of one phase: they share their taps, their samples are `step` bytes apart. */
@inline
function dotFour(
	taps: usize,
	tapBytes: usize,
	a: usize,
	step: usize,
	out: usize,
	outStep: usize
): void {
	const b = a + step;
	const c = b + step;
	const d = c + step;
	let evenA = f32x4.splat(0);
	let evenB = f32x4.splat(0);
	let evenC = f32x4.splat(0);
	let evenD = f32x4.splat(0);
	let oddA = f32x4.splat(0);
	let oddB = f32x4.splat(0);
	let oddC = f32x4.splat(0);
	let oddD = f32x4.splat(0);
	for (let k: usize = 0; k < tapBytes; k += 32) {
		const evenTaps = v128.load(taps + k);
		evenA = multiplyAdd(evenA, evenTaps, v128.load(a + k));
		evenB = multiplyAdd(evenB, evenTaps, v128.load(b + k));
		evenC = multiplyAdd(evenC, evenTaps, v128.load(c + k));
		evenD = multiplyAdd(evenD, evenTaps, v128.load(d + k));
		const oddTaps = v128.load(taps + k, 16);
		oddA = multiplyAdd(oddA, oddTaps, v128.load(a + k, 16));
		oddB = multiplyAdd(oddB, oddTaps, v128.load(b + k, 16));
		oddC = multiplyAdd(oddC, oddTaps, v128.load(c + k, 16));
		oddD = multiplyAdd(oddD, oddTaps, v128.load(d + k, 16));
	}
	store<f32>(out, sumLanes(evenA, oddA));
	store<f32>(out + outStep, sumLanes(evenB, oddB));
	store<f32>(out + 2 * outStep, sumLanes(evenC, oddC));
	store<f32>(out + 3 * outStep, sumLanes(evenD, oddD));
}

/**
 * output[i] = Σ taps[phase of i] × input from i's whole position on, for i < count.
 * taps: float32[up][tapBytes / 4]. Outputs whose phase is the same are `up` apart and their samples
 * `down`.
 */
export function convolve(
	input: usize,
	output: usize,
	count: u32,
	phase: u32,
	up: u32,
	down: u32,
	taps: usize,
	tapBytes: usize
): void {
	const step = <usize>down << 2;
	const outStep = <usize>up << 2;
	const end = output + (<usize>count << 2);
	let position = phase;
	for (let first: u32 = 0; first < min(up, count); first++) {
		let samples = input + (<usize>(position / up) << 2);
		const phaseTaps = taps + <usize>(position % up) * tapBytes;
		let out = output + (<usize>first << 2);
		for (; out + 3 * outStep < end; out += 4 * outStep, samples += 4 * step) {
			dotFour(phaseTaps, tapBytes, samples, step, out, outStep);
		}
		for (; out < end; out += outStep, samples += step) {
			store<f32>(out, dot(phaseTaps, tapBytes, samples));
		}
		position += down;
	}
}

/**
 * The same where there are too many phases to keep all their taps: taps are kept for `rows` phases
 * from 0 to 1, both included, and an output lies between two of them, by linear interpolation.
 * taps: float32[rows][tapBytes / 4].
 */
export function convolveBetween(
	input: usize,
	output: usize,
	count: u32,
	phase: u32,
	up: u32,
	down: u32,
	taps: usize,
	tapBytes: usize,
	rows: u32
): void {
	const scale = <f64>(rows - 1) / <f64>up;
	for (let i: u32 = 0; i < count; i++) {
		const place = <f64>phase * scale;
		const row = <u32>place;
		const fraction = <f32>(place - <f64>row);
		const below = taps + <usize>row * tapBytes;
		const above = below + tapBytes;
		let evenBelow = f32x4.splat(0);
		let oddBelow = f32x4.splat(0);
		let evenAbove = f32x4.splat(0);
		let oddAbove = f32x4.splat(0);
		for (let k: usize = 0; k < tapBytes; k += 32) {
			const even = v128.load(input + k);
			const odd = v128.load(input + k, 16);
			evenBelow = multiplyAdd(evenBelow, v128.load(below + k), even);
			oddBelow = multiplyAdd(oddBelow, v128.load(below + k, 16), odd);
			evenAbove = multiplyAdd(evenAbove, v128.load(above + k), even);
			oddAbove = multiplyAdd(oddAbove, v128.load(above + k, 16), odd);
		}
		const low = sumLanes(evenBelow, oddBelow);
		store<f32>(output, low + fraction * (sumLanes(evenAbove, oddAbove) - low));
		output += 4;
		phase += down;
		input += <usize>(phase / up) << 2;
		phase %= up;
	}
}
