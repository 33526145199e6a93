/// <reference lib="esnext.float16" />
import { describe, expect, it } from 'vitest';
import { decodeFloat16, encodeFloat16, encodeFloat16RoundedUp } from './float16.ts';

describe('float16', () => {
	it('gives every one of its 65,536 patterns back', () => {
		for (let bits = 0; bits < 0x10000; bits++) {
			const value = decodeFloat16(bits);
			if (Number.isNaN(value)) continue;
			if (encodeFloat16(value) !== bits) expect.unreachable(`pattern ${bits}`);
		}
	});

	it("rounds as the language's own f16round does", () => {
		const tricky = [
			0,
			-0,
			1,
			-1,
			1 / 3,
			65_504,
			65_519.999,
			65_520,
			1e9,
			-1e9,
			Infinity,
			-Infinity,
			2 ** -14,
			2 ** -14 - 2 ** -25,
			2 ** -24,
			2 ** -25,
			2 ** -25 * 1.0000001,
			2 ** -26,
			5e-324,
			1 + 2 ** -11,
			1 + 2 ** -11 + 2 ** -40,
			1 + 3 * 2 ** -11,
			2047.5,
			2048.5,
			2049
		];
		let seed = 1;
		for (let i = 0; i < 50_000; i++) {
			seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
			tricky.push((seed / 2 ** 31 - 1) * 2 ** ((i % 48) - 30));
		}
		for (const value of tricky) {
			const rounded = decodeFloat16(encodeFloat16(value));
			if (!Object.is(rounded, Math.f16round(value))) expect(rounded).toBe(Math.f16round(value));
		}
		expect(decodeFloat16(encodeFloat16(NaN))).toBeNaN();
	});

	it('finds the smallest one that is not below', () => {
		for (let i = 1; i < 5000; i++) {
			const value = i * 3.21e-7;
			const bits = encodeFloat16RoundedUp(value);
			expect(decodeFloat16(bits)).toBeGreaterThanOrEqual(value);
			expect(decodeFloat16(bits - 1)).toBeLessThan(value);
		}
		expect(encodeFloat16RoundedUp(0)).toBe(0);
	});
});
