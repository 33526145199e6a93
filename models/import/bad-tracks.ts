/**
 * Tracks that cannot be used: the first one ends the import, unless they are to be skipped.
 *
 * A complaint says the file, the track and what was expected there.
 */
import { basename } from 'node:path';
import { failed, success, type Result } from '#lib/contracts/failure.ts';

export type SkipReason =
	| 'bad-id'
	| 'bad-title'
	| 'duplicate-id'
	| 'not-a-vector'
	| 'wrong-length'
	| 'not-finite'
	| 'zero-vector'
	| 'without-title'
	| 'without-sound'
	| 'without-playlists'
	/** The track stays, without its preview. */
	| 'bad-preview';

export interface BadTrack {
	readonly file: string;
	/** The track's id, in words where it has none. */
	readonly key: string;
	readonly reason: SkipReason;
	readonly found: string;
	readonly expected: string;
}

export class BadTracks {
	readonly counts: Partial<Record<SkipReason, number>> = {};
	readonly #isSkipping: boolean;

	constructor(isSkipping: boolean) {
		this.#isSkipping = isSkipping;
	}

	/** Counts a bad track, or gives the failure that it is. */
	report({ file, key, reason, found, expected }: BadTrack): Result<void> {
		if (this.#isSkipping) {
			this.counts[reason] = (this.counts[reason] ?? 0) + 1;
			return success(undefined);
		}
		const name = basename(file);
		return failed('bad-input', `${name}: ${key}: found ${found}, expected ${expected}`, {
			details: { file, key, reason }
		});
	}
}
