import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Piece } from '#lib/contracts/manifest.ts';
import { fetchPiece } from './fetch-piece.ts';
import { systemClock, type Fetch } from './ports.ts';
import { fakeCatalogue } from './test/fake-catalogue.ts';
import { FakeHost, folderUrl, type Fault } from './test/fake-host.ts';
import { FakeClock } from './test/fake-ports.ts';

async function setUp() {
	const catalogue = await fakeCatalogue({ blockCount: 1 });
	const piece = catalogue.manifest.blocks[0]?.pieces.vectors;
	if (!piece) throw new Error('the fake catalogue has a block');
	const host = new FakeHost(catalogue);
	const clock = new FakeClock();
	const abort = new AbortController();
	const options = {
		folderUrl,
		piece,
		fetch: host.fetch,
		signal: abort.signal,
		clock,
		random: () => 1
	};
	return { host, piece, clock, abort, options, bytes: catalogue.files.get(piece.file) };
}

describe('a piece that comes as it should', () => {
	it('is given out byte for byte, after one request that any cache may answer', async () => {
		const { host, options, bytes, piece } = await setUp();
		const received: number[] = [];
		const fetched = await fetchPiece({ ...options, onReceived: (n) => received.push(n) });
		expect(fetched.ok && new Uint8Array(fetched.value)).toEqual(bytes);
		expect(host.requests).toEqual([{ file: piece.file, cache: 'default' }]);
		expect(received.at(-1)).toBe(piece.sizeBytes);
	});

	it('is judged by its hash alone, whatever type the server claims', async () => {
		const { options, bytes } = await setUp();
		const headers = { 'content-type': 'text/html' };
		const fetched = await fetchPiece({
			...options,
			fetch: () => Promise.resolve(new Response(bytes, { headers }))
		});
		expect(fetched.ok).toBe(true);
	});
});

describe('a piece that stays broken', () => {
	const cases: [Fault, string, (piece: Piece) => string[]][] = [
		[
			'truncated',
			'piece-corrupt',
			({ sizeBytes }) => [`${sizeBytes} bytes`, `${sizeBytes - 1} bytes`]
		],
		['too-long', 'piece-corrupt', ({ sizeBytes }) => [`${sizeBytes} bytes`, 'more']],
		['bit-flipped', 'piece-corrupt', ({ sha256 }) => [`SHA-256 ${sha256.slice(0, 12)}`]],
		['swapped', 'piece-corrupt', ({ sizeBytes }) => [`${sizeBytes} bytes`]],
		['html', 'unexpected-response', ({ sizeBytes }) => [`${sizeBytes} bytes`, 'HTML']],
		['server-error', 'unexpected-response', () => ['503']],
		['cut-off', 'network-unreachable', () => ['reset']]
	];
	it.each(cases)(
		'%s: is tried again past the cache, then named as %s',
		async (fault, code, named) => {
			const { host, options, piece, clock } = await setUp();
			host.break(piece.file, fault);
			const fetched = await fetchPiece(options);
			expect(fetched).toMatchObject({ ok: false, failure: { code } });
			const message = fetched.ok ? '' : fetched.failure.message;
			for (const part of [piece.file, ...named(piece)]) expect(message).toContain(part);
			expect(host.requests.map(({ cache }) => cache)).toEqual([
				'default',
				'reload',
				'reload',
				'reload'
			]);
			expect(clock.sleptMs).toEqual([500, 1000, 2000]);
		}
	);

	it('bit-flipped: the failure tells the first twelve digits of both hashes', async () => {
		const { host, options, piece } = await setUp();
		host.break(piece.file, 'bit-flipped');
		const fetched = await fetchPiece(options);
		const details = fetched.ok ? {} : fetched.failure.details;
		expect(details['expected']).toBe(`SHA-256 ${piece.sha256.slice(0, 12)}`);
		expect(details['found']).toMatch(/^[0-9a-f]{12}$/);
		expect(piece.sha256.startsWith(String(details['found']))).toBe(false);
	});

	it('that is not there at all is not asked for twice', async () => {
		const { host, options, piece } = await setUp();
		host.break(piece.file, 'not-found');
		expect(await fetchPiece(options)).toMatchObject({
			ok: false,
			failure: { code: 'unexpected-response', retryable: false, details: { status: 404 } }
		});
		expect(host.requests).toHaveLength(1);
	});
});

it.each<Fault>(['truncated', 'bit-flipped', 'html', 'server-error', 'cut-off'])(
	'%s once: the second try brings it',
	async (fault) => {
		const { host, options, piece, bytes } = await setUp();
		host.break(piece.file, fault, 1);
		const fetched = await fetchPiece(options);
		expect(fetched.ok && new Uint8Array(fetched.value)).toEqual(bytes);
		expect(host.requests).toHaveLength(2);
	}
);

