/**
 * Audio files that another application shares with the installed program: what the service worker
 * that takes them and the page that picks them up agree on.
 *
 * They wait in a cache of their own, under the numbers 0, 1, 2 …, until the page has them. The name
 * of a file travels in a header, because a stored response has none.
 */
import { isAudioFileName } from './audio-file-names.ts';

/** Not one of the shell's: a new version of the program leaves it alone. */
export const sharedAudioCache = 'deejai-shared-audio';

/** Relative to the program's own address, as in the manifest. */
export const shareAction = 'share-audio';
/** The form's field, as in the manifest. */
export const sharedFilesField = 'audio';

/** An album with its bonus tracks. */
export const mostSharedFiles = 40;
/** They are kept twice for a moment, by the browser and by the cache. */
export const mostSharedBytes = 1_000_000_000;

export const nameHeader = 'X-File-Name';

/** What came of a share; everything but `audio` is why nothing did. */
export const shareOutcomes = [
	'audio',
	'none',
	'too-many',
	'too-large',
	'no-room',
	'failed'
] as const;
export type ShareOutcome = (typeof shareOutcomes)[number];

export function parseShareOutcome(text: string | null): ShareOutcome | null {
	return shareOutcomes.find((outcome) => outcome === text) ?? null;
}

/** By its kind, or else by its name: some applications share everything as a stream of bytes. */
export function isSharedAudio({
	type,
	name
}: {
	readonly type: string;
	readonly name: string;
}): boolean {
	return /^audio\//.test(type) || isAudioFileName(name);
}

/** A name as a header can carry it, and back. */
export const encodeName = (name: string): string => encodeURIComponent(name.toWellFormed());

export function decodeName(header: string | null): string {
	try {
		return decodeURIComponent(header ?? '') || unnamed;
	} catch {
		return unnamed;
	}
}

const unnamed = 'Shared recording';
