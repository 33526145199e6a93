import { expect, test } from 'vitest';
import { resample } from '../resample.ts';
import { tune } from '../test/tune.ts';
import { excerptGrid } from './excerpt-grid.ts';

const toHz = 22_050;

test.each([8000, 44_100, 48_000, 44_056, 192_000, 22_050])(
	'an excerpt of a recording at %i Hz, resampled, is what resampling the whole gives there',
	(fromHz) => {
		const whole = tune(fromHz, 2);
		const expected = resample(whole, fromHz, toHz);
		for (const firstSample of [-500, 12_345, 30_001]) {
			const { firstNative, nativeCount, skip } = excerptGrid(firstSample, 4000, toHz, fromHz);
			const native = new Float32Array(nativeCount);
			const from = Math.max(0, -firstNative);
			native.set(whole.subarray(firstNative + from, firstNative + nativeCount), from);
			const excerpt = resample(native, fromHz, toHz).subarray(skip, skip + 4000);
			expect(excerpt).toHaveLength(4000);
			let worst = 0;
			excerpt.forEach((sample, n) => {
				// Before the beginning a filter rings; the whole has nothing there.
				if (firstSample + n < 0) return;
				worst = Math.max(worst, Math.abs(sample - (expected[firstSample + n] ?? NaN)));
			});
			expect(worst).toBeLessThan(1e-6);
		}
	}
);
