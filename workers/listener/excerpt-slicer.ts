/**
 * Makes a slice from its own samples alone (`sliceSpan`), as it would be in the whole recording:
 * a slicer takes whole recordings, so the excerpt is given to it as the second slice of one.
 */
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import type { MelSlicer } from './front-end/mel-slices.ts';
import { sliceSpan } from './which-slices.ts';

/** Owns its buffer: one for each thread. */
export function createExcerptSlicer(
	frontEnd: FrontEnd,
	slicer: MelSlicer
): (excerpt: Float32Array) => Float32Array {
	const { firstSample, sampleCount } = sliceSpan(frontEnd, 1);
	// The first slice's samples stay silent and are never looked at.
	const recording = new Float32Array(firstSample + sampleCount);
	return (excerpt) => {
		recording.set(excerpt, firstSample);
		return slicer.slice(recording, 1);
	};
}
