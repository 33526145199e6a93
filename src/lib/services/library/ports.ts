/**
 * What the library needs of the browser, each as small as it can be, so that tests can be the other
 * tab, the lock and the clock.
 */

export interface Locks {
	/**
	 * Waits until nobody else holds the lock, among all tabs, then works and lets go. A tab that is
	 * closed lets go by itself. Resolves without having worked when aborted while it waits.
	 */
	hold(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>;
}

/** Word between the tabs of this site. It may get lost: what counts is what is stored. */
export interface Tabs {
	send(message: unknown): void;
	/** @returns stops listening */
	listen(onMessage: (message: unknown) => void): () => void;
}

export interface Clock {
	/** Milliseconds since 1970, never going back while the page lasts. */
	now(): number;
}
