/** The outbox against the real database, which fails as networks and databases fail. */
import { describe, expect, test } from 'vitest';
import { failed } from '#lib/contracts/failure.ts';
import type { SharingAction } from '#lib/contracts/sharing.ts';
import type { Fault } from '../../../../supabase/local/faults.ts';
import {
	createFakeBrowser,
	publish,
	timeLimitMs,
	untilSent,
	untilThere
} from './test/fake-browser.ts';
import { useGallery } from './test/gallery-project.ts';

const gallery = useGallery();

function browser() {
	return createFakeBrowser(gallery.stack);
}

/** As a person does things: one of each kind, and some that make others pointless. */
async function mixedActions(): Promise<readonly SharingAction[]> {
	const first = { playlistId: await gallery.sharedByAnother('First'), name: 'First' };
	const second = { playlistId: await gallery.sharedByAnother('Second'), name: 'Second' };
	return [
		publish('One', 1001),
		{ kind: 'rate', ...first, stars: 2 },
		{ kind: 'rate', ...second, stars: 3 },
		publish('Two', 1002),
		{ kind: 'count-upload', ...first },
		// The same again, and another opinion.
		publish('One again', 1001),
		{ kind: 'rate', ...first, stars: 5 },
		publish('Three', 1003)
	];
}

async function expectMixedActionsDone(): Promise<void> {
	const names = await gallery.names();
	expect(names.slice(2)).toEqual(['One', 'Two', 'Three']);
	expect(await gallery.ratings()).toEqual([3, 5]);
	const uploads = await gallery.sql<{ upload_count: number }[]>`
		select upload_count from public.playlists where name = 'First'`;
	expect(uploads[0]?.upload_count).toBe(1);
}

const faults: readonly (readonly [string, Fault, string])[] = [
	['nobody answers', { kind: 'down' }, 'network-unreachable'],
	['an error is answered', { kind: 'error', status: 500 }, 'unexpected-response'],
	['it is under repair', { kind: 'error', status: 503 }, 'unexpected-response']
];

describe.each(faults)('%s', (_, fault, code) => {
	test('what was done waits, and is sent in order once that is over', async () => {
		const here = browser();
		const sharing = here.openTab();
		const actions = await mixedActions();
		gallery.stack.setFault(fault);
		for (const action of actions) {
			expect(await sharing.submit(action)).toMatchObject({ state: 'waiting', failure: { code } });
		}
		// The rating that was given twice is there once, in its newer form.
		expect(sharing.outbox.entries().map(({ action }) => action.kind)).toEqual([
			...['publish', 'rate', 'publish', 'count-upload', 'publish', 'rate', 'publish']
		]);
		gallery.stack.setFault(undefined);
		here.comeBack();
		await untilSent(sharing);
		await expectMixedActionsDone();
		expect(await gallery.personCount()).toBe(1);
	});

	test('reading says so at once', async () => {
		gallery.stack.setFault(fault);
		const here = browser();
		const sharing = here.openTab();
		expect(await sharing.list('latest', null)).toMatchObject({
			ok: false,
			failure: { code, retryable: true }
		});
		expect(here.asked).toHaveLength(1);
	});
});

test('a reload in between loses nothing and changes no order', async () => {
	const here = browser();
	gallery.stack.setFault({ kind: 'down' });
	const before = here.openTab();
	for (const action of await mixedActions()) await before.submit(action);
	before.close();
	gallery.stack.setFault(undefined);
	// Without anybody's doing: it is what opening does.
	await untilSent(here.openTab());
	expect(await here.storage.list()).toEqual([]);
	await expectMixedActionsDone();
});

test('lost answers, at every action: nothing is done twice', async () => {
	const here = browser();
	const sharing = here.openTab();
	// Signed in before, so that what is lost is the action's own answer.
	await sharing.submit(publish('Before', 1));
	const playlistId = await gallery.sharedByAnother('Another’s');
	const [own] = await gallery.sql<{ id: string }[]>`
		select id from public.playlists where name = 'Before'`;
	const ownId = own?.id ?? '';
	const actions: readonly SharingAction[] = [
		publish('Shared', 2),
		{ kind: 'rate', playlistId, name: '', stars: 4 },
		{ kind: 'count-upload', playlistId, name: '' },
		{ kind: 'rename', playlistId: ownId, name: 'Renamed' },
		{ kind: 'delete', playlistId: ownId, name: '' }
	];
	for (const action of actions) {
		gallery.stack.setFault({ kind: 'answer-lost' });
		expect(await sharing.submit(action)).toMatchObject({ state: 'waiting' });
		gallery.stack.setFault(undefined);
		here.comeBack();
		await untilSent(sharing);
		expect(sharing.outbox.entries()).toEqual([]);
	}
	expect(await gallery.names()).toEqual(['Another’s', 'Shared']);
	const [counted] = await gallery.sql`
		select rating_sum, rating_count, upload_count from public.playlists where id = ${playlistId}`;
	expect(counted).toEqual({ rating_sum: 4, rating_count: 1, upload_count: 1 });
});

