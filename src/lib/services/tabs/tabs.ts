/**
 * What the tabs of this site have between them, as ports: a lock, and word of what has happened. Each
 * as small as it can be, so that tests can be the other tab.
 */

export interface Locks {
	/**
	 * Waits until nobody else holds the lock, in this tab or another, then works and lets go. A tab
	 * that is closed lets go by itself. Resolves without having worked when aborted while it waits.
	 */
	hold(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>;
}

/** Word between the tabs of this site. It may get lost: what counts is what is stored. */
export interface Tabs {
	send(message: unknown): void;
	/** @returns stops listening */
	listen(onMessage: (message: unknown) => void): () => void;
}

/** For a tab that is, or has to think that it is, the only one. */
export const noTabs: Tabs = { send: () => undefined, listen: () => () => undefined };

/** By the browser's own channel; where it has none, or refuses it, a tab is the only one. */
export function browserTabs(channelName: string): Tabs {
	let channel: BroadcastChannel;
	try {
		channel = new BroadcastChannel(channelName);
	} catch {
		return noTabs;
	}
	return {
		send: (message) => channel.postMessage(message),
		listen(onMessage) {
			channel.onmessage = ({ data }) => onMessage(data);
			return () => channel.close();
		}
	};
}
