/**
 * The front end and the network together: what turns samples into embeddings. One for each thread.
 */
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import { createExcerptSlicer } from './excerpt-slicer.ts';
import type { MelSlicer } from './front-end/mel-slices.ts';
import type { ChosenNetwork } from './network/choose-network.ts';

/** A network that listens, whatever it is computed by. */
export type SoundNetwork = Pick<ChosenNetwork, 'summary' | 'embed'>;

export interface Embedded {
	/** float32[excerpts][100], not normalised. */
	readonly embeddings: Float32Array;
	readonly frontEndMs: number;
	readonly networkMs: number;
}

export interface Ear {
	readonly frontEnd: FrontEnd;
	/** Full slices in a recording of this many samples. */
	sliceCount(sampleCount: number): number;
	/** @param excerpts the samples of a slice each (`sliceSpan`) */
	embed(excerpts: readonly Float32Array[]): Promise<Embedded>;
}

export function createEar(frontEnd: FrontEnd, slicer: MelSlicer, network: SoundNetwork): Ear {
	const sliceOf = createExcerptSlicer(frontEnd, slicer);
	const sliceLength = frontEnd.melBands * frontEnd.sliceFrames;
	return {
		frontEnd,
		sliceCount: (sampleCount) => slicer.sliceCount(sampleCount),
		async embed(excerpts) {
			const began = performance.now();
			const slices = new Float32Array(excerpts.length * sliceLength);
			excerpts.forEach((excerpt, k) => slices.set(sliceOf(excerpt), k * sliceLength));
			const sliced = performance.now();
			const embeddings = await network.embed(slices, excerpts.length);
			return {
				embeddings,
				frontEndMs: sliced - began,
				networkMs: performance.now() - sliced
			};
		}
	};
}
