import { describe, expect, it } from 'vitest';
import { manifestFileName, manifestPieces, type Manifest } from '#lib/contracts/manifest.ts';
import { requiredPieces } from '#lib/services/storage/catalogue-pieces.ts';
import { createMemoryStorage } from '#lib/services/storage/memory-storage.ts';
import { obtainEncoder } from './obtain-encoder.ts';
import { openCatalogue } from './open-catalogue.ts';
import { fakeCatalogue, tracksPerBlock, type FakeCatalogue } from './test/fake-catalogue.ts';
import { FakeHost, folderUrl, type Fault } from './test/fake-host.ts';
import { fakeTab, limitedStorage } from './test/fake-ports.ts';

const hashes = (manifest: Manifest) => new Set(requiredPieces(manifest).map((p) => p.sha256));
const fileNames = (manifest: Manifest) => requiredPieces(manifest).map(({ file }) => file);

/** A catalogue that was opened once and is stored, and the host it came from. */
async function opened(catalogue: FakeCatalogue) {
	const host = new FakeHost(catalogue);
	const tab = fakeTab(host);
	expect(await openCatalogue(tab.options)).toMatchObject({ ok: true, value: { isStored: true } });
	host.requests.splice(0);
	return { host, storage: tab.storage, catalogue };
}

describe('the first time', () => {
	it('brings every block in order, stores and publishes it, and asks for each piece once', async () => {
		const { manifest, ...files } = await fakeCatalogue();
		const host = new FakeHost({ manifest, ...files });
		const { options, sink, storage, progress } = fakeTab(host);
		expect(await openCatalogue(options)).toEqual({
			ok: true,
			value: { manifest, isStored: true, setback: null }
		});
		expect(sink.begun).toEqual([manifest]);
		expect(sink.inService).toEqual(manifest);
		expect(sink.isWhole).toBe(true);
		expect((await storage.readCatalogue(manifest.id))?.manifest).toEqual(manifest);
		expect(await storage.storedPieces()).toEqual(hashes(manifest));
		expect(host.requests[0]).toEqual({ file: manifestFileName, cache: 'no-cache' });
		expect(host.takePieceRequests()).toEqual(fileNames(manifest));
		expect(progress.at(0)).toEqual({ phase: 'connecting' });
		expect(progress.at(-1)).toMatchObject({
			phase: 'ready',
			loadedTracks: manifest.trackCount,
			isStored: true
		});
	});

	it('takes a folder with or without its slash for the same', async () => {
		const { host, storage } = await opened(await fakeCatalogue());
		const { options } = fakeTab(host, storage);
		expect((await openCatalogue({ ...options, url: folderUrl.slice(0, -1) })).ok).toBe(true);
		expect(host.takePieceRequests()).toEqual([]);
	});

	it('fetches so many pieces at a time, and no more', async () => {
		const host = new FakeHost(await fakeCatalogue({ blockCount: 10 }));
		host.beforeAnswer = () => new Promise((resolve) => setImmediate(resolve));
		const { options } = fakeTab(host);
		await openCatalogue({ ...options, concurrency: 3 });
		expect(host.mostInFlight).toBe(3);
	});

	it('has the first block in use while the second is still on its way', async () => {
		const catalogue = await fakeCatalogue();
		const host = new FakeHost(catalogue);
		const { options, sink, progress, abort } = fakeTab(host);
		host.break(catalogue.manifest.blocks[1]?.pieces.titles.file ?? '', 'hanging');
		const opening = openCatalogue({
			...options,
			onProgress(step) {
				progress.push(step);
				if (step.phase === 'loading' && step.loadedTracks > 0) abort.abort();
			}
		});
		expect(await opening).toMatchObject({ ok: false, failure: { code: 'superseded' } });
		expect(sink.blocksInService).toBe(1);
		expect(progress.at(-1)).toMatchObject({
			phase: 'loading',
			loadedTracks: tracksPerBlock,
			isDownloading: true
		});
	});

	it('reports tracks and bytes that only grow, at most ten times a second and at every block', async () => {
		const catalogue = await fakeCatalogue({ blockCount: 20 });
		const { options, progress } = fakeTab(new FakeHost(catalogue));
		await openCatalogue(options);
		const loading = progress.filter((step) => step.phase === 'loading');
		expect(loading.map(({ loadedTracks }) => loadedTracks / tracksPerBlock)).toEqual(
			Array.from({ length: 21 }, (_, block) => block)
		);
		const bytes = loading.map(({ doneBytes }) => doneBytes);
		expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
		expect(bytes.at(-1)).toBe(loading[0]?.totalBytes);
	});

	it('asks for persistence, and does not wait for the answer', async () => {
		const { options } = fakeTab(new FakeHost(await fakeCatalogue()));
		let wasAsked = false;
		const room = {
			persist: () => {
				wasAsked = true;
				return new Promise<boolean>(() => undefined);
			},
			estimate: () => Promise.resolve({})
		};
		expect((await openCatalogue({ ...options, room })).ok).toBe(true);
		expect(wasAsked).toBe(true);
	});
});

