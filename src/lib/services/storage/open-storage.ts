/**
 * Opens the best storage there is for all that is kept, and for the library.
 */
import { openIndexedDbLibrary } from './indexed-db-library.ts';
import { openIndexedDbStorage } from './indexed-db-storage.ts';
import type { LibraryStorage } from './library-storage.ts';
import { createMemoryLibrary } from './memory-library.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { openBest, type Opened } from './open-best.ts';
import type { DeviceStorage } from './storage.ts';

export type OpenedStorage = Opened<DeviceStorage>;

export function openStorage(
	openDatabase: () => Promise<DeviceStorage> = openIndexedDbStorage,
	timeoutMs?: number
): Promise<OpenedStorage> {
	return openBest(openDatabase, createMemoryStorage, timeoutMs);
}

export function openLibraryStorage(): Promise<Opened<LibraryStorage>> {
	return openBest(openIndexedDbLibrary, createMemoryLibrary);
}
