/** What a test knows of the kept program: whether it is there, and of which version a page is. */
import { expect, type Locator, type Page } from '@playwright/test';
import { versionsOf } from './site-versions.ts';

export const updateStatus = (page: Page): Locator =>
	page.getByRole('status', { name: 'Update', exact: true });
export const reloadButton = (page: Page): Locator =>
	updateStatus(page).getByRole('button', { name: 'Reload', exact: true });

/** Until the service worker has everything, and serves this page. */
export async function whenKept(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const { serviceWorker } = navigator;
		await serviceWorker.ready;
		if (serviceWorker.controller === null) {
			await new Promise((resolve) => {
				serviceWorker.addEventListener('controllerchange', resolve, { once: true });
			});
		}
	});
	// The sound network comes last.
	await expect.poll(() => storedPieceCount(page)).toBeGreaterThan(3);
}

async function storedPieceCount(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const database = await new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open('deejai');
			opening.onupgradeneeded = () => opening.transaction?.abort();
			opening.onsuccess = () => resolve(opening.result);
			opening.onerror = () => reject(new Error('there is no database'));
		});
		const counting = database.transaction('pieces').objectStore('pieces').count();
		await new Promise((resolve) => (counting.onsuccess = resolve));
		database.close();
		return counting.result;
	});
}

/** The caches of this program. */
export async function keptBuilds(page: Page): Promise<readonly string[]> {
	return page.evaluate(async () =>
		(await caches.keys())
			.filter((name) => name.startsWith('deejai-shell-'))
			.map((name) => name.replace('deejai-shell-', ''))
			.sort()
	);
}

export async function documentBuild(page: Page): Promise<string | null> {
	return page.locator('meta[name="build"]').getAttribute('content');
}

/**
 * Notes every script and stylesheet that a page and its workers run, wherever they came from, from one
 * document to the next.
 */
export class LoadedFiles {
	#urls: string[] = [];
	/** Documents that were loaded into this tab. */
	loads = 0;
	/** Each document's versions: more than one is a mix. */
	readonly #mixes: string[] = [];

	constructor(page: Page) {
		page.on('request', (request) => {
			if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
				this.loads += 1;
				this.#urls = [];
			}
			this.#note(request.url());
		});
		page.on('worker', (worker) => this.#note(worker.url()));
	}

	/** Of all that the present document has loaded. */
	get versions(): readonly string[] {
		return versionsOf(this.#urls);
	}

	/** Documents that loaded files of more than one version. */
	get mixes(): readonly string[] {
		return this.#mixes;
	}

	#note(url: string): void {
		this.#urls.push(url);
		const { versions } = this;
		if (versions.length > 1) this.#mixes.push(`${versions.join(' and ')}: ${url}`);
	}
}
