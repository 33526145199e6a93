/**
 * Makes the library as the page uses it: with the browser's own storage, lock and channel.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';
import { openLibraryStorage } from '#lib/services/storage/open-storage.ts';
import { browserLocks, libraryTabs, systemClock } from './browser-ports.ts';
import type { Library } from './library.ts';
import { LocalLibrary } from './local-library.ts';

export interface LibraryOptions {
	readonly listener: ListenerClient;
	/**
	 * The revision of the encoder in use. Without it the listener is asked, which fetches the sound
	 * network, as soon as a library with something in it is opened.
	 */
	readonly currentRevision?: () => Promise<Result<string>>;
}

/** Where the tabs speak of the library. */
export const libraryChannel = 'deejai-library';

/** Nothing is read, and no worker started, before `open`. */
export function openLibrary({ listener, currentRevision }: LibraryOptions): Library {
	return new LocalLibrary({
		openStorage: openLibraryStorage,
		listener,
		currentRevision: currentRevision ?? (() => askListener(listener)),
		locks: browserLocks,
		tabs: () => libraryTabs(libraryChannel),
		clock: systemClock,
		newId: () => crypto.randomUUID()
	});
}

async function askListener(listener: ListenerClient): Promise<Result<string>> {
	const ready = await listener.ready();
	return ready.ok ? success(ready.value.revision) : ready;
}
