/**
 * Which row of the page shows which track. A row that scrolls out of sight is filled with the track
 * that scrolls in, which is far cheaper than to make another; a track that stays keeps its row, and
 * with it the focus.
 */
import type { LibraryId } from '#lib/domain/library-id.ts';

export const noSlots: ReadonlyMap<LibraryId, number> = new Map();

export function assignSlots(
	before: ReadonlyMap<LibraryId, number>,
	ids: readonly LibraryId[]
): ReadonlyMap<LibraryId, number> {
	const taken = new Set(ids.flatMap((id) => before.get(id) ?? []));
	let next = 0;
	const freeSlot = (): number => {
		while (taken.has(next)) next += 1;
		taken.add(next);
		return next;
	};
	return new Map(ids.map((id) => [id, before.get(id) ?? freeSlot()]));
}
