/** Sharing with the browser's own storage, locks and channel, against the real database. */
import { deleteDB } from 'idb';
import { afterEach, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { Failure } from '#lib/contracts/failure.ts';
import type { SharingAction } from '#lib/contracts/sharing.ts';
import { databaseName } from '#lib/services/storage/database.ts';
import { until } from '#lib/services/test/until.ts';
import { openSharing } from './open-sharing.ts';
import type { Sharing } from './sharing.ts';

afterEach(async () => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	localStorage.clear();
	await deleteDB(databaseName);
});

function openTab(): Sharing {
	const sharing = openSharing(inject('stack'));
	onTestFinished(() => sharing.close());
	return sharing;
}

function publish(name: string): SharingAction {
	const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
	return {
		kind: 'publish',
		playlist: {
			...{ name, catalogueId: 'house', catalogueRevision: '0a1b2c3d' },
			...{ trackIds: ['house-0001'], titles: ['Ada Oram - Low Tide'] },
			request: {
				...{ waypointIds: [], size: 1, creativity: 0.5, noise: 0 },
				...{ seed, rules: 'improved' }
			}
		}
	};
}

function cutOff(): void {
	vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
}

async function ownNames(sharing: Sharing): Promise<readonly string[]> {
	const page = await sharing.list('own', null);
	if (!page.ok) throw new Error(page.failure.message);
	return page.value.cards.map(({ name }) => name);
}

const done = { state: 'done' };

test('two tabs are one person, and each hears what became of its own', async () => {
	const [first, second] = [openTab(), openTab()];
	const names = Array.from({ length: 6 }, (_, n) => `Number ${n}`);
	const outcomes = await Promise.all(
		names.map((name, n) => (n % 2 === 0 ? first : second).submit(publish(name)))
	);
	for (const outcome of outcomes) expect(outcome).toMatchObject(done);
	const own = await ownNames(first);
	expect([...own].sort()).toEqual(names);
	expect(await ownNames(second)).toEqual(own);
	expect(first.outbox.entries()).toEqual([]);
});

test('what was done without a network is there after the page was left, and is sent then', async () => {
	cutOff();
	const before = openTab();
	for (const name of ['One', 'Two', 'Three']) {
		expect(await before.submit(publish(name))).toMatchObject({
			state: 'waiting',
			failure: { code: 'network-unreachable' }
		});
	}
	before.close();
	const still = openTab();
	await still.outbox.send();
	expect(still.outbox.entries()).toHaveLength(3);
	vi.unstubAllGlobals();
	dispatchEvent(new Event('online'));
	await until(() => still.outbox.entries().length === 0);
	expect(await ownNames(still)).toEqual(['Three', 'Two', 'One']);
	const after = openTab();
	await after.outbox.send();
	expect(after.outbox.entries()).toEqual([]);
	expect(await after.hasSession()).toBe(true);
});

test('one tab shows what waits in the other, and sends it when that one is gone', async () => {
	cutOff();
	const [first, second] = [openTab(), openTab()];
	let stoppedBy: Failure | null = null;
	second.outbox.onChange((_, failure) => (stoppedBy = failure));
	await first.submit(publish('Left behind'));
	await until(() => stoppedBy !== null && second.outbox.entries().length === 1);
	first.close();
	vi.unstubAllGlobals();
	await second.outbox.send();
	expect(second.outbox.entries()).toEqual([]);
	expect(await ownNames(second)).toEqual(['Left behind']);
});

test('where the browser keeps nothing, all of it works as long as the page is open', async () => {
	vi.stubGlobal('indexedDB', undefined);
	const refused = new DOMException('The operation is insecure.', 'SecurityError');
	const refuse = () => {
		throw refused;
	};
	vi.stubGlobal('BroadcastChannel', refuse);
	vi.spyOn(navigator.locks, 'request').mockRejectedValue(refused);
	vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse);
	vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse);
	const sharing = openTab();
	expect(await sharing.submit(publish('Private'))).toMatchObject(done);
	expect(await sharing.submit(publish('Private, too'))).toMatchObject(done);
	expect(await ownNames(sharing)).toEqual(['Private, too', 'Private']);
});
