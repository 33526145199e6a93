/**
 * One kind of things that are kept on this device, as the storage page lists it. Whoever keeps
 * something adds a source of entries to the page (`routes/storage`).
 */
import type { Result } from '#lib/contracts/failure.ts';
import type { KeptStorage } from '#lib/services/storage/kept-storage.ts';

export interface KeptEntry {
	/** The same as long as it is the same thing. */
	readonly id: string;
	readonly name: string;
	/** How much of what: `12 tracks, 3 covers`. Where nothing is kept, that there is nothing. */
	readonly contents: string;
	readonly sizeBytes: number;
	/** What deleting it costs somebody, in a sentence or two. */
	readonly loss: string;
	/** Null where there is nothing, or where it cannot be deleted just now. */
	readonly remove: (() => Promise<Result<void>>) | null;
}

/** @param storage null where the browser keeps nothing in its database */
export type KeptSource = (storage: KeptStorage | null) => Promise<readonly KeptEntry[]>;
