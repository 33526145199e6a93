/**
 * Deletes all that is stored of one's own music, also what cannot be read any more and what no
 * library is open for; the other tabs hear of it.
 */
import type { Result } from '#lib/contracts/failure.ts';
import { openLibraryStorage } from '#lib/services/storage/open-storage.ts';
import { libraryTabs } from './browser-ports.ts';
import { libraryChannel } from './open-library.ts';
import type { TabMessage } from './tab-messages.ts';

export async function clearLibrary(): Promise<Result<void>> {
	const { storage } = await openLibraryStorage();
	const ids = (await storage.listTracks()).map(({ id }) => id);
	const cleared = await storage.clear();
	storage.close();
	if (!cleared.ok) return cleared;
	const tabs = libraryTabs(libraryChannel);
	const messages: readonly TabMessage[] = [{ kind: 'tracks', ids }, { kind: 'folders' }];
	for (const message of messages) tabs.send(message);
	const stop = tabs.listen(() => undefined);
	stop();
	return cleared;
}
