/** Mel bands of a few frames at once, from their power spectra: sparse weighted sums. */

@inline
function storeFrames<T>(to: usize, sums: v128): void {
	if (sizeof<T>() == 4) v128.store(to, sums);
	else v128.store64_lane(to, f32x4.demote_f64x2_zero(sums), 0);
}

@inline
function melPowers<T>(
	power: usize,
	filters: usize,
	bands: u32,
	weights: usize,
	out: usize,
	stride: usize
): void {
	for (let band: u32 = 0; band < bands; band++) {
		let bin = power + (<usize>load<u32>(filters) << 4);
		const count = <usize>load<u32>(filters, 4);
		const end = weights + count * sizeof<T>();
		const pairsEnd = weights + (count & ~1) * sizeof<T>();
		let even = v128.splat<T>(0);
		let odd = v128.splat<T>(0);
		for (; weights < pairsEnd; weights += 2 * sizeof<T>(), bin += 32) {
			even = v128.add<T>(even, v128.mul<T>(v128.load_splat<T>(weights), v128.load(bin)));
			odd = v128.add<T>(
				odd,
				v128.mul<T>(v128.load_splat<T>(weights + sizeof<T>()), v128.load(bin, 16))
			);
		}
		if (weights < end) {
			even = v128.add<T>(even, v128.mul<T>(v128.load_splat<T>(weights), v128.load(bin)));
			weights = end;
		}
		storeFrames<T>(out, v128.add<T>(even, odd));
		out += stride;
		filters += 8;
	}
}

/**
 * out[band] = Σ weights × power from the band's first bin on, for four frames side by side.
 * power: float32[bins][4]; filters: uint32[bands][2], first bin and how many; weights: float32, all
 * bands' one after another; out: float32, `stride` bytes from band to band.
 */
export function melPowers32(
	power: usize,
	filters: usize,
	bands: u32,
	weights: usize,
	out: usize,
	stride: usize
): void {
	melPowers<f32>(power, filters, bands, weights, out, stride);
}

/** The same for two frames: power and weights in float64, sums rounded to float32. */
export function melPowers64(
	power: usize,
	filters: usize,
	bands: u32,
	weights: usize,
	out: usize,
	stride: usize
): void {
	melPowers<f64>(power, filters, bands, weights, out, stride);
}
