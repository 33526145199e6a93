/**
 * Names made of content: SHA-256, cut as library ids are.
 */
import { libraryIdOf, type LibraryId } from '#lib/domain/library-id.ts';

async function sha256Hex(bytes: BufferSource): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

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
