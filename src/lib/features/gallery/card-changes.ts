/**
 * A playlist of the gallery as it is shown here: as it was read, with what this person has done to it
 * since. What is on its way or waits to be sent is shown as done; what the gallery refused is not.
 */
import type { OutboxEntry, SharedCard, SharingAction, Stars } from '#lib/contracts/sharing.ts';

/** An action upon a playlist that is in the gallery already. */
export type CardAction = Exclude<SharingAction, { readonly kind: 'publish' }>;

export type ShownCard<Card extends SharedCard = SharedCard> = Card & {
	/** One's own stars are on this device only, until they can be sent. */
	readonly isRatingWaiting: boolean;
};

/** What the gallery has answered since a playlist was read. */
export interface AnsweredChange {
	readonly name?: string;
	readonly ownStars?: Stars;
	readonly score?: number;
	readonly ratingCount?: number;
	readonly isDeleted?: boolean;
}

export interface CardChanges {
	readonly answered: AnsweredChange | undefined;
	/** The stars that are being sent. */
	readonly starsOnTheirWay: Stars | undefined;
	/** All that is on its way or waits, in the order in which it was done, refused things among it. */
	readonly outbox: readonly OutboxEntry[];
	readonly onTheirWay: readonly CardAction[];
}

/** @returns null where it was deleted */
export function shownCard<Card extends SharedCard>(
	card: Card,
	{ answered = {}, starsOnTheirWay, outbox, onTheirWay }: CardChanges
): ShownCard<Card> | null {
	const waiting = outbox.filter(({ refusal }) => refusal === null).map(({ action }) => action);
	const done = [...waiting, ...onTheirWay].filter(
		(action): action is CardAction => action.kind !== 'publish' && action.playlistId === card.id
	);
	if (answered.isDeleted === true || done.some(({ kind }) => kind === 'delete')) return null;

	const renamed = done.findLast((action) => action.kind === 'rename');
	const rated = done.findLast((action) => action.kind === 'rate');
	return {
		...card,
		name: renamed?.name ?? answered.name ?? card.name,
		ownStars: starsOnTheirWay ?? rated?.stars ?? answered.ownStars ?? card.ownStars,
		score: answered.score ?? card.score,
		ratingCount: answered.ratingCount ?? card.ratingCount,
		isRatingWaiting: starsOnTheirWay === undefined && rated !== undefined
	};
}
