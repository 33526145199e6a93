/** Sharing against the real database: what is done there, and what comes back. */
import { expect, test } from 'vitest';
import type { SharedCard, SharingAnswer, SharingOutcome } from '#lib/contracts/sharing.ts';
import type { Sharing } from './sharing.ts';
import { createFakeBrowser, playlist, publish } from './test/fake-browser.ts';
import { useGallery } from './test/gallery-project.ts';

const gallery = useGallery();

function browser() {
	return createFakeBrowser(gallery.stack);
}

/** The answer of what was done. */
async function answerOf<Kind extends SharingAnswer['kind']>(
	submitted: Promise<SharingOutcome>,
	kind: Kind
): Promise<Extract<SharingAnswer, { kind: Kind }>> {
	const outcome = await submitted;
	if (outcome.state !== 'done') throw new Error(`${outcome.state}: ${outcome.failure.message}`);
	const { answer } = outcome;
	if (!isOfKind(answer, kind)) throw new Error(`an answer to ${answer.kind}`);
	return answer;
}

function isOfKind<Kind extends SharingAnswer['kind']>(
	answer: SharingAnswer,
	kind: Kind
): answer is Extract<SharingAnswer, { kind: Kind }> {
	return answer.kind === kind;
}

async function listed(
	sharing: Sharing,
	order: Parameters<Sharing['list']>[0]
): Promise<readonly SharedCard[]> {
	const page = await sharing.list(order, null);
	if (!page.ok) throw new Error(page.failure.message);
	return page.value.cards;
}

test('a playlist is shared, found, rated by another, renamed and deleted', async () => {
	const owner = browser().openTab();
	const visitor = browser().openTab();
	const shared = playlist('Rainy Sunday', 7, {
		request: {
			waypointIds: ['one', 'three'],
			size: 1,
			creativity: 0.25,
			noise: 0.1,
			seed: 7,
			rules: 'original',
			from: 'both',
			lessLikeIds: ['two'],
			excludedArtists: ['Nobody']
		}
	});
	const published = await answerOf(owner.submit({ kind: 'publish', playlist: shared }), 'publish');
	expect(published).toMatchObject({ sharedName: 'Rainy Sunday', isNew: true, isOwn: true });
	const { id } = published;

	const details = await visitor.get(id);
	expect(details).toEqual({
		ok: true,
		value: {
			...{ id, name: 'Rainy Sunday', catalogueId: 'house', catalogueRevision: '0a1b2c3d' },
			...{ trackIds: shared.trackIds, titles: shared.titles, request: shared.request },
			...{ trackCount: 3, firstTitles: shared.titles, score: 3, ratingCount: 0, uploadCount: 0 },
			...{ isOwn: false, ownStars: null, createdAt: expect.any(String) as string }
		}
	});

	const rate = { kind: 'rate', playlistId: id, name: 'Rainy Sunday', stars: 5 } as const;
	expect(await answerOf(visitor.submit(rate), 'rate')).toMatchObject({ stars: 5, ratingCount: 1 });
	const upload = { kind: 'count-upload', playlistId: id, name: 'Rainy Sunday' } as const;
	expect(await answerOf(visitor.submit(upload), 'count-upload')).toMatchObject({ uploadCount: 1 });
	expect(await listed(visitor, 'top-rated')).toMatchObject([
		{ id, ratingCount: 1, uploadCount: 1, isOwn: false, ownStars: 5 }
	]);

	const rename = { kind: 'rename', playlistId: id, name: '  Rainy\nMonday ' } as const;
	expect(await answerOf(owner.submit(rename), 'rename')).toEqual({
		kind: 'rename',
		name: 'Rainy Monday'
	});
	expect(await listed(owner, 'own')).toMatchObject([{ name: 'Rainy Monday', isOwn: true }]);
	expect(await listed(visitor, 'own')).toEqual([]);

	await answerOf(owner.submit({ kind: 'delete', playlistId: id, name: '' }), 'delete');
	expect(await visitor.get(id)).toMatchObject({ ok: false, failure: { code: 'not-found' } });
	expect(await gallery.names()).toEqual([]);
});

test('reading signs nobody in', async () => {
	await gallery.sharedByAnother();
	const here = browser();
	const sharing = here.openTab();
	expect(await listed(sharing, 'latest')).toHaveLength(1);
	expect(await listed(sharing, 'own')).toEqual([]);
	expect((await sharing.search('somebody')).ok).toBe(true);
	expect(await sharing.hasSession()).toBe(false);
	expect(await gallery.personCount()).toBe(0);
	expect(here.asked.filter((path) => path.includes('auth'))).toEqual([]);
	await answerOf(sharing.submit(publish('First', 1)), 'publish');
	expect(await sharing.hasSession()).toBe(true);
	expect(await gallery.personCount()).toBe(1);
});

