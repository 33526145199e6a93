/**
 * The library as a collection of its own. The sound network was trained to predict playlists
 * vectors, so both spaces are one: where no playlists vector can be borrowed, the sound vector
 * stands in for it.
 */
import type { LibraryTable } from '../../src/lib/contracts/library.ts';
import { success, type Result } from '../../src/lib/contracts/failure.ts';
import { vectorDims } from '../../src/lib/contracts/manifest.ts';
import { Collection } from './collection.ts';
import type { Kernels } from './kernels/kernels.ts';

/**
 * @param playlists the borrowed playlists vector of each track, undefined where there is none
 * @returns `malformed` where two tracks have one id
 */
export function libraryCollection(
	{ ids, titles, sound }: LibraryTable,
	playlists: readonly (Float64Array | undefined)[],
	kernels: Kernels
): Result<Collection> {
	const trackCount = ids.length;
	const collection = new Collection(
		{ trackCount, encoding: 'float32', idEncoding: 'text' },
		kernels
	);
	const values = sound.slice();
	for (const [index, vector] of playlists.entries()) {
		if (vector) values.set(vector, index * vectorDims);
	}
	const lines = titles.map((title) => `${title.replace(/\s/g, ' ')}\n`).join('');
	const appended = collection.append({
		trackCount,
		vectors: {
			sound: { encoding: 'float32', values: sound },
			playlists: { encoding: 'float32', values }
		},
		titles: new TextEncoder().encode(lines),
		ids
	});
	return appended.ok ? success(collection) : appended;
}
