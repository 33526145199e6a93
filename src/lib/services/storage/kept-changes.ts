/**
 * Tells the other tabs of this site that something which is kept on this device was deleted, so that
 * none goes on showing it.
 */
const channelName = 'deejai-kept';

export function tellKeptChanged(): void {
	if (typeof BroadcastChannel !== 'function') return;
	const channel = new BroadcastChannel(channelName);
	channel.postMessage('changed');
	channel.close();
}

/** @returns stops listening */
export function onKeptChanged(listener: () => void): () => void {
	if (typeof BroadcastChannel !== 'function') return () => undefined;
	const channel = new BroadcastChannel(channelName);
	channel.onmessage = () => listener();
	return () => channel.close();
}
