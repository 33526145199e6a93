import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success, type Result } from '#lib/contracts/failure.ts';
import type { GalleryPage, SharedCard } from '#lib/contracts/sharing.ts';
import { Feed } from './feed.svelte.ts';
import { card, later, unreachable } from './test/fake-sharing.ts';

type Answer = Result<GalleryPage>;

function pageOf(cards: readonly SharedCard[], hasMore: boolean): Answer {
	const last = cards.at(-1);
	return success({ cards, next: hasMore && last ? { order: 'latest', last } : null });
}

/** Answers one question after the other, and writes down after which playlist each began. */
function feedOf(...answers: (Answer | Promise<Answer>)[]) {
	const asked: (string | null)[] = [];
	const feed = new Feed('latest', async (_, after) => {
		asked.push(after?.last.name ?? null);
		return answers.shift() ?? pageOf([], false);
	});
	return { feed, asked };
}

const names = (feed: Feed): readonly string[] => feed.cards.map(({ name }) => name);

describe('a list of the gallery', () => {
	it('goes on after its last playlist, until there are no more', async () => {
		const { feed, asked } = feedOf(
			pageOf([card('a'), card('b')], true),
			pageOf([card('c')], false)
		);
		await feed.show();
		expect(feed.hasMore).toBe(true);
		await feed.more();
		await feed.more();
		expect(asked).toEqual([null, 'Playlist b']);
		expect(names(feed)).toEqual(['Playlist a', 'Playlist b', 'Playlist c']);
	});

	it('holds a playlist once, though it moved from one page to the next', async () => {
		const { feed } = feedOf(
			pageOf([card('a'), card('b')], true),
			pageOf([card('b'), card('c')], false)
		);
		await feed.show();
		await feed.more();
		expect(names(feed)).toEqual(['Playlist a', 'Playlist b', 'Playlist c']);
	});

	it('keeps what it has where the next page cannot be had, and asks for that page again', async () => {
		const { feed, asked } = feedOf(
			pageOf([card('a')], true),
			unreachable,
			pageOf([card('b')], false)
		);
		await feed.show();
		await feed.more();
		expect(names(feed)).toEqual(['Playlist a']);
		expect(feed.failure?.code).toBe('network-unreachable');
		await feed.retry();
		expect(asked).toEqual([null, 'Playlist a', 'Playlist a']);
		expect(names(feed)).toEqual(['Playlist a', 'Playlist b']);
		expect(feed.failure).toBeNull();
	});

	it('is not asked again by itself for what failed', async () => {
		const { feed, asked } = feedOf(unreachable, pageOf([card('a')], false));
		await feed.show();
		await feed.show();
		expect(asked).toHaveLength(1);
		expect(feed.isRead).toBe(false);
		await feed.retry();
		expect(names(feed)).toEqual(['Playlist a']);
	});

	it('is as it was to whoever comes back, and read anew once something was published', async () => {
		const { feed, asked } = feedOf(
			pageOf([card('a')], false),
			pageOf([card('new'), card('a')], false)
		);
		await feed.show();
		await feed.show({ isReturn: true });
		await feed.show();
		expect(asked).toHaveLength(1);
		feed.makeStale();
		await feed.show({ isReturn: true });
		expect(asked).toHaveLength(1);
		await feed.show();
		expect(names(feed)).toEqual(['Playlist new', 'Playlist a']);
	});

	it('throws away a page that was asked for before it was read anew', async () => {
		const slow = later<Answer>();
		const { feed } = feedOf(pageOf([card('a')], true), slow.promise, pageOf([card('c')], false));
		await feed.show();
		const more = feed.more();
		await feed.refresh();
		slow.resolve(pageOf([card('b')], false));
		await more;
		expect(names(feed)).toEqual(['Playlist c']);
	});
});

describe('a slow answer', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('is said to be slow after three seconds, until it is there', async () => {
		const slow = later<Answer>();
		const { feed } = feedOf(slow.promise);
		const showing = feed.show();
		await vi.advanceTimersByTimeAsync(2_900);
		expect(feed.patience.isSlow).toBe(false);
		await vi.advanceTimersByTimeAsync(200);
		expect(feed.patience.isSlow).toBe(true);
		slow.resolve(pageOf([], false));
		await showing;
		expect(feed.patience.isSlow).toBe(false);
	});

	it('is not called slow where it is quick', async () => {
		const { feed } = feedOf(pageOf([], false));
		await feed.show();
		await vi.advanceTimersByTimeAsync(10_000);
		expect(feed.patience.isSlow).toBe(false);
	});
});
