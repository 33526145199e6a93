import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { success } from '#lib/contracts/failure.ts';
import { BadTracks } from './bad-tracks.ts';
import { importCatalogue } from './import-catalogue.ts';
import { readPickledDictionary } from './pickle.ts';
import { readPreviews } from './previews.ts';
import { writePickle, type WritableValue } from './testdata/write-pickle.ts';

const references = join(import.meta.dirname, 'testdata');
const address = 'https://previews.example/a.mp3';
let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-previews-'));
	file = join(folder, 'spotify_urls.p');
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

const rows = new Map([
	['a', 0],
	['b', 1]
]);
const read = (bad: BadTracks) => readPreviews(file, rows, bad, () => undefined);

describe('previews', () => {
	test('are the original’s, a line for each track', async () => {
		const outDir = join(folder, 'catalogue');
		cpSync(references, join(folder, 'model'), { recursive: true });
		const imported = await importCatalogue({
			from: join(folder, 'model'),
			outDir,
			id: 'test',
			name: 'Test',
			licence: '',
			encoding: 'int8-row-scale',
			isSkippingBad: false
		});
		if (!imported.ok) throw new Error(imported.failure.message);
		const original = new Map<unknown, unknown>();
		await readPickledDictionary(join(references, 'spotify_urls.p'), (key, value) => {
			original.set(key, value);
			return success(undefined);
		});
		const { manifest, previews } = imported.value;
		const linesOf = (name: string): readonly string[] =>
			gunzipSync(readFileSync(join(outDir, name)))
				.toString()
				.split('\n');
		const ids = manifest.blocks.flatMap(({ pieces }) => linesOf(pieces.ids.file));
		expect(linesOf(manifest.previews?.file ?? '')).toEqual(ids.map((id) => original.get(id)));
		expect(previews).toBe([...original.values()].filter((value) => value !== '').length);
	});

	test('may be missing, file or entry', async () => {
		expect(await read(new BadTracks(false))).toEqual(success(new Map()));
		const entries: [WritableValue, WritableValue][] = [
			['a', null],
			['b', address],
			['not a track', 'anything']
		];
		writeFileSync(file, writePickle(entries));
		expect(await read(new BadTracks(false))).toEqual(success(new Map([[1, address]])));
	});

	test.each([
		['http://previews.example/a.mp3', '"http://previews.example/a.mp3"'],
		['javascript:alert(1)', '"javascript:alert(1)"'],
		[`${address}\n${address}`, JSON.stringify(`${address}\n${address}`)]
	])('%j is no address', async (value, shown) => {
		writeFileSync(file, writePickle([['a', value]]));
		expect(await read(new BadTracks(false))).toMatchObject({
			ok: false,
			failure: {
				code: 'bad-input',
				message: `spotify_urls.p: a: found ${shown}, expected an address that begins with https://, or an empty text`
			}
		});
		const skipping = new BadTracks(true);
		expect(await read(skipping)).toEqual(success(new Map()));
		expect(skipping.counts).toEqual({ 'bad-preview': 1 });
	});

	test('of a truncated file are none', async () => {
		writeFileSync(file, writePickle([['a', address]]).subarray(0, 20));
		expect(await read(new BadTracks(true))).toMatchObject({ failure: { code: 'bad-input' } });
	});
});
