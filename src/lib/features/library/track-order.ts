/**
 * The order of a library's table, and which of its rows a search leaves: pure, and quick enough for
 * tens of thousands of tracks at every keystroke.
 *
 * What is compared is folded (case and accents do not count) once for each track, and kept for as
 * long as its record is. What a file does not say comes last in either direction.
 */
import type { LibraryTrack } from '#lib/contracts/library.ts';
import { foldText, foldWords } from '#lib/domain/title.ts';

export type SortColumn = 'title' | 'artist' | 'album' | 'year' | 'time' | 'added' | 'state';

export interface TrackOrder {
	readonly column: SortColumn;
	readonly isDescending: boolean;
}

interface FoldedTrack {
	readonly title: string;
	readonly artist: string;
	readonly album: string;
	/** The album, and where in it. */
	readonly albumOrder: string;
	/** Artist by artist, album by album, in the album's own order: what decides between equals. */
	readonly natural: string;
	/** What a search looks into. */
	readonly searched: string;
}

/** Sorts before every letter, so that `A` comes before `A B` whatever follows. */
const end = '\u0001';
const foldedTracks = new WeakMap<LibraryTrack, FoldedTrack>();
/** Artists and albums come again and again. */
const foldedNames = new Map<string, string>();
const mostFoldedNames = 50_000;

/** Of equal ones, those that came first stay first. */
export function sortTracks(
	tracks: readonly LibraryTrack[],
	{ column, isDescending }: TrackOrder
): readonly LibraryTrack[] {
	const direction = isDescending ? -1 : 1;
	return tracks
		.map((track) => ({ track, key: sortKey(track, column), natural: foldedOf(track).natural }))
		.sort((one, other) => {
			if (one.key !== other.key) {
				if (one.key === null) return 1;
				if (other.key === null) return -1;
				return one.key < other.key ? -direction : direction;
			}
			if (one.natural === other.natural) return 0;
			return one.natural < other.natural ? -1 : 1;
		})
		.map(({ track }) => track);
}

/**
 * The tracks in the order that they were last seen in, what is new at the end: almost sorted, which is
 * many times faster to sort than any order. While files are analysed the list changes with each.
 */
export function likeBefore(
	tracks: readonly LibraryTrack[],
	before: readonly LibraryTrack[]
): readonly LibraryTrack[] {
	const left = new Map(tracks.map((track) => [track.id, track]));
	const seen = before.flatMap(({ id }) => {
		const track = left.get(id);
		left.delete(id);
		return track === undefined ? [] : [track];
	});
	return [...seen, ...left.values()];
}

/** Those in whose artist, title or album every word of the query occurs. */
export function searchTracks(
	tracks: readonly LibraryTrack[],
	query: string
): readonly LibraryTrack[] {
	const words = foldWords(query);
	if (words.length === 0) return tracks;
	return tracks.filter((track) => {
		const { searched } = foldedOf(track);
		return words.every((word) => searched.includes(word));
	});
}

/** Numbers for numbers and texts for texts, so that any two of a column can be compared. */
function sortKey(track: LibraryTrack, column: SortColumn): number | string | null {
	switch (column) {
		case 'title':
			return foldedOf(track).title || null;
		case 'artist':
			return foldedOf(track).artist || null;
		case 'album': {
			const { album, albumOrder } = foldedOf(track);
			return album === '' ? null : albumOrder;
		}
		case 'year':
			return track.year;
		case 'time':
			return track.durationSeconds;
		case 'added':
			// ISO 8601 in UTC: the order of its letters is that of time.
			return track.addedAt;
		case 'state':
			return stateRank(track);
	}
}

function stateRank({ state }: LibraryTrack): number {
	if (state.kind === 'broken') return 0;
	if (state.kind === 'waiting') return 1;
	return state.mode === 'quick' ? 2 : 3;
}

function foldedOf(track: LibraryTrack): FoldedTrack {
	const known = foldedTracks.get(track);
	if (known !== undefined) return known;
	const title = foldText(track.title).trim();
	const artist = foldedName(track.artist);
	const album = foldedName(track.album);
	const place = albumPlace(track);
	const folded = {
		title,
		artist,
		album,
		albumOrder: [album, foldedName(track.albumArtist), place].join(end),
		natural: [artist, album, place, title].join(end),
		searched: `${artist} ${title} ${album}`
	};
	foldedTracks.set(track, folded);
	return folded;
}

function foldedName(name: string): string {
	const known = foldedNames.get(name);
	if (known !== undefined) return known;
	const folded = foldText(name).trim();
	if (foldedNames.size >= mostFoldedNames) foldedNames.clear();
	foldedNames.set(name, folded);
	return folded;
}

/** Disc and track number as text of one length. */
function albumPlace({ discNumber, trackNumber }: LibraryTrack): string {
	return String((discNumber ?? 0) * 10_000 + (trackNumber ?? 9_999)).padStart(10, '0');
}