describe('with no network', () => {
	it('fails at the first start, naming what was asked for', async () => {
		const host = new FakeHost(await fakeCatalogue());
		host.isOffline = true;
		const { options, progress, sink } = fakeTab(host);
		const result = await openCatalogue(options);
		expect(result).toMatchObject({ ok: false, failure: { code: 'network-unreachable' } });
		expect(result.ok ? '' : result.failure.message).toContain(folderUrl + manifestFileName);
		expect(progress.at(-1)).toMatchObject({ phase: 'failed', catalogue: null, loadedTracks: 0 });
		expect(sink.begun).toEqual([]);
	});

	it('serves what is stored, and says nothing', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		host.isOffline = true;
		const { options, progress, sink } = fakeTab(host, storage);
		expect(await openCatalogue(options)).toMatchObject({
			ok: true,
			value: { isStored: true, setback: { code: 'network-unreachable' } }
		});
		expect(sink.inService).toEqual(catalogue.manifest);
		expect(host.takePieceRequests()).toEqual([]);
		expect(progress.map(({ phase }) => phase)).not.toContain('failed');
		expect(progress.at(-1)).toMatchObject({ phase: 'ready', isStored: true });
	});

	it('is ready from storage before the network has answered anything', async () => {
		const { host, storage } = await opened(await fakeCatalogue());
		host.break(manifestFileName, 'hanging');
		const { options, abort, progress } = fakeTab(host, storage);
		const opening = openCatalogue({
			...options,
			onProgress(step) {
				progress.push(step);
				if (step.phase === 'ready') abort.abort();
			}
		});
		await opening;
		expect(progress.at(-1)).toMatchObject({ phase: 'ready', isStored: true });
		expect(progress.some((step) => step.phase === 'loading' && step.isDownloading)).toBe(false);
	});
});

describe('a manifest that is none', () => {
	it.each<[string, string, string]>([
		['an HTML page', '<!doctype html><p>Hello', 'malformed'],
		['something else', 'hello', 'malformed'],
		['a later version', JSON.stringify({ format: 'deejai-catalogue', version: 2 }), 'unsupported']
	])('%s: fails the first time, and costs nothing later', async (_name, text, code) => {
		const catalogue = await fakeCatalogue();
		const files = new Map(catalogue.files).set(manifestFileName, new TextEncoder().encode(text));
		const bad = { ...catalogue, files };
		const fresh = fakeTab(new FakeHost(bad));
		expect(await openCatalogue(fresh.options)).toMatchObject({ ok: false, failure: { code } });
		expect(await fresh.storage.storedPieces()).toEqual(new Set());

		const { host, storage } = await opened(catalogue);
		host.deploy(bad);
		const { options, progress } = fakeTab(host, storage);
		expect(await openCatalogue(options)).toMatchObject({ ok: true, value: { setback: { code } } });
		expect(progress.at(-1)?.phase).toBe('ready');
	});
});

