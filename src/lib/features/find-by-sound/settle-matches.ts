/**
 * A list that is read while it changes: what stays keeps its place unless another is better by more
 * than an ear could tell.
 */
import type { NearTrack } from '#lib/contracts/engine.ts';

/** Of a cosine. */
const noticeable = 0.004;

/**
 * @param shown in the order in which it stands
 * @param latest best first
 * @returns the latest tracks with their latest scores
 */
export function settleMatches(
	shown: readonly NearTrack[],
	latest: readonly NearTrack[]
): readonly NearTrack[] {
	const places = new Map(shown.map(({ track }, place) => [track.id, place]));
	const placeOf = ({ track }: NearTrack): number => places.get(track.id) ?? shown.length;
	// Stable: newcomers stay in the order of their scores.
	const settled: NearTrack[] = [];
	for (const match of latest.toSorted((a, b) => placeOf(a) - placeOf(b))) {
		let place = settled.length;
		while (place > 0 && match.score > (settled[place - 1]?.score ?? 0) + noticeable) place -= 1;
		settled.splice(place, 0, match);
	}
	return settled;
}
