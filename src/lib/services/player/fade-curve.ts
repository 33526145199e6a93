/**
 * Equal power: the gains of two tracks that fade into one another are the cosine and the sine of
 * one angle, so that their powers always add up to 1. Different music is uncorrelated, its powers
 * add, and what is heard keeps its loudness. Pure.
 */

export type FadeDirection = 'in' | 'out';

/** @param progress 0 … 1 through the fade; outside it the gain is that of the nearer end */
export function fadeGain(direction: FadeDirection, progress: number): number {
	const angle = (Math.min(Math.max(progress, 0), 1) * Math.PI) / 2;
	return direction === 'in' ? Math.sin(angle) : Math.cos(angle);
}

/**
 * Between its points Web Audio draws straight lines. With so many the powers' sum is within 0.0002
 * of 1 in between, a thousandth of a decibel.
 */
const pointCount = 65;

/** For `setValueCurveAtTime`: exactly 0 and 1 at its ends. */
export function fadeCurve(direction: FadeDirection): Float32Array<ArrayBuffer> {
	const last = pointCount - 1;
	const rising = Float32Array.from({ length: pointCount }, (_, i) => fadeGain('in', i / last));
	return direction === 'in' ? rising : rising.reverse();
}
