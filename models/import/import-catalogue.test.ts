import {
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '#lib/contracts/failure.ts';
import { importCatalogue, type ImportOptions, type ImportReport } from './import-catalogue.ts';
import { writePickle, type WritableValue } from './testdata/write-pickle.ts';

const references = join(import.meta.dirname, 'testdata');
let folder: string;
let from: string;
let outDir: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-import-'));
	from = join(folder, 'model');
	outDir = join(folder, 'catalogue');
	cpSync(references, from, {
		recursive: true,
		filter: (path) => !path.endsWith('.ts') && !path.includes('urls')
	});
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

type Entries = [WritableValue, WritableValue][];
type Model = Record<'spotify_tracks.p' | 'spotifytovec.p' | 'tracktovec.p', Entries>;

function vector(seed: number): Float64Array {
	return Float64Array.from({ length: 100 }, (_, i) => Math.sin(seed * 3.7 + i) * 2.5);
}

/** Five good tracks; each test spoils some. Keys in another order in each file, as in the original. */
function writeModel(spoil: (model: Model) => void = () => undefined): void {
	const ids = ['a', 'b', 'c', 'd', 'e'];
	const model: Model = {
		'spotify_tracks.p': ids.map((id) => [id, `Artist ${id} - Title`]),
		'spotifytovec.p': ids.toReversed().map((id) => [id, vector(id.charCodeAt(0))]),
		'tracktovec.p': ids.map((id) => [id, Float32Array.from(vector(-id.charCodeAt(0)))])
	};
	spoil(model);
	for (const [file, entries] of Object.entries(model))
		writeFileSync(join(from, file), writePickle(entries));
}

function run(overrides: Partial<ImportOptions> = {}): Promise<Result<ImportReport>> {
	return importCatalogue({
		from,
		outDir,
		id: 'test',
		name: 'Test',
		licence: '',
		encoding: 'float32',
		isSkippingBad: false,
		...overrides
	});
}

async function imported(overrides?: Partial<ImportOptions>): Promise<ImportReport> {
	const result = await run(overrides);
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

async function complaint(overrides?: Partial<ImportOptions>): Promise<string> {
	const result = await run(overrides);
	expect(existsSync(outDir)).toBe(false);
	if (result.ok) return 'none';
	expect(result.failure.code).toBe('bad-input');
	return result.failure.message.replaceAll(`${from}/`, '');
}

function idsIn({ manifest }: ImportReport): string[] {
	return manifest.blocks.flatMap(({ pieces }) =>
		gunzipSync(readFileSync(join(outDir, pieces.ids.file)))
			.toString()
			.split('\n')
	);
}

describe('importing the reference', () => {
	it('keeps the 3,000 tracks that have vectors, in the order of the titles, and counts the other 25', async () => {
		const report = await imported();
		expect(report).toMatchObject({ withoutVectors: 25, skipped: {}, beyondLimit: 0 });
		expect(report.manifest).toMatchObject({
			trackCount: 3000,
			encoding: 'float32',
			playback: { kind: 'spotify' },
			encoder: null
		});
		expect(idsIn(report).slice(0, 3)).toEqual([
			'3vJuGIzrZxvlNozO9HoxiX',
			'0n2Ysp6Ekz8tHI9xZnwMOS',
			'5dD4ew9gT1kvIRcIBk5qOx'
		]);
	});

	it('makes every vector one long, and int8 a quarter of the size', async () => {
		const { manifest } = await imported();
		const file = manifest.blocks[0]?.pieces.vectors.file ?? '';
		const bytes = readFileSync(join(outDir, file));
		for (let row = 0; row < 6000; row++) {
			let squares = 0;
			for (let i = 0; i < 100; i++) squares += bytes.readFloatLE((row * 100 + i) * 4) ** 2;
			if (Math.abs(squares - 1) > 1e-6) expect.unreachable(`row ${row}: ${squares}`);
		}
		const small = await imported({ encoding: 'int8-row-scale' });
		expect(small.manifest.blocks[0]?.pieces.vectors.sizeBytes).toBe(3000 * 204);
	});

	it('does without the file of previews, but not without the others', async () => {
		expect(readdirSync(from)).not.toContain('spotify_urls.p');
		rmSync(join(from, 'tracktovec.p'));
		expect(await complaint()).toBe('tracktovec.p: there is no such file or folder');
	});
});

describe('bad input', () => {
	const cases: [string, (model: Model) => void, string, string][] = [
		[
			'a vector that is too short',
			(model) => (model['tracktovec.p'][1] = ['b', new Float32Array(99).fill(1)]),
			'tracktovec.p: b: found an array of 99 (f4), expected a vector of 100 numbers (f4 or f8)',
			'wrong-length'
		],
		[
			'a list that is too long',
			(model) => (model['spotifytovec.p'][1] = ['d', new Array<number>(101).fill(1)]),
			'spotifytovec.p: d: found a list of 101, expected a vector of 100 numbers (f4 or f8)',
			'wrong-length'
		],
		[
			'a text for a vector',
			(model) => (model['spotifytovec.p'][1] = ['d', 'loud']),
			'spotifytovec.p: d: found a text, expected a vector of 100 numbers (f4 or f8)',
			'not-a-vector'
		],
		[
			'a NaN',
			(model) => (model['spotifytovec.p'][1] = ['d', vector(1).fill(NaN, 7, 8)]),
			'spotifytovec.p: d: found NaN among them, expected 100 numbers, all of them finite',
			'not-finite'
		],
		[
			'an infinity',
			(model) =>
				(model['tracktovec.p'][0] = ['a', Float32Array.from(vector(1)).fill(-Infinity, 99)]),
			'tracktovec.p: a: found -Infinity among them, expected 100 numbers, all of them finite',
			'not-finite'
		],
		[
			'a zero vector',
			(model) => (model['tracktovec.p'][4] = ['e', new Float32Array(100)]),
			'tracktovec.p: e: found zeros only, expected 100 numbers, not all of them zero',
			'zero-vector'
		],
		[
			'a missing sound vector',
			(model) => model['spotifytovec.p'].splice(2, 1),
			'spotifytovec.p: c: found no vector, expected one, as tracktovec.p has one',
			'without-sound'
		],
		[
			'a missing playlists vector',
			(model) => model['tracktovec.p'].splice(2, 1),
			'tracktovec.p: c: found no vector, expected one, as spotifytovec.p has one',
			'without-playlists'
		],
		[
			'a missing title',
			(model) => model['spotify_tracks.p'].splice(2, 1),
			'spotifytovec.p: c: found a vector of a track without a title, expected its title in spotify_tracks.p',
			'without-title'
		],
		[
			'a title that is not UTF-8',
			(model) =>
				(model['spotify_tracks.p'][2] = [
					'c',
					{ rawText: Buffer.from('Bj\xf6rk - J\xf3ga', 'latin1') }
				]),
			'spotify_tracks.p: c: found a text that is not UTF-8, expected a text in UTF-8, "Artist - Title"',
			'bad-title'
		],
		[
			'a title that is no text',
			(model) => (model['spotify_tracks.p'][2] = ['c', null]),
			'spotify_tracks.p: c: found None, expected a text in UTF-8, "Artist - Title"',
			'bad-title'
		]
	];

	it.each(cases)(
		'%s: the file, the track and what was expected',
		async (_name, spoil, message, reason) => {
			writeModel(spoil);
			expect(await complaint()).toBe(message);
			const report = await imported({ isSkippingBad: true });
			expect(report.skipped).toEqual({ [reason]: 1 });
			expect(report.manifest.trackCount).toBe(4);
		}
	);

	it.each(['spotify_tracks.p', 'spotifytovec.p', 'tracktovec.p'] as const)(
		'two tracks with one id in %s: the first one stays when such are skipped',
		async (file) => {
			const again: WritableValue = file === 'spotify_tracks.p' ? 'Other - Title' : vector(99);
			writeModel((model) => model[file].push(['b', again]));
			expect(await complaint()).toBe(
				`${file}: b: found the id for the second time, expected each id once`
			);
			const report = await imported({ isSkippingBad: true });
			expect(report.skipped).toEqual({ 'duplicate-id': 1 });
			expect(report.manifest.trackCount).toBe(5);
			const spoilt = report.manifest.revision;
			writeModel();
			expect((await imported()).manifest.revision).toBe(spoilt);
		}
	);

	it('keys that are no ids', async () => {
		writeModel((model) => model['tracktovec.p'].push([null, vector(1)]));
		expect(await complaint()).toBe(
			"tracktovec.p: a key: found None, expected a track's id, one line of UTF-8"
		);
		writeModel((model) => model['tracktovec.p'].push(['two\nlines', vector(1)]));
		expect(await complaint()).toContain('"two\\nlines": found a text that cannot be an id');
		expect((await imported({ isSkippingBad: true })).skipped).toEqual({ 'bad-id': 1 });
	});

	it('one track with several faults is one track that is skipped', async () => {
		writeModel((model) => {
			model['spotify_tracks.p'][0] = ['a', null];
			model['spotifytovec.p'][4] = ['a', new Float64Array(100)];
			model['tracktovec.p'][0] = ['a', new Float32Array(3)];
			model['spotify_tracks.p'].splice(3, 1); // d: no title, vectors in both files
		});
		const report = await imported({ isSkippingBad: true });
		expect(report.skipped).toEqual({ 'bad-title': 1, 'without-title': 1 });
		expect(idsIn(report)).toEqual(['b', 'c', 'e']);
	});

	it('a truncated file is fatal, also when bad tracks are skipped, and leaves the old catalogue', async () => {
		writeModel();
		const { manifest } = await imported();
		const file = join(from, 'tracktovec.p');
		writeFileSync(file, readFileSync(file).subarray(0, -40));
		const result = await run({ isSkippingBad: true });
		expect(result.ok ? '' : result.failure.message).toContain('tracktovec.p: is truncated');
		expect(JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8'))).toEqual(manifest);
	});

	it('no usable track at all', async () => {
		writeModel((model) => {
			model['spotifytovec.p'] = [];
			model['tracktovec.p'] = [];
		});
		expect(await complaint()).toBe(`${from}: no track has a title and both vectors`);
	});
});

describe('order', () => {
	async function orderBy(
		csv: string | Buffer,
		overrides: Partial<ImportOptions> = {}
	): Promise<string[]> {
		writeModel();
		const popularityFile = join(folder, 'tracks_dedup.csv');
		writeFileSync(popularityFile, csv);
		return idsIn(await imported({ popularityFile, ...overrides }));
	}

	it('is by popularity, then as in the titles; with a limit, the most popular', async () => {
		const csv =
			'title,id,popularity\r\n"One, ""two""\r\nthree",d,5\r\nx,b,9.5\r\n\r\nx,unknown,100\r\n';
		expect(await orderBy(csv)).toEqual(['b', 'd', 'a', 'c', 'e']);
		expect(await orderBy(csv, { limit: 3 })).toEqual(['b', 'd', 'a']);
	});

	it("reads the original's own table, which has no header", async () => {
		const url = 'https://p.scdn.co/mp3-preview/0123';
		expect(
			await orderBy(
				`x1,Artist,Title,${url},70\nc,Artist,"Title, 2",${url},3\ne,Artist,Title,${url},12\n`
			)
		).toEqual(['e', 'c', 'a', 'b', 'd']);
	});

	it('counts lines where there is no count, and takes addresses for ids', async () => {
		const lines = [
			'playlist,track,duration',
			'p1,spotify:track:c,200',
			'p2,spotify:track:c,200',
			'p2,https://open.spotify.com/track/b?si=1,100'
		];
		expect(await orderBy(`\uFEFF${lines.join('\n')}`)).toEqual(['c', 'b', 'a', 'd', 'e']);
	});

	it.each([
		['name,plays\nz,1\n', /: no column holds ids of the catalogue's tracks$/],
		[
			'id,plays\na,1\nb,many\n',
			/: line 3: column 2 holds "many", expected how popular the track is, a number from 0$/
		],
		['id,plays\na,"1\nb,2\n', /: line 2: a quoted field has no end$/],
		['id,plays\na,"1"2\n', /: line 2: a quoted field goes on after its quote$/],
		[Buffer.from('id,plays\na,\xff\n', 'latin1'), /: line 1: what follows is not UTF-8$/]
	])('a table that cannot be used: %j', async (csv, message) => {
		writeModel();
		const popularityFile = join(folder, 'table.csv');
		writeFileSync(popularityFile, csv);
		expect(await complaint({ popularityFile })).toMatch(message);
	});
});
