/**
 * When a track's frames sound, in the audio context's time. Pure.
 *
 * A *run* is a stretch of a track that is played without interruption: its first frame is tied to
 * a moment of the context, and every other frame follows from that. Chunks join without a gap
 * because their starts are computed from the run's, never from the chunk before; the run begins
 * on a whole frame of the context, so that where the rates are equal no chunk starts between two
 * frames (browsers interpolate there, which dulls the sound).
 */

export interface Run {
	/** The first frame of the track that this run plays. */
	readonly fromFrame: number;
	/** The frame of the context at which it sounds. */
	readonly contextFrame: number;
	readonly trackRateHz: number;
	readonly contextRateHz: number;
}

/** @param earliestSeconds context time before which it must not begin */
export function startRun(
	fromFrame: number,
	trackRateHz: number,
	earliestSeconds: number,
	contextRateHz: number
): Run {
	// A hair is taken off first: 0.02 × 44,100 is 882.0000000000001 in floating point.
	const contextFrame = Math.ceil(earliestSeconds * contextRateHz - 1e-6);
	return { fromFrame, contextFrame, trackRateHz, contextRateHz };
}

/** The context's time, in seconds, at which a frame of the track sounds. */
export function contextTimeOf(run: Run, trackFrame: number): number {
	const ratio = run.contextRateHz / run.trackRateHz;
	return (run.contextFrame + (trackFrame - run.fromFrame) * ratio) / run.contextRateHz;
}

/** The frame of the track that sounds at a time of the context; before the run, its first. */
export function trackFrameAt(run: Run, contextSeconds: number): number {
	const elapsed = contextSeconds - run.contextFrame / run.contextRateHz;
	return run.fromFrame + Math.max(0, elapsed) * run.trackRateHz;
}

/**
 * How much must be rendered before a run begins: little at first, twice as much after every time
 * that it ran dry, so that a slow device stops seldom for long rather than often for a moment.
 */
export function leadSeconds(timesRunDry: number): number {
	return Math.min(0.5 * 2 ** timesRunDry, 8);
}
