/**
 * Power spectra of a few frames at once: each lane of a vector belongs to another frame, so that
 * every step of the transform is plain vector arithmetic, without a shuffle.
 *
 * A real transform of size n is a complex one of size n / 2 (even samples real, odd ones imaginary)
 * that is untangled afterwards. The complex one decimates in frequency by four (Cooley and Tukey
 * 1965) and leaves its results in digit-reversed order, where the untangling looks them up.
 *
 * T is f32 (four frames) or f64 (two frames). A complex number is two vectors, 32 bytes.
 */

const COMPLEX: usize = 32;

/** Windows `size` samples of each frame and lays them side by side: work[n] = frames' n-th. */
@inline
function loadFrames<T>(samples: usize, hop: usize, size: u32, window: usize, work: usize): void {
	if (sizeof<T>() == 4) {
		const second = samples + hop;
		const third = second + hop;
		const fourth = third + hop;
		const end = <usize>size << 2;
		for (let n: usize = 0; n < end; n += 16) {
			const hann = v128.load(window + n);
			const a = f32x4.mul(v128.load(samples + n), hann);
			const b = f32x4.mul(v128.load(second + n), hann);
			const c = f32x4.mul(v128.load(third + n), hann);
			const d = f32x4.mul(v128.load(fourth + n), hann);
			const abLow = i32x4.shuffle(a, b, 0, 4, 1, 5);
			const cdLow = i32x4.shuffle(c, d, 0, 4, 1, 5);
			const abHigh = i32x4.shuffle(a, b, 2, 6, 3, 7);
			const cdHigh = i32x4.shuffle(c, d, 2, 6, 3, 7);
			const to = work + (n << 2);
			v128.store(to, i64x2.shuffle(abLow, cdLow, 0, 2));
			v128.store(to, i64x2.shuffle(abLow, cdLow, 1, 3), 16);
			v128.store(to, i64x2.shuffle(abHigh, cdHigh, 0, 2), 32);
			v128.store(to, i64x2.shuffle(abHigh, cdHigh, 1, 3), 48);
		}
	} else {
		const second = samples + hop;
		const end = <usize>size << 2;
		for (let n: usize = 0; n < end; n += 8) {
			const hann = v128.load(window + (n << 1));
			const a = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(samples + n)), hann);
			const b = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(second + n)), hann);
			const to = work + (n << 2);
			v128.store(to, i64x2.shuffle(a, b, 0, 2));
			v128.store(to, i64x2.shuffle(a, b, 1, 3), 16);
		}
	}
}

/** One stage: every `span` numbers become four times span / 4, each to be transformed by itself. */
@inline
function quarterSpans<T>(work: usize, end: usize, span: usize, factors: usize): void {
	const quarter = span << 3;
	for (let block = work; block < end; block += quarter << 2) {
		let factor = factors;
		for (let at = block; at < block + quarter; at += COMPLEX) {
			const atB = at + quarter;
			const atC = atB + quarter;
			const atD = atC + quarter;
			const ar = v128.load(at);
			const ai = v128.load(at, 16);
			const br = v128.load(atB);
			const bi = v128.load(atB, 16);
			const cr = v128.load(atC);
			const ci = v128.load(atC, 16);
			const dr = v128.load(atD);
			const di = v128.load(atD, 16);
			const acSumR = v128.add<T>(ar, cr);
			const acSumI = v128.add<T>(ai, ci);
			const acDiffR = v128.sub<T>(ar, cr);
			const acDiffI = v128.sub<T>(ai, ci);
			const bdSumR = v128.add<T>(br, dr);
			const bdSumI = v128.add<T>(bi, di);
			const bdDiffR = v128.sub<T>(br, dr);
			const bdDiffI = v128.sub<T>(bi, di);
			v128.store(at, v128.add<T>(acSumR, bdSumR));
			v128.store(at, v128.add<T>(acSumI, bdSumI), 16);
			storeProduct<T>(
				atB,
				v128.add<T>(acDiffR, bdDiffI),
				v128.sub<T>(acDiffI, bdDiffR),
				factor
			);
			storeProduct<T>(
				atC,
				v128.sub<T>(acSumR, bdSumR),
				v128.sub<T>(acSumI, bdSumI),
				factor + 2 * sizeof<T>()
			);
			storeProduct<T>(
				atD,
				v128.sub<T>(acDiffR, bdDiffI),
				v128.add<T>(acDiffI, bdDiffR),
				factor + 4 * sizeof<T>()
			);
			factor += 6 * sizeof<T>();
		}
	}
}

/** Stores (re + i im) × the factor. */
@inline
function storeProduct<T>(to: usize, re: v128, im: v128, factor: usize): void {
	const wr = v128.load_splat<T>(factor);
	const wi = v128.load_splat<T>(factor + sizeof<T>());
	v128.store(to, v128.sub<T>(v128.mul<T>(re, wr), v128.mul<T>(im, wi)));
	v128.store(to, v128.add<T>(v128.mul<T>(re, wi), v128.mul<T>(im, wr)), 16);
}

