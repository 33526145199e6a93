/**
 * A browser for tests: one storage, one lock, one session and word between its tabs, a clock that
 * stands still until it is put forward, and a network that tells when it is asked.
 */
import { onTestFinished } from 'vitest';
import type { OutboxEntry, PlaylistToPublish, SharingAction } from '#lib/contracts/sharing.ts';
import { createMemoryOutbox } from '#lib/services/storage/memory-outbox.ts';
import type { OutboxStorage } from '#lib/services/storage/outbox-storage.ts';
import { tabLocks } from '../browser-ports.ts';
import type { Clock, Fetch, SessionStorage } from '../ports.ts';
import { createSharing, type SharingConfig, type SharingPorts } from '../remote-sharing.ts';
import type { Sharing } from '../sharing.ts';

export const timeLimitMs = 20_000;

export interface FakeBrowser {
	readonly storage: OutboxStorage;
	readonly session: SessionStorage;
	/** The paths that were asked for, in order. */
	readonly asked: readonly string[];
	/** Resolves when something is next asked for. */
	nextAsked(): Promise<string>;
	/** Puts the clock forward: what was to happen until then happens. */
	advance(durationMs: number): void;
	/** The connection is back, or somebody looks at the page again. */
	comeBack(): void;
	/** Closed when the test is over. */
	openTab(change?: Partial<SharingPorts>): Sharing;
}

export function createFakeBrowser(config: SharingConfig): FakeBrowser {
	const storage = createMemoryOutbox();
	const locks = tabLocks();
	const ears = new Map<object, (message: unknown) => void>();
	const comingBack = new Set<() => void>();
	const asked: string[] = [];
	const tellAsked: ((path: string) => void)[] = [];
	const clock = createClock();
	let sessionText: string | null = null;
	const session: SessionStorage = {
		read: () => sessionText,
		write(text) {
			sessionText = text;
		}
	};
	const askAndTell: Fetch = (input, init) => {
		const path = new URL(input instanceof Request ? input.url : input).pathname;
		asked.push(path);
		for (const tell of tellAsked.splice(0)) tell(path);
		return fetch(input, init);
	};

	return {
		storage,
		session,
		asked,
		nextAsked: () => new Promise((resolve) => tellAsked.push(resolve)),
		advance: (durationMs) => clock.advance(durationMs),
		comeBack() {
			for (const tell of [...comingBack]) tell();
		},
		openTab(change = {}) {
			const tab = {};
			const sharing = createSharing(config, {
				openStorage: () => Promise.resolve({ storage: { ...storage, close: () => undefined } }),
				fetch: askAndTell,
				sessionStorage: session,
				locks,
				tabs: {
					send(message) {
						for (const [other, hear] of ears) {
							if (other !== tab) queueMicrotask(() => hear(structuredClone(message)));
						}
					},
					listen(onMessage) {
						ears.set(tab, onMessage);
						return () => ears.delete(tab);
					}
				},
				clock,
				returns: {
					listen(onReturn) {
						comingBack.add(onReturn);
						return () => comingBack.delete(onReturn);
					}
				},
				newId: () => crypto.randomUUID(),
				timeLimitMs,
				...change
			});
			onTestFinished(() => sharing.close());
			return sharing;
		}
	};
}

function createClock(): Clock & { advance(durationMs: number): void } {
	let nowMs = Date.now();
	const timers = new Set<{ readonly atMs: number; readonly action: () => void }>();
	return {
		now: () => nowMs,
		after(delayMs, action) {
			const timer = { atMs: nowMs + delayMs, action };
			timers.add(timer);
			return () => timers.delete(timer);
		},
		advance(durationMs) {
			nowMs += durationMs;
			for (const timer of [...timers]) {
				if (timer.atMs > nowMs || !timers.delete(timer)) continue;
				timer.action();
			}
		}
	};
}

/** One of as many different playlists as there are seeds. */
export function playlist(
	name: string,
	seed: number,
	change: Partial<PlaylistToPublish> = {}
): PlaylistToPublish {
	return {
		name,
		catalogueId: 'house',
		catalogueRevision: '0a1b2c3d',
		trackIds: ['one', 'two', 'three'],
		titles: ['Artist - One', 'Artist - Two', 'Björk - Jóga'],
		request: {
			waypointIds: ['one'],
			size: 3,
			creativity: 0.5,
			noise: 0,
			seed,
			rules: 'improved'
		},
		...change
	};
}

export function publish(name: string, seed: number): SharingAction {
	return { kind: 'publish', playlist: playlist(name, seed) };
}

/** Resolves once something has waited and nothing does any more. */
export function untilSent({ outbox }: Sharing): Promise<void> {
	return new Promise((resolve) => {
		let hasWaited = false;
		const end = outbox.onChange((entries) => {
			const isWaiting = entries.some(({ refusal }) => refusal === null);
			hasWaited ||= isWaiting;
			if (!hasWaited || isWaiting) return;
			queueMicrotask(() => end());
			resolve();
		});
	});
}

/** Resolves once such an entry is in the outbox. */
export function untilThere(
	{ outbox }: Sharing,
	isIt: (entry: OutboxEntry) => boolean
): Promise<OutboxEntry> {
	return new Promise((resolve) => {
		let isOver = false;
		const end = outbox.onChange((entries) => {
			const found = entries.find(isIt);
			if (isOver || !found) return;
			isOver = true;
			queueMicrotask(() => end());
			resolve(found);
		});
	});
}
