import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contentId } from './content-id.ts';

function bytes(length: number): Uint8Array<ArrayBuffer> {
	return Uint8Array.from({ length }, (_, n) => (n * 31 + (n >> 8) * 7) & 255);
}

function changedAt(at: number, length: number): Blob {
	const changed = bytes(length);
	changed[at] = (changed[at] ?? 0) ^ 1;
	return new Blob([changed]);
}

describe('a file’s id', () => {
	// Libraries are kept under these: they may never change.
	test.each([
		[1, 'file:a536aa3cede6ea3c1f3e0357c3c60e0f'],
		[196_608, 'file:0d215e3bb62b9cd114c74d996492847c'],
		[196_609, 'file:c870354932d7bf359c9d3f465b737758'],
		[5_000_001, 'file:8d7c8854ef8d39f7e51d5223ff9d8fe1']
	])('of %i known bytes is for ever the same', async (length, id) => {
		expect(await contentId(new Blob([bytes(length)]))).toBe(id);
	});

	test('is SHA-256 of the size, the head, the middle and the tail', async () => {
		const all = bytes(1_000_000);
		const size = Buffer.alloc(8);
		size.writeBigUInt64LE(1_000_000n);
		const hash = createHash('sha256').update(size);
		for (const start of [0, 467_232, 934_464]) hash.update(all.subarray(start, start + 65_536));
		expect(await contentId(new Blob([all]))).toBe(`file:${hash.digest('hex').slice(0, 32)}`);
	});

	test('does not depend on the name, the date or the type', async () => {
		const a = new File([bytes(1000)], 'a.mp3', { type: 'audio/mpeg', lastModified: 1 });
		const b = new File([bytes(1000)], 'b.wav', { lastModified: 2 });
		expect(await contentId(a)).toBe(await contentId(b));
	});

	test('depends on the size, and on a byte in the head, the middle and the tail', async () => {
		const length = 400_000;
		const ids = await Promise.all([
			contentId(new Blob([bytes(length)])),
			contentId(new Blob([bytes(length + 1)])),
			...[0, 200_000, length - 1].map((at) => contentId(changedAt(at, length)))
		]);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('of a small file depends on every byte', async () => {
		const plain = await contentId(new Blob([bytes(100_000)]));
		expect(await contentId(changedAt(70_000, 100_000))).not.toBe(plain);
	});
});
