/** The bounds of a playlist request, wherever it comes from: the page, a link, a saved playlist. */
import * as v from 'valibot';
import type { PlaylistRequest } from './engine.ts';

export const maxPlaylistSize = 1000;
const maxIds = 1000;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const ids = v.pipe(v.array(id), v.maxLength(maxIds));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const playlistRequestSchema: v.GenericSchema<unknown, PlaylistRequest> = v.object({
	waypointIds: ids,
	size: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxPlaylistSize)),
	creativity: fraction,
	noise: fraction,
	seed: v.pipe(v.number(), v.safeInteger()),
	rules: v.picklist(['improved', 'original']),
	from: v.exactOptional(v.picklist(['catalogue', 'library', 'both'])),
	lessLikeIds: v.exactOptional(ids),
	keptIds: v.exactOptional(ids),
	excludedArtists: v.exactOptional(
		v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(maxIds))
	)
});
