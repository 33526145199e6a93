/**
 * Expected failures, as values.
 *
 * An exception is a bug; what can go wrong in ordinary use (a broken piece, no network, no room)
 * is a `Failure` that crosses worker and module boundaries as plain data. The codes are a closed
 * union: the page turns each into a sentence, so a code that is not listed here cannot be shown.
 */

export type FailureCode =
	/** The network could not be reached at all. */
	| 'network-unreachable'
	/** A server answered, but not with what was asked for (status, or HTML in place of a piece). */
	| 'unexpected-response'
	/** A piece's bytes do not have the SHA-256 that the manifest states. */
	| 'piece-corrupt'
	/** A document (manifest, link, saved playlist) does not have the shape that it should have. */
	| 'malformed'
	/** A format, version or encoding that this program does not know. */
	| 'unsupported'
	/** The device has no room for what was to be stored. */
	| 'storage-full'
	/** The browser refuses storage altogether (a private window, say). */
	| 'storage-unavailable'
	/** No catalogue has been opened yet. */
	| 'no-catalogue'
	/** Music of one's own was asked for, and none has been analysed. */
	| 'empty-library'
	/** A track id that the collection does not hold. */
	| 'track-not-found'
	/** A request's number or text is outside its range. */
	| 'out-of-range'
	/** A file given to a command cannot be used (missing, truncated, not what it claims to be). */
	| 'bad-input'
	/** Nothing in it can be decoded as audio, or not by this browser. */
	| 'not-audio'
	/** A recording in which nothing sounds. */
	| 'silent'
	/** A file of no bytes. */
	| 'empty-file'
	/** A file of the library whose folder has to be chosen, or allowed, again. */
	| 'file-unreachable'
	/** The visitor or the system refused a microphone, a tab's sound or a folder. */
	| 'not-allowed'
	/** Nobody is logged in, or the login has come to an end. */
	| 'signed-out'
	/** A newer request of the same kind took this one's place. */
	| 'superseded'
	/** A server did not answer within the time that it was given. */
	| 'timed-out'
	/** A server allows no more for now; `details.retryAfterS` says for how many seconds. */
	| 'too-many'
	/** What was asked for is against the rules; the message is a sentence for people. */
	| 'refused'
	/** There is no such thing, or not any more; the message is a sentence for people. */
	| 'not-found'
	/** A part of the program is gone, or of another version: its host has a newer one, as a rule. */
	| 'out-of-date'
	/** Something that should not happen did; `details` says what. */
	| 'internal';

export interface Failure {
	readonly code: FailureCode;
	/** One sentence in English for logs and the command line; the page writes its own. */
	readonly message: string;
	/** Whether the same call may succeed later without anything being changed. */
	readonly retryable: boolean;
	readonly details: Readonly<Record<string, string | number>>;
}

export interface Failed {
	readonly ok: false;
	readonly failure: Failure;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Failed;

export function success<T>(value: T): Result<T> {
	return { ok: true, value };
}

export function failed(
	code: FailureCode,
	message: string,
	options: { retryable?: boolean; details?: Readonly<Record<string, string | number>> } = {}
): Failed {
	const { retryable = false, details = {} } = options;
	return { ok: false, failure: { code, message, retryable, details } };
}

/** Turns whatever was thrown into a failure: for the outermost edge of a worker, where bugs arrive too. */
export function internalFailure(thrown: unknown): Failed {
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return failed('internal', message);
}
