/**
 * Where what waits to be sent is kept on this device, as a port beside `DeviceStorage`, in the same
 * database.
 *
 * What must stay true of every implementation (the contract suite holds them to it):
 * - A write that cannot be done is a `Failure` (`storage-full`, `storage-unavailable`), never a throw.
 * - What cannot be read, or does not parse, counts as absent.
 * - A change sees what is stored and is written whole, in one transaction: of two tabs that change it
 *   at once neither loses what the other did.
 */
import type { Result } from '#lib/contracts/failure.ts';
import type { OutboxEntry } from '#lib/contracts/sharing.ts';

/** What the outbox is to hold, in its order; must not wait for anything. */
export type OutboxChange = (entries: readonly OutboxEntry[]) => readonly OutboxEntry[];

export interface OutboxStorage {
	/** In the order in which they were done. */
	list(): Promise<readonly OutboxEntry[]>;
	/** @returns what it holds now */
	change(change: OutboxChange): Promise<Result<readonly OutboxEntry[]>>;
	/** Everything after this finds nothing and writes nothing. */
	close(): void;
}
