import { describe, expect, it } from 'vitest';
import { resample } from './resample.ts';

function sine(hertz: number, sampleRateHz: number, length: number): Float32Array {
	return Float32Array.from({ length }, (_, n) =>
		Math.sin((2 * Math.PI * hertz * n) / sampleRateHz)
	);
}

/** The largest difference, away from the ends, where the filter runs out of samples. */
function worstInside(a: Float32Array, b: Float32Array): number {
	let worst = 0;
	for (let n = 300; n < a.length - 300; n++) {
		worst = Math.max(worst, Math.abs((a[n] ?? NaN) - (b[n] ?? NaN)));
	}
	return worst;
}

describe('resample', () => {
	it('is the identity at equal rates', () => {
		const samples = sine(440, 22_050, 10);
		expect(resample(samples, 22_050, 22_050)).toBe(samples);
	});

	it.each([
		[44_100, 1000],
		[48_000, 1000],
		[48_000, 9500],
		[16_000, 5000],
		[32_000, 220],
		[96_000, 7000]
	])('from %i Hz keeps a tone of %i Hz', (fromHz, toneHz) => {
		const output = resample(sine(toneHz, fromHz, fromHz / 4), fromHz, 22_050);
		expect(output.length).toBe(Math.ceil(22_050 / 4));
		expect(worstInside(output, sine(toneHz, 22_050, output.length))).toBeLessThan(2e-3);
	});

	it.each([12_000, 15_000, 20_000])('lets nothing of %i Hz fold back', (toneHz) => {
		const output = resample(sine(toneHz, 48_000, 12_000), 48_000, 22_050);
		expect(worstInside(output, new Float32Array(output.length))).toBeLessThan(2e-3);
	});

	it('passes a constant unchanged', () => {
		const output = resample(new Float32Array(4000).fill(0.5), 44_100, 22_050);
		expect(worstInside(output, new Float32Array(output.length).fill(0.5))).toBeLessThan(1e-6);
	});
});
