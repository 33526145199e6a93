import { describe, expect, it } from 'vitest';
import { storedSizeBytes } from './stored-size.ts';

describe('the size of what is stored', () => {
	it('is that of its bytes', () => {
		expect(storedSizeBytes(new Blob([new Uint8Array(1000)]))).toBe(1000);
		expect(storedSizeBytes(new Float32Array(100))).toBe(400);
		// A part of a larger buffer.
		expect(storedSizeBytes(new Uint8Array(new ArrayBuffer(64), 8, 16))).toBe(16);
	});

	it('is that of its texts, numbers and names, however deep they lie', () => {
		expect(storedSizeBytes({ id: 'abc', at: [{ x: 1 }, null] })).toBe(2 + 3 + 2 + (1 + 8) + 1);
		expect(storedSizeBytes(undefined)).toBe(1);
		expect(storedSizeBytes('')).toBe(0);
	});
});