describe('a piece that stays broken', () => {
	it.each<[Fault, string]>([
		['truncated', 'piece-corrupt'],
		['bit-flipped', 'piece-corrupt'],
		['swapped', 'piece-corrupt'],
		['html', 'unexpected-response'],
		['not-found', 'unexpected-response'],
		['server-error', 'unexpected-response'],
		['cut-off', 'network-unreachable']
	])('%s: reaches neither engine nor storage; mended, the rest follows', async (fault, code) => {
		const catalogue = await fakeCatalogue();
		const { manifest } = catalogue;
		const host = new FakeHost(catalogue);
		const bad = manifest.blocks[2]?.pieces.vectors;
		if (!bad) throw new Error('the fake catalogue has four blocks');
		host.break(bad.file, fault);
		const { options, storage, sink, progress } = fakeTab(host);
		const failure = { code, details: { url: folderUrl + bad.file } };
		expect(await openCatalogue(options)).toMatchObject({ ok: false, failure });
		expect(sink.blocksInService).toBe(2);
		expect(progress.at(-1)).toMatchObject({
			phase: 'failed',
			failure,
			catalogue: { id: manifest.id },
			loadedTracks: 2 * tracksPerBlock
		});
		const stored = await storage.storedPieces();
		expect(stored.has(bad.sha256)).toBe(false);
		expect(await storage.readCatalogue(manifest.id)).toBeUndefined();

		host.mend();
		host.requests.splice(0);
		const again = fakeTab(host, storage);
		expect((await openCatalogue(again.options)).ok).toBe(true);
		expect(again.sink.isWhole).toBe(true);
		const missing = requiredPieces(manifest).filter(({ sha256 }) => !stored.has(sha256));
		expect(host.takePieceRequests()).toEqual(missing.map(({ file }) => file));
	});
});

it('a failure ends what else is being fetched, and does not wait for it', async () => {
	const catalogue = await fakeCatalogue();
	const host = new FakeHost(catalogue);
	host.break(catalogue.manifest.blocks[0]?.pieces.vectors.file ?? '', 'not-found');
	host.break(catalogue.manifest.blocks[1]?.pieces.vectors.file ?? '', 'hanging');
	const { options } = fakeTab(host);
	expect(await openCatalogue(options)).toMatchObject({
		ok: false,
		failure: { code: 'unexpected-response' }
	});
	expect(host.inFlight).toBe(0);
});

it('loads no further from the device once it was called off', async () => {
	const { host, storage } = await opened(await fakeCatalogue());
	const { options, abort, sink } = fakeTab(host, storage);
	sink.onAppend = (block) => (block === 1 ? abort.abort() : undefined);
	expect(await openCatalogue(options)).toMatchObject({
		ok: false,
		failure: { code: 'superseded' }
	});
	expect(sink.blocksInService).toBe(2);
	expect(host.requests).toEqual([]);
});

it('nothing is reported once it was called off', async () => {
	const catalogue = await fakeCatalogue();
	const { options, abort, sink, progress } = fakeTab(new FakeHost(catalogue));
	let stepsBefore = 0;
	sink.onAppend = (block) => {
		if (block !== 1) return;
		abort.abort();
		stepsBefore = progress.length;
	};
	expect(await openCatalogue(options)).toMatchObject({
		ok: false,
		failure: { code: 'superseded' }
	});
	expect(progress).toHaveLength(stepsBefore);
});

