import { describe, expect, test } from 'vitest';
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import { mostSlices, quickSlices, sliceSpan, whichSlices } from './which-slices.ts';

describe('which slices are listened to', () => {
	test('thoroughly: every one', () => {
		expect(whichSlices(48, 'thorough')).toEqual({
			indices: Array.from({ length: 48 }, (_, index) => index),
			isSampled: false
		});
	});

	test('thoroughly, of ten hours: a spread, and it says so', () => {
		const { indices, isSampled } = whichSlices(7180, 'thorough');
		expect(indices).toHaveLength(mostSlices);
		expect(new Set(indices).size).toBe(mostSlices);
		expect(isSampled).toBe(true);
	});

	test('quickly: a fixed number, evenly, neither the first nor the last', () => {
		const { indices, isSampled } = whichSlices(48, 'quick');
		expect(indices).toHaveLength(quickSlices);
		const steps = indices.slice(1).map((index, k) => index - (indices[k] ?? 0));
		expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
		expect(indices[0]).toBeGreaterThan(0);
		expect(indices.at(-1)).toBeLessThan(47);
		expect(isSampled).toBe(false);
	});

	test('of a short recording: what there is, once', () => {
		expect(whichSlices(3, 'quick').indices).toEqual([0, 1, 2]);
		expect(whichSlices(0, 'quick').indices).toEqual([]);
	});
});

test('a slice’s samples begin half a window before its first frame and end half a window after its last', () => {
	expect(sliceSpan(standardFrontEnd, 0)).toEqual({ firstSample: -1024, sampleCount: 112_128 });
	expect(sliceSpan(standardFrontEnd, 2).firstSample).toBe(2 * 216 * 512 - 1024);
});
