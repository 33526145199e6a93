/**
 * What is told of each folder that somebody chose: how much of the library lies in it, and whether
 * it can be read now.
 */
import type { FolderAccess, LibraryFolder, LibraryTrack } from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';

export interface FolderSummary extends LibraryFolder {
	readonly access: FolderAccess;
	readonly trackCount: number;
	readonly brokenCount: number;
	/** Tracks that can be read neither here nor anywhere else until it is opened again. */
	readonly outOfReachCount: number;
}

/** In the order that they were added in. */
export function folderSummaries(
	folders: readonly LibraryFolder[],
	tracks: readonly LibraryTrack[],
	reachableIds: ReadonlySet<LibraryId>,
	access: ReadonlyMap<string, FolderAccess>
): readonly FolderSummary[] {
	const summaries = new Map(
		folders.map((folder) => [
			folder.id,
			{
				...folder,
				access: access.get(folder.id) ?? 'open',
				trackCount: 0,
				brokenCount: 0,
				outOfReachCount: 0
			}
		])
	);
	for (const { id, places, state } of tracks) {
		for (const folderId of new Set(places.map((place) => place.folderId))) {
			const summary = summaries.get(folderId);
			if (summary === undefined) continue;
			summary.trackCount += 1;
			if (state.kind === 'broken') summary.brokenCount += 1;
			if (!reachableIds.has(id)) summary.outOfReachCount += 1;
		}
	}
	return [...summaries.values()].sort(
		(one, other) => Date.parse(one.addedAt) - Date.parse(other.addedAt)
	);
}

/** Tracks that would go with this folder. */
export function tracksOnlyIn(
	folderId: string,
	tracks: readonly LibraryTrack[]
): readonly LibraryTrack[] {
	return tracks.filter(({ places }) => places.every((place) => place.folderId === folderId));
}
