/**
 * How one track gives way to the next: when the next is opened, when it begins to sound, and how
 * long both are heard. Pure; all moments are positions in the track that ends.
 *
 * Keeps true: a fade ends where the track ends, and takes no more than a third of either track, so
 * that a short piece is still heard for itself, and its two fades never meet.
 */

/** Seconds; 0: no crossfade, one track follows the other without a gap. */
export const crossfadeRange = { off: 0, min: 2, max: 12 } as const;

/** Time for a file to be found, read and decoded, or for a piece to be rendered for a while. */
const openLeadSeconds = 5;
/** A fade shorter than this is heard as an accident: then one track follows the other instead. */
const shortestFadeSeconds = 0.5;
/**
 * Where a browser's own player ends and another begins, the moment is known to a few milliseconds.
 * They overlap for so long, and are faded, since music cut off within a wave clicks.
 */
const joinSeconds = 0.006;

export interface Transition {
	/** Length of the track that ends. */
	readonly outgoingSeconds: number;
	/** Length of the one that comes; null as long as it is not known. */
	readonly incomingSeconds: number | null;
	/** The first position from which the next track can sound: where it is, and a little. */
	readonly earliestSeconds: number;
	readonly crossfadeSeconds: number;
	/** Whether both begin and end to the sample. */
	readonly isExact: boolean;
}

export interface TransitionPlan {
	readonly openAtSeconds: number;
	readonly startAtSeconds: number;
	/** From the start to the end of the track; 0: the next one begins when this one is over. */
	readonly fadeSeconds: number;
}

export function planTransition(transition: Transition): TransitionPlan {
	const { outgoingSeconds, earliestSeconds, isExact } = transition;
	const left = Math.max(0, outgoingSeconds - earliestSeconds);
	const crossfade = Math.min(longestFadeSeconds(transition), left);
	const join = isExact || left < joinSeconds ? 0 : joinSeconds;
	const fadeSeconds = crossfade < shortestFadeSeconds ? join : crossfade;
	const startAtSeconds = outgoingSeconds - fadeSeconds;
	return {
		openAtSeconds: Math.max(0, startAtSeconds - openLeadSeconds),
		startAtSeconds,
		fadeSeconds
	};
}

function longestFadeSeconds({
	outgoingSeconds,
	incomingSeconds,
	crossfadeSeconds
}: Transition): number {
	const shorter = Math.min(outgoingSeconds, incomingSeconds ?? Number.POSITIVE_INFINITY);
	return Math.min(crossfadeSeconds, shorter / 3);
}
