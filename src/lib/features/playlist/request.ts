/**
 * From a link to what the engine is asked, and to what a person reads above the playlist.
 */
import type { CatalogueSummary, PlaylistRequest, Playlist, Track } from '#lib/contracts/engine.ts';
import { isLibraryId } from '#lib/domain/library-id.ts';
import { revisionPrefixLength, type PlaylistLink } from '#lib/domain/playlist-link.ts';

export function requestOf(link: PlaylistLink): PlaylistRequest {
	return {
		waypointIds: link.waypointIds,
		size: link.size,
		creativity: link.creativity,
		noise: link.noise,
		seed: link.seed,
		rules: link.rules,
		from: link.from,
		lessLikeIds: link.lessLikeIds,
		excludedArtists: link.excludedArtists
	};
}

/** Whether music of one's own has a part in it. */
export function usesLibrary({ from, waypointIds, lessLikeIds }: PlaylistLink): boolean {
	return from !== 'catalogue' || [...waypointIds, ...lessLikeIds].some(isLibraryId);
}

/** The part of a link that says which catalogue it was made with. */
export function originOf(
	catalogue: CatalogueSummary | null
): Pick<PlaylistLink, 'catalogueId' | 'revisionPrefix'> {
	return {
		catalogueId: catalogue?.id ?? null,
		revisionPrefix: catalogue?.revision.slice(0, revisionPrefixLength) ?? null
	};
}

/** Whether this catalogue gives the playlist that the link was made for. */
export function compareOrigin(
	link: Pick<PlaylistLink, 'catalogueId' | 'revisionPrefix'>,
	catalogue: CatalogueSummary
): 'same' | 'other-revision' | 'other-catalogue' {
	if (link.catalogueId !== null && link.catalogueId !== catalogue.id) return 'other-catalogue';
	if (link.revisionPrefix !== null && !catalogue.revision.startsWith(link.revisionPrefix)) {
		return 'other-revision';
	}
	return 'same';
}

/** What a playlist is called that nobody named: where it comes from and where it goes. */
export function describeJourney(playlist: Playlist): string {
	const waypoints = playlist.picks.filter(({ reason }) => reason.isWaypoint);
	const first = (waypoints[0] ?? playlist.picks[0])?.track;
	const last = waypoints.at(-1)?.track;
	if (first === undefined) return 'Playlist';
	if (last === undefined || last === first) return `Starting from ${shortName(first)}`;
	return `From ${shortName(first)} to ${shortName(last)}`;
}

function shortName(track: Track): string {
	return track.title === '' ? track.artist : track.title;
}

/** A seed that nobody chose. */
export function randomSeed(): number {
	return crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}
