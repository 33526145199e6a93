/** Cards without repeats, each where it stood first. */
import type { SharedCard } from '#lib/contracts/sharing.ts';

export function onceEach(cards: readonly SharedCard[]): readonly SharedCard[] {
	const known = new Set<string>();
	return cards.filter(({ id }) => !known.has(id) && known.add(id));
}
