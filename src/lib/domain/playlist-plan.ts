/**
 * The shape of a playlist before any track of it is chosen: its places in order, and of which
 * tracks each place's query is made. The formulas are Deej-A.I.'s own.
 */

/** How many of the last tracks a walk looks back on. */
const lookback = 3;

export type Slot =
	| { readonly kind: 'waypoint'; readonly waypoint: number }
	/** Between waypoints `from` and `from + 1`, `progress` of the way; `isLast` before the latter. */
	| {
			readonly kind: 'between';
			readonly from: number;
			readonly progress: number;
			readonly isLast: boolean;
	  }
	/** After the tracks so far, wherever they lead. */
	| { readonly kind: 'walk' };

/**
 * The places of a playlist.
 * @param waypointCount at least 1
 * @param size for one waypoint tracks in all; for more, tracks between each pair
 */
export function planSlots(waypointCount: number, size: number): readonly Slot[] {
	const slots: Slot[] = [{ kind: 'waypoint', waypoint: 0 }];
	if (waypointCount === 1) {
		while (slots.length < size) slots.push({ kind: 'walk' });
		return slots;
	}
	for (let from = 0; from < waypointCount - 1; from++) {
		for (let i = 0; i < size; i++) {
			const progress = (i + 1) / (size + 1);
			slots.push({ kind: 'between', from, progress, isLast: i === size - 1 });
		}
		slots.push({ kind: 'waypoint', waypoint: from + 1 });
	}
	return slots;
}

/** A track's part in a query: the query is the sum of weight × vector. */
export interface QueryTerm {
	readonly row: number;
	readonly weight: number;
}

/** A journey's query: (size − i)/(size + 1) · a + (i + 1)/(size + 1) · b. */
export function journeyTerms(from: number, to: number, progress: number): readonly QueryTerm[] {
	return [
		{ row: from, weight: 1 - progress },
		{ row: to, weight: progress }
	];
}

/** A walk's query: the sum of the last three tracks. */
export function walkTerms(rowsSoFar: readonly number[]): readonly QueryTerm[] {
	return rowsSoFar.slice(-lookback).map((row) => ({ row, weight: 1 }));
}
