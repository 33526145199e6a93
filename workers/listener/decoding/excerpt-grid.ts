/**
 * Where an excerpt lies in a recording of another rate. Its first native sample falls exactly on a
 * sample of the new rate, so that resampling an excerpt gives what resampling the whole would.
 */

/** Seconds on either side that resampling looks at: more than half of its filter, at any rate. */
const reachSeconds = 0.02;

export interface ExcerptGrid {
	/** In native samples from the recording's beginning; may be negative. */
	readonly firstNative: number;
	readonly nativeCount: number;
	/** Where the excerpt begins in the resampled native samples. */
	readonly skip: number;
}

/** Rates are whole numbers of hertz. */
export function excerptGrid(
	firstSample: number,
	sampleCount: number,
	sampleRateHz: number,
	nativeRateHz: number
): ExcerptGrid {
	const divisor = greatestCommonDivisor(sampleRateHz, nativeRateHz);
	const up = sampleRateHz / divisor;
	const down = nativeRateHz / divisor;
	const reach = Math.ceil(reachSeconds * sampleRateHz);
	const period = Math.floor((firstSample - reach) / up);
	const first = period * up;
	const end = firstSample + sampleCount + reach;
	return {
		firstNative: period * down,
		nativeCount: Math.ceil(((end - first) * down) / up),
		skip: firstSample - first
	};
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
