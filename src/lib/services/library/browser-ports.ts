/**
 * The browser's own lock, channel and clock. Where it has no locks or no channel (old browsers, a
 * page without HTTPS), a tab behaves as if it were the only one.
 */
import { browserTabs, noTabs } from '../tabs/tabs.ts';
import type { Clock, Locks, Tabs } from './ports.ts';

export const systemClock: Clock = { now: () => performance.timeOrigin + performance.now() };

export const noLocks: Locks = {
	hold: (_name, signal, work) => (signal.aborted ? Promise.resolve() : work())
};

export function browserLocks(): Locks {
	if (!('locks' in navigator)) return noLocks;
	const { locks } = navigator;
	return {
		async hold(name, signal, work) {
			try {
				await locks.request(name, { signal }, work);
			} catch (error) {
				const isCalledOff = error instanceof DOMException && error.name === 'AbortError';
				if (!isCalledOff) throw error;
			}
		}
	};
}

/** Without locks tabs that knew of one another would only get in each other's way. */
export function libraryTabs(channelName: string): Tabs {
	return 'locks' in navigator ? browserTabs(channelName) : noTabs;
}
