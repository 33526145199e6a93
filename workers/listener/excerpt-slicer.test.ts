import { expect, test } from 'vitest';
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import { decodedRecording } from './decoding/recording.ts';
import { createExcerptSlicer } from './excerpt-slicer.ts';
import { createMelSlicer } from './front-end/mel-slices.ts';
import { tune } from './test/tune.ts';
import { sliceSpan } from './which-slices.ts';

test('a slice from its own samples is, to the last bit, the whole recording’s', async () => {
	const rate = standardFrontEnd.sampleRateHz;
	const samples = tune(rate, 15.05);
	const slicer = createMelSlicer(standardFrontEnd);
	const sliceOf = createExcerptSlicer(standardFrontEnd, slicer);
	const recording = decodedRecording(samples, rate);
	// In disorder: nothing of one may be left in another. The last reaches beyond the end.
	for (const index of [2, 0, 1]) {
		const { firstSample, sampleCount } = sliceSpan(standardFrontEnd, index);
		const excerpt = await recording.excerpt(firstSample, sampleCount);
		const slice = sliceOf(excerpt.ok && excerpt.value ? excerpt.value : new Float32Array(0));
		expect(slice).toEqual(slicer.slice(samples, index));
	}
});
