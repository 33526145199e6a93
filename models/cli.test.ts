import { spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { PassThrough } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { runCommandLine } from './commands/command-line.ts';

const root = join(import.meta.dirname, '..');
const references = join(import.meta.dirname, 'import/testdata');

let folder: string;
let catalogue: string;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-cli-'));
	catalogue = join(folder, 'catalogue');
	const imported = await deejai(
		'import',
		'--from',
		references,
		'--out',
		catalogue,
		'--encoding',
		'float32'
	);
	if (imported.status !== 0) throw new Error(imported.stderr);
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

interface Run {
	status: number | null;
	stdout: string;
	stderr: string;
}

async function deejai(...args: string[]): Promise<Run> {
	const [output, errors] = [new PassThrough(), new PassThrough()];
	const status = await runCommandLine(args, { output, errors, isInteractive: false });
	return { status, stdout: textIn(output), stderr: textIn(errors) };
}

function textIn(stream: PassThrough): string {
	const written: unknown = stream.read();
	return Buffer.isBuffer(written) ? written.toString('utf8') : '';
}

async function json(...args: string[]): Promise<unknown> {
	const { status, stdout, stderr } = await deejai(...args, '--json');
	if (status !== 0) throw new Error(stderr);
	return JSON.parse(stdout);
}

/** As a process of its own, under Node 24, whichever Node runs the tests. */
function spawnDeejai(...args: string[]): Run {
	const node = join(root, 'node_modules/.bin/node');
	const { status, stdout, stderr } = spawnSync(node, [join(root, 'models/cli.ts'), ...args], {
		encoding: 'utf8'
	});
	return { status, stdout, stderr };
}

const expectedSchema = v.object({
	single: v.array(
		v.object({
			waypoints: v.array(v.string()),
			size: v.number(),
			creativity: v.number(),
			expect: v.array(v.string())
		})
	),
	journey: v.array(
		v.object({
			waypoints: v.array(v.string()),
			size: v.number(),
			creativity: v.number(),
			expect: v.array(v.string())
		})
	),
	search: v.array(
		v.object({ query: v.string(), limit: v.number(), expect_ids: v.array(v.string()) })
	)
});
const expected = v.parse(
	expectedSchema,
	JSON.parse(readFileSync(join(references, 'expected-playlists.json'), 'utf8'))
);

describe('what the commands print', () => {
	it('import --json: one document, progress elsewhere', async () => {
		const { status, stdout, stderr } = await deejai(
			'import',
			'--from',
			references,
			'--out',
			join(folder, 'small'),
			'--limit',
			'100',
			'--json'
		);
		expect(status).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({
			tracks: 100,
			blocks: 1,
			encoding: 'int8-row-scale',
			withoutVectors: 25,
			beyondLimit: 2900,
			skipped: {}
		});
		expect(stderr).toContain('spotifytovec.p: 100 %');
	});

	it('inspect --json: the facts', async () => {
		const manifest = v.parse(
			v.object({ revision: v.string() }),
			JSON.parse(readFileSync(join(catalogue, 'manifest.json'), 'utf8'))
		);
		const bytes = readdirSync(catalogue)
			.filter((file) => file.endsWith('.bin'))
			.reduce((total, file) => total + readFileSync(join(catalogue, file)).length, 0);
		expect(await json('inspect', catalogue)).toEqual({
			tracks: 3000,
			dims: 100,
			bytes,
			bytesPerTrack: Math.round((bytes / 3000) * 10) / 10,
			blocks: 1,
			revision: manifest.revision,
			encoding: 'float32',
			encoder: null
		});
	});

	it('search --json: ids and tracks, in the original order when asked', async () => {
		const wanted = expected.search.find(({ expect_ids: ids }) => ids.length > 1);
		if (!wanted) throw new Error('no search with results');
		const found = v.parse(
			v.object({
				trackIds: v.array(v.string()),
				tracks: v.array(v.object({ id: v.string(), artist: v.string(), title: v.string() }))
			}),
			await json(
				'search',
				catalogue,
				wanted.query,
				'--limit',
				String(wanted.limit),
				'--order',
				'title'
			)
		);
		expect(found.trackIds).toEqual(wanted.expect_ids);
		expect(found.tracks.map(({ id }) => id)).toEqual(wanted.expect_ids);
	});

	it.each(['single', 'journey'] as const)(
		"generate --json: the original's playlists (%s)",
		async (kind) => {
			const wanted = expected[kind][0];
			if (!wanted) throw new Error('no playlist expected');
			const made = v.parse(
				v.object({
					trackIds: v.array(v.string()),
					tracks: v.array(v.object({ id: v.string() })),
					picks: v.array(v.object({ id: v.string(), isWaypoint: v.boolean() }))
				}),
				await json(
					...['generate', catalogue, '--rules', 'original'],
					...wanted.waypoints.flatMap((id) => ['--waypoint', id]),
					...['--size', String(wanted.size), '--creativity', String(wanted.creativity)]
				)
			);
			expect(made.trackIds).toEqual(wanted.expect);
			expect(made.tracks.map(({ id }) => id)).toEqual(wanted.expect);
			expect(made.picks.filter(({ isWaypoint }) => isWaypoint).map(({ id }) => id)).toEqual(
				wanted.waypoints
			);
		}
	);

	it('for people: aligned lines', async () => {
		const { stdout } = await deejai('search', catalogue, 'moon', '--limit', '3');
		expect(stdout.trimEnd().split('\n')).toHaveLength(3);
		expect((await deejai('inspect', catalogue)).stdout).toMatch(/^tracks {5}3,000$/m);
		const playlist = await deejai('generate', catalogue, '--seed', '5', '--size', '4');
		expect(playlist.stdout.trimEnd().split('\n')).toHaveLength(5);
		expect(playlist.stderr).toContain('Seed 5.');
		expect((await deejai('generate', catalogue, '--seed', '5', '--size', '4')).stdout).toBe(
			playlist.stdout
		);
	});

	it('help, for all and for each', async () => {
		for (const args of [['help'], ['--help']]) {
			const { status, stdout, stderr } = await deejai(...args);
			expect([status, stderr]).toEqual([0, '']);
			for (const command of ['import', 'inspect', 'search', 'generate'])
				expect(stdout).toContain(command);
		}
		const [flag, word] = [await deejai('import', '--help'), await deejai('help', 'import')];
		expect(flag.stdout).toContain('--skip-bad');
		expect(word.stdout).toBe(flag.stdout);
	});
});

describe('bad input: exit status 1, one line, nothing on standard output', () => {
	function expectOneLine(
		{ status, stdout, stderr }: Run,
		wantedStatus: number,
		text: string
	): void {
		expect([status, stdout]).toEqual([wantedStatus, '']);
		const lines = stderr
			.trimEnd()
			.split('\n')
			.filter((line) => !/: \d+ %$/.test(line));
		expect(lines).toHaveLength(1);
		expect(lines[0]).toMatch(/^deejai: /);
		expect(lines[0]).toContain(text);
	}

	it('a truncated pickle', async () => {
		const model = join(folder, 'truncated');
		cpSync(references, model, { recursive: true });
		truncateSync(join(model, 'tracktovec.p'), 1_000_000);
		const out = join(folder, 'never');
		expectOneLine(
			await deejai('import', '--from', model, '--out', out, '--json'),
			1,
			'tracktovec.p: is truncated'
		);
		expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
	});

	it.each([
		[
			'changed',
			(path: string) => {
				const bytes = readFileSync(path);
				bytes[5000] = (bytes[5000] ?? 0) ^ 1;
				writeFileSync(path, bytes);
			},
			'SHA-256'
		],
		[
			'cut off',
			(path: string) => {
				truncateSync(path, 5000);
			},
			'5000 bytes, expected'
		],
		[
			'missing',
			(path: string) => {
				rmSync(path);
			},
			'there is no such file or folder'
		]
	])(
		'a piece that is %s is named, by inspect and by whoever reads it',
		async (name, spoil, text) => {
			const spoilt = join(folder, name);
			cpSync(catalogue, spoilt, { recursive: true });
			const file = readdirSync(spoilt).find((candidate) => candidate.startsWith('vectors')) ?? '';
			spoil(join(spoilt, file));
			for (const run of [
				await deejai('inspect', spoilt),
				await deejai('generate', spoilt, '--json')
			]) {
				expectOneLine(run, 1, `${file}: `);
				expect(run.stderr).toContain(text);
			}
		}
	);

	it.each([
		[['inspect', '/nowhere'], 'manifest.json: there is no such file or folder'],
		[['inspect', references], 'manifest.json: there is no such file or folder'],
		[
			['import', '--from', '/nowhere', '--out', '/tmp/never'],
			'spotify_tracks.p: there is no such file or folder'
		]
	])('%j', async (args, text) => {
		expectOneLine(await deejai(...args), 1, text);
	});

	it('an id that a catalogue cannot have, before anything is read', async () => {
		const args = [
			'import',
			'--from',
			'/nowhere',
			'--out',
			join(folder, 'never'),
			'--id',
			'My Songs'
		];
		expectOneLine(await deejai(...args), 1, `the catalogue's id cannot be "My Songs"`);
	});

	it('a waypoint that is not in the catalogue', async () => {
		expectOneLine(
			await deejai('generate', catalogue, '--waypoint', 'nobody', '--json'),
			1,
			'no track has the id nobody'
		);
	});

	it.each([
		[[], 'a command is missing'],
		[['play'], 'there is no command "play"'],
		[['import', '--out', 'x'], '--from is missing'],
		[
			['import', '--from', 'x', '--out', 'y', '--encoding', 'int4'],
			'--encoding is "int4", expected int8 or float32'
		],
		[['inspect'], 'DIR is missing'],
		[['inspect', 'a', 'b'], '"b" is one argument too many'],
		[['search', 'a', 'b', '--limit', '0'], '--limit is "0", expected a whole number from 1'],
		[
			['generate', 'a', '--creativity', '1.5'],
			'--creativity is "1.5", expected a number from 0 to 1'
		],
		[['generate', 'a', '--loud'], "Unknown option '--loud'"],
		[['generate', 'a', '--size'], 'argument missing']
	])('a command line that cannot be understood has exit status 2: %j', async (args, text) => {
		expectOneLine(await deejai(...args), 2, text);
	});
});

describe('as a process', () => {
	it('has one JSON document on standard output, and status 0', () => {
		const { status, stdout, stderr } = spawnDeejai('generate', catalogue, '--seed', '1', '--json');
		expect([status, stderr]).toEqual([0, '']);
		expect(JSON.parse(stdout)).toMatchObject({ seed: 1, missingCount: 0 });
	});

	it('has status 1 with one line for bad input, status 2 for a command line that makes no sense', () => {
		expect(spawnDeejai('inspect', '/nowhere', '--json')).toEqual({
			status: 1,
			stdout: '',
			stderr: 'deejai: /nowhere/manifest.json: there is no such file or folder\n'
		});
		expect(spawnDeejai('dance')).toEqual({
			status: 2,
			stdout: '',
			stderr: 'deejai: there is no command "dance" (see: deejai help)\n'
		});
	});
});
