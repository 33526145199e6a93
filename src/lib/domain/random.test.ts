import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed gives the same numbers, another seed others', () => {
	const first = createRandom('seed');
	const second = createRandom('seed');
	const other = createRandom('seeds');
	const numbers = Array.from({ length: 100 }, () => first.uint32());
	expect(Array.from({ length: 100 }, () => second.uint32())).toEqual(numbers);
	expect(Array.from({ length: 100 }, () => other.uint32())).not.toEqual(numbers);
});

test('normal numbers have the moments of a standard normal', () => {
	const random = createRandom(1);
	const numbers = Array.from({ length: 100_000 }, () => random.normal());
	const moment = (power: number): number =>
		numbers.reduce((sum, x) => sum + x ** power, 0) / numbers.length;
	expect(moment(1)).toBeCloseTo(0, 1);
	expect(moment(2)).toBeCloseTo(1, 1);
	expect(moment(4)).toBeGreaterThan(2.85);
	expect(moment(4)).toBeLessThan(3.15);
});

test('an integer stays in its range and a shuffle loses nothing', () => {
	const random = createRandom(2);
	const drawn = Array.from({ length: 1000 }, () => random.integer(7));
	expect(new Set(drawn)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
	expect(random.shuffle([3, 1, 2]).toSorted()).toEqual([1, 2, 3]);
});
