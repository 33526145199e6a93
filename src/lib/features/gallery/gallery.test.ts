import { describe, expect, it } from 'vitest';
import { failed, success } from '#lib/contracts/failure.ts';
import type { OutboxEntry, SharingAction, SharingOutcome } from '#lib/contracts/sharing.ts';
import { Gallery } from './gallery.svelte.ts';
import { card, fakeSharing, later, playlistOf, unreachable } from './test/fake-sharing.ts';

const one = card('one');

function opened() {
	const sharing = fakeSharing();
	let loads = 0;
	const gallery = new Gallery(async () => {
		loads += 1;
		return sharing;
	});
	return { sharing, gallery, loads: () => loads };
}

const rating = (stars: 1 | 2 | 3 | 4 | 5): SharingAction => {
	return { kind: 'rate', playlistId: one.id, name: one.name, stars };
};

function entry(action: SharingAction, refusal: OutboxEntry['refusal'] = null): OutboxEntry {
	return { id: `entry of ${action.kind}`, createdAt: '2026-11-03T10:00:00Z', action, refusal };
}

function rated(stars: 1 | 2 | 3 | 4 | 5): SharingOutcome {
	return { state: 'done', answer: { kind: 'rate', score: 3.2, ratingCount: 8, stars } };
}

describe('a site without a gallery', () => {
	it('says so, and every question to it fails', async () => {
		const gallery = new Gallery(null);
		expect(gallery.isConfigured).toBe(false);
		expect(await gallery.get(one.id)).toMatchObject({ ok: false });
		expect(await gallery.hasSession()).toBe(false);
	});
});

describe('what waited', () => {
	it('is announced when it has been sent, unless it was taken back', async () => {
		const { sharing, gallery, sent } = announcing();
		await gallery.open();
		sharing.holds([entry(rating(3))]);
		sharing.holds([]);
		expect(sent).toEqual([[rating(3)]]);
		sharing.holds([entry(rating(4))]);
		await gallery.discard(entry(rating(4)).id);
		expect(sent).toHaveLength(1);
	});

	it('is not announced to whoever is just being answered', async () => {
		const { sharing, gallery, sent } = announcing();
		await gallery.open();
		sharing.outcome = async (action) => {
			sharing.holds([entry(action)]);
			sharing.holds([]);
			return rated(5);
		};
		await gallery.rate(one, 5);
		expect(sent).toEqual([]);
	});

	function announcing() {
		const sharing = fakeSharing();
		const sent: (readonly SharingAction[])[] = [];
		const gallery = new Gallery(
			async () => sharing,
			(actions) => sent.push(actions)
		);
		return { sharing, gallery, sent };
	}
});

describe('what speaks with the gallery', () => {
	it('is fetched once, when it is first needed', async () => {
		const { gallery, loads } = opened();
		expect(loads()).toBe(0);
		await gallery.get(one.id);
		await gallery.get(one.id);
		expect(loads()).toBe(1);
	});

	it('is fetched again after it could not be', async () => {
		const sharing = fakeSharing();
		let isOnline = false;
		const gallery = new Gallery(() =>
			isOnline ? Promise.resolve(sharing) : Promise.reject(new TypeError('Failed to fetch'))
		);
		expect(await gallery.get(one.id)).toMatchObject({
			ok: false,
			failure: { code: 'network-unreachable' }
		});
		isOnline = true;
		expect(await gallery.get(one.id)).toMatchObject({ ok: true });
	});
});

describe('a rating', () => {
	it('is shown at once, and corrected by the answer', async () => {
		const { gallery, sharing } = opened();
		const answer = later<SharingOutcome>();
		sharing.outcome = () => answer.promise;
		const rate = gallery.rate(one, 4);
		expect(gallery.shown(one)).toMatchObject({
			ownStars: 4,
			ratingCount: 0,
			isRatingWaiting: false
		});
		answer.resolve(rated(4));
		expect(await rate).toBeNull();
		expect(gallery.shown(one)).toMatchObject({ ownStars: 4, score: 3.2, ratingCount: 8 });
	});

	it('goes back to what it was where it is refused, with the reason', async () => {
		const { gallery, sharing } = opened();
		const before = card('one', { ownStars: 2 });
		const refusal = failed('refused', 'This playlist is yours.').failure;
		sharing.outcome = async () => ({ state: 'refused', failure: refusal });
		expect(await gallery.rate(before, 5)).toEqual(refusal);
		expect(gallery.shown(before)?.ownStars).toBe(2);
	});

	it('waits where it cannot be sent, and is shown as given', async () => {
		const { gallery, sharing } = opened();
		sharing.outcome = async (action) => {
			sharing.holds([entry(action)]);
			return { state: 'waiting', failure: unreachable.failure };
		};
		expect(await gallery.rate(one, 5)).toBeNull();
		expect(gallery.shown(one)).toMatchObject({ ownStars: 5, isRatingWaiting: true });
		sharing.holds([]);
		expect(gallery.shown(one)).toMatchObject({ ownStars: 5, isRatingWaiting: false });
	});

	it('is taken back with what waited', async () => {
		const { gallery, sharing } = opened();
		await gallery.open();
		sharing.holds([entry(rating(5))]);
		expect(gallery.shown(one)?.ownStars).toBe(5);
		await gallery.discard('entry of rate');
		expect(gallery.shown(one)?.ownStars).toBeNull();
	});

	it('is sent once more after the latest, not for every star in between', async () => {
		const { gallery, sharing } = opened();
		const first = later<SharingOutcome>();
		sharing.outcome = (action) =>
			action.kind === 'rate' && action.stars === 1 ? first.promise : Promise.resolve(rated(4));
		const walk = gallery.rate(one, 1);
		await Promise.all([gallery.rate(one, 2), gallery.rate(one, 3), gallery.rate(one, 4)]);
		expect(gallery.shown(one)?.ownStars).toBe(4);
		first.resolve(rated(1));
		await walk;
		expect(sharing.calls.filter((call) => call.startsWith('rate'))).toEqual(['rate 1', 'rate 4']);
		expect(gallery.shown(one)?.ownStars).toBe(4);
	});

	it('is not undone by a list that was on its way before it', async () => {
		const { gallery, sharing } = opened();
		const page = later<null>();
		sharing.pages = async () => {
			await page.promise;
			return success({ cards: [one], next: null });
		};
		sharing.outcome = async () => rated(4);
		const reading = gallery.feeds.latest.show();
		await gallery.rate(one, 4);
		page.resolve(null);
		await reading;
		expect(gallery.shown(one)?.ownStars).toBe(4);
	});

	it('is forgotten here once the gallery says it itself', async () => {
		const { gallery, sharing } = opened();
		sharing.outcome = async () => rated(4);
		await gallery.rate(one, 4);
		const newer = card('one', { ownStars: 1, score: 4.5, ratingCount: 30 });
		sharing.pages = async () => success({ cards: [newer], next: null });
		await gallery.feeds.latest.show();
		expect(gallery.shown(newer)).toMatchObject({ ownStars: 1, score: 4.5, ratingCount: 30 });
	});
});

