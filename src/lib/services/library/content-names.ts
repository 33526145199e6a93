/**
 * Names made of content: SHA-256, cut as library ids are.
 */
import { libraryIdOf, type LibraryId } from '#lib/domain/library-id.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';

/** A cover's id: an album's tracks bring the same picture, which is kept once. */
export async function coverIdOf(cover: Blob): Promise<string> {
	return (await sha256Hex(await cover.arrayBuffer())).slice(0, 32);
}

/**
 * The id of a file whose content cannot be read: its place stands for it, so that it is listed
 * once, and tried again when something about it has changed.
 */
export async function idOfUnreadable(path: string, file: File): Promise<LibraryId> {
	const place = `unreadable\n${path}\n${file.size}\n${file.lastModified}`;
	return libraryIdOf(await sha256Hex(new TextEncoder().encode(place)));
}
