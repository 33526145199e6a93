/**
 * What people do in the gallery, by the names that the site promises; and other people, who do it
 * through the database's own interface, so that a test need not press every button a hundred times.
 */
import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '../src/lib/services/sharing/database-types.ts';
import type { LocalStack } from '../supabase/local/stack.ts';
import { button, openSite, playlistItems, playlistTracks } from './site.ts';

export const galleryTab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
export const articles = (page: Page): Locator => page.getByRole('article');
export const article = (page: Page, name: string): Locator =>
	page.getByRole('article', { name, exact: true });
export const stars = (within: Locator | Page, name: string): Locator =>
	within.getByRole('radiogroup', { name: 'Rate' }).getByRole('radio', { name, exact: true });
export const waiting = (page: Page): Locator =>
	page.getByRole('list', { name: 'Waiting to be sent' }).getByRole('listitem');

export interface Published {
	readonly address: string;
	readonly tracks: readonly string[];
}

let playlistsMade = 0;

/** A playlist of twelve tracks that no other test has: the same one is shared only once. */
export async function newPlaylist(page: Page): Promise<readonly string[]> {
	playlistsMade += 1;
	const wish = `v=1&w=house-0100,house-0200&n=10&k=0.5&z=0.05&s=${playlistsMade}`;
	await openSite(page, `/playlist#${wish}`);
	await expect(playlistItems(page)).toHaveCount(12);
	return playlistTracks(page);
}

/** Makes a playlist and publishes it under this name, as far as the gallery lets it. */
export async function makeAndPublish(page: Page, name: string): Promise<Published> {
	const tracks = await newPlaylist(page);
	const dialog = await pressPublish(page, name);
	const address = dialog.getByRole('textbox', { name: 'Address in the gallery' });
	await expect(address).toHaveValue(/\/playlist\/[0-9a-hjkmnp-tv-z]{12}$/);
	return { address: await address.inputValue(), tracks };
}

/** @returns the dialog, which then says what came of it */
export async function pressPublish(page: Page, name: string): Promise<Locator> {
	await button(page, 'Share').click();
	const dialog = page.getByRole('dialog', { name: 'Share' });
	await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
	await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
	return dialog;
}

/** Another playlist on the same page, with a seed of its own. */
export async function anotherPlaylist(page: Page): Promise<readonly string[]> {
	const before = await playlistTracks(page);
	await button(page, 'Again').click();
	await expect.poll(() => playlistTracks(page)).not.toEqual(before);
	return playlistTracks(page);
}

export async function openGallery(page: Page, tab: string): Promise<void> {
	await openSite(page, '/playlists');
	await galleryTab(page, tab).click();
}

/** A page of somebody else's browser. */
export async function elsewhere(browser: Browser, baseURL = ''): Promise<Page> {
	const context = await browser.newContext({ baseURL });
	return context.newPage();
}

export async function rename(within: Locator | Page, from: string, to: string): Promise<void> {
	await within.getByRole('button', { name: `Rename ${from}` }).click();
	const field = within.getByRole('textbox', { name: 'Name of the playlist' });
	await field.fill(to);
	await field.press('Enter');
}

type Visitor = SupabaseClient<Database>;

/** Somebody who is signed in and has no page. */
export async function person(stack: LocalStack): Promise<Visitor> {
	const visitor = createClient<Database>(stack.url, stack.publishableKey, {
		auth: { persistSession: false, autoRefreshToken: false, storageKey: crypto.randomUUID() }
	});
	const { error } = await visitor.auth.signInAnonymously();
	if (error) throw error;
	return visitor;
}

export interface MadeUp {
	readonly name: string;
	readonly titles?: readonly string[];
}

/** Publishes a playlist of the house's first tracks that is like no other. @returns its id */
export async function publishAs(visitor: Visitor, madeUp: MadeUp): Promise<string> {
	const { name, titles = ['Ada Oram - Low Tide', 'Bo Lind - Ferry'] } = madeUp;
	playlistsMade += 1;
	const { data, error } = await visitor.rpc('publish_playlist', {
		...{ name, titles: [...titles], seed: playlistsMade, size: 2, creativity: 0.5 },
		...{ catalogue_id: 'house', catalogue_revision: '0a1b2c3d' },
		track_ids: titles.map((_, index) => `house-${String(index + 1).padStart(4, '0')}`)
	});
	if (error) throw error;
	return data[0]?.id ?? '';
}

/** Twenty for each of so many people. */
export async function publishMany(stack: LocalStack, count: number): Promise<readonly string[]> {
	const names = Array.from({ length: count }, (_, index) => `Playlist ${index + 1}`);
	for (let from = 0; from < count; from += 20) {
		const visitor = await person(stack);
		for (const name of names.slice(from, from + 20)) await publishAs(visitor, { name });
	}
	return names;
}

/** The names of all that is in the gallery, newest first. */
export async function namesInGallery(stack: LocalStack): Promise<readonly string[]> {
	const visitor = createClient<Database>(stack.url, stack.publishableKey);
	const { data } = await visitor.rpc('latest_playlists', { page_size: 50 }).throwOnError();
	return data.map(({ name }) => name);
}

/** How often what has this address was put into somebody's account elsewhere. */
export async function uploadCountOf(stack: LocalStack, address: string): Promise<number> {
	const visitor = createClient<Database>(stack.url, stack.publishableKey);
	const id = new URL(address).pathname.split('/').at(-1) ?? '';
	const { data, error } = await visitor.rpc('get_playlist', { playlist_id: id });
	if (error) throw error;
	return data[0]?.upload_count ?? 0;
}
