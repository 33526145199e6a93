/**
 * A gallery in memory that answers as a test says: with pages, failures, or when it is told to.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type {
	GalleryPage,
	OutboxEntry,
	SharedCard,
	SharedPlaylist,
	SharingAction,
	SharingOutcome
} from '#lib/contracts/sharing.ts';
import type { OutboxListener, Sharing } from '#lib/services/sharing/sharing.ts';

export const unreachable = failed('network-unreachable', 'no network', { retryable: true });

/** A twelve-character id, from a short word. */
export function idOf(word: string): string {
	return word.padEnd(12, '0');
}

export function card(word: string, change: Partial<SharedCard> = {}): SharedCard {
	return {
		id: idOf(word),
		name: `Playlist ${word}`,
		catalogueId: 'house',
		trackCount: 12,
		firstTitles: ['Ada - One', 'Bea - Two'],
		createdAt: '2026-11-03T10:00:00Z',
		score: 3,
		ratingCount: 0,
		uploadCount: 0,
		isOwn: false,
		ownStars: null,
		...change
	};
}

export function playlistOf(shared: SharedCard): SharedPlaylist {
	return {
		...shared,
		catalogueRevision: 'f00dcafe',
		trackIds: ['a', 'b'],
		titles: ['Ada - One', 'Bea - Two'],
		request: {
			waypointIds: ['a'],
			size: 2,
			creativity: 0.5,
			noise: 0,
			seed: 1,
			rules: 'improved'
		}
	};
}

/** A promise that the test settles. */
export function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
	return Promise.withResolvers<T>();
}

export interface FakeSharing extends Sharing {
	/** What was asked and done, in order. */
	readonly calls: string[];
	pages: (order: string, afterId: string | null) => Promise<Result<GalleryPage>>;
	found: (query: string, signal?: AbortSignal) => Promise<Result<readonly SharedCard[]>>;
	outcome: (action: SharingAction) => Promise<SharingOutcome>;
	/** What the outbox holds from now on. */
	holds: (entries: readonly OutboxEntry[]) => void;
}

export function fakeSharing(): FakeSharing {
	const calls: string[] = [];
	const listeners = new Set<OutboxListener>();
	let held: readonly OutboxEntry[] = [];
	const fake: FakeSharing = {
		calls,
		pages: async () => success({ cards: [], next: null }),
		found: async () => success([]),
		outcome: async () => ({ state: 'waiting', failure: unreachable.failure }),
		holds(entries) {
			held = entries;
			for (const listener of listeners) listener(entries, null);
		},
		list: (order, after) => fake.pages(order, after?.last.id ?? null),
		search: (query, signal) => fake.found(query, signal),
		get: async (id) => success(playlistOf({ ...card('x'), id })),
		hasSession: async () => false,
		submit(action) {
			calls.push(action.kind === 'rate' ? `rate ${action.stars}` : action.kind);
			return fake.outcome(action);
		},
		outbox: {
			entries: () => held,
			onChange(listener) {
				listeners.add(listener);
				listener(held, null);
				return () => listeners.delete(listener);
			},
			async discard(id) {
				fake.holds(held.filter((entry) => entry.id !== id));
				return success(undefined);
			},
			async send() {
				calls.push('send');
			}
		},
		close: () => undefined
	};
	return fake;
}
