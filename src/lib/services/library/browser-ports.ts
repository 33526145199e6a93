/**
 * The browser's own lock, channel and clock. Where it has no locks or no channel (old browsers, a
 * page without HTTPS), a tab behaves as if it were the only one.
 */
import type { Clock, Locks, Tabs } from './ports.ts';

export const systemClock: Clock = { now: () => performance.timeOrigin + performance.now() };

export const noLocks: Locks = {
	hold: (_name, signal, work) => (signal.aborted ? Promise.resolve() : work())
};

const noTabs: Tabs = { send: () => undefined, listen: () => () => undefined };

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

export function browserTabs(channelName: string): Tabs {
	// Without locks tabs that knew of one another would only get in each other's way.
	if (!('locks' in navigator) || typeof BroadcastChannel !== 'function') return noTabs;
	const channel = new BroadcastChannel(channelName);
	return {
		send: (message) => channel.postMessage(message),
		listen(onMessage) {
			channel.onmessage = ({ data }) => onMessage(data);
			return () => channel.close();
		}
	};
}
