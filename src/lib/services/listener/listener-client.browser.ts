import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import manifest from '../../../../models/catalogues/house/manifest.json';
import type { EncoderDescription } from '#lib/contracts/encoder.ts';
import type { Analysis, Encoder } from '#lib/contracts/listener.ts';
import { success, type Result } from '#lib/contracts/failure.ts';
import flacUrl from '#workers/listener/fixtures/tune.flac?url';
import m4aUrl from '#workers/listener/fixtures/tune.m4a?url';
import mp3Url from '#workers/listener/fixtures/tune.mp3?url';
import oggUrl from '#workers/listener/fixtures/tune.ogg?url';
import opusUrl from '#workers/listener/fixtures/tune.opus?url';
import { tune, wavOf } from '#workers/listener/test/tune.ts';
import { startListener, type ListenerClient } from './listener-client.ts';

const rate = 22_050;
const tuneSeconds = 5.1;

const [weightsUrl = ''] = Object.values(
	import.meta.glob<string>('../../../../models/catalogues/house/encoder-*.bin', {
		query: '?url',
		import: 'default',
		eager: true
	})
);

/** The house's own network. */
async function houseEncoder(): Promise<Result<Encoder>> {
	const weights = await (await fetch(weightsUrl)).arrayBuffer();
	const description = manifest.encoder.description as EncoderDescription;
	return success({ revision: manifest.revision, description, weights });
}

async function fetchFile(url: string, name = 'x.bin'): Promise<File> {
	return new File([await (await fetch(url)).blob()], name);
}

function wavFile(samples: Float32Array, name = 'x.wav'): File {
	return new File([wavOf([samples], rate)], name);
}

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
	return result.value;
}

function codeOf(result: Result<unknown>): string {
	return result.ok ? 'ok' : result.failure.code;
}

function soundOf({ slices }: Pick<Analysis, 'slices'>): Float64Array {
	const sum = new Float64Array(100);
	slices.forEach((value, k) => (sum[k % 100] = (sum[k % 100] ?? 0) + value));
	return sum;
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let dot = 0;
	let aa = 0;
	let bb = 0;
	for (let k = 0; k < a.length; k++) {
		dot += (a[k] ?? 0) * (b[k] ?? 0);
		aa += (a[k] ?? 0) ** 2;
		bb += (b[k] ?? 0) ** 2;
	}
	return dot / Math.sqrt(aa * bb);
}

