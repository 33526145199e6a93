/**
 * A playlist that somebody keeps on this device.
 *
 * It holds what was asked and what came of it: the request to make it again, the ids to play it,
 * and the titles so that it can be read even when its catalogue is not here any more.
 */
import * as v from 'valibot';
import type { PlaylistRequest } from './engine.ts';
import { failed, success, type Result } from './failure.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const ids = v.pipe(v.array(id), v.readonly());
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const requestSchema = v.object({
	waypointIds: ids,
	size: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1000)),
	creativity: fraction,
	noise: fraction,
	seed: v.pipe(v.number(), v.safeInteger()),
	rules: v.picklist(['improved', 'original']),
	from: v.exactOptional(v.picklist(['catalogue', 'library', 'both'])),
	lessLikeIds: v.exactOptional(ids),
	excludedArtists: v.exactOptional(v.pipe(v.array(v.string()), v.readonly()))
}) satisfies v.GenericSchema<unknown, PlaylistRequest>;

/** Unknown keys are dropped rather than refused: a newer version of the program may have added some. */
export const savedPlaylistSchema = v.pipe(
	v.object({
		id,
		name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
		createdAt: v.pipe(v.string(), v.isoTimestamp()),
		catalogueId: id,
		catalogueRevision: id,
		request: requestSchema,
		trackIds: ids,
		/** `Artist - Title`, one for each track. */
		titles: v.pipe(v.array(v.string()), v.readonly())
	}),
	v.check(
		({ trackIds, titles }) => trackIds.length === titles.length,
		'expected a title for each track'
	)
);

export type SavedPlaylist = Readonly<v.InferOutput<typeof savedPlaylistSchema>>;

export function parseSavedPlaylist(document: unknown): Result<SavedPlaylist> {
	const parsed = v.safeParse(savedPlaylistSchema, document);
	if (parsed.success) return success(parsed.output);
	const [issue] = parsed.issues;
	const path = v.getDotPath(issue) ?? 'playlist';
	return failed('malformed', `saved playlist: ${path}: ${issue.message}`, { details: { path } });
}
