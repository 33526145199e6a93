/**
 * The browser's own locks, channel and room. Each is left out where the browser has none.
 *
 * Only a page may ask for persistence: whoever opens a catalogue from a worker hands in a `persist`
 * that goes through the page, or asks there.
 */
import type { Announcements, Fetch, Locks, Room } from './ports.ts';

const channelName = 'deejai-pieces';

export interface BrowserPorts {
	readonly fetch: Fetch;
	readonly locks?: Locks;
	readonly announcements?: Announcements;
	readonly room?: Room;
}

export function browserPorts(): BrowserPorts {
	// Old browsers and insecure pages have none of these, whatever the types say.
	const room: Room = { estimate: () => navigator.storage.estimate() };
	return {
		fetch: (url, init) => fetch(url, init),
		...('locks' in navigator ? { locks: webLocks(navigator.locks) } : {}),
		...('storage' in navigator ? { room } : {}),
		...(typeof BroadcastChannel === 'function' ? { announcements: broadcasts() } : {})
	};
}

export function webLocks(manager: LockManager): Locks {
	return {
		acquire: (name, signal) =>
			new Promise((granted, refused) => {
				manager
					.request(name, { signal }, () => new Promise<void>((release) => granted(release)))
					.catch(refused);
			})
	};
}

export function broadcasts(): Announcements {
	const channel = new BroadcastChannel(channelName);
	return {
		announce: () => channel.postMessage('stored'),
		listen(onAnnounced) {
			channel.addEventListener('message', onAnnounced);
			return () => channel.removeEventListener('message', onAnnounced);
		}
	};
}
