/**
 * What the download needs of the browser, each as small as it can be, so that tests can be the
 * network, the other tab, the full disk and the clock.
 */

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One holder at a time among all tabs; a tab that is closed lets go by itself. */
export interface Locks {
	/** Waits for its turn; the function it gives lets go, and does no harm when called twice. */
	acquire(name: string, signal: AbortSignal): Promise<() => void>;
}

/** Word between tabs that a piece has been stored. It may get lost: nothing depends on it but time. */
export interface Announcements {
	announce(): void;
	/** @returns stops listening */
	listen(onAnnounced: () => void): () => void;
}

/** `navigator.storage`, as far as it is there: a worker may not ask for persistence. */
export interface Room {
	persist?(): Promise<boolean>;
	estimate(): Promise<{ usage?: number; quota?: number }>;
}

export interface Clock {
	/** Milliseconds since any fixed moment, never going back. */
	now(): number;
	/** Over early when aborted: whoever sleeps looks at the signal then. */
	sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
	now: () => performance.now(),
	sleep: (durationMs, signal) =>
		new Promise((resolve) => {
			if (signal.aborted) return resolve();
			const wake = () => {
				clearTimeout(timer);
				signal.removeEventListener('abort', wake);
				resolve();
			};
			const timer = setTimeout(wake, durationMs);
			signal.addEventListener('abort', wake);
		})
};
