/** From a playlist on a page to the record that is kept of it. */
import type { PlaylistRequest, Track } from '#lib/contracts/engine.ts';
import type { SavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import { cleanText, maximumNameLength } from '#lib/domain/playlist-link.ts';
import { joinTitle } from '#lib/domain/title.ts';

/** What a page hands over to be saved. */
export interface PlaylistToSave {
	readonly name: string;
	readonly catalogueId: string;
	readonly catalogueRevision: string;
	readonly request: PlaylistRequest;
	readonly tracks: readonly Track[];
}

export function recordOf(playlist: PlaylistToSave): SavedPlaylist {
	const { name, catalogueId, catalogueRevision, request, tracks } = playlist;
	return {
		id: crypto.randomUUID(),
		name: nameToSave(name),
		createdAt: new Date().toISOString(),
		catalogueId,
		catalogueRevision,
		request: { ...request },
		trackIds: tracks.map(({ id }) => id),
		titles: tracks.map(({ artist, title }) => joinTitle(artist, title))
	};
}

/** What a link can carry, with a sign of what it cannot; something, in any case. */
export function nameToSave(name: string): string {
	const cleaned = cleanText(name, maximumNameLength);
	const isCut = cleanText(name, maximumNameLength + 1) !== cleaned;
	return isCut ? `${cleanText(cleaned, maximumNameLength - 1)}…` : cleaned || 'Playlist';
}
