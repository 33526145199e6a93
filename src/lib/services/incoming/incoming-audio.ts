/**
 * Audio files that come to the program from outside: shared by another application (the service
 * worker has put them into a cache), or opened with it from a file manager.
 */
import { decodeName, nameHeader, sharedAudioCache } from '#lib/domain/shared-audio.ts';

/** What was shared last, which is then not kept any longer; none where it has been taken already. */
export async function takeSharedAudio(): Promise<readonly File[]> {
	if (typeof caches === 'undefined' || !(await caches.has(sharedAudioCache))) return [];
	const cache = await caches.open(sharedAudioCache);
	const files: File[] = [];
	for (const request of await cache.keys()) {
		const response = await cache.match(request);
		if (response) files.push(await fileOf(response));
	}
	await caches.delete(sharedAudioCache);
	return files;
}

async function fileOf(response: Response): Promise<File> {
	const type = response.headers.get('Content-Type') ?? '';
	// What it holds stays readable after the cache has gone.
	return new File([await response.blob()], decodeName(response.headers.get(nameHeader)), { type });
}

/** What TypeScript does not know yet. */
interface LaunchQueue {
	setConsumer(consumer: (launch: { readonly files?: readonly FileSystemHandle[] }) => void): void;
}
declare global {
	interface Window {
		readonly launchQueue?: LaunchQueue;
	}
}

/**
 * Calls back with the files that the program is opened with, also with those that it was opened with
 * before anybody asked. Where the browser has no such thing it never does.
 */
export function onOpenedWith(take: (files: readonly File[]) => void): void {
	window.launchQueue?.setConsumer((launch) => {
		const handles = (launch.files ?? []).filter((handle) => handle instanceof FileSystemFileHandle);
		// Started by itself, or with a folder.
		if (handles.length === 0) return;
		void Promise.all(handles.map((handle) => handle.getFile().catch(() => null))).then((files) =>
			take(files.filter((file) => file !== null))
		);
	});
}
