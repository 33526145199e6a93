/**
 * How what waits stands in line: pure rules of what replaces what.
 */
import type { Failure } from '#lib/contracts/failure.ts';
import type { OutboxEntry, SharingAction } from '#lib/contracts/sharing.ts';

/** The line with this at its end, without what it makes pointless. */
export function withEntry(
	entries: readonly OutboxEntry[],
	entry: OutboxEntry
): readonly OutboxEntry[] {
	return [...entries.filter(({ action }) => !isPointless(action, entry.action)), entry];
}

/**
 * A newer rating or name of the same playlist takes the older one's place, and nothing needs to be
 * done to what is deleted.
 */
function isPointless(older: SharingAction, newer: SharingAction): boolean {
	if (older.kind === 'publish' || newer.kind === 'publish') return false;
	if (older.playlistId !== newer.playlistId) return false;
	return older.kind === newer.kind || newer.kind === 'delete';
}

export function withoutEntry(entries: readonly OutboxEntry[], id: string): readonly OutboxEntry[] {
	return entries.filter((entry) => entry.id !== id);
}

export function withRefusal(
	entries: readonly OutboxEntry[],
	id: string,
	refusal: Failure
): readonly OutboxEntry[] {
	return entries.map((entry) => (entry.id === id ? { ...entry, refusal } : entry));
}

export function waiting(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
	return entries.filter(({ refusal }) => refusal === null);
}

/** Whether it will never be accepted; anything else may be another time. */
export function isFinal({ code }: Failure): boolean {
	return code === 'refused' || code === 'not-found';
}
