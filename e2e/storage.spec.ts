/** The storage page: what is kept on this device, how much, and deleting each part of it. */
import { expect, test, type Page } from '@playwright/test';
import { button, createPlaylist, message, openSite, storedPieces, storedSettings } from './site.ts';

const kept = (page: Page) => page.getByRole('list', { name: 'Kept on this device' });
const entry = (page: Page, name: string) =>
	kept(page).getByRole('listitem').filter({ hasText: name });

/** Asks to delete it, and confirms. */
async function deleteEntry(page: Page, name: string): Promise<void> {
	await kept(page)
		.getByRole('button', { name: `Delete ${name}` })
		.click();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
}

async function openStorage(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Storage', exact: true }).click();
	await expect(kept(page)).toBeVisible();
}

test('it lists what there is, and the browser’s word for how much may be', async ({ page }) => {
	await createPlaylist(page);
	await button(page, 'Save').click();
	await openStorage(page);
	await expect(entry(page, 'Saved playlists')).toContainText('1 playlist');
	await expect(entry(page, 'Catalogue “The house”')).toContainText(/1,152 tracks\s*\d+ KB/);
	await expect(entry(page, 'What is known of your music')).toContainText('Nothing yet');
	await expect(entry(page, 'Settings')).toContainText('The dials');
	await expect(page.getByText(/^[\d.]+ [KM]B of [\d.]+ GB that the browser allows$/)).toBeVisible();
	await expect(page.getByRole('progressbar', { name: 'Room used' })).toBeVisible();
});

test('each is deleted by itself after a question that says what is lost; other tabs follow', async ({
	page,
	context
}) => {
	await createPlaylist(page);
	await button(page, 'Save').click();
	await openStorage(page);
	const other = await context.newPage();
	await openSite(other, '/playlists');
	const saved = other.getByRole('list', { name: 'Saved playlists' });
	await expect(saved).toBeVisible();

	await page.bringToFront();
	const asking = kept(page).getByRole('button', { name: 'Delete Saved playlists' });
	await asking.click();
	const dialog = page.getByRole('dialog', { name: 'Delete this?' });
	await expect(dialog).toContainText('They are nowhere else.');
	await dialog.getByRole('button', { name: 'Keep it' }).click();
	await expect(asking).toBeFocused();
	await deleteEntry(page, 'Saved playlists');
	await expect(entry(page, 'Saved playlists')).toContainText('Nothing yet');
	await expect(kept(page)).toBeFocused();
	await expect(saved).toBeHidden();

	await deleteEntry(page, 'Catalogue “The house”');
	await expect(entry(page, 'Catalogue')).toBeHidden();
	expect(await storedPieces(page)).toEqual([]);
	expect(Object.keys(await storedSettings(page))).not.toEqual([]);
	await deleteEntry(page, 'Settings');
	expect(await storedSettings(page)).toEqual({});
	await other.close();
});

test('everything is deleted at once, and a new visit begins anew', async ({ page, context }) => {
	await createPlaylist(page);
	await button(page, 'Save').click();
	await openStorage(page);
	// The program is kept a moment after the page stands.
	await expect(async () => {
		await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
		await expect(entry(page, 'The program')).toContainText('files');
	}).toPass();
	await button(page, 'Delete everything').click();
	const dialog = page.getByRole('dialog', { name: 'Delete everything?' });
	await expect(dialog).toContainText('There is no copy anywhere else.');
	await dialog.getByRole('button', { name: 'Delete everything' }).click();
	await expect(message(page)).toContainText('Everything is deleted.');
	await expect(button(page, 'Delete everything')).toBeDisabled();
	expect(await storedPieces(page)).toEqual([]);
	expect(await page.evaluate(() => caches.keys())).toEqual([]);
	expect(await page.evaluate(() => localStorage.length)).toBe(0);
	await page.close();

	const again = await context.newPage();
	await openSite(again, '/playlists?tab=yours');
	await expect(again.getByText('Nothing saved yet')).toBeVisible();
});

test('asked to keep it for good, it says what the browser answered', async ({ page }) => {
	for (const [answer, sentence] of [
		[false, 'The browser did not agree.'],
		[true, 'It stays here until you delete it.']
	] as const) {
		await page.addInitScript((answer) => {
			let isSafe = false;
			navigator.storage.persisted = () => Promise.resolve(isSafe);
			navigator.storage.persist = () => {
				isSafe = answer;
				return Promise.resolve(answer);
			};
		}, answer);
		await openSite(page, '/storage');
		await button(page, 'Keep it').click();
		await expect(page.getByText(sentence)).toBeVisible();
	}
});

test('a device that is nearly full is warned about', async ({ page }) => {
	await page.addInitScript(() => {
		navigator.storage.estimate = () => Promise.resolve({ usage: 95e6, quota: 100e6 });
	});
	await openSite(page, '/storage');
	await expect(page.getByRole('alert')).toContainText('There is hardly any room left');
});

test('installing is offered where the browser offers it, and told of where not', async ({
	page
}) => {
	await openSite(page, '/storage');
	const card = page.getByRole('region', { name: 'As an app' });
	await expect(card).toContainText('Add to Home Screen');
	await page.evaluate(() => {
		const offer = new Event('beforeinstallprompt', { cancelable: true });
		Object.assign(offer, {
			prompt: () => {
				dispatchEvent(new Event('appinstalled'));
				return Promise.resolve({ outcome: 'accepted' });
			}
		});
		dispatchEvent(offer);
	});
	await button(page, 'Install Deej-A.I.').click();
	await expect(card).toContainText('It is installed.');
});
