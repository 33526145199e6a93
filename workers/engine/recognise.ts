/**
 * Which of the visitor's own tracks the catalogue has too. Such a track borrows the catalogue's
 * playlists vector, which no listening can give: in whose company people put it.
 *
 * A track is recognised by its folded artist and title, with or without what they say about the
 * recording (`Remastered 2009`), and by its sound: a wrong tag must not lend a stranger's company.
 */
import { vectorDims } from '../../src/lib/contracts/manifest.ts';
import { foldText, songKey } from '../../src/lib/domain/title.ts';
import type { Collection } from './collection.ts';
import { dot } from './vector-table.ts';

/**
 * The least cosine between two recordings of one song. Pieces of the house that were encoded, cut to
 * 22 seconds and heard again had 0.73 to 0.99 with themselves, and a median of 0.01 with others.
 */
const leastLikeness = 0.5;

/**
 * @param titles `Artist - Title` of each track
 * @param sound their vectors: float32[n][100], of unit length
 * @returns for each track the catalogue's row that it is recognised as; of several the most alike
 */
export function recognise(
	catalogue: Collection,
	titles: readonly string[],
	sound: Float32Array
): readonly (number | undefined)[] {
	const keys = titles.map((title) => [foldText(title), songKey(title).replace('\n', '  ')]);
	const rowsByKey = catalogue.titles.rowsOf(new Set(keys.flat()));
	return keys.map((ofTrack, index) => {
		const own = Float64Array.from(sound.subarray(index * vectorDims, (index + 1) * vectorDims));
		let best: number | undefined;
		let likeness = leastLikeness;
		for (const row of ofTrack.flatMap((key) => rowsByKey.get(key) ?? [])) {
			const cosine = dot(catalogue.vectors.readVector('sound', row), own);
			if (cosine < likeness) continue;
			best = row;
			likeness = cosine;
		}
		return best;
	});
}
