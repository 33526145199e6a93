/**
 * Which tracks are weighed together (TF-IDF, `workers/listener/pooling`): batches of 100 to 300, and
 * so many slices at most that weighing them takes a second or two, not a minute.
 */

const minTracks = 100;
const maxTracks = 300;

/** From here on a batch is large enough as soon as it has `minTracks`. */
const enoughSlices = 6000;

/** Never more, however few tracks these are. */
const maxSlices = 12_000;

/** How far a batch of too few new tracks is filled up with older ones, as a background to weigh against. */
const contextTracks = 200;

/** Whether so many tracks that wait to be weighed make a batch. */
export function isFullBatch(trackCount: number, sliceCount: number): boolean {
	return (
		trackCount >= maxTracks ||
		(trackCount >= minTracks && sliceCount >= enoughSlices) ||
		sliceCount >= maxSlices
	);
}

/**
 * How many of these tracks, from the first, make the next batch: at least one.
 * @param sliceCounts of each track, in order
 */
export function batchLength(sliceCounts: readonly number[]): number {
	let slices = 0;
	for (const [i, count] of sliceCounts.entries()) {
		slices += count;
		if (i > 0 && slices > maxSlices) return i;
		if (isFullBatch(i + 1, slices)) return i + 1;
	}
	return sliceCounts.length;
}

/** How many older tracks a batch of so few is to be filled up with. */
export function contextLength(trackCount: number): number {
	return trackCount >= minTracks ? 0 : contextTracks - trackCount;
}

/** How many of these older tracks, from the first, there is room for. */
export function contextThatFits(batchSlices: number, sliceCounts: readonly number[]): number {
	let slices = batchSlices;
	const end = sliceCounts.findIndex((count) => (slices += count) > enoughSlices);
	return end < 0 ? sliceCounts.length : end;
}
