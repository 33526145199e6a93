/**
 * A running impression of sound as it comes: a slice for every second, of the five seconds before.
 *
 * What must stay true: no more than those seconds are kept, however long one listens.
 */
import { embeddingDims } from '#lib/contracts/encoder.ts';
import type { Impression } from '#lib/contracts/listener.ts';
import type { Ear } from './ear.ts';
import { isSilent, rootMeanSquare } from './loudness.ts';
import type { Resample } from './resampling/resampler.ts';
import { sliceSpan } from './which-slices.ts';

/** Resampling looks at samples on either side; beyond the kept ones there are none. */
const marginSeconds = 0.02;

const secondsBetweenSlices = 1;

export interface Hearing {
	/** @param samples mono, −1 … 1, as they come */
	hear(samples: Float32Array): Promise<Impression>;
}

/** @param sampleRateHz of the samples that come: a whole number */
export function createHearing(ear: Ear, sampleRateHz: number, resample: Resample): Hearing {
	const { sampleCount } = sliceSpan(ear.frontEnd, 0);
	const margin = Math.ceil(marginSeconds * ear.frontEnd.sampleRateHz);
	const keptCount = Math.ceil(
		((sampleCount + 2 * margin) * sampleRateHz) / ear.frontEnd.sampleRateHz
	);
	const step = Math.round(secondsBetweenSlices * sampleRateHz);
	/** The last samples that came, oldest first; at the front silence until there are enough. */
	const kept = new Float32Array(keptCount);
	const sound = new Float32Array(embeddingDims);
	let sliceCount = 0;
	let heardCount = 0;
	let nextSliceAt = keptCount;

	function keep(samples: Float32Array): void {
		const last = samples.subarray(Math.max(0, samples.length - keptCount));
		kept.copyWithin(0, last.length);
		kept.set(last, keptCount - last.length);
		heardCount += samples.length;
	}

	async function addSlice(): Promise<void> {
		if (isSilent(kept)) return;
		const excerpt = resample(kept, sampleRateHz, ear.frontEnd.sampleRateHz);
		const { embeddings } = await ear.embed([excerpt.subarray(margin, margin + sampleCount)]);
		embeddings.forEach((value, k) => {
			sound[k] = (sound[k] as number) + value;
		});
		sliceCount++;
	}

	async function take(samples: Float32Array): Promise<Impression> {
		for (let from = 0; from < samples.length;) {
			const until = Math.min(samples.length, from + nextSliceAt - heardCount);
			keep(samples.subarray(from, until));
			from = until;
			if (heardCount < nextSliceAt) break;
			nextSliceAt += step;
			await addSlice();
		}
		return {
			sound: sound.slice(),
			sliceCount,
			heardSeconds: heardCount / sampleRateHz,
			level: Math.min(1, rootMeanSquare(samples)),
			hasSound: sliceCount > 0
		};
	}

	let last: Promise<unknown> = Promise.resolve();
	return {
		hear(samples) {
			// In turn, so that sound stays in order while the network is busy.
			const impression = last.then(() => take(samples));
			last = impression.catch(() => undefined);
			return impression;
		}
	};
}
