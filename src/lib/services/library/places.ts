/**
 * Where a track's file lies: the rules for files that are moved, renamed, copied and deleted.
 *
 * A track is its content, so a file that turns up elsewhere is another place of the same track, and
 * nothing is analysed again. What must stay true:
 *
 * - A place is given up only after its folder has been listed to the end, and only if the file was
 *   not found there, or something else was found in its place. Half a listing proves nothing.
 * - What lies under something that could not be read may still be there.
 * - A folder in which no audio at all was found proves nothing either: as a rule it is a disk that
 *   is not plugged in.
 * - A track whose last place is given up is removed, with its analysis. So a file that was moved from
 *   one chosen folder to another keeps its analysis if the new folder is listed first, or both are
 *   inside of one chosen folder.
 */
import type { LibraryPlace, LibraryTrack } from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';

/** What a folder turned out to hold. */
export interface Listing {
	readonly folderId: string;
	/** Whether it is all that the folder holds, rather than files chosen one by one. */
	readonly isWhole: boolean;
	/** Path → what was found there. */
	readonly found: ReadonlyMap<string, LibraryId>;
	/** Files and folders that are there but could not be read. */
	readonly unreadablePaths: readonly string[];
}

/** Names a place among all. */
export function placeKey(folderId: string, path: string): string {
	return `${folderId}\n${path}`;
}

/** Whether this is, by all that can be seen from outside, the file that was at the place. */
export function isUnchanged(place: LibraryPlace, file: File): boolean {
	return place.sizeBytes === file.size && place.modifiedMs === file.lastModified;
}

/** The track with one more place, or that place brought up to date. */
export function withPlace(track: LibraryTrack, place: LibraryPlace): LibraryTrack {
	const key = placeKey(place.folderId, place.path);
	const others = track.places.filter(({ folderId, path }) => placeKey(folderId, path) !== key);
	return { ...track, places: [...others, place] };
}

/** What a complete listing leaves of a track: undefined where it is nowhere any more. */
export function withoutGonePlaces(track: LibraryTrack, listing: Listing): LibraryTrack | undefined {
	if (listing.found.size === 0) return track;
	return withPlacesWhere(track, ({ folderId, path }) => {
		if (folderId !== listing.folderId) return true;
		const found = listing.found.get(path);
		if (found !== undefined) return found === track.id;
		if (!listing.isWhole) return true;
		return listing.unreadablePaths.some(
			(unreadable) => path === unreadable || path.startsWith(`${unreadable}/`)
		);
	});
}

/** What is left of a track without a folder: undefined where it is nowhere else. */
export function withoutFolder(track: LibraryTrack, folderId: string): LibraryTrack | undefined {
	return withPlacesWhere(track, (place) => place.folderId !== folderId);
}

function withPlacesWhere(
	track: LibraryTrack,
	isKept: (place: LibraryPlace) => boolean
): LibraryTrack | undefined {
	const places = track.places.filter(isKept);
	if (places.length === track.places.length) return track;
	return places.length === 0 ? undefined : { ...track, places };
}