/** The last stage where spans are of four: its factors are all 1. */
@inline
function transformFours<T>(work: usize, end: usize): void {
	for (let at = work; at < end; at += 4 * COMPLEX) {
		const ar = v128.load(at);
		const ai = v128.load(at, 16);
		const br = v128.load(at, 32);
		const bi = v128.load(at, 48);
		const cr = v128.load(at, 64);
		const ci = v128.load(at, 80);
		const dr = v128.load(at, 96);
		const di = v128.load(at, 112);
		const acSumR = v128.add<T>(ar, cr);
		const acSumI = v128.add<T>(ai, ci);
		const acDiffR = v128.sub<T>(ar, cr);
		const acDiffI = v128.sub<T>(ai, ci);
		const bdSumR = v128.add<T>(br, dr);
		const bdSumI = v128.add<T>(bi, di);
		const bdDiffR = v128.sub<T>(br, dr);
		const bdDiffI = v128.sub<T>(bi, di);
		v128.store(at, v128.add<T>(acSumR, bdSumR));
		v128.store(at, v128.add<T>(acSumI, bdSumI), 16);
		v128.store(at, v128.add<T>(acDiffR, bdDiffI), 32);
		v128.store(at, v128.sub<T>(acDiffI, bdDiffR), 48);
		v128.store(at, v128.sub<T>(acSumR, bdSumR), 64);
		v128.store(at, v128.sub<T>(acSumI, bdSumI), 80);
		v128.store(at, v128.sub<T>(acDiffR, bdDiffI), 96);
		v128.store(at, v128.add<T>(acDiffI, bdDiffR), 112);
	}
}

/** The last stage where spans are of two. */
@inline
function transformTwos<T>(work: usize, end: usize): void {
	for (let at = work; at < end; at += 2 * COMPLEX) {
		const ar = v128.load(at);
		const ai = v128.load(at, 16);
		const br = v128.load(at, 32);
		const bi = v128.load(at, 48);
		v128.store(at, v128.add<T>(ar, br));
		v128.store(at, v128.add<T>(ai, bi), 16);
		v128.store(at, v128.sub<T>(ar, br), 32);
		v128.store(at, v128.sub<T>(ai, bi), 48);
	}
}

/**
 * |X[k]|² and |X[half − k]|² from Z[k] and Z[half − k]: the even samples' spectrum is half their
 * sum (the second conjugated), the odd samples' half their difference. The halves are the window's.
 */
@inline
function untangle<T>(work: usize, half: u32, pairs: usize, power: usize): void {
	let low = power;
	let high = power + (<usize>half << 4);
	for (; low <= high; low += 16, high -= 16, pairs += 8 + 2 * sizeof<T>()) {
		const a = work + <usize>load<u32>(pairs);
		const b = work + <usize>load<u32>(pairs, 4);
		const wr = v128.load_splat<T>(pairs, 8);
		const wi = v128.load_splat<T>(pairs + sizeof<T>(), 8);
		const ar = v128.load(a);
		const ai = v128.load(a, 16);
		const br = v128.load(b);
		const bi = v128.load(b, 16);
		const evenR = v128.add<T>(ar, br);
		const evenI = v128.sub<T>(ai, bi);
		const oddR = v128.add<T>(ai, bi);
		const oddI = v128.sub<T>(br, ar);
		const turnedR = v128.sub<T>(v128.mul<T>(oddR, wr), v128.mul<T>(oddI, wi));
		const turnedI = v128.add<T>(v128.mul<T>(oddR, wi), v128.mul<T>(oddI, wr));
		v128.store(low, squared<T>(v128.add<T>(evenR, turnedR), v128.add<T>(evenI, turnedI)));
		v128.store(high, squared<T>(v128.sub<T>(evenR, turnedR), v128.sub<T>(evenI, turnedI)));
	}
}

@inline
function squared<T>(re: v128, im: v128): v128 {
	return v128.add<T>(v128.mul<T>(re, re), v128.mul<T>(im, im));
}

@inline
function powerSpectra<T>(
	samples: usize,
	hop: usize,
	size: u32,
	window: usize,
	factors: usize,
	pairs: usize,
	work: usize,
	power: usize
): void {
	loadFrames<T>(samples, hop, size, window, work);
	const half = size >> 1;
	const end = work + <usize>half * COMPLEX;
	let span: usize = half;
	for (; span > 4; span >>= 2) {
		quarterSpans<T>(work, end, span, factors);
		factors += (span >> 2) * 6 * sizeof<T>();
	}
	if (span == 4) transformFours<T>(work, end);
	else transformTwos<T>(work, end);
	untangle<T>(work, half, pairs, power);
}

/**
 * power[k][lane] = |X[k]|² for k = 0 … size / 2 of four frames that begin `hop` bytes apart.
 * samples: float32, three hops and `size` of them; size: a power of two from 4; window:
 * float32[size], halved; factors: for each stage (span = size / 2, size / 8, … above 4) and each
 * j < span / 4 the complex e^(−2πi p j / span) for p = 1, 2, 3; pairs: for k = 0 … size / 4 where in
 * `work` Z[k] and Z[(size / 2 − k) mod size / 2] end up (uint32 bytes each) and e^(−2πi k / size);
 * work: float32[size][4]; power: float32[size / 2 + 1][4].
 */
export function powerSpectra32(
	samples: usize,
	hop: usize,
	size: u32,
	window: usize,
	factors: usize,
	pairs: usize,
	work: usize,
	power: usize
): void {
	powerSpectra<f32>(samples, hop, size, window, factors, pairs, work, power);
}

/** The same of two frames in float64 (the samples are float32 still). */
export function powerSpectra64(
	samples: usize,
	hop: usize,
	size: u32,
	window: usize,
	factors: usize,
	pairs: usize,
	work: usize,
	power: usize
): void {
	powerSpectra<f64>(samples, hop, size, window, factors, pairs, work, power);
}
