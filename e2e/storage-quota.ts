/** Makes the browser's storage fail, as devices and people make it fail. */
import { expect, type BrowserContext, type Page } from '@playwright/test';

/** A device that is as full as it can be; the returned function makes room again. */
export async function fillDevice(page: Page): Promise<() => Promise<void>> {
	const session = await page.context().newCDPSession(page);
	const { origin } = new URL(page.url());
	await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
	// The browser goes by what it knew of the room for up to half a minute.
	await expect
		.poll(() => page.evaluate(writeProbe), { timeout: 60_000 })
		.toBe('QuotaExceededError');
	return async () => {
		await session.send('Storage.overrideQuotaForOrigin', { origin });
	};
}

/** Writes a little something into a database of its own. @returns what the browser says to it */
async function writeProbe(): Promise<string> {
	const database = await new Promise<IDBDatabase>((resolve, reject) => {
		const opening = indexedDB.open('probe', 1);
		opening.onupgradeneeded = () => opening.result.createObjectStore('probes');
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(opening.error ?? new Error('refused'));
	}).catch((error: unknown) => (error instanceof DOMException ? error.name : 'unknown'));
	if (typeof database === 'string') return database;
	const transaction = database.transaction('probes', 'readwrite');
	transaction.objectStore('probes').put(new Blob([new Uint8Array(10_000)]), 'probe');
	const said = await new Promise<string>((resolve) => {
		transaction.oncomplete = () => resolve('written');
		transaction.onabort = () => resolve(transaction.error?.name ?? 'aborted');
	});
	database.close();
	return said;
}

/** As when the browser evicts a site, or somebody deletes its data in the browser's settings. */
export async function clearStorage(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const { origin } = new URL(page.url());
	await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
}

/** A browser that refuses its database to pages and to workers, as some private windows do. */
export async function refuseStorage(context: BrowserContext): Promise<void> {
	const refusal =
		"Object.defineProperty(self,'indexedDB',{value:{open(){throw new DOMException('refused','SecurityError')}}});";
	await context.addInitScript(refusal);
	await context.route(/\/workers\/[^/]+\.js$/, async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: `${refusal}\n${await response.text()}` });
	});
}
