import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import expected from '../import/testdata/listening/expected.json' with { type: 'json' };
import { runCommandLine } from './command-line.ts';

const references = join(import.meta.dirname, '../import/testdata');
const clips = join(references, 'listening');

let folder: string;
let model: string;
let float32: string;
let int8: string;
let deaf: string;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-listen-'));
	model = join(folder, 'model');
	for (const file of ['spotify_tracks.p', 'spotifytovec.p', 'tracktovec.p']) {
		cpSync(join(references, file), join(model, file));
	}
	deaf = await importInto('deaf', 'float32', null);
	cpSync(join(clips, 'speccy_model'), join(model, 'speccy_model'));
	const encoder: unknown = expect.stringMatching(/^speccy-[0-9a-f]{16}$/);
	float32 = await importInto('float32', 'float32', encoder);
	int8 = await importInto('int8', 'int8', encoder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function importInto(name: string, encoding: string, encoder: unknown): Promise<string> {
	const out = join(folder, name);
	const run = await deejai(
		'import',
		'--from',
		model,
		'--out',
		out,
		'--encoding',
		encoding,
		'--json'
	);
	expect(run.status).toBe(0);
	expect(JSON.parse(run.stdout)).toMatchObject({ tracks: 3000, encoder });
	return out;
}

interface Run {
	status: number;
	stdout: string;
	/** Without progress. */
	complaints: readonly string[];
}

async function deejai(...args: string[]): Promise<Run> {
	const [output, errors] = [new PassThrough(), new PassThrough()];
	const status = await runCommandLine(args, { output, errors, isInteractive: false });
	const complaints = textIn(errors)
		.split('\n')
		.filter((line) => line !== '' && !/: \d+ %$/.test(line));
	return { status, stdout: textIn(output), complaints };
}

function textIn(stream: PassThrough): string {
	const written: unknown = stream.read();
	return Buffer.isBuffer(written) ? written.toString('utf8') : '';
}

const heardSchema = v.strictObject({
	slices: v.number(),
	embeddings: v.array(v.pipe(v.array(v.number()), v.length(100))),
	nearest: v.array(v.string())
});

async function listen(...args: string[]): Promise<v.InferOutput<typeof heardSchema>> {
	const run = await deejai('listen', ...args, '--json');
	expect([run.status, run.complaints]).toEqual([0, []]);
	return v.parse(heardSchema, JSON.parse(run.stdout));
}

/** A WAV file of 16 bits, one channel. */
function wav(samples: readonly number[], rateHz = 22_050): Buffer {
	const header = Buffer.alloc(44);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(36 + samples.length * 2, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(rateHz, 24);
	header.writeUInt32LE(rateHz * 2, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36, 'latin1');
	header.writeUInt32LE(samples.length * 2, 40);
	return Buffer.concat([header, Buffer.from(Int16Array.from(samples).buffer)]);
}

function file(name: string, bytes: Buffer | string): string {
	const path = join(folder, name);
	writeFileSync(path, bytes);
	return path;
}

const tone = (count: number): number[] =>
	Array.from({ length: count }, (_, n) => Math.round(9000 * Math.sin(n / 9)));
/** The fewest samples that are one slice: up to the last frame's centre. */
const sliceSamples = 215 * 512;

describe('what the original hears', () => {
	it.each(Object.entries(expected))('%s: its slices and its ten nearest', async (clip, wanted) => {
		const heard = await listen(float32, join(clips, clip));
		expect(heard.slices).toBe(wanted.embeddings.length);
		expect(heard.embeddings).toHaveLength(heard.slices);
		expect(heard.nearest).toEqual(wanted.nearest);
		for (const [i, embedding] of wanted.embeddings.entries()) {
			const largest = Math.max(...embedding.map(Math.abs));
			for (const [k, x] of embedding.entries()) {
				expect(Math.abs((heard.embeddings[i]?.[k] ?? NaN) - x)).toBeLessThan(2e-3 * largest);
			}
		}
	});

	it('in int8 it is much the same', async () => {
		for (const [clip, { nearest }] of Object.entries(expected)) {
			const heard = await listen(int8, join(clips, clip));
			expect(heard.nearest.filter((id) => nearest.includes(id)).length).toBeGreaterThanOrEqual(8);
			expect(heard.nearest[0]).toBe(nearest[0]);
		}
	});

	it('--nearest, up to all tracks', async () => {
		const clip = join(clips, 'clip-0.wav');
		const three = await listen(float32, clip, '--nearest', '3');
		expect(three.nearest).toEqual(expected['clip-0.wav'].nearest.slice(0, 3));
		const all = await listen(float32, clip, '--nearest', '4000');
		expect(new Set(all.nearest).size).toBe(3000);
		expect(all.nearest.slice(0, 10)).toEqual(expected['clip-0.wav'].nearest);
	});

	it('for people: ranks, artists, titles, cosines', async () => {
		const { stdout } = await deejai('listen', float32, join(clips, 'clip-1.wav'));
		const lines = stdout.trimEnd().split('\n');
		expect(lines).toHaveLength(11);
		expect(lines[0]).toContain('clip-1.wav: 6 slices');
		for (const [i, id] of expected['clip-1.wav'].nearest.entries()) {
			expect(lines[i + 1]).toMatch(new RegExp(`^ *${i + 1} .* 0\\.\\d{3}  ${id}$`));
		}
	});

	it('at another rate: one slice of a tone', async () => {
		const path = file('tone.wav', wav(tone(2 * sliceSamples), 44_100));
		expect((await listen(float32, path)).slices).toBe(1);
	});
});

describe('what cannot be heard: exit status 1 and one line', () => {
	it.each<[string, () => string, string]>([
		['no file', () => join(folder, 'no.wav'), 'no.wav: there is no such file or folder'],
		['no WAV', () => file('text.wav', 'hello'), 'text.wav: not a WAV file'],
		[
			'a sample less than a slice',
			() => file('short.wav', wav(tone(sliceSamples - 1))),
			'short.wav: it is 4.99 s long, expected at least 5.00 s'
		],
		['no samples', () => file('none.wav', wav([])), 'none.wav: it is 0.00 s long'],
		[
			'silence',
			() => file('silent.wav', wav(new Array<number>(200_000).fill(0))),
			'silent.wav: it is silent'
		],
		['a rate of 1 Hz', () => file('slow.wav', wav(tone(9), 1)), 'slow.wav: its rate is 1 Hz']
	])('%s', async (_, make, complaint) => {
		const run = await deejai('listen', float32, make(), '--json');
		expect([run.status, run.stdout, run.complaints.length]).toEqual([1, '', 1]);
		expect(run.complaints[0]).toContain(complaint);
	});

	it('a slice is enough', async () => {
		expect((await listen(float32, file('slice.wav', wav(tone(sliceSamples))))).slices).toBe(1);
	});

	it('a catalogue without a sound network', async () => {
		const run = await deejai('listen', deaf, join(clips, 'clip-0.wav'));
		expect([run.status, run.stdout]).toEqual([1, '']);
		expect(run.complaints).toEqual([
			`deejai: ${deaf}: the catalogue has no sound network to listen with`
		]);
	});

	it('a command line that cannot be understood', async () => {
		for (const args of [[float32], [float32, 'a', 'b'], [float32, 'a', '--nearest', '0']]) {
			expect((await deejai('listen', ...args)).status).toBe(2);
		}
	});
});

it('a sound network that is broken ends the import, and nothing is written', async () => {
	const broken = join(folder, 'broken');
	cpSync(model, broken, { recursive: true });
	const network = join(broken, 'speccy_model');
	writeFileSync(network, readFileSync(network).subarray(0, 500_000));
	const run = await deejai('import', '--from', broken, '--out', join(folder, 'never'));
	expect([run.status, run.stdout]).toEqual([1, '']);
	expect(run.complaints).toEqual([`deejai: ${network}: is truncated`]);
	expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
});
