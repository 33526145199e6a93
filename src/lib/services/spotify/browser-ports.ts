/** The browser's own network, storage, locks, clock and address bar. */
import { browserLocks } from '../library/browser-ports.ts';
import type { PageAddress, SpotifyPorts, TextStore, Timers } from './ports.ts';

export function browserPorts(): SpotifyPorts {
	return {
		fetch: (input, init) => fetch(input, init),
		// Other tabs and tomorrow's visit read what is written by it: the machine's own clock.
		clock: { now: () => Date.now() },
		timers: browserTimers,
		locks: browserLocks(),
		siteStore: openTextStore(() => localStorage) ?? createMemoryStore(),
		tabStore: openTextStore(() => sessionStorage),
		page: browserPage,
		isOnline: () => navigator.onLine
	};
}

/** @returns null where the browser refuses storage */
export function openTextStore(find: () => Storage): TextStore | null {
	let storage: Storage;
	try {
		storage = find();
		// Some have it and refuse to write.
		storage.setItem('deejai-probe', '1');
		storage.removeItem('deejai-probe');
	} catch {
		return null;
	}
	/** What there was no room for: it lasts as long as the page. */
	const overflow = new Map<string, string>();
	return {
		get: (key) => overflow.get(key) ?? storage.getItem(key),
		set(key, text) {
			overflow.delete(key);
			try {
				storage.setItem(key, text);
			} catch {
				storage.removeItem(key);
				overflow.set(key, text);
			}
		},
		remove(key) {
			overflow.delete(key);
			storage.removeItem(key);
		},
		onChange(key, listener) {
			const hear = (event: StorageEvent): void => {
				// A null key: everything was cleared.
				const isOurs = event.storageArea === storage && (event.key === key || event.key === null);
				if (!isOurs) return;
				overflow.delete(key);
				listener();
			};
			addEventListener('storage', hear);
			return () => removeEventListener('storage', hear);
		}
	};
}

/** Lasts as long as the page, for this tab alone. */
export function createMemoryStore(): TextStore {
	const texts = new Map<string, string>();
	return {
		get: (key) => texts.get(key) ?? null,
		set: (key, text) => texts.set(key, text),
		remove: (key) => texts.delete(key),
		onChange: () => () => undefined
	};
}

const browserTimers: Timers = {
	wait: (delayMs, signal) =>
		new Promise((resolve) => {
			const finish = (): void => {
				clearTimeout(timer);
				signal.removeEventListener('abort', finish);
				resolve();
			};
			const timer = setTimeout(finish, delayMs);
			signal.addEventListener('abort', finish);
			if (signal.aborted) finish();
		}),
	deadline: (delayMs) => AbortSignal.timeout(delayMs)
};

const browserPage: PageAddress = {
	current: () => new URL(location.href),
	replace: (url) => history.replaceState(history.state, '', url),
	leaveFor: (url) => location.assign(url)
};
