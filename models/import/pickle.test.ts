import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failed, success } from '#lib/contracts/failure.ts';
import { readPickledDictionary } from './pickle.ts';
import {
	BrokenText,
	NumpyArray,
	PickleDictionary,
	PickleList,
	PickleTuple,
	type PickleValue
} from './pickle-values.ts';
import { otherPickles, pickledData } from './testdata/pickled-by-python.ts';
import { writePickle } from './testdata/write-pickle.ts';

const references = join(import.meta.dirname, 'testdata');
let folder: string;
let path: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-pickle-'));
	path = join(folder, 'file.p');
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

async function readFile(file: string): Promise<[PickleValue, PickleValue][]> {
	const entries: [PickleValue, PickleValue][] = [];
	const read = await readPickledDictionary(file, (key, value) => {
		entries.push([key, value]);
		return success(undefined);
	});
	if (!read.ok) throw new Error(read.failure.message);
	expect(read.value).toBe(entries.length);
	return entries;
}

function readBytes(bytes: Uint8Array): Promise<[PickleValue, PickleValue][]> {
	writeFileSync(path, bytes);
	return readFile(path);
}

/** The complaint about a pickle, without the file's name; and that it was about that file. */
async function complaint(bytes: Uint8Array): Promise<string> {
	writeFileSync(path, bytes);
	const read = await readPickledDictionary(path, () => success(undefined));
	if (read.ok) return 'none';
	expect(read.failure).toMatchObject({ code: 'bad-input', details: { file: path } });
	expect(read.failure.message.startsWith(`${path}: `)).toBe(true);
	return read.failure.message.slice(path.length + 2);
}

/** Plain JavaScript for what a pickle held. */
function plain(value: PickleValue): unknown {
	if (value instanceof NumpyArray) {
		const { type, shape, data } = value;
		if (type === null || data === null) throw new Error('an array without its state');
		const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
		const count = shape.reduce((product, n) => product * n, 1);
		return Array.from({ length: count }, (_, i) =>
			type.code === 'f8'
				? view.getFloat64(8 * i, !type.isBigEndian)
				: view.getFloat32(4 * i, !type.isBigEndian)
		);
	}
	if (value instanceof PickleList || value instanceof PickleTuple) return value.items.map(plain);
	if (value instanceof PickleDictionary) {
		return Object.fromEntries(
			value.entries.map(([key, item]) => [typeof key === 'string' ? key : '', plain(item)])
		);
	}
	return value;
}

describe("the reference's own pickles", () => {
	it.each([
		['spotifytovec.p', 3000, '1reZoCojHzMjY0fzz1QOAN', [1.32062981, -0.327938217, 0.523530596]],
		['tracktovec.p', 3000, '0pr3zBGw6q9ABSy68O1EF9', [-2.3471825, -0.88802165, -0.48184142]]
	])(
		'%s: so many vectors, the first one as numpy prints it',
		async (file, count, firstKey, numbers) => {
			const entries = await readFile(join(references, file));
			expect(entries).toHaveLength(count);
			const [key, value] = entries[0] ?? [];
			expect(key).toBe(firstKey);
			const found = value instanceof NumpyArray ? plain(value) : null;
			expect(found).toHaveLength(100);
			numbers.forEach((x, i) => {
				expect(Array.isArray(found) && found[i]).toBeCloseTo(x, 7);
			});
			expect(new Set(entries.map(([id]) => id)).size).toBe(count);
		}
	);

	it('spotify_tracks.p: titles, 25 more than there are vectors', async () => {
		const entries = await readFile(join(references, 'spotify_tracks.p'));
		expect(entries).toHaveLength(3025);
		expect(entries[0]).toEqual([
			'3vJuGIzrZxvlNozO9HoxiX',
			'The Östglefio Tézha - Summer (live) dance são Pt. 2'
		]);
	});

	it('spotify_urls.p: values that it refers back to', async () => {
		const entries = await readFile(join(references, 'spotify_urls.p'));
		expect(entries).toHaveLength(3000);
		expect(
			entries.every(
				([, url]) => url === '' || (typeof url === 'string' && url.startsWith('https://'))
			)
		).toBe(true);
		expect(entries.filter(([, url]) => url === '').length).toBeGreaterThan(1);
	});
});

describe('pickles of every protocol', () => {
	it.each(Object.entries(pickledData))('%s', async (_name, base64) => {
		const entries = await readBytes(Buffer.from(base64, 'base64'));
		const v = [1.5, -2.25, 1 / 3, 1e-300];
		const w = [...Float32Array.of(0.1, -7, 3e38, 1e-45)];
		expect(entries.map(([key, value]) => [key, plain(value)])).toEqual([
			['f8', v],
			['f4', w],
			['big f8', v],
			['big f4', w],
			['list', [0.5, 1, -1e-7]],
			['tuple', [1, 2, 3, 4]],
			['again', v],
			['text', 'Artíst - Títle – 日本'],
			['text again', 'Artíst - Títle – 日本'],
			['scalars', [0.1, Math.fround(0.1)]],
			[
				'nested',
				{
					whole: [1, -2, 70_000, -(2 ** 40), 2n ** 70n, true, false, null],
					empty: [[], [], {}]
				}
			],
			['table', [0, 1, 2, 3, 4, 5]]
		]);
		const table = entries.at(-1)?.[1];
		expect(table instanceof NumpyArray && table.shape).toEqual([2, 3]);
	});

	it('reads a dictionary whichever way it is put together', async () => {
		expect(await readBytes(Buffer.from(otherPickles.markDict, 'base64'))).toEqual([
			['a', 'one'],
			['b', 'two']
		]);
		expect(await readBytes(Buffer.from(otherPickles.setItem, 'base64'))).toEqual([['a', 'one']]);
	});

	it('hands out texts that are not UTF-8 as such, and equal keys both times', async () => {
		const [first, second] = await readBytes(Buffer.from(otherPickles.brokenText, 'base64'));
		expect(first).toEqual(['a', new BrokenText(Uint8Array.of(0x41, 0xff, 0x42))]);
		expect(second?.[0]).toBeInstanceOf(BrokenText);
		expect(
			await readBytes(
				writePickle([
					['k', 'a\uFFFDb'],
					['k', 'c']
				])
			)
		).toEqual([
			['k', 'a\uFFFDb'],
			['k', 'c']
		]);
	});

	it('reads entries that are larger than its window', async () => {
		const long = 'ä'.repeat(3_000_000);
		const entries = await readBytes(
			writePickle([
				['a', 'before'],
				['b', long],
				['c', 'after']
			])
		);
		expect(entries).toEqual([
			['a', 'before'],
			['b', long],
			['c', 'after']
		]);
	});
});

