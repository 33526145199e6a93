/** The program itself as the service worker keeps it, for whoever shows it and deletes it. */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { sharedAudioCache } from '#lib/domain/shared-audio.ts';
import { buildOfCache } from '#lib/domain/shell.ts';
import type { StoreSize } from '#lib/services/storage/kept-storage.ts';

export const measureShell = (): Promise<StoreSize> => measureCaches(isShell);

/** What was shared with the program and never picked up. */
export const measureSharedAudio = (): Promise<StoreSize> => measureCaches(isSharedAudio);

/** It can then not be opened without a network, until it has been opened with one. */
export async function deleteShell(): Promise<Result<void>> {
	const deleted = await deleteCaches(isShell);
	if (!deleted.ok || !('serviceWorker' in navigator)) return deleted;
	const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
	await registration?.unregister();
	return deleted;
}

export const deleteSharedAudio = (): Promise<Result<void>> => deleteCaches(isSharedAudio);

const isShell = (name: string): boolean => buildOfCache(name) !== null;
const isSharedAudio = (name: string): boolean => name === sharedAudioCache;

async function measureCaches(isMeant: (name: string) => boolean): Promise<StoreSize> {
	let count = 0;
	let sizeBytes = 0;
	try {
		for (const name of (await cacheNames()).filter(isMeant)) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const response = await cache.match(request);
				if (!response) continue;
				count += 1;
				sizeBytes += (await response.blob()).size;
			}
		}
	} catch {
		// What cannot be read is not there.
	}
	return { count, sizeBytes };
}

async function deleteCaches(isMeant: (name: string) => boolean): Promise<Result<void>> {
	try {
		for (const name of (await cacheNames()).filter(isMeant)) await caches.delete(name);
		return success(undefined);
	} catch (thrown) {
		return failed('storage-unavailable', `a cache could not be deleted: ${String(thrown)}`);
	}
}

/** Private windows and pages without HTTPS may have none. */
async function cacheNames(): Promise<readonly string[]> {
	return typeof caches === 'undefined' ? [] : caches.keys();
}
