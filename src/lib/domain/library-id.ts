/**
 * How a file of the visitor's own is called: by its content, so that it keeps its name when it is
 * moved, renamed, or chosen again on another day.
 */

/** `file:` and the first 32 hexadecimal digits of the SHA-256 that `identify` takes. */
export type LibraryId = `file:${string}`;

const pattern = /^file:[0-9a-f]{32}$/;

export function isLibraryId(id: string): id is LibraryId {
	return pattern.test(id);
}

/** @param sha256 64 hexadecimal digits */
export function libraryIdOf(sha256: string): LibraryId {
	return `file:${sha256.slice(0, 32)}`;
}
