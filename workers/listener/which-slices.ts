/**
 * Which slices of a recording are listened to, and which samples a slice is made of.
 *
 * What must stay true: they are slices of the whole recording, cut where the whole would be cut, so
 * that what is heard quickly is a part of what is heard thoroughly.
 */
import type { AnalysisMode } from '#lib/contracts/listener.ts';
import type { FrontEnd } from '#lib/contracts/encoder.ts';

/** How many slices are enough to find a recording's neighbours by; measured, see the benchmark. */
export const quickSlices = 8;

/** Twenty minutes of them: what is longer is sampled. */
export const mostSlices = 240;

export interface SlicePlan {
	/** Ascending. */
	readonly indices: readonly number[];
	/** Whether a thorough hearing had to leave slices out. */
	readonly isSampled: boolean;
}

/** @param available how many full slices the recording has */
export function whichSlices(available: number, mode: AnalysisMode): SlicePlan {
	const most = mode === 'quick' ? quickSlices : mostSlices;
	const count = Math.min(available, most);
	// The middle of each of `count` equal parts: beginnings and endings say the least.
	const indices = Array.from({ length: count }, (_, part) =>
		Math.floor(((part + 0.5) * available) / count)
	);
	return { indices, isSampled: mode === 'thorough' && count < available };
}

export interface SampleSpan {
	/** From the recording's beginning; negative for the first slice, whose first frame is centred on 0. */
	readonly firstSample: number;
	readonly sampleCount: number;
}

/** All samples that a slice's frames look at. */
export function sliceSpan({ fftSize, hopSize, sliceFrames }: FrontEnd, index: number): SampleSpan {
	return {
		firstSample: index * sliceFrames * hopSize - fftSize / 2,
		sampleCount: (sliceFrames - 1) * hopSize + fftSize
	};
}