describe('a listener', () => {
	let client: ListenerClient;
	beforeAll(() => {
		client = startListener({ obtainEncoder: houseEncoder, backend: 'wasm' });
	});
	afterAll(() => client.close());

	test('says what it listens with', async () => {
		const { revision, backend } = valueOf(await client.ready());
		expect(revision).toBe(manifest.revision);
		expect(backend).toBe('wasm');
	});

	test.each([
		['MP3', mp3Url, 44_100],
		['AAC', m4aUrl, 24_000],
		['FLAC', flacUrl, 8000],
		['Vorbis', oggUrl, 44_100],
		['Opus', opusUrl, 24_000]
	])('hears in %s what it hears in the WAV that it was made from', async (_codec, url, hertz) => {
		const original = new File([wavOf([tune(hertz, tuneSeconds)], hertz)], 'original.wav');
		const expected = valueOf(await client.analyse(original, 'thorough'));
		const analysis = valueOf(await client.analyse(await fetchFile(url), 'thorough'));
		expect(analysis).toMatchObject({ sliceCount: 1, notes: [] });
		expect(Math.abs(analysis.durationSeconds - tuneSeconds)).toBeLessThan(0.15);
		expect(cosine(soundOf(analysis), soundOf(expected))).toBeGreaterThan(0.98);
	});

	test('hears quickly a part of what it hears thoroughly', async () => {
		const file = wavFile(tune(rate, 90));
		const quick = valueOf(await client.analyse(file, 'quick'));
		const thorough = valueOf(await client.analyse(file, 'thorough'));
		expect(quick.sliceCount).toBeLessThan(thorough.sliceCount);
		expect(thorough.sliceCount).toBe(17);
		const rows = ({ slices, sliceCount }: Analysis): readonly Float32Array[] =>
			Array.from({ length: sliceCount }, (_, k) => slices.subarray(k * 100, (k + 1) * 100));
		for (const row of rows(quick)) {
			const nearest = Math.max(...rows(thorough).map((other) => cosine(row, other)));
			expect(nearest).toBeGreaterThan(0.99999);
		}
	});

	test('puts silence after what is shorter than a slice, and says so', async () => {
		const { sliceCount, notes } = valueOf(await client.analyse(wavFile(tune(rate, 1)), 'quick'));
		expect({ sliceCount, notes }).toEqual({ sliceCount: 1, notes: ['padded'] });
	});

	test('says of a file that is cut off that it is', async () => {
		const whole = await fetchFile(m4aUrl);
		const cut = new File([whole.slice(0, whole.size * 0.6)], 'cut.m4a');
		expect(valueOf(await client.analyse(cut, 'quick')).notes).toContain('cut-short');
	});

	test('says what is wrong with a file', async () => {
		const text = new File(['Not music. '.repeat(1000)], 'text.mp3');
		expect(codeOf(await client.analyse(new File([], 'none.mp3'), 'quick'))).toBe('empty-file');
		expect(codeOf(await client.analyse(text, 'quick'))).toBe('not-audio');
		const silence = wavFile(new Float32Array(rate * 12));
		expect(codeOf(await client.analyse(silence, 'quick'))).toBe('silent');
		expect(codeOf(await client.identify(new File([], 'none.mp3')))).toBe('empty-file');
	});

	test('knows a file again by its content, and reads its tags and its cover', async () => {
		const file = await fetchFile(mp3Url, 'a.mp3');
		const { id, tags, cover } = valueOf(await client.identify(file));
		const renamed = valueOf(await client.identify(new File([file], 'b.mp3')));
		expect(renamed.id).toBe(id);
		expect(tags).toMatchObject({ artist: 'Tønder & Søn', title: 'Größe 夜 🎵', year: 1998 });
		const bitmap = await createImageBitmap(cover ?? new Blob());
		expect([bitmap.width, bitmap.height]).toEqual([160, 160]);
	});

	test('stops listening when it is told to, and goes on with the next', async () => {
		const file = wavFile(tune(rate, 120));
		const stop = new AbortController();
		const stopped = client.analyse(file, 'thorough', stop.signal);
		const next = client.analyse(wavFile(tune(rate, 6)), 'quick');
		stop.abort();
		expect(codeOf(await stopped)).toBe('superseded');
		expect(codeOf(await next)).toBe('ok');
		expect(codeOf(await client.analyse(file, 'quick', AbortSignal.abort()))).toBe('superseded');
	});

	test('gives each track of a batch a vector of unit length', async () => {
		const { slices } = valueOf(await client.analyse(wavFile(tune(rate, 20)), 'thorough'));
		const vectors = valueOf(await client.pool([slices, slices.map((value) => -value)]));
		expect(vectors).toHaveLength(2);
		for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
	});

	test('forms an impression of what is played to it, second by second', async () => {
		const hertz = 48_000;
		const samples = tune(hertz, 8);
		expect(codeOf(await client.beginHearing(hertz))).toBe('ok');
		const counts: number[] = [];
		for (let from = 0; from < samples.length; from += hertz / 2) {
			const chunk = samples.slice(from, from + hertz / 2);
			const { sliceCount, level } = valueOf(await client.hear(chunk));
			expect(level).toBeGreaterThan(0.01);
			counts.push(sliceCount);
		}
		expect(counts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3]);
		const impression = valueOf(await client.hear(new Float32Array(0)));
		expect(impression).toMatchObject({ heardSeconds: 8, hasSound: true, sliceCount: 3 });
		const file = new File([wavOf([samples], hertz)], 'x.wav');
		const heard = soundOf(valueOf(await client.analyse(file, 'thorough')));
		expect(cosine(impression.sound, heard)).toBeGreaterThan(0.8);
	});

	test('forgets what it heard when it begins anew, and silence is no sound', async () => {
		valueOf(await client.beginHearing(rate));
		const impression = valueOf(await client.hear(new Float32Array(rate * 7)));
		expect(impression).toMatchObject({ sliceCount: 0, hasSound: false, level: 0 });
	});
});

