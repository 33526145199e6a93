import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success, type Result } from '#lib/contracts/failure.ts';
import type { SharedCard } from '#lib/contracts/sharing.ts';
import { GallerySearch } from './gallery-search.svelte.ts';
import { card, unreachable } from './test/fake-sharing.ts';

type Found = Result<readonly SharedCard[]>;

function searching(answer: (query: string) => Found = (query) => success([card(query)])) {
	const asked: string[] = [];
	const signals: AbortSignal[] = [];
	const search = new GallerySearch((query, signal) => {
		asked.push(query);
		signals.push(signal);
		// Answers after 100 ms, called off or not.
		return new Promise((resolve) => setTimeout(() => resolve(answer(query)), 100));
	});
	return { search, asked, signals };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('searching the gallery', () => {
	it('asks once the letters rest', async () => {
		const { search, asked } = searching();
		for (const text of ['n', 'ni', 'nig']) {
			search.type(text);
			await vi.advanceTimersByTimeAsync(100);
		}
		expect(asked).toEqual([]);
		await vi.advanceTimersByTimeAsync(400);
		expect(asked).toEqual(['nig']);
		expect(search.answered).toBe('nig');
	});

	it('calls an older question off, and never shows its answer', async () => {
		const { search, signals } = searching();
		search.type('one');
		await vi.advanceTimersByTimeAsync(300);
		search.type('two');
		expect(signals[0]?.aborted).toBe(true);
		await vi.advanceTimersByTimeAsync(100);
		expect(search.answered).toBeNull();
		await vi.advanceTimersByTimeAsync(400);
		expect(search.cards.map(({ name }) => name)).toEqual(['Playlist two']);
	});

	it('keeps what was found on the screen until the next answer is there', async () => {
		const { search } = searching();
		search.open('one');
		await vi.advanceTimersByTimeAsync(100);
		search.type('one two');
		expect(search.answered).toBe('one');
		expect(search.isLoading).toBe(true);
	});

	it('asks at once for what an address says, and only once', async () => {
		const { search, asked } = searching();
		search.open('rain');
		search.open('rain');
		expect(asked).toEqual(['rain']);
		expect(search.text).toBe('rain');
		await vi.advanceTimersByTimeAsync(100);
	});

	it('asks nothing for nothing', async () => {
		const { search, asked } = searching();
		search.open('rain');
		await vi.advanceTimersByTimeAsync(100);
		search.type('   ');
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked).toEqual(['rain']);
		expect(search.answered).toBeNull();
		expect(search.cards).toEqual([]);
	});

	it('asks again for what failed', async () => {
		let isDown = true;
		const { search } = searching((query) => (isDown ? unreachable : success([card(query)])));
		search.open('rain');
		await vi.advanceTimersByTimeAsync(100);
		expect(search.failure?.code).toBe('network-unreachable');
		isDown = false;
		search.retry();
		await vi.advanceTimersByTimeAsync(100);
		expect(search.failure).toBeNull();
		expect(search.answered).toBe('rain');
	});
});
