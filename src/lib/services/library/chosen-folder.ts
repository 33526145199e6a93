/**
 * Which folder of the library it is that somebody has chosen: one that is there already, as far as
 * that can be told, or a new one.
 *
 * With a handle the browser knows. Without (a file input, say) a folder is the one of its name in
 * which some file lies at the same place, with the same size and date; so that a folder, or a handful
 * of files, that is chosen again after a restart is not listed twice.
 */
import type { LibraryFolder } from '#lib/contracts/library.ts';
import type { Picked, PickedFile } from './library.ts';
import type { LibraryRecords } from './library-records.ts';
import { isUnchanged } from './places.ts';

/** So many files are looked at to tell. */
const maxLookedAt = 200;

/** @returns the stored folder, or undefined for a new one */
export async function recogniseFolder(
	{ name, handle, isWhole }: Picked,
	beginning: readonly PickedFile[],
	records: LibraryRecords
): Promise<LibraryFolder | undefined> {
	const folders = [...records.folders.values()].filter((folder) => folder.isWhole === isWhole);
	for (const folder of handle ? folders : []) {
		if (handle && (await isSameEntry(folder.handle, handle))) return folder;
	}
	const places = [...records.tracks.values()].flatMap((track) => track.places);
	return folders
		.filter((folder) => folder.name === name && (!handle || !folder.handle))
		.map((folder) => ({
			folder,
			knownFiles: beginning.filter((file) => isKnown(file, folder, records)).length,
			// Its listing was cut off before anything was stored.
			isBlank: !folder.isListed && places.every(({ folderId }) => folderId !== folder.id)
		}))
		.filter(({ knownFiles, isBlank }) => knownFiles > 0 || isBlank)
		.sort((a, b) => b.knownFiles - a.knownFiles)
		.at(0)?.folder;
}

/** The first files of a choice, and all of them, in their order. */
export async function lookAhead(files: Picked['files']): Promise<{
	readonly beginning: readonly PickedFile[];
	readonly all: AsyncIterable<PickedFile>;
}> {
	const iterator = asyncIterator(files);
	const beginning: PickedFile[] = [];
	let isOver = false;
	let error: unknown;
	try {
		while (beginning.length < maxLookedAt && !isOver) {
			const next = await iterator.next();
			if (next.done === true) isOver = true;
			else beginning.push(next.value);
		}
	} catch (thrown) {
		isOver = true;
		error = thrown ?? new Error('the listing broke off');
	}
	async function* all(): AsyncGenerator<PickedFile> {
		yield* beginning;
		// It breaks off where it broke off.
		if (error !== undefined) throw error instanceof Error ? error : new Error('it broke off');
		if (!isOver) yield* { [Symbol.asyncIterator]: () => iterator };
	}
	return { beginning, all: all() };
}

function asyncIterator(files: Picked['files']): AsyncIterator<PickedFile> {
	if (Symbol.asyncIterator in files) return files[Symbol.asyncIterator]();
	const iterator = files[Symbol.iterator]();
	return { next: () => Promise.resolve(iterator.next()) };
}

function isKnown({ path, file }: PickedFile, folder: LibraryFolder, records: LibraryRecords) {
	const track = records.trackAt(folder.id, path);
	return track?.places.some(
		(place) =>
			place.folderId === folder.id && place.path === path && file && isUnchanged(place, file)
	);
}

async function isSameEntry(
	stored: FileSystemDirectoryHandle | null,
	chosen: FileSystemDirectoryHandle
): Promise<boolean> {
	try {
		return (await stored?.isSameEntry(chosen)) === true;
	} catch {
		return false;
	}
}