describe('when something goes wrong', () => {
	const clients: ListenerClient[] = [];
	afterEach(() => {
		vi.unstubAllGlobals();
		for (const client of clients.splice(0)) client.close();
	});

	function started(obtainEncoder = houseEncoder): ListenerClient {
		const client = startListener({ obtainEncoder, backend: 'reference' });
		clients.push(client);
		return client;
	}

	/** Every worker that is started from now on. */
	function watchedWorkers(): Worker[] {
		const workers: Worker[] = [];
		vi.stubGlobal(
			'Worker',
			class extends Worker {
				constructor(url: string | URL, options?: WorkerOptions) {
					super(url, options);
					workers.push(this);
				}
			}
		);
		return workers;
	}

	test('a network that could not be had is asked for again', async () => {
		let attempts = 0;
		const client = started(async () => {
			attempts++;
			return attempts === 1
				? { ok: false, failure: { ...unreachable, message: 'first attempt' } }
				: houseEncoder();
		});
		const both = await Promise.all([client.ready(), client.ready()]);
		expect(both.map(codeOf)).toEqual(['network-unreachable', 'network-unreachable']);
		expect(attempts).toBe(1);
		expect(codeOf(await client.ready())).toBe('ok');
		expect(codeOf(await client.ready())).toBe('ok');
		expect(attempts).toBe(2);
	});

	test('a network that cannot be built is refused', async () => {
		const client = started(async () => {
			const encoder = valueOf(await houseEncoder());
			return success({ ...encoder, weights: encoder.weights.slice(4) });
		});
		expect(codeOf(await client.ready())).toBe('malformed');
	});

	test('a worker that dies fails what waited on it, and the next call has another', async () => {
		const workers = watchedWorkers();
		const client = started();
		await client.ready();
		const waiting = client.analyse(wavFile(tune(rate, 60)), 'thorough');
		workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
		expect(await waiting).toMatchObject({
			ok: false,
			failure: { code: 'internal', message: 'out of memory', retryable: true }
		});
		expect(codeOf(await client.analyse(wavFile(tune(rate, 6)), 'quick'))).toBe('ok');
		expect(workers).toHaveLength(2);
	});

	test('a worker that cannot be fetched is no fault of the file, and is fetched again', async () => {
		const RealWorker = Worker;
		let isOffline = true;
		vi.stubGlobal(
			'Worker',
			class extends RealWorker {
				constructor(url: string | URL, options?: WorkerOptions) {
					super(isOffline ? `blob:${location.origin}/gone` : url, options);
				}
			}
		);
		const client = started();
		const file = wavFile(tune(rate, 1));
		expect(await client.identify(file)).toMatchObject({
			failure: { code: 'network-unreachable', retryable: true }
		});
		isOffline = false;
		expect(codeOf(await client.identify(file))).toBe('ok');
	});

	test('no worker is started before it is needed, nor after the listener is closed', async () => {
		const workers = watchedWorkers();
		const client = started();
		expect(workers).toHaveLength(0);
		const waiting = client.identify(wavFile(tune(rate, 1)));
		expect(workers).toHaveLength(1);
		client.close();
		expect(codeOf(await waiting)).toBe('superseded');
		expect(codeOf(await client.ready())).toBe('superseded');
		expect(workers).toHaveLength(1);
	});
});

const unreachable = {
	code: 'network-unreachable',
	message: '',
	retryable: true,
	details: {}
} as const;
