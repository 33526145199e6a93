/**
 * Reads what the gallery answers. Its texts are other people's and its ids end in addresses: what
 * does not have the shape that it should have is never shown.
 */
import * as v from 'valibot';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { SharedCard, SharedPlaylist, Stars } from '#lib/contracts/sharing.ts';
import { cleanText, maximumNameLength } from '#lib/domain/playlist-link.ts';
import {
	isCatalogueId,
	isCommonTrackId,
	isPlaylistId,
	isRevision,
	maximumArtistLength,
	maximumSeed,
	maximumSteers,
	maximumTitleLength,
	maximumTracks,
	maximumWaypoints
} from './rules.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const stars: v.GenericSchema<unknown, Stars> = v.picklist([1, 2, 3, 4, 5]);

const playlistId = v.pipe(v.string(), v.check(isPlaylistId));
const name = v.pipe(
	v.string(),
	v.transform((text) => cleanText(text, maximumNameLength)),
	v.minLength(1)
);
const title = v.pipe(
	v.string(),
	v.transform((text) => cleanText(text, maximumTitleLength))
);
const trackId = v.pipe(v.string(), v.check(isCommonTrackId));
const score = v.pipe(v.number(), v.minValue(1), v.maxValue(5));

const sharedFields = {
	id: playlistId,
	name,
	catalogue_id: v.pipe(v.string(), v.check(isCatalogueId)),
	created_at: v.pipe(v.string(), v.isoTimestamp()),
	score,
	rating_count: count,
	upload_count: count,
	is_own: v.nullable(v.boolean()),
	own_stars: v.nullable(stars)
};

const cardSchema = v.object({
	...sharedFields,
	track_count: v.pipe(count, v.minValue(1), v.maxValue(maximumTracks)),
	first_titles: v.pipe(v.array(title), v.maxLength(5))
});

const detailsSchema = v.pipe(
	v.object({
		...sharedFields,
		catalogue_revision: v.pipe(v.string(), v.check(isRevision)),
		track_ids: v.pipe(v.array(trackId), v.minLength(1), v.maxLength(maximumTracks)),
		titles: v.array(title),
		waypoint_ids: v.pipe(v.array(trackId), v.maxLength(maximumWaypoints)),
		size: v.pipe(count, v.maxValue(1000)),
		creativity: fraction,
		noise: fraction,
		seed: v.pipe(count, v.maxValue(maximumSeed)),
		rules: v.picklist(['improved', 'original']),
		play_from: v.picklist(['catalogue', 'library', 'both']),
		less_like_ids: v.pipe(v.array(trackId), v.maxLength(maximumSteers)),
		excluded_artists: v.pipe(
			v.array(
				v.pipe(
					v.string(),
					v.transform((text) => cleanText(text, maximumArtistLength))
				)
			),
			v.maxLength(maximumSteers)
		)
	}),
	v.check(
		({ track_ids, titles }) => track_ids.length === titles.length,
		'expected a title for each track'
	)
);

const publishedSchema = v.pipe(
	v.array(
		v.object({ id: playlistId, shared_name: name, is_new: v.boolean(), is_own: v.boolean() })
	),
	v.length(1)
);

const ratedSchema = v.pipe(
	v.array(v.object({ score, rating_count: count, own_stars: stars })),
	v.length(1)
);

/**
 * The cards of a list. One that is not as it should be is left out, so that nobody can spoil the
 * list for all; a list of nothing else is refused.
 */
export function parseCards(content: unknown): Result<readonly SharedCard[]> {
	const rows = v.safeParse(v.array(v.unknown()), content);
	if (!rows.success) return malformed('a list of playlists', rows.issues);
	const cards: SharedCard[] = [];
	let broken: Result<never> | undefined;
	for (const row of rows.output) {
		const parsed = v.safeParse(cardSchema, row);
		if (parsed.success) {
			const { track_count, first_titles } = parsed.output;
			cards.push({
				...sharedPart(parsed.output),
				trackCount: track_count,
				firstTitles: first_titles
			});
		} else broken ??= malformed('a shared playlist', parsed.issues);
	}
	return broken && cards.length === 0 ? broken : success(cards);
}

/** Null where there was none. */
export function parseDetails(content: unknown): Result<SharedPlaylist | null> {
	const parsed = v.safeParse(v.pipe(v.array(detailsSchema), v.maxLength(1)), content);
	if (!parsed.success) return malformed('a shared playlist', parsed.issues);
	const [row] = parsed.output;
	if (!row) return success(null);
	return success({
		...sharedPart(row),
		trackCount: row.track_ids.length,
		firstTitles: row.titles.slice(0, 5),
		catalogueRevision: row.catalogue_revision,
		trackIds: row.track_ids,
		titles: row.titles,
		request: {
			waypointIds: row.waypoint_ids,
			size: row.size,
			creativity: row.creativity,
			noise: row.noise,
			seed: row.seed,
			rules: row.rules,
			from: row.play_from,
			lessLikeIds: row.less_like_ids,
			excludedArtists: row.excluded_artists
		}
	});
}

function sharedPart(row: {
	[Key in keyof typeof sharedFields]: v.InferOutput<(typeof sharedFields)[Key]>;
}) {
	return {
		id: row.id,
		name: row.name,
		catalogueId: row.catalogue_id,
		createdAt: row.created_at,
		score: row.score,
		ratingCount: row.rating_count,
		uploadCount: row.upload_count,
		isOwn: row.is_own ?? false,
		ownStars: row.own_stars
	};
}

export function parsePublished(content: unknown) {
	const parsed = v.safeParse(publishedSchema, content);
	if (!parsed.success) return malformed('what was published', parsed.issues);
	const [published] = parsed.output;
	return published ? success(published) : malformed('what was published');
}

export function parseRated(content: unknown) {
	const parsed = v.safeParse(ratedSchema, content);
	if (!parsed.success) return malformed('a rating', parsed.issues);
	const [rated] = parsed.output;
	return rated ? success(rated) : malformed('a rating');
}

export function parseCount(content: unknown): Result<number> {
	const parsed = v.safeParse(count, content);
	return parsed.success ? success(parsed.output) : malformed('a count', parsed.issues);
}

/** Only where it is, not what it holds. */
function malformed(
	what: string,
	[issue]: readonly v.BaseIssue<unknown>[] = []
): Result<never> & { readonly ok: false } {
	const path = (issue && v.getDotPath(issue)) ?? what;
	return failed('malformed', `${what} does not have the shape that it should have: ${path}`, {
		details: { path }
	});
}