describe('a stored piece that is not what it was', () => {
	it.each(['missing', 'damaged', 'cut short', 'gone when read'])(
		'%s: is fetched again, it alone, and stored again',
		async (state) => {
			const { host, storage, catalogue } = await opened(await fakeCatalogue());
			const bad = catalogue.manifest.blocks[1]?.pieces.titles;
			if (!bad) throw new Error('the fake catalogue has four blocks');
			let spoilt: Blob | undefined;
			if (state === 'damaged') spoilt = new Blob(['x'.repeat(bad.sizeBytes)]);
			if (state === 'cut short') spoilt = new Blob(['x']);
			if (state === 'gone when read') {
				spoilt = new Blob(['x'.repeat(bad.sizeBytes)]);
				spoilt.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
			}
			let isHealed = false;
			const eroded: typeof storage = {
				...storage,
				readPiece: (sha256) =>
					sha256 === bad.sha256 && !isHealed ? Promise.resolve(spoilt) : storage.readPiece(sha256),
				writePiece(sha256, blob) {
					if (sha256 === bad.sha256) isHealed = true;
					return storage.writePiece(sha256, blob);
				}
			};
			const { options, sink } = fakeTab(host, eroded);
			expect((await openCatalogue(options)).ok).toBe(true);
			expect(sink.isWhole).toBe(true);
			expect(host.takePieceRequests()).toEqual([bad.file]);
			expect(isHealed).toBe(true);
		}
	);

	it('and that the host has no more: the newer revision comes instead', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		const lost = catalogue.manifest.blocks[1]?.pieces.ids.sha256;
		const eroded: typeof storage = {
			...storage,
			readPiece: (sha256) =>
				sha256 === lost ? Promise.resolve(undefined) : storage.readPiece(sha256)
		};
		const next = await fakeCatalogue({ changedBlocks: [1] });
		host.deploy(next);
		const { options, sink } = fakeTab(host, eroded);
		expect(await openCatalogue(options)).toMatchObject({ ok: true, value: { isStored: true } });
		expect(sink.inService).toEqual(next.manifest);
		expect(sink.isWhole).toBe(true);
	});

	it('and that the host has no more, nor anything newer: is asked for once', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		const lost = catalogue.manifest.blocks[1]?.pieces.ids;
		host.break(lost?.file ?? '', 'not-found');
		const { options } = fakeTab(host, {
			...storage,
			readPiece: (sha256) =>
				sha256 === lost?.sha256 ? Promise.resolve(undefined) : storage.readPiece(sha256)
		});
		expect(await openCatalogue(options)).toMatchObject({
			ok: false,
			failure: { code: 'unexpected-response', details: { status: 404 } }
		});
		expect(host.takePieceRequests()).toEqual([lost?.file]);
	});

	it('and cannot be had again: what comes before it is of use, and the failure names it', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		const lost = catalogue.manifest.blocks[1]?.pieces.ids;
		host.isOffline = true;
		const { options, progress } = fakeTab(host, {
			...storage,
			readPiece: (sha256) =>
				sha256 === lost?.sha256 ? Promise.resolve(undefined) : storage.readPiece(sha256)
		});
		expect(await openCatalogue(options)).toMatchObject({
			ok: false,
			failure: { code: 'network-unreachable', details: { url: `${folderUrl}${lost?.file ?? ''}` } }
		});
		expect(progress.at(-1)).toMatchObject({ phase: 'failed', loadedTracks: tracksPerBlock });
	});
});

