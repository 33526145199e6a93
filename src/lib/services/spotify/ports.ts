/**
 * What Spotify's service needs of the browser, each as small as it can be, so that tests can be the
 * other tab, the clock and the network.
 */
import type { Clock } from '../library/ports.ts';
import type { Locks } from '../tabs/tabs.ts';

export type { Clock, Locks };

/** Texts by key. Where the browser refuses storage they last as long as the page. */
export interface TextStore {
	get(key: string): string | null;
	set(key: string, text: string): void;
	remove(key: string): void;
	/** When another tab changes the key. @returns stops it */
	onChange(key: string, listener: () => void): () => void;
}

export interface Timers {
	/** Resolves after so long, or at once when the signal is aborted. Never rejects. */
	wait(delayMs: number, signal: AbortSignal): Promise<void>;
	/** Aborted after so long. */
	deadline(delayMs: number): AbortSignal;
}

/** The page that all of this happens in. */
export interface PageAddress {
	current(): URL;
	/** Changes what the address bar says; loads nothing, and leaves nothing to go back to. */
	replace(url: URL): void;
	leaveFor(url: URL): void;
}

export interface SpotifyPorts {
	readonly fetch: typeof fetch;
	readonly clock: Clock;
	readonly timers: Timers;
	readonly locks: Locks;
	/** Shared by the tabs of this site, and kept. */
	readonly siteStore: TextStore;
	/** This tab's own, kept while it is open; null where the browser refuses it. */
	readonly tabStore: TextStore | null;
	readonly page: PageAddress;
	/** False only where the browser knows that there is no network at all. */
	readonly isOnline: () => boolean;
}
