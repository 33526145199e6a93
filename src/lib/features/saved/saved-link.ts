/** From a saved playlist to the address that makes it again, and what is told about it in a list. */
import type { SavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import {
	defaultLink,
	formatPlaylistLink,
	revisionPrefixLength
} from '#lib/domain/playlist-link.ts';
import { splitTitle } from '#lib/domain/title.ts';
import { trackLabel } from '#lib/domain/track-label.ts';

/** What decides which playlist comes out. */
export type PlaylistOrigin = Pick<SavedPlaylist, 'catalogueId' | 'catalogueRevision' | 'request'>;

/** The address's fragment, `#` included. */
export function savedFragment({
	name,
	...origin
}: PlaylistOrigin & { readonly name: string }): string {
	const { catalogueId, catalogueRevision, request } = origin;
	const { lessLikeIds = [], excludedArtists = [], ...wish } = request;
	return formatPlaylistLink({
		...defaultLink,
		...wish,
		lessLikeIds,
		excludedArtists,
		catalogueId,
		revisionPrefix: catalogueRevision.slice(0, revisionPrefixLength),
		name
	});
}

/** Whether both give the same playlist, whatever they are called. */
export function isSamePlaylist(one: PlaylistOrigin, other: PlaylistOrigin): boolean {
	return savedFragment({ ...one, name: '' }) === savedFragment({ ...other, name: '' });
}

/** What its waypoints are called, as far as they are among its tracks. */
export function waypointLabels({ request, trackIds, titles }: SavedPlaylist): readonly string[] {
	return request.waypointIds
		.map((id) => titles[trackIds.indexOf(id)])
		.filter((title) => title !== undefined)
		.map((title) => trackLabel(splitTitle(title)));
}