describe('a new revision', () => {
	it('fetches changed pieces only; the old one serves until then, and is deleted after', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		const next = await fakeCatalogue({ changedBlocks: [1, 3] });
		host.deploy(next);
		const { options, sink, progress } = fakeTab(host, storage);
		const servedWhileFetching = new Set<string | undefined>();
		const publishedWhileFetching = new Set<string | undefined>();
		host.beforeAnswer = async () => {
			servedWhileFetching.add(sink.inService?.revision);
			publishedWhileFetching.add((await storage.readCatalogue('fake'))?.manifest.revision);
		};
		const result = await openCatalogue(options);
		expect(result).toMatchObject({ ok: true, value: { setback: null, isStored: true } });
		expect(servedWhileFetching).toEqual(new Set([catalogue.manifest.revision]));
		expect(publishedWhileFetching).toEqual(new Set([catalogue.manifest.revision]));
		const old = new Set(fileNames(catalogue.manifest));
		expect(host.takePieceRequests()).toEqual(fileNames(next.manifest).filter((f) => !old.has(f)));
		expect(sink.inService).toEqual(next.manifest);
		expect(await storage.storedPieces()).toEqual(hashes(next.manifest));
		const readyRevisions = progress.flatMap((step) =>
			step.phase === 'ready' ? [step.catalogue.revision] : []
		);
		expect(readyRevisions).toEqual([catalogue.manifest.revision, next.manifest.revision]);
		expect(
			progress.every(
				(step) => step.phase !== 'loading' || !step.isDownloading || step.loadedTracks === 40
			)
		).toBe(true);
	});

	it('counts what is stored already as done while the rest is fetched', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		const next = await fakeCatalogue({ changedBlocks: [3] });
		host.deploy(next);
		const { options, progress } = fakeTab(host, storage);
		let nowMs = 0;
		const clock = { now: () => (nowMs += 1000), sleep: () => Promise.resolve() };
		await openCatalogue({ ...options, clock });
		const kept = requiredPieces(next.manifest).filter(({ sha256 }) =>
			hashes(catalogue.manifest).has(sha256)
		);
		const keptBytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
		const fetching = progress.filter((step) => step.phase === 'loading' && step.isDownloading);
		const doneBytes = fetching.map((step) => (step.phase === 'loading' ? step.doneBytes : 0));
		expect(doneBytes).toHaveLength(3);
		expect(doneBytes.every((bytes) => bytes > keptBytes)).toBe(true);
		expect(doneBytes).toEqual([...doneBytes].sort((a, b) => a - b));
	});

	it('that fails ends what else is being fetched, and does not wait for it', async () => {
		const { host, storage } = await opened(await fakeCatalogue());
		const next = await fakeCatalogue({ changedBlocks: [1, 2] });
		host.deploy(next);
		host.break(next.manifest.blocks[1]?.pieces.vectors.file ?? '', 'not-found');
		host.break(next.manifest.blocks[1]?.pieces.titles.file ?? '', 'hanging');
		const { options } = fakeTab(host, storage);
		expect(await openCatalogue(options)).toMatchObject({
			ok: true,
			value: { setback: { code: 'unexpected-response' } }
		});
		expect(host.inFlight).toBe(0);
	});

	it('with the same pieces but another name is taken over without fetching any', async () => {
		const { host, storage } = await opened(await fakeCatalogue());
		const next = await fakeCatalogue({ name: 'Renamed' });
		host.deploy(next);
		const { options, sink } = fakeTab(host, storage);
		await openCatalogue(options);
		expect(host.takePieceRequests()).toEqual([]);
		expect(sink.inService?.name).toBe('Renamed');
		expect((await storage.readCatalogue('fake'))?.manifest.name).toBe('Renamed');
	});

	it.each<Fault>(['bit-flipped', 'not-found', 'html', 'cut-off'])(
		'with a piece that is %s is not taken; the old one stays, stored and in service',
		async (fault) => {
			const { host, storage, catalogue } = await opened(await fakeCatalogue());
			const next = await fakeCatalogue({ changedBlocks: [0, 3] });
			host.deploy(next);
			host.break(next.manifest.blocks[3]?.pieces.ids.file ?? '', fault);
			const { options, sink, progress } = fakeTab(host, storage);
			const result = await openCatalogue(options);
			expect(result).toMatchObject({ ok: true, value: { manifest: catalogue.manifest } });
			expect(result.ok && result.value.setback).not.toBeNull();
			expect(sink.inService).toEqual(catalogue.manifest);
			expect((await storage.readCatalogue('fake'))?.manifest).toEqual(catalogue.manifest);
			expect(progress.at(-1)).toMatchObject({
				phase: 'ready',
				catalogue: { revision: catalogue.manifest.revision },
				isStored: true
			});
		}
	);

	it('that the engine refuses is not published', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		host.deploy(await fakeCatalogue({ changedBlocks: [2] }));
		const { options, sink } = fakeTab(host, storage);
		let appended = 0;
		sink.onAppend = () => {
			appended += 1;
			if (appended > 4) sink.refusedBlock = 2;
		};
		expect(await openCatalogue(options)).toMatchObject({
			ok: true,
			value: { manifest: catalogue.manifest, setback: { code: 'unsupported' } }
		});
		expect(sink.inService).toEqual(catalogue.manifest);
		expect((await storage.readCatalogue('fake'))?.manifest).toEqual(catalogue.manifest);
	});

	it('that fills the device is not taken, and the old one stays stored', async () => {
		const storage = limitedStorage(13);
		const first = await fakeCatalogue();
		const host = new FakeHost(first);
		await openCatalogue(fakeTab(host, storage).options);
		host.deploy(await fakeCatalogue({ changedBlocks: [1, 2] }));
		host.requests.splice(0);
		const { options, sink, progress } = fakeTab(host, storage);
		expect(await openCatalogue({ ...options, concurrency: 1 })).toMatchObject({
			ok: true,
			value: { manifest: first.manifest, isStored: true, setback: { code: 'storage-full' } }
		});
		expect(host.takePieceRequests()).toHaveLength(2);
		expect(sink.inService).toEqual(first.manifest);
		expect(progress.at(-1)).toMatchObject({ phase: 'ready', isStored: true });
	});

	it('for which there is no room is not taken, and says how much it needs', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		const next = await fakeCatalogue({ changedBlocks: [2] });
		host.deploy(next);
		const { options } = fakeTab(host, storage);
		const room = { estimate: () => Promise.resolve({ usage: 90, quota: 100 }) };
		const result = await openCatalogue({ ...options, room });
		const changed = Object.values(next.manifest.blocks[2]?.pieces ?? {});
		const neededBytes = changed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
		expect(result).toMatchObject({
			ok: true,
			value: {
				manifest: catalogue.manifest,
				isStored: true,
				setback: { code: 'storage-full', details: { neededBytes, availableBytes: 10 } }
			}
		});
		expect(host.takePieceRequests()).toEqual([]);
	});
});

