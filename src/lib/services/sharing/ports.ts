/**
 * What sharing needs of the browser, each as small as it can be, so that tests can be the other tab,
 * the lock, the clock and the connection that comes back.
 */

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

export type { Locks, Tabs } from '../tabs/tabs.ts';

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** @returns calls it off */
	after(delayMs: number, action: () => void): () => void;
}

/** Moments at which it is worth trying again: a connection came back, somebody looks at the page. */
export interface Returns {
	/** @returns stops listening */
	listen(onReturn: () => void): () => void;
}

/** Where the session is kept, for all tabs; never fails, but may forget. */
export interface SessionStorage {
	read(): string | null;
	/** Null forgets. */
	write(text: string | null): void;
}
