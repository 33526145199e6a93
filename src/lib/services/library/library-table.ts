/**
 * The library as the engine takes it: titles and vectors, row by row.
 */
import type { LibrarySound, LibraryTable, LibraryTrack } from '#lib/contracts/library.ts';
import { vectorDims } from '#lib/contracts/manifest.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import { joinTitle } from '#lib/domain/title.ts';

/** The tracks that have a vector of this encoder. */
export function tableOf(
	tracks: ReadonlyMap<LibraryId, LibraryTrack>,
	sounds: readonly LibrarySound[],
	encoderRevision: string
): LibraryTable {
	const rows = sounds.flatMap(({ id, sound, encoderRevision: revision }) => {
		const track = tracks.get(id);
		return track && revision === encoderRevision && hasVector(track) ? [{ track, sound }] : [];
	});
	const sound = new Float32Array(rows.length * vectorDims);
	for (const [i, row] of rows.entries()) sound.set(row.sound, i * vectorDims);
	return {
		encoderRevision,
		ids: rows.map(({ track }) => track.id),
		titles: rows.map(({ track }) => titleOf(track)),
		sound
	};
}

/** Also one that is being analysed again: what it had will do until then. */
function hasVector({ state }: LibraryTrack): boolean {
	const settled = state.kind === 'waiting' ? state.previous : state;
	return settled?.kind === 'analysed';
}

/** As the engine knows tracks; one without an artist goes by its title, and is nobody's. */
function titleOf({ artist, title }: LibraryTrack): string {
	return artist === '' ? title : joinTitle(artist, title);
}
