/**
 * Which rows of a list are selected, as in every file manager: one, one more, from here to there.
 * Pure; a change gives a new selection.
 */
export interface Selection<Id> {
	readonly ids: ReadonlySet<Id>;
	/** Where a stretch begins: the row that was last chosen by itself. */
	readonly anchor: Id | null;
}

export const emptySelection: Selection<never> = { ids: new Set(), anchor: null };

export function selectOnly<Id>(id: Id): Selection<Id> {
	return { ids: new Set([id]), anchor: id };
}

/** In if it was out, out if it was in. */
export function toggled<Id>({ ids }: Selection<Id>, id: Id): Selection<Id> {
	const changed = new Set(ids);
	if (!changed.delete(id)) changed.add(id);
	return { ids: changed, anchor: id };
}

/** From the anchor to this row, in the order that the rows are shown in; nothing else. */
export function extendedTo<Id>(
	{ anchor }: Selection<Id>,
	id: Id,
	order: readonly Id[]
): Selection<Id> {
	const to = order.indexOf(id);
	const from = anchor === null ? -1 : order.indexOf(anchor);
	// The anchor may have been searched away since.
	if (from < 0 || to < 0) return selectOnly(id);
	const stretch = order.slice(Math.min(from, to), Math.max(from, to) + 1);
	return { ids: new Set(stretch), anchor };
}

export function selectAll<Id>(order: readonly Id[]): Selection<Id> {
	return { ids: new Set(order), anchor: order[0] ?? null };
}