describe('what is refused', () => {
	it.each([
		['osSystem2', /^names (posix|os)\.system, which is refused/],
		['osSystem4', /^names (posix|os)\.system, which is refused/],
		['builtinsEval', /^names builtins\.eval, which is refused/],
		['orderedDict', /^names collections\.OrderedDict, which is refused/],
		['set', /^holds a set, which is refused/],
		['number', /^holds a number, expected a dictionary/],
		['list', /^holds a list of 2, expected a dictionary/],
		['protocol0', /^is not a pickle of protocols 2 to 5/]
	] as const)('%s', async (name, message) => {
		expect(await complaint(Buffer.from(otherPickles[name], 'base64'))).toMatch(message);
	});

	it('files that are no pickles', async () => {
		expect(await complaint(Buffer.alloc(0))).toBe('is empty, expected a pickle');
		for (const text of ['<!doctype html>', 'id,title\n', 'PK\x03\x04', '\x89HDF\r\n', '}u.']) {
			expect(await complaint(Buffer.from(text, 'latin1'))).toMatch(
				/^is not a pickle of protocols 2 to 5/
			);
		}
		expect(await complaint(Buffer.from('\x80\x06}.', 'latin1'))).toContain('it says protocol 6');
	});

	it('a file that is not there', async () => {
		const missing = join(folder, 'missing.p');
		const read = await readPickledDictionary(missing, () => success(undefined));
		expect(read).toMatchObject({
			ok: false,
			failure: { code: 'bad-input', message: `${missing}: there is no such file or folder` }
		});
	});

	it('an item that claims to be longer than its file, without taking memory for it', async () => {
		for (const claim of [
			'\x8e\xff\xff\xff\xff\xff\xff\xff\xff',
			'\x8d\0\0\0\0\0\0\x10\0',
			'B\xff\xff\xff\xff'
		]) {
			const bytes = Buffer.from(`\x80\x05}(\x8c\x01a${claim}bcd`, 'latin1');
			expect(await complaint(bytes)).toMatch(/^is truncated/);
		}
	});

	it('instructions that reach for what is not there', async () => {
		const programs = [
			'}u.',
			'}(K\x01u.',
			's.',
			'}(h\x07u.',
			'\x94.',
			'}a.',
			'R.',
			'}K\x01K\x02R.',
			')b.',
			'}(1K\x01e.',
			'\x93.',
			'.',
			'0.'
		];
		for (const program of programs) {
			expect(await complaint(Buffer.from(`\x80\x04${program}`, 'latin1'))).toMatch(
				/^is not a valid pickle|^holds/
			);
		}
	});

	it('an entry that the caller has no use for', async () => {
		writeFileSync(
			path,
			writePickle([
				['a', 'x'],
				['b', 'y']
			])
		);
		const seen: PickleValue[] = [];
		const read = await readPickledDictionary(path, (key) => {
			seen.push(key);
			return failed('bad-input', 'enough');
		});
		expect(read).toMatchObject({ ok: false, failure: { message: 'enough' } });
		expect(seen).toEqual(['a']);
	});
});

describe('broken files', () => {
	it('are truncated wherever they are cut off, before an entry is handed out', async () => {
		const whole = Buffer.from(pickledData.protocol5, 'base64');
		let handedOut = 0;
		for (let length = 1; length < whole.length; length++) {
			writeFileSync(path, whole.subarray(0, length));
			const read = await readPickledDictionary(path, () => {
				handedOut++;
				return success(undefined);
			});
			if (read.ok || !read.failure.message.includes('is truncated'))
				expect.unreachable(`cut at ${length}`);
		}
		expect(handedOut).toBe(0);
	});

	it('give a result and never an exception, whichever byte is wrong', async () => {
		const whole = Buffer.from(pickledData.protocol2, 'base64');
		let failures = 0;
		for (let at = 0; at < whole.length; at += 3) {
			const damaged = Buffer.from(whole);
			damaged[at] = (damaged[at] ?? 0) ^ (1 + (at % 255));
			writeFileSync(path, damaged);
			const read = await readPickledDictionary(path, () => success(undefined));
			if (!read.ok) failures++;
		}
		expect(failures).toBeGreaterThan(whole.length / 12);
	});

	it('are noticed in the middle of a large file too', async () => {
		const whole = readFileSync(join(references, 'spotifytovec.p'));
		for (const length of [whole.length - 1, whole.length >> 1, 1 << 20, (1 << 20) + 1]) {
			expect(await complaint(whole.subarray(0, length))).toBe(
				`is truncated: a pickle goes on where the file ends, after ${length} bytes`
			);
		}
	});
});
