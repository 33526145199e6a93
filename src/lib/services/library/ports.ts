/**
 * What the library needs of the browser, each as small as it can be, so that tests can be the other
 * tab, the lock and the clock.
 */

export type { Locks, Tabs } from '../tabs/tabs.ts';

export interface Clock {
	/** Milliseconds since 1970, never going back while the page lasts. */
	now(): number;
}