it('an answer without an end is not read to the end', async () => {
	const { options } = await setUp();
	let cancelled = 0;
	const fetch = () => {
		const endless = new ReadableStream<Uint8Array>({
			pull: (controller) => controller.enqueue(new Uint8Array(10_000)),
			cancel: () => {
				cancelled += 1;
			}
		});
		return Promise.resolve(new Response(endless));
	};
	expect(await fetchPiece({ ...options, fetch })).toMatchObject({
		ok: false,
		failure: { code: 'piece-corrupt', details: { found: 'more' } }
	});
	expect(cancelled).toBe(4);
});

it('waits between half and the whole of the delay, as chance has it', async () => {
	const { host, options, piece, clock } = await setUp();
	host.break(piece.file, 'server-error');
	await fetchPiece({ ...options, random: () => 0 });
	expect(clock.sleptMs).toEqual([250, 500, 1000]);
});

it('no network is a failure that names what was asked for', async () => {
	const { host, options, piece } = await setUp();
	host.isOffline = true;
	const fetched = await fetchPiece(options);
	expect(fetched).toMatchObject({ ok: false, failure: { code: 'network-unreachable' } });
	expect(fetched.ok ? '' : fetched.failure.message).toContain(folderUrl + piece.file);
});

describe('called off', () => {
	it.each<Fault>(['hanging', 'hanging-midway'])('while %s: ends at once', async (fault) => {
		const { host, options, piece, abort } = await setUp();
		host.break(piece.file, fault);
		const fetching = fetchPiece(options);
		await new Promise((resolve) => setImmediate(resolve));
		abort.abort();
		expect(await fetching).toMatchObject({ ok: false, failure: { code: 'superseded' } });
		expect(host.requests).toHaveLength(1);
	});

	it('between two tries: asks no more', async () => {
		const { host, options, piece, abort } = await setUp();
		host.break(piece.file, 'server-error');
		const clock = new FakeClock();
		clock.sleep = () => {
			abort.abort();
			return Promise.resolve();
		};
		expect(await fetchPiece({ ...options, clock })).toMatchObject({
			ok: false,
			failure: { code: 'superseded' }
		});
		expect(host.requests).toHaveLength(1);
	});
});

describe('with the clock in hand', () => {
	afterEach(() => {
		vi.useRealTimers();
	});

	it.each<Fault>(['hanging', 'hanging-midway'])(
		'a connection that is %s counts as lost after a while, and is tried again',
		async (fault) => {
			vi.useFakeTimers();
			const { host, options, piece } = await setUp();
			host.break(piece.file, fault, 1);
			const fetching = fetchPiece({ ...options, stallTimeoutMs: 20_000 });
			await vi.advanceTimersByTimeAsync(19_999);
			expect(host.requests).toHaveLength(1);
			await vi.advanceTimersByTimeAsync(1);
			expect((await fetching).ok).toBe(true);
			expect(host.requests).toHaveLength(2);
		}
	);

	it('a connection that is slow, but alive, is given its time', async () => {
		vi.useFakeTimers();
		const { options, bytes } = await setUp();
		let sent = 0;
		const fetch: Fetch = (_url, { signal }) => {
			const trickle = new ReadableStream<Uint8Array>({
				start: (controller) =>
					signal?.addEventListener('abort', () => controller.error(signal.reason)),
				async pull(controller) {
					await new Promise((resolve) => setTimeout(resolve, 15_000));
					controller.enqueue(bytes?.slice(sent, sent + 300) ?? new Uint8Array());
					sent += 300;
					if (sent >= (bytes?.length ?? 0)) controller.close();
				}
			});
			return Promise.resolve(new Response(trickle));
		};
		const fetching = fetchPiece({ ...options, fetch, stallTimeoutMs: 20_000 });
		await vi.advanceTimersByTimeAsync(60_000);
		expect((await fetching).ok).toBe(true);
	});

	it('a sleep lasts as long as was said, or until it is called off', async () => {
		vi.useFakeTimers();
		const abort = new AbortController();
		let isOver = false;
		void systemClock.sleep(1000, abort.signal).then(() => {
			isOver = true;
		});
		await vi.advanceTimersByTimeAsync(999);
		expect(isOver).toBe(false);
		await vi.advanceTimersByTimeAsync(1);
		expect(isOver).toBe(true);
		const asleep = systemClock.sleep(1000, abort.signal);
		abort.abort();
		await asleep;
		await systemClock.sleep(1000, abort.signal);
		expect(vi.getTimerCount()).toBe(0);
	});
});