test.each(['latest', 'top-rated', 'most-uploaded'] as const)(
	'%s: every page begins where the last ended',
	async (order) => {
		for (let n = 0; n < 50; n++) await gallery.sharedByAnother(`Number ${n}`);
		const sharing = browser().openTab();
		const names: string[] = [];
		const sizes: number[] = [];
		let page = await sharing.list(order, null);
		for (;;) {
			if (!page.ok) throw new Error(page.failure.message);
			names.push(...page.value.cards.map(({ name }) => name));
			sizes.push(page.value.cards.length);
			if (!page.value.next) break;
			page = await sharing.list(order, page.value.next);
		}
		expect(sizes).toEqual([24, 24, 2]);
		expect(new Set(names).size).toBe(50);
	}
);

test('a full last page is known to be the last', async () => {
	for (let n = 0; n < 24; n++) await gallery.sharedByAnother();
	const page = await browser().openTab().list('latest', null);
	expect(page).toMatchObject({ ok: true, value: { next: null } });
});

test('search forgives diacritics; a search that was called off says so', async () => {
	const sharing = browser().openTab();
	await answerOf(sharing.submit(publish('Iceland', 1)), 'publish');
	expect(await sharing.search('bjork joga')).toMatchObject({
		ok: true,
		value: [{ name: 'Iceland' }]
	});
	expect(await sharing.search('  ')).toEqual({ ok: true, value: [] });
	const called = new AbortController();
	const searching = sharing.search('iceland', called.signal);
	called.abort();
	expect(await searching).toMatchObject({ ok: false, failure: { code: 'superseded' } });
});

test('the same again is the first one, whatever it is called', async () => {
	const first = await answerOf(browser().openTab().submit(publish('First', 1)), 'publish');
	const again = await answerOf(browser().openTab().submit(publish('Second', 1)), 'publish');
	expect(again).toEqual({
		...{ kind: 'publish', id: first.id, sharedName: 'First' },
		...{ isNew: false, isOwn: false }
	});
	expect(await gallery.names()).toEqual(['First']);
});

test('what the gallery refuses it refuses in words for people', async () => {
	const sharing = browser().openTab();
	const id = await gallery.sharedByAnother();
	const { id: ownId } = await answerOf(sharing.submit(publish('Mine', 1)), 'publish');
	const rename = { kind: 'rename', playlistId: id, name: 'Now mine' } as const;
	expect(await sharing.submit(rename)).toMatchObject({
		state: 'refused',
		failure: { code: 'refused', message: 'Only who shared a playlist can rename it.' }
	});
	const rateOwn = { kind: 'rate', playlistId: ownId, name: 'Mine', stars: 5 } as const;
	expect(await sharing.submit(rateOwn)).toMatchObject({
		state: 'refused',
		failure: { code: 'refused', message: 'This playlist is yours: what it is worth, others say.' }
	});
	const rateNone = { kind: 'rate', playlistId: '000000000000', name: '', stars: 1 } as const;
	expect(await sharing.submit(rateNone)).toMatchObject({
		state: 'refused',
		failure: { code: 'not-found' }
	});
	// They stay until they have been seen, and stand in nobody's way.
	expect(sharing.outbox.entries().map(({ refusal }) => refusal?.code)).toEqual([
		'refused',
		'refused',
		'not-found'
	]);
	await answerOf(sharing.submit(publish('Another', 2)), 'publish');
	for (const { id: entryId } of sharing.outbox.entries()) await sharing.outbox.discard(entryId);
	expect(sharing.outbox.entries()).toEqual([]);
});

test('too many: the gallery says for how long, and is left alone until then', async () => {
	const here = browser();
	const sharing = here.openTab();
	for (let n = 0; n < 20; n++) await answerOf(sharing.submit(publish(`No ${n}`, n)), 'publish');
	const refused = await sharing.submit(publish('One too many', 21));
	expect(refused).toMatchObject({
		state: 'waiting',
		failure: {
			code: 'too-many',
			message:
				'You have shared 20 playlists within an hour. That is the most. Try again in 60 minutes.',
			retryable: true
		}
	});
	if (refused.state !== 'waiting') throw new Error('not waiting');
	expect(refused.failure.details['retryAfterS']).toBeGreaterThan(3500);
	const askedBefore = here.asked.length;
	here.comeBack();
	here.advance(60_000);
	expect(await sharing.submit(publish('And another', 22))).toEqual(refused);
	expect(here.asked).toHaveLength(askedBefore);
	// What stopped the line is taken back: the rest is tried at once.
	const [first, second] = sharing.outbox.entries();
	await sharing.outbox.discard(first?.id ?? '');
	await sharing.outbox.discard(second?.id ?? '');
	const id = await gallery.sharedByAnother();
	const rate = { kind: 'rate', playlistId: id, name: '', stars: 4 } as const;
	expect(await answerOf(sharing.submit(rate), 'rate')).toMatchObject({ ratingCount: 1 });
});
