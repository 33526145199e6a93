import { describe, expect, it } from 'vitest';
import { counted, isNearlyFull, sizeWords } from './kept-words.ts';

describe('a size in words', () => {
	it.each([
		[3, '1 KB'],
		[12_400, '12 KB'],
		[999_400, '999 KB'],
		[999_500, '1 MB'],
		[3_440_000, '3.4 MB'],
		[123_400_000, '123 MB'],
		[10_737_418_240, '10.7 GB']
	])('%i bytes are %s', (bytes, words) => {
		expect(sizeWords(bytes)).toBe(words);
	});
});

it('counts one and many', () => {
	expect([counted(1, 'track'), counted(2000, 'track')]).toEqual(['1 track', '2,000 tracks']);
});

describe('room', () => {
	const room = (usedBytes: number, quotaBytes: number) => ({
		usedBytes,
		quotaBytes,
		isSafe: false
	});

	it('is nearly full by its share, or where hardly anything fits any more', () => {
		expect(isNearlyFull(room(89e9, 100e9))).toBe(false);
		expect(isNearlyFull(room(90e9, 100e9))).toBe(true);
		expect(isNearlyFull(room(60e6, 100e6))).toBe(false);
		expect(isNearlyFull(room(81e6, 100e6))).toBe(true);
	});
});