describe('no room', () => {
	it('in the middle of it: goes on in memory, and says so', async () => {
		const { manifest, ...files } = await fakeCatalogue();
		const host = new FakeHost({ manifest, ...files });
		const { options, sink, storage, progress } = fakeTab(host, limitedStorage(5));
		expect(await openCatalogue(options)).toMatchObject({ ok: true, value: { isStored: false } });
		expect(sink.isWhole).toBe(true);
		expect(host.takePieceRequests()).toEqual(fileNames(manifest));
		expect((await storage.storedPieces()).size).toBe(5);
		expect(await storage.readCatalogue(manifest.id)).toBeUndefined();
		expect(progress.at(-1)).toMatchObject({ phase: 'ready', isStored: false });
	});

	it('from the start: goes on in memory where that is large enough', async () => {
		const { options, sink, storage } = fakeTab(new FakeHost(await fakeCatalogue()));
		const room = { estimate: () => Promise.resolve({ usage: 90, quota: 100 }) };
		expect(await openCatalogue({ ...options, room })).toMatchObject({
			ok: true,
			value: { isStored: false }
		});
		expect(sink.isWhole).toBe(true);
		expect(await storage.storedPieces()).toEqual(new Set());
	});

	it('from the start, nor in memory: fails with the numbers', async () => {
		const { manifest, ...files } = await fakeCatalogue();
		const host = new FakeHost({ manifest, ...files });
		const { options } = fakeTab(host);
		const room = { estimate: () => Promise.resolve({ usage: 90, quota: 100 }) };
		const neededBytes = requiredPieces(manifest).reduce((sum, p) => sum + p.sizeBytes, 0);
		expect(await openCatalogue({ ...options, room, memoryBudgetBytes: 1000 })).toMatchObject({
			ok: false,
			failure: { code: 'storage-full', details: { neededBytes, availableBytes: 10 } }
		});
		expect(host.takePieceRequests()).toEqual([]);
	});

	it('an estimate that fails stops nothing', async () => {
		const { options } = fakeTab(new FakeHost(await fakeCatalogue()));
		const room = { estimate: () => Promise.reject(new TypeError('refused')) };
		expect(await openCatalogue({ ...options, room })).toMatchObject({
			ok: true,
			value: { isStored: true }
		});
	});

	it('storage that does not last is not filled', async () => {
		const { options, sink, storage } = fakeTab(new FakeHost(await fakeCatalogue()));
		expect(await openCatalogue({ ...options, isPersistent: false })).toMatchObject({
			ok: true,
			value: { isStored: false }
		});
		expect(sink.isWhole).toBe(true);
		expect(await storage.storedPieces()).toEqual(new Set());
	});
});

