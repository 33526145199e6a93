/**
 * Takes audio files that another application shares with the installed program (the manifest's
 * `share_target`): a form that is posted to no server, because this answers it.
 *
 * What must stay true: the files go into a cache on this device and nowhere else; there are never
 * more than one share's; whatever happens, the person lands on the create page, which says what came
 * of it.
 */
import { shareParameter } from '#lib/domain/share-address.ts';
import {
	encodeName,
	isSharedAudio,
	mostSharedBytes,
	mostSharedFiles,
	nameHeader,
	shareAction,
	sharedAudioCache,
	sharedFilesField,
	type ShareOutcome
} from '#lib/domain/shared-audio.ts';

/** @param scope the program's own address, with a slash at its end */
export function isShare({ method, url }: Pick<Request, 'method' | 'url'>, scope: string): boolean {
	return method === 'POST' && new URL(url).pathname === new URL(shareAction, scope).pathname;
}

/** @returns the way to the create page, whatever came of it */
export async function takeShare(
	request: Request,
	scope: string,
	caches: CacheStorage
): Promise<Response> {
	const outcome = await keep(request, caches).catch(outcomeOf);
	return Response.redirect(new URL(`?${shareParameter}=${outcome}`, scope).href, 303);
}

async function keep(request: Request, caches: CacheStorage): Promise<ShareOutcome> {
	// Not every browser says so beforehand: what is there is counted again.
	if (Number(request.headers.get('Content-Length')) > mostSharedBytes) return 'too-large';
	const shared = (await request.formData()).getAll(sharedFilesField);
	const files = shared.filter((entry) => entry instanceof File).filter(isSharedAudio);
	if (files.length === 0) return 'none';
	if (files.length > mostSharedFiles) return 'too-many';
	if (files.reduce((sum, { size }) => sum + size, 0) > mostSharedBytes) return 'too-large';
	await caches.delete(sharedAudioCache);
	const cache = await caches.open(sharedAudioCache);
	try {
		for (const [number, file] of files.entries()) {
			await cache.put(sharedFileUrl(number), storedFile(file));
		}
	} catch (error) {
		await caches.delete(sharedAudioCache);
		throw error;
	}
	return 'audio';
}

/** Never fetched: only a name in the cache. */
function sharedFileUrl(number: number): string {
	return `/${sharedAudioCache}/${number}`;
}

function storedFile(file: File): Response {
	return new Response(file, {
		headers: { 'Content-Type': file.type, [nameHeader]: encodeName(file.name) }
	});
}

function outcomeOf(error: unknown): ShareOutcome {
	const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
	return isFull ? 'no-room' : 'failed';
}
