import { describe, expect, test } from 'vitest';
import { createRandom } from '#lib/domain/random.ts';
import { compiledKernels } from '../test/compiled-kernels.ts';
import type { Kernels } from './kernels.ts';
import { referenceKernels } from './reference-kernels.ts';

/** Runs the same scenario on both and gives both answers. */
function onBoth<T>(scenario: (kernels: Kernels) => T): readonly [T, T] {
	return [scenario(compiledKernels.create()), scenario(referenceKernels.create())];
}

describe('the compiled kernels mean what the plain ones say', () => {
	// Around the four rows that are taken at a time, and the empty table.
	test.each([0, 1, 3, 4, 5, 8, 101])('int8 scores of %i rows, to the last bit', (rows) => {
		const [compiled, plain] = onBoth(({ memory, scoreInt8 }) => {
			const random = createRandom(`int8 ${rows}`);
			const codes = memory.allocate(rows * 100 + 16);
			const scales = memory.allocate(rows * 4);
			const query = memory.allocate(224);
			const out = memory.allocate(rows * 4);
			memory
				.int8(codes, rows * 100)
				.set(Array.from({ length: rows * 100 }, () => random.integer(255) - 127));
			// What follows the table must not count.
			memory.int8(codes + rows * 100, 16).fill(127);
			memory.float32(scales, rows).set(Array.from({ length: rows }, () => random.uniform() / 100));
			memory
				.int16(query, 100)
				.set(Array.from({ length: 100 }, () => random.integer(65_535) - 32_767));
			scoreInt8(codes, scales, rows, query, 0.001, out);
			return [...memory.float32(out, rows)];
		});
		expect(compiled).toEqual(plain);
		expect(plain.some((score) => score !== 0)).toBe(rows > 0);
	});

	test('the largest int8 scores do not overflow', () => {
		const scores = onBoth(({ memory, scoreInt8 }) => {
			const codes = memory.allocate(116);
			const scales = memory.allocate(4);
			const query = memory.allocate(224);
			const out = memory.allocate(4);
			memory.int8(codes, 100).fill(-127);
			memory.float32(scales, 1).fill(1);
			memory.int16(query, 100).fill(32_767);
			scoreInt8(codes, scales, 1, query, 1, out);
			return memory.float32(out, 1)[0];
		});
		expect(scores).toEqual([-416_140_896, -416_140_896]);
	});

	test('float32 scores, up to rounding', () => {
		const rows = 37;
		const [compiled, plain] = onBoth(({ memory, scoreFloat32 }) => {
			const random = createRandom('float32');
			const values = memory.allocate(rows * 400);
			const query = memory.allocate(400);
			const out = memory.allocate(rows * 4);
			memory
				.float32(values, rows * 100)
				.set(Array.from({ length: rows * 100 }, () => random.normal() / 10));
			memory.float32(query, 100).set(Array.from({ length: 100 }, () => random.normal() / 10));
			scoreFloat32(values, rows, query, out);
			return [...memory.float32(out, rows)];
		});
		for (const [i, score] of plain.entries()) expect(compiled[i]).toBeCloseTo(score, 5);
	});

	test.each([
		[0, 5],
		[1, 5],
		[7, 1],
		[50, 0],
		[50, 50],
		[50, 64],
		[1003, 33]
	])('of %i rows the best %i, in order, ties to the lower row', (rows, limit) => {
		const [compiled, plain] = onBoth(({ memory, best }) => {
			const random = createRandom(`best ${rows} ${limit}`);
			const arrays = Array.from({ length: 3 }, () => memory.allocate(4 * rows + 16));
			for (const array of arrays) {
				// Few different values, so that many rows tie.
				memory.float32(array, rows).set(Array.from({ length: rows }, () => random.integer(9) / 8));
				// What follows the array must not be found.
				memory.float32(array + 4 * rows, 3).fill(1000);
			}
			const addresses = memory.allocate(12);
			const weights = memory.allocate(12);
			memory.uint32(addresses, 3).set(arrays);
			memory.float32(weights, 3).set([0.5, -0.25, 1]);
			const scores = memory.allocate(4 * limit);
			const found = memory.allocate(4 * limit);
			const count = best(addresses, weights, 3, rows, limit, scores, found);
			return { rows: [...memory.uint32(found, count)], scores: [...memory.float32(scores, count)] };
		});
		expect(compiled).toEqual(plain);
		expect(plain.rows).toHaveLength(Math.min(rows, limit));
	});

	test('the same lines are found, however long the words and the lines are', () => {
		const random = createRandom('lines');
		const letters = ['a', 'b', 'ab', 'é', ' ', '東'];
		const lines = Array.from({ length: 300 }, () =>
			Array.from({ length: random.integer(30) }, () => random.pick(letters)).join('')
		);
		const word = (): string =>
			Array.from({ length: 1 + random.integer(4) }, () =>
				random.pick(letters.filter((l) => l !== ' '))
			).join('');
		for (let round = 0; round < 200; round++) {
			const words = Array.from({ length: 1 + random.integer(3) }, word);
			const limit = 1 + random.integer(20);
			const isRanked = random.integer(2);
			const [compiled, plain] = onBoth((kernels) =>
				searchOnce(kernels, lines, words, isRanked, limit)
			);
			expect(compiled, words.join('|')).toEqual(plain);
		}
	});
});

function searchOnce(
	{ memory, searchLines }: Kernels,
	lines: readonly string[],
	words: readonly string[],
	isRanked: number,
	limit: number
): readonly number[][] {
	const encode = (text: string) => new TextEncoder().encode(text);
	const text = encode(lines.map((line) => `${line}\n`).join(''));
	const textAt = 16 + memory.allocate(text.length + 300);
	memory.bytes(textAt - 1, 1).fill(0x0a);
	memory.bytes(textAt, text.length).set(text);
	const wordsAt = memory.allocate(8 * words.length);
	for (const [i, word] of words.entries()) {
		const bytes = encode(word);
		const at = memory.allocate(bytes.length);
		memory.bytes(at, bytes.length).set(bytes);
		memory.uint32(wordsAt, 2 * words.length).set([at, bytes.length], 2 * i);
	}
	const out = memory.allocate(12 * limit);
	const counts = memory.allocate(12);
	searchLines(textAt, text.length, wordsAt, words.length, isRanked, limit, out, counts);
	return Array.from(memory.uint32(counts, 3), (count, kind) => [
		...memory.uint32(out + 4 * kind * limit, count)
	]);
}
