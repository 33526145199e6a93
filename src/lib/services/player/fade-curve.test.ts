import { describe, expect, it } from 'vitest';
import { fadeCurve, fadeGain } from './fade-curve.ts';

describe('a crossfade', () => {
	it('keeps the power: the squares of both gains add up to 1 everywhere', () => {
		for (let progress = 0; progress <= 1; progress += 0.01) {
			const power = fadeGain('in', progress) ** 2 + fadeGain('out', progress) ** 2;
			expect(power).toBeCloseTo(1, 12);
		}
	});

	it('has both tracks at −3 dB in the middle', () => {
		expect(20 * Math.log10(fadeGain('in', 0.5))).toBeCloseTo(-3.01, 2);
		expect(20 * Math.log10(fadeGain('out', 0.5))).toBeCloseTo(-3.01, 2);
	});

	it('stays at its ends outside itself', () => {
		expect([fadeGain('in', -1), fadeGain('in', 2)]).toEqual([0, 1]);
		expect([fadeGain('out', -1), fadeGain('out', 2)]).toEqual([1, expect.closeTo(0, 12)]);
	});
});

describe('the curve that Web Audio draws', () => {
	it('goes from silence to full and back, ends included', () => {
		const [rising, falling] = [fadeCurve('in'), fadeCurve('out')];
		expect([rising[0], rising.at(-1)]).toEqual([0, 1]);
		expect([falling[0], falling.at(-1)]).toEqual([1, 0]);
	});

	it('keeps the power between its points too, where lines are straight', () => {
		const [rising, falling] = [fadeCurve('in'), fadeCurve('out')];
		const between = (curve: Float32Array, i: number) => ((curve[i] ?? 0) + (curve[i + 1] ?? 0)) / 2;
		for (let i = 0; i < rising.length - 1; i += 1) {
			const power = between(rising, i) ** 2 + between(falling, i) ** 2;
			expect(Math.abs(power - 1)).toBeLessThan(2e-4);
		}
	});
});
