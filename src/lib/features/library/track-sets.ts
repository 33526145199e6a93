/** Tracks to look up. They are replaced whole, never changed. */
import type { LibraryReport } from '#lib/contracts/engine.ts';
import type { LibraryTable, LibraryTrack } from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';

export const noIds: ReadonlySet<LibraryId> = new Set();

export function idsOf(tracks: readonly LibraryTrack[]): ReadonlySet<LibraryId> {
	return new Set(tracks.map(({ id }) => id));
}

export function tracksById(tracks: readonly LibraryTrack[]): ReadonlyMap<string, LibraryTrack> {
	return new Map(tracks.map((track) => [track.id, track]));
}

/** Those of the table's tracks that the catalogue has too. */
export function recognisedAmong(
	{ ids }: LibraryTable,
	{ recognisedAs }: LibraryReport
): ReadonlySet<LibraryId> {
	return new Set(ids.filter((_, index) => (recognisedAs[index] ?? null) !== null));
}