describe('what one has shared', () => {
	it('has its new name in every list at once', async () => {
		const { gallery, sharing } = opened();
		const answer = later<SharingOutcome>();
		sharing.outcome = () => answer.promise;
		const rename = gallery.rename(one, 'New');
		expect(gallery.shown(one)?.name).toBe('New');
		answer.resolve({ state: 'done', answer: { kind: 'rename', name: 'New' } });
		expect(await rename).toBeNull();
		expect(gallery.shown(one)?.name).toBe('New');
	});

	it('is gone once it is deleted, and back where that is refused', async () => {
		const { gallery, sharing } = opened();
		const answer = later<SharingOutcome>();
		sharing.outcome = () => answer.promise;
		const removing = gallery.remove(one);
		expect(gallery.shown(one)).toBeNull();
		answer.resolve({ state: 'refused', failure: failed('refused', 'Not yours.').failure });
		await removing;
		expect(gallery.shown(one)).not.toBeNull();
		sharing.outcome = async () => ({ state: 'done', answer: { kind: 'delete' } });
		await gallery.remove(one);
		expect(gallery.shown(one)).toBeNull();
	});

	it('is in the lists when it was published, once they are looked at again', async () => {
		const { gallery, sharing } = opened();
		const shared = playlistOf(one);
		await gallery.feeds.latest.show();
		sharing.outcome = async () => {
			sharing.pages = async () => success({ cards: [one], next: null });
			return {
				state: 'done',
				answer: { kind: 'publish', id: one.id, sharedName: one.name, isNew: true, isOwn: true }
			};
		};
		await gallery.publish({ ...shared, request: shared.request });
		await gallery.feeds.latest.show();
		expect(gallery.feeds.latest.cards).toEqual([one]);
	});
});

describe('the outbox', () => {
	it('is remembered while something is in it', async () => {
		const { gallery, sharing } = opened();
		await gallery.open();
		sharing.holds([entry(rating(5))]);
		expect(gallery.hasOutbox).toBe(true);
		sharing.holds([]);
		expect(gallery.hasOutbox).toBe(false);
	});

	it('does not count as empty before it was read', async () => {
		const sharing = fakeSharing();
		const reading = later<null>();
		sharing.outbox.send = async () => {
			await reading.promise;
		};
		const gallery = new Gallery(async () => sharing);
		gallery.hasOutbox = true;
		await gallery.open();
		expect(gallery.hasOutbox).toBe(true);
		sharing.holds([entry(rating(5))]);
		reading.resolve(null);
		await reading.promise;
		expect(gallery.hasOutbox).toBe(true);
	});

	it('shows nothing as done that was refused', async () => {
		const { gallery, sharing } = opened();
		await gallery.open();
		sharing.holds([entry(rating(5), failed('refused', 'No.').failure)]);
		expect(gallery.shown(one)?.ownStars).toBeNull();
		await gallery.discard('entry of rate');
		expect(gallery.shown(one)?.ownStars).toBeNull();
	});
});

describe('back online', () => {
	it('asks again for what the network kept from being read, and sends what waits', async () => {
		const { gallery, sharing } = opened();
		sharing.pages = async () => unreachable;
		await gallery.feeds.latest.show();
		sharing.pages = async () => success({ cards: [one], next: null });
		sharing.calls.length = 0;
		gallery.goOnline();
		await expect.poll(() => gallery.feeds.latest.cards).toEqual([one]);
		expect(sharing.calls).toEqual(['send']);
		expect(gallery.feeds.own.isRead).toBe(false);
	});

	it('asks nothing where nobody has come to the gallery', () => {
		const { gallery, loads } = opened();
		gallery.goOnline();
		expect(loads()).toBe(0);
	});
});
