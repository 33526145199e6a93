/** Makes the browser's storage fail, as devices and people make it fail. */
import type { BrowserContext, Page } from '@playwright/test';

/** A device that is as full as it can be; the returned function makes room again. */
export async function fillDevice(page: Page): Promise<() => Promise<void>> {
	const session = await page.context().newCDPSession(page);
	const { origin } = new URL(page.url());
	await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
	return async () => {
		await session.send('Storage.overrideQuotaForOrigin', { origin });
	};
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