test('slower than the time limit: it waits, and nothing that was asked stays open', async () => {
	const here = browser();
	const sharing = here.openTab();
	gallery.stack.setFault({ kind: 'slow', delayMs: 3_600_000 });
	const asked = here.nextAsked();
	const submitted = sharing.submit(publish('Slow', 1));
	await asked;
	here.advance(timeLimitMs);
	expect(await submitted).toMatchObject({ state: 'waiting', failure: { code: 'timed-out' } });
	const reading = here.nextAsked();
	const page = sharing.list('latest', null);
	await reading;
	here.advance(timeLimitMs);
	expect(await page).toMatchObject({ ok: false, failure: { code: 'timed-out', retryable: true } });
	gallery.stack.setFault(undefined);
	await sharing.outbox.send();
	expect(await gallery.names()).toEqual(['Slow']);
});

test('it is tried again by itself, less and less often', async () => {
	const here = browser();
	gallery.stack.setFault({ kind: 'down' });
	const sharing = here.openTab();
	await sharing.submit(publish('Patient', 1));
	for (const delayMs of [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
		const tries = here.asked.length;
		here.advance(delayMs - 1);
		expect(here.asked).toHaveLength(tries);
		const failed = nextStop(sharing);
		here.advance(1);
		await failed;
		expect(here.asked).toHaveLength(tries + 1);
	}
	gallery.stack.setFault(undefined);
	here.advance(300_000);
	await untilSent(sharing);
	expect(await gallery.names()).toEqual(['Patient']);

	/** What waits behind another try is told of its failure. */
	async function nextStop({ outbox }: typeof sharing): Promise<void> {
		await here.nextAsked();
		// Its own turn comes after the one that is under way.
		await outbox.send();
	}
});

test('what was refused does not stand in the way', async () => {
	const here = browser();
	const playlistId = await gallery.sharedByAnother();
	gallery.stack.setFault({ kind: 'down' });
	const sharing = here.openTab();
	await sharing.submit(publish('One', 1));
	await sharing.submit({ kind: 'rename', playlistId, name: 'Mine now' });
	await sharing.submit(publish('Two', 2));
	gallery.stack.setFault(undefined);
	await sharing.outbox.send();
	expect(sharing.outbox.entries()).toMatchObject([
		{ action: { kind: 'rename' }, refusal: { code: 'refused' } }
	]);
	expect((await gallery.names()).slice(1)).toEqual(['One', 'Two']);
});

test('what is taken back is not sent; who deletes needs no name or stars any more', async () => {
	const here = browser();
	const sharing = here.openTab();
	await sharing.submit(publish('Mine', 1));
	const [own] = await gallery.sql<{ id: string }[]>`select id from public.playlists`;
	const playlistId = own?.id ?? '';
	gallery.stack.setFault({ kind: 'down' });
	await sharing.submit(publish('Taken back', 2));
	await sharing.submit({ kind: 'rename', playlistId, name: 'Other' });
	await sharing.submit({ kind: 'delete', playlistId, name: 'Mine' });
	const [takenBack, ...others] = sharing.outbox.entries();
	expect(others.map(({ action }) => action.kind)).toEqual(['delete']);
	await sharing.outbox.discard(takenBack?.id ?? '');
	gallery.stack.setFault(undefined);
	await sharing.outbox.send();
	expect(await gallery.names()).toEqual([]);
	expect(await here.storage.list()).toEqual([]);
});

test('whoever waits for what is replaced or taken back is told', async () => {
	const here = browser();
	const sharing = here.openTab();
	const rated = { playlistId: await gallery.sharedByAnother(), name: '' };
	gallery.stack.setFault({ kind: 'slow', delayMs: 3_600_000 });
	const asked = here.nextAsked();
	const first = sharing.submit(publish('First', 1));
	await asked;
	const older = sharing.submit({ kind: 'rate', ...rated, stars: 1 });
	const newer = sharing.submit({ kind: 'rate', ...rated, stars: 4 });
	const superseded = { state: 'waiting', failure: { code: 'superseded' } };
	expect(await older).toMatchObject(superseded);
	const takenBack = sharing.submit(publish('Taken back', 2));
	const { id } = await untilThere(
		sharing,
		({ action }) => action.kind === 'publish' && action.playlist.name === 'Taken back'
	);
	expect(await sharing.outbox.discard(id)).toEqual({ ok: true, value: undefined });
	expect(await takenBack).toMatchObject(superseded);
	gallery.stack.setFault(undefined);
	expect(await first).toMatchObject({ state: 'done' });
	expect(await newer).toMatchObject({ state: 'done', answer: { stars: 4, ratingCount: 1 } });
	expect((await gallery.names()).slice(1)).toEqual(['First']);
});

test('a newer rating than the one under way is sent after it', async () => {
	const here = browser();
	const sharing = here.openTab();
	await sharing.submit(publish('Signs in', 1));
	const rated = { playlistId: await gallery.sharedByAnother(), name: '' };
	gallery.stack.setFault({ kind: 'slow', delayMs: 3_600_000 });
	const asked = here.nextAsked();
	const older = sharing.submit({ kind: 'rate', ...rated, stars: 1 });
	await asked;
	const newer = sharing.submit({ kind: 'rate', ...rated, stars: 5 });
	await older;
	gallery.stack.setFault(undefined);
	expect(await newer).toMatchObject({ state: 'done', answer: { stars: 5, ratingCount: 1 } });
	expect(sharing.outbox.entries()).toEqual([]);
	expect(await gallery.ratings()).toEqual([5]);
});

test('where there is no room to write it down, it is not done', async () => {
	const here = browser();
	const full = failed('storage-full', 'no room');
	const sharing = here.openTab({
		openStorage: () =>
			Promise.resolve({ storage: { ...here.storage, change: () => Promise.resolve(full) } })
	});
	expect(await sharing.submit(publish('No room', 1))).toEqual({
		state: 'refused',
		failure: full.failure
	});
	expect(here.asked).toEqual([]);
});

test('what cannot be taken out of the storage is not sent in a loop', async () => {
	const here = browser();
	let changes = 0;
	const full = failed('storage-unavailable', 'the disk is gone');
	const sharing = here.openTab({
		openStorage: () =>
			Promise.resolve({
				storage: {
					...here.storage,
					change: (change) =>
						(changes += 1) === 1 ? here.storage.change(change) : Promise.resolve(full)
				}
			})
	});
	expect(await sharing.submit(publish('Sent', 1))).toMatchObject({ state: 'done' });
	expect(here.asked.filter((path) => path.includes('publish'))).toHaveLength(1);
});

test('whatever fails in between, from whichever tab: all of it, in order, once', async () => {
	const faults: readonly (Fault | undefined)[] = [
		{ kind: 'down' },
		{ kind: 'answer-lost' },
		undefined,
		{ kind: 'error', status: 500 },
		{ kind: 'answer-lost' },
		{ kind: 'error', status: 429 },
		undefined,
		{ kind: 'error', status: 401 }
	];
	for (let first = 0; first < faults.length; first++) {
		await gallery.empty();
		const here = browser();
		const tabs = [here.openTab(), here.openTab(), here.openTab()];
		for (const [n, action] of (await mixedActions()).entries()) {
			gallery.stack.setFault(faults[(first + n) % faults.length]);
			const tab = tabs[n % tabs.length];
			await tab?.submit(action);
			if (n % 3 === 2) here.comeBack();
			if (n % 4 === 3) await tab?.outbox.send();
		}
		gallery.stack.setFault(undefined);
		for (const tab of tabs) await tab.outbox.send();
		expect(await here.storage.list()).toEqual([]);
		await expectMixedActionsDone();
		for (const tab of tabs) tab.close();
	}
});

describe('two tabs', () => {
	test('sign in once and send everything once, and each hears what became of its own', async () => {
		const here = browser();
		const [first, second] = [here.openTab(), here.openTab()];
		const outcomes = await Promise.all(
			Array.from({ length: 10 }, (_, n) =>
				(n % 2 === 0 ? first : second).submit(publish(`No ${n}`, n))
			)
		);
		expect(outcomes.map(({ state }) => state)).toEqual(Array(10).fill('done'));
		expect(await gallery.personCount()).toBe(1);
		expect(new Set(await gallery.names()).size).toBe(10);
		expect(here.asked.filter((path) => path.includes('signup'))).toHaveLength(1);
		expect(here.asked.filter((path) => path.includes('publish'))).toHaveLength(10);
	});

	test('show the same, and one goes on when the other is closed', async () => {
		const here = browser();
		gallery.stack.setFault({ kind: 'down' });
		const [first, second] = [here.openTab(), here.openTab()];
		await first.submit(publish('Left behind', 1));
		await second.outbox.send();
		expect(second.outbox.entries()).toEqual(first.outbox.entries());
		first.close();
		gallery.stack.setFault(undefined);
		here.advance(300_000);
		await untilSent(second);
		expect(await gallery.names()).toEqual(['Left behind']);
	});
});

test('where nothing can be kept, it is sent all the same', async () => {
	const here = browser();
	const sharing = here.openTab({ openStorage: () => Promise.reject(new Error('refused')) });
	expect(await sharing.submit(publish('Private', 1))).toMatchObject({ state: 'done' });
});
