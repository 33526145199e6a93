/**
 * Why a track is where it is, in words. The numbers are cosines to the point of the journey that the
 * track was picked for; the words for them are ours.
 */
import type { PickReason, Playlist } from '#lib/contracts/engine.ts';
import { trackLabel } from '#lib/domain/track-label.ts';

export interface Explanation {
	/** Whole sentences, in the order in which to read them. */
	readonly sentences: readonly string[];
	/** Null for a waypoint: nothing was weighed for it. */
	readonly scores: {
		readonly sound: number;
		readonly company: number;
	} | null;
}

/** @param creativity the share of the sound in the choice, 0 … 1 */
export function explainPick(playlist: Playlist, index: number, creativity: number): Explanation {
	const pick = playlist.picks[index];
	if (pick === undefined) return { sentences: [], scores: null };
	const { reason } = pick;
	if (reason.isWaypoint) {
		return { sentences: ['You chose this one: the playlist passes through it.'], scores: null };
	}
	return {
		sentences: [
			placeSentence(playlist, reason),
			choiceSentence(reason, creativity),
			...reason.relaxed.map(relaxedSentence)
		],
		scores: { sound: reason.soundScore, company: reason.playlistsScore }
	};
}

function placeSentence(playlist: Playlist, { between }: PickReason): string {
	if (between === undefined) return 'Carries on from the tracks just before it.';
	const waypoints = playlist.picks.filter(({ reason }) => reason.isWaypoint);
	const from = waypoints[between.from]?.track;
	const to = waypoints[between.to]?.track;
	const percent = Math.round(between.progress * 100);
	if (from === undefined || to === undefined) return `${percent} % of the way along.`;
	return `${percent} % of the way from “${trackLabel(from)}” to “${trackLabel(to)}”.`;
}

function choiceSentence(
	{ soundScore, playlistsScore, between }: PickReason,
	creativity: number
): string {
	const place = between === undefined ? 'what came before' : 'this part of the journey';
	const sound = `sounds ${soundWord(soundScore)} ${place}`;
	const company = `people ${companyWord(playlistsScore)} play it together with such tracks`;
	if (creativity === 1) return `Chosen by ear alone: it ${sound}.`;
	if (creativity === 0) return `Chosen by its company alone: ${company}.`;
	return creativity * soundScore >= (1 - creativity) * playlistsScore
		? `Chosen mostly by ear: it ${sound}. Also, ${company}.`
		: `Chosen mostly by its company: ${company}. Also, it ${sound}.`;
}

function soundWord(score: number): string {
	if (score >= 0.85) return 'almost exactly like';
	if (score >= 0.65) return 'a lot like';
	if (score >= 0.4) return 'something like';
	return 'only a little like';
}

function companyWord(score: number): string {
	if (score >= 0.85) return 'nearly always';
	if (score >= 0.65) return 'often';
	if (score >= 0.4) return 'sometimes';
	return 'seldom';
}

function relaxedSentence(rule: PickReason['relaxed'][number]): string {
	return rule === 'same-song'
		? 'Nothing else was left, so another version of a song was allowed.'
		: 'Nothing else was left, so the same artist was allowed twice in a row.';
}
