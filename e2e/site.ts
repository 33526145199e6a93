/**
 * What a person does on the site and what they find there, by the names that the site promises.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { siteAddress } from './base-path.ts';

export const catalogueStatus = (page: Page): Locator =>
	page.getByRole('status', { name: 'Catalogue', exact: true });
export const searchField = (page: Page): Locator =>
	page.getByRole('combobox', { name: 'Search tracks' });
export const searchOptions = (page: Page): Locator =>
	page.getByRole('listbox', { name: 'Search tracks' }).getByRole('option');
export const waypointItems = (page: Page): Locator =>
	page.getByRole('list', { name: 'Waypoints', exact: true }).getByRole('listitem');
export const previewItems = (page: Page): Locator =>
	page.getByRole('list', { name: 'Preview' }).getByRole('listitem');
export const playlistItems = (page: Page): Locator =>
	page.getByRole('list', { name: 'Playlist', exact: true }).getByRole('listitem');
export const slider = (page: Page, name: 'Size' | 'Creativity' | 'Noise'): Locator =>
	page.getByRole('slider', { name });
export const button = (page: Page | Locator, name: string): Locator =>
	page.getByRole('button', { name, exact: true });
export const link = (page: Page | Locator, name: string): Locator =>
	page.getByRole('link', { name, exact: true });
export const message = (page: Page): Locator => page.getByRole('status', { name: 'Message' });

/** Opens an address of the site (or a whole one) and waits until the page answers and the engine has said how it stands. */
export async function openSite(page: Page, address = '/'): Promise<void> {
	await page.goto(siteAddress(address));
	await whenReady(page);
}

export async function whenReady(page: Page): Promise<void> {
	await expect(page.locator('html')).toHaveAttribute('data-ready', 'true');
}

/**
 * Types the letters and takes one of what comes up, by mouse.
 * @returns the waypoint that came of it, `Artist – Title`
 */
export async function chooseTrack(page: Page, letters: string, place: number): Promise<string> {
	const before = await waypointItems(page).count();
	await searchField(page).click();
	await searchField(page).pressSequentially(letters);
	const option = searchOptions(page).nth(place);
	await expect(option).toContainText(new RegExp(letters, 'i'));
	await option.click();
	await expect(searchField(page)).toHaveValue('');
	await expect(waypointItems(page)).toHaveCount(before + 1);
	return (await waypointNames(page)).at(-1) ?? '';
}

/** The waypoints of the create page, each `Artist – Title`, in order. */
export async function waypointNames(page: Page): Promise<readonly string[]> {
	return waypointItems(page)
		.getByRole('button', { name: /^Remove / })
		.evaluateAll((buttons) =>
			buttons.map((button) => (button.getAttribute('aria-label') ?? '').replace('Remove ', ''))
		);
}

/** A fresh page's shortest way to a playlist: two waypoints, and `Create playlist`. */
export async function createPlaylist(page: Page): Promise<readonly string[]> {
	await openSite(page);
	await chooseTrack(page, 'an', 0);
	await chooseTrack(page, 'er', 3);
	await expect(waypointItems(page)).toHaveCount(2);
	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(12);
	return playlistTracks(page);
}

/** The tracks of the playlist on the page, each `Artist – Title`, in order. */
export async function playlistTracks(page: Page): Promise<readonly string[]> {
	return playlistItems(page)
		.getByRole('button', { name: /^(Play|Pause) / })
		.evaluateAll((buttons) =>
			buttons.map((button) => (button.getAttribute('aria-label') ?? '').replace(/^\w+ /, ''))
		);
}

/** Waits until the playlist on the page is this one. */
export async function expectPlaylist(page: Page, tracks: readonly string[]): Promise<void> {
	await expect.poll(() => playlistTracks(page)).toEqual(tracks);
}

/** Waits until the playlist on the page is another one. */
export async function expectOtherPlaylist(page: Page, tracks: readonly string[]): Promise<void> {
	await expect
		.poll(async () => {
			const now = await playlistTracks(page);
			return now.length > 0 && now.join() !== tracks.join();
		})
		.toBe(true);
}

export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

/** The hashes of the catalogue's pieces that this browser profile keeps. */
export async function storedPieces(page: Page): Promise<readonly string[]> {
	return (await stored(page, 'pieces')).map(([hash]) => hash);
}

/** What this browser profile keeps of a person's settings, by key. */
export async function storedSettings(page: Page): Promise<Readonly<Record<string, unknown>>> {
	return Object.fromEntries(await stored(page, 'settings'));
}

/** All that is in a store of the site's database. */
async function stored(
	page: Page,
	storeName: 'pieces' | 'settings'
): Promise<readonly (readonly [string, unknown])[]> {
	return page.evaluate(async (storeName) => {
		const database = await new Promise<IDBDatabase | null>((resolve) => {
			const opening = indexedDB.open('deejai');
			// To look at it must not make it.
			opening.onupgradeneeded = () => opening.transaction?.abort();
			opening.onsuccess = () => resolve(opening.result);
			opening.onerror = () => resolve(null);
		});
		if (database === null) return [];
		const store = database.transaction(storeName).objectStore(storeName);
		const keys = store.getAllKeys();
		const values = store.getAll();
		await new Promise((resolve) => (store.transaction.oncomplete = resolve));
		database.close();
		const found: unknown[] = values.result;
		return keys.result.map((key, index): [string, unknown] => [
			typeof key === 'string' ? key : '',
			found[index]
		]);
	}, storeName);
}
