/**
 * The storage that saved playlists are in, opened once for the page: where the browser refuses to
 * keep anything it is the page's memory, and whoever asks must find the same.
 */
import type { OpenedStorage } from '#lib/services/storage/open-storage.ts';

let opening: Promise<OpenedStorage> | null = null;

export function openPageStorage(): Promise<OpenedStorage> {
	opening ??= import('#lib/services/storage/open-storage.ts').then(
		({ openStorage }) => openStorage(),
		(thrown: unknown) => {
			// The next one to ask tries again.
			opening = null;
			throw thrown;
		}
	);
	return opening;
}
