import { describe, expect, it } from 'vitest';
import { createRealFft } from './fft.ts';

function naiveTransform(samples: Float64Array): { real: number[]; imaginary: number[] } {
	const real: number[] = [];
	const imaginary: number[] = [];
	for (let k = 0; k <= samples.length / 2; k++) {
		let re = 0;
		let im = 0;
		samples.forEach((x, n) => {
			re += x * Math.cos((2 * Math.PI * k * n) / samples.length);
			im -= x * Math.sin((2 * Math.PI * k * n) / samples.length);
		});
		real.push(re);
		imaginary.push(im);
	}
	return { real, imaginary };
}

describe('the Fourier transform of real samples', () => {
	it.each([4, 8, 16, 64, 512])('of size %i is what the definition gives', (size) => {
		const samples = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n * 0.37) + 0.2 * n);
		const expected = naiveTransform(samples);
		const real = new Float64Array(size / 2 + 1);
		const imaginary = new Float64Array(size / 2 + 1);
		const power = new Float64Array(size / 2 + 1);
		const fft = createRealFft(size);
		fft.transform(samples, real, imaginary);
		fft.powerSpectrum(samples, power);
		const tolerance = 1e-9 * size * size;
		for (let k = 0; k <= size / 2; k++) {
			const re = expected.real[k] ?? NaN;
			const im = expected.imaginary[k] ?? NaN;
			expect(Math.abs((real[k] ?? NaN) - re)).toBeLessThan(tolerance);
			expect(Math.abs((imaginary[k] ?? NaN) - im)).toBeLessThan(tolerance);
			expect(Math.abs((power[k] ?? NaN) - re * re - im * im)).toBeLessThan(tolerance * size);
		}
	});

	it('refuses sizes that are not powers of two', () => {
		expect(() => createRealFft(12)).toThrow(RangeError);
		expect(() => createRealFft(2)).toThrow(RangeError);
	});
});