describe('the engine', () => {
	it('that refuses a block fails the opening, and nothing is published', async () => {
		const { manifest, ...files } = await fakeCatalogue();
		const { options, sink, storage, progress } = fakeTab(new FakeHost({ manifest, ...files }));
		sink.refusedBlock = 1;
		const failure = { code: 'unsupported' };
		expect(await openCatalogue(options)).toMatchObject({ ok: false, failure });
		expect(progress.at(-1)).toMatchObject({ phase: 'failed', failure, loadedTracks: 10 });
		expect(await storage.readCatalogue(manifest.id)).toBeUndefined();
	});

	it('that breaks down fails the opening, and throws nothing at whoever opened', async () => {
		const { options, sink } = fakeTab(new FakeHost(await fakeCatalogue()));
		sink.onAppend = () => Promise.reject(new Error('a bug'));
		expect(await openCatalogue(options)).toMatchObject({
			ok: false,
			failure: { code: 'internal', message: 'a bug' }
		});
	});
});

describe('the encoder', () => {
	it('is given to whoever asks, from the network once and from the device then', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue({ hasEncoder: true }));
		const { manifest, files } = catalogue;
		const weights = manifest.encoder?.weights;
		const received: number[] = [];
		const { options } = fakeTab(host, storage);
		const asked = { ...options, manifest, onReceived: (bytes: number) => received.push(bytes) };
		for (const requests of [[weights?.file], []]) {
			const obtained = await obtainEncoder(asked);
			expect(obtained.ok && new Uint8Array(obtained.value)).toEqual(files.get(weights?.file ?? ''));
			expect(host.takePieceRequests()).toEqual(requests);
			expect(received.at(-1)).toBe(weights?.sizeBytes);
		}
	});

	it('that a catalogue does not bring is not to be had', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue());
		const { options } = fakeTab(host, storage);
		expect(await obtainEncoder({ ...options, manifest: catalogue.manifest })).toMatchObject({
			ok: false,
			failure: { code: 'unsupported' }
		});
	});

	it('is fetched only for those who ask, then or later, and survives a new revision', async () => {
		const { host, storage, catalogue } = await opened(await fakeCatalogue({ hasEncoder: true }));
		const { encoder } = catalogue.manifest;
		expect(await storage.storedPieces()).toEqual(hashes(catalogue.manifest));
		const { options, progress } = fakeTab(host, storage);
		await openCatalogue({ ...options, includeEncoder: true });
		expect(host.takePieceRequests()).toEqual([encoder?.weights.file]);
		expect(progress.at(-1)?.phase).toBe('ready');

		const next = await fakeCatalogue({ hasEncoder: true, changedBlocks: [0] });
		host.deploy(next);
		await openCatalogue(fakeTab(host, storage).options);
		const all = new Set(manifestPieces(next.manifest).map(({ sha256 }) => sha256));
		expect(await storage.storedPieces()).toEqual(all);
	});

	it('that cannot be had leaves the catalogue in service', async () => {
		const catalogue = await fakeCatalogue({ hasEncoder: true });
		const host = new FakeHost(catalogue);
		host.break(catalogue.manifest.encoder?.weights.file ?? '', 'not-found');
		const { options, progress } = fakeTab(host);
		expect(await openCatalogue({ ...options, includeEncoder: true })).toMatchObject({
			ok: true,
			value: { isStored: true, setback: { code: 'unexpected-response' } }
		});
		expect(progress.at(-1)).toMatchObject({ phase: 'ready', isStored: true });
	});
});

it("fetches again what another catalogue's publication deleted meanwhile", async () => {
	const storage = createMemoryStorage();
	const other = await fakeCatalogue({ id: 'other' });
	const host = new FakeHost(await fakeCatalogue());
	const { options, sink } = fakeTab(host, storage);
	sink.onAppend = async (block) => {
		if (block !== 2) return;
		sink.onAppend = () => undefined;
		await openCatalogue({ ...fakeTab(new FakeHost(other), storage).options });
	};
	expect(await openCatalogue(options)).toMatchObject({ ok: true, value: { isStored: true } });
	expect((await storage.listCatalogues()).map(({ manifest }) => manifest.id).sort()).toEqual([
		'fake',
		'other'
	]);
});
