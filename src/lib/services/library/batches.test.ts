import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchLength, contextLength, contextThatFits, isFullBatch } from './batches.ts';

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

it('takes 300 short tracks, and fewer long ones', () => {
	expect(batchLength(Array<number>(1000).fill(10))).toBe(300);
	expect(batchLength(Array<number>(1000).fill(48))).toBe(125);
	expect(batchLength(Array<number>(1000).fill(100))).toBe(100);
	expect(batchLength(Array<number>(20).fill(10))).toBe(20);
	expect(isFullBatch(299, 2990)).toBe(false);
});

it('always takes something, and of several tracks never more slices than can be weighed', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1 }), (counts) => {
			const length = batchLength(counts);
			expect(length).toBeGreaterThan(0);
			expect(length).toBeLessThanOrEqual(counts.length);
			if (length > 1) expect(sum(counts.slice(0, length))).toBeLessThanOrEqual(12_000);
		})
	);
});

it('fills up small batches only, and only as far as there is room', () => {
	expect(contextLength(100)).toBe(0);
	expect(contextLength(30)).toBe(170);
	expect(contextThatFits(1000, [2000, 2000, 2000])).toBe(2);
	expect(contextThatFits(7000, [10])).toBe(0);
	expect(contextThatFits(10, [10, 10])).toBe(2);
});
