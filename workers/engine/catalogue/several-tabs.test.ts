import { expect, it } from 'vitest';
import { requiredPieces } from '#lib/services/storage/catalogue-pieces.ts';
import { createMemoryStorage } from '#lib/services/storage/memory-storage.ts';
import { openCatalogue } from './open-catalogue.ts';
import { fakeCatalogue } from './test/fake-catalogue.ts';
import { FakeHost } from './test/fake-host.ts';
import { fakeAnnouncements, fakeLocks, fakeTab, limitedStorage } from './test/fake-ports.ts';

async function setUp(storage = createMemoryStorage()) {
	const catalogue = await fakeCatalogue();
	const host = new FakeHost(catalogue);
	const locks = fakeLocks();
	const announcements = fakeAnnouncements();
	const openTab = () => {
		const tab = fakeTab(host, storage);
		return { ...tab, options: { ...tab.options, locks, announcements: announcements() } };
	};
	const files = requiredPieces(catalogue.manifest).map(({ file }) => file);
	return { catalogue, host, storage, openTab, files };
}

it('three tabs open at once: each has all of it, and each piece is fetched once', async () => {
	const { host, openTab, files } = await setUp();
	host.beforeAnswer = () => new Promise((resolve) => setImmediate(resolve));
	const tabs = [openTab(), openTab(), openTab()];
	const results = await Promise.all(tabs.map(({ options }) => openCatalogue(options)));
	for (const result of results) {
		expect(result).toMatchObject({ ok: true, value: { isStored: true, setback: null } });
	}
	expect(tabs.every(({ sink }) => sink.isWhole)).toBe(true);
	expect(host.takePieceRequests()).toEqual(files);
});

it('a tab that waits has the first blocks in use while the other is still fetching', async () => {
	const { host, catalogue, openTab } = await setUp();
	host.break(catalogue.manifest.blocks[2]?.pieces.titles.file ?? '', 'hanging');
	const leader = openTab();
	const follower = openTab();
	const leading = openCatalogue(leader.options);
	const hasTwoBlocks = new Promise<void>((resolve) => {
		follower.sink.onAppend = (block) => (block === 1 ? resolve() : undefined);
	});
	const following = openCatalogue(follower.options);
	await hasTwoBlocks;

	// The one that fetches is closed: the other takes over where it left off.
	host.mend();
	host.requests.splice(0);
	leader.abort.abort();
	expect(await leading).toMatchObject({ ok: false, failure: { code: 'superseded' } });
	expect((await following).ok).toBe(true);
	expect(follower.sink.isWhole).toBe(true);
	expect(host.takePieceRequests()).toContain(catalogue.manifest.blocks[2]?.pieces.titles.file);
});

it('two tabs take a new revision: each changed piece is fetched once', async () => {
	const { host, storage, catalogue, openTab } = await setUp();
	await openCatalogue(openTab().options);
	const next = await fakeCatalogue({ changedBlocks: [1, 2] });
	host.deploy(next);
	host.requests.splice(0);
	host.beforeAnswer = () => new Promise((resolve) => setImmediate(resolve));
	const tabs = [openTab(), openTab()];
	await Promise.all(tabs.map(({ options }) => openCatalogue(options)));
	for (const { sink } of tabs) expect(sink.inService).toEqual(next.manifest);
	const old = new Set(requiredPieces(catalogue.manifest).map(({ file }) => file));
	const changed = requiredPieces(next.manifest).filter(({ file }) => !old.has(file));
	expect(host.takePieceRequests()).toEqual(changed.map(({ file }) => file));
	expect((await storage.readCatalogue('fake'))?.manifest).toEqual(next.manifest);
});

it('a tab that can store no more lets the other go ahead', async () => {
	const { host, catalogue, openTab } = await setUp(limitedStorage(4));
	host.break(catalogue.manifest.blocks[3]?.pieces.titles.file ?? '', 'hanging', 1);
	const full = openTab();
	const other = openTab();
	const first = openCatalogue(full.options);
	expect(await openCatalogue(other.options)).toMatchObject({
		ok: true,
		value: { isStored: false }
	});
	expect(other.sink.isWhole).toBe(true);
	full.abort.abort();
	await first;
});

it('a tab that waits for its turn can be called off', async () => {
	const { host, catalogue, openTab } = await setUp();
	host.break(catalogue.manifest.blocks[0]?.pieces.vectors.file ?? '', 'hanging');
	const leader = openTab();
	const follower = openTab();
	const leading = openCatalogue(leader.options);
	const following = openCatalogue(follower.options);
	await new Promise((resolve) => setImmediate(resolve));
	follower.abort.abort();
	expect(await following).toMatchObject({ ok: false, failure: { code: 'superseded' } });
	leader.abort.abort();
	await leading;
});

it('goes on without locks that the browser refuses', async () => {
	const { openTab } = await setUp();
	const { options, sink } = openTab();
	const locks = { acquire: () => Promise.reject(new DOMException('opaque', 'SecurityError')) };
	expect((await openCatalogue({ ...options, locks })).ok).toBe(true);
	expect(sink.isWhole).toBe(true);
});
