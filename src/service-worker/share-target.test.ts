import { describe, expect, it } from 'vitest';
import { mostSharedFiles } from '#lib/domain/shared-audio.ts';
import { isShare, takeShare } from './share-target.ts';

const scope = 'https://music.example/some/base/';
const action = `${scope}share-audio`;

/** As much of the browser's caches as a share needs. */
function memoryCaches(put: (url: string) => void = () => undefined) {
	const stored = new Map<string, Map<string, Response>>();
	const caches = {
		open(name: string) {
			const entries = stored.get(name) ?? new Map<string, Response>();
			stored.set(name, entries);
			return Promise.resolve({
				put(url: string, response: Response) {
					put(url);
					entries.set(url, response);
					return Promise.resolve();
				}
			});
		},
		delete: (name: string) => Promise.resolve(stored.delete(name))
	};
	return {
		caches: caches as unknown as CacheStorage,
		stored: () => [...(stored.get('deejai-shared-audio') ?? new Map<string, Response>())]
	};
}

function post(files: readonly File[], headers: Record<string, string> = {}): Request {
	const form = new FormData();
	form.append('title', 'Look at this');
	for (const file of files) form.append('audio', file);
	return new Request(action, { method: 'POST', body: form, headers });
}

const song = (name = 'Øde – Nacht.mp3', type = 'audio/mpeg') => new File(['bytes'], name, { type });

async function landing(request: Request, caches: CacheStorage): Promise<string> {
	const response = await takeShare(request, scope, caches);
	expect(response.status).toBe(303);
	return response.headers.get('Location') ?? '';
}

describe('a share', () => {
	it('is what is posted to the address of the manifest, below whatever base', () => {
		expect(isShare({ method: 'POST', url: action }, scope)).toBe(true);
		expect(isShare({ method: 'GET', url: action }, scope)).toBe(false);
		expect(isShare({ method: 'POST', url: 'https://music.example/share-audio' }, scope)).toBe(
			false
		);
		expect(isShare({ method: 'POST', url: scope }, scope)).toBe(false);
	});

	it('keeps its files with their names and kinds, and leads to the create page', async () => {
		const { caches, stored } = memoryCaches();
		expect(await landing(post([song(), song('b.flac', '')]), caches)).toBe(`${scope}?shared=audio`);
		const [[, first], [, second]] = stored() as [[string, Response], [string, Response]];
		expect(decodeURIComponent(first.headers.get('X-File-Name') ?? '')).toBe('Øde – Nacht.mp3');
		expect(first.headers.get('Content-Type')).toBe('audio/mpeg');
		expect(await second.text()).toBe('bytes');
	});

	it('takes the place of one that nobody picked up', async () => {
		const { caches, stored } = memoryCaches();
		await landing(post([song('a.mp3'), song('b.mp3')]), caches);
		await landing(post([song('c.mp3')]), caches);
		expect(stored()).toHaveLength(1);
	});

	it.each([
		['none', [new File(['text'], 'notes.txt', { type: 'text/plain' })]],
		['none', []],
		['too-many', Array.from({ length: mostSharedFiles + 1 }, (_, n) => song(`${n}.mp3`))]
	])('is refused as "%s", and nothing is kept', async (outcome, files) => {
		const { caches, stored } = memoryCaches();
		expect(await landing(post(files), caches)).toBe(`${scope}?shared=${outcome}`);
		expect(stored()).toEqual([]);
	});

	it('that is too large is refused before it is read', async () => {
		const { caches, stored } = memoryCaches();
		const request = post([song()], { 'Content-Length': '1000000001' });
		expect(await landing(request, caches)).toBe(`${scope}?shared=too-large`);
		expect(request.bodyUsed).toBe(false);
		expect(stored()).toEqual([]);
	});

	it.each([
		['no-room', new DOMException('full', 'QuotaExceededError')],
		['failed', new TypeError('broken')]
	])('that cannot be written says "%s", and leaves nothing half done', async (outcome, error) => {
		const { caches, stored } = memoryCaches((url) => {
			if (url.endsWith('/1')) throw error;
		});
		const files = [song('a.mp3'), song('b.mp3')];
		expect(await landing(post(files), caches)).toBe(`${scope}?shared=${outcome}`);
		expect(stored()).toEqual([]);
	});
});
