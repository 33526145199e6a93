/** Everybody can use it: shared playlists, however the gallery fares. */
import { expect, type Page } from '@playwright/test';
import { calmContext, expectAccessible } from './accessible.ts';
import { siteAddress } from './base-path.ts';
import {
	anotherPlaylist,
	article,
	galleryTab,
	makeAndPublish,
	newPlaylist,
	openGallery,
	person,
	pressPublish,
	publishAs,
	stars,
	waiting
} from './gallery.ts';
import { test } from './sharing-stack.ts';
import { button, openSite, whenReady } from './site.ts';

test.use(calmContext);
test.describe.configure({ timeout: 240_000 });

const shareDialog = (page: Page) => page.getByRole('dialog', { name: 'Share' });

test('the gallery’s lists and search, and one’s own playlists in them', async ({ page, stack }) => {
	const visitor = await person(stack);
	await publishAs(visitor, {
		name: 'A long evening on the ferry, with everybody’s favourites',
		titles: ['Björk Guðmundsdóttir - Jóga', 'A title without an artist', 'Dvořák - Rusalka']
	});
	const { address } = await makeAndPublish(page, 'Mine to look at');
	await openGallery(page, 'Latest');
	const own = article(page, 'Mine to look at');
	await expect(own).toBeVisible();
	await stars(page.getByRole('article').nth(1), '4 stars').check();
	await expectAccessible(page);
	await own.getByRole('button', { name: 'Rename Mine to look at' }).click();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await own.getByRole('button', { name: 'Delete Mine to look at' }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');

	await galleryTab(page, 'Yours').click();
	await expect(page.getByRole('heading', { name: 'Shared by you' })).toBeVisible();
	await expect(own).toBeVisible();
	await expectAccessible(page);

	await galleryTab(page, 'Search').click();
	await expect(page.getByText('Look for a playlist')).toBeVisible();
	await expectAccessible(page);
	const field = page.getByRole('searchbox', { name: 'Search shared playlists' });
	await field.fill('ferry');
	await expect(page.getByRole('article').first()).toBeVisible();
	await expectAccessible(page);
	await field.fill('zzzzqqqq');
	await expect(page.getByText('Nothing found for')).toBeVisible();
	await expectAccessible(page);

	await openSite(page, address);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mine to look at');
	await expect(page.getByRole('heading', { name: 'What it was made from' })).toBeVisible();
	await button(page, 'Share').click();
	await expect(shareDialog(page)).toBeVisible();
	await expectAccessible(page);
});

test('somebody’s playlist, of which not all is here, rated and played; one that is gone', async ({
	page,
	stack
}) => {
	const id = await publishAs(await person(stack), { name: 'From another revision' });
	await openSite(page, `/playlist/${id}`);
	await expect(page.getByText('another revision of the catalogue')).toBeVisible();
	await stars(page, '3 stars').check();
	await button(page, 'Play all').click();
	await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
	await expectAccessible(page);
	await openSite(page, '/playlist/000000000000');
	await expect(page.getByRole('heading', { name: 'No such playlist' }).first()).toBeVisible();
	await expectAccessible(page);
});

test('publishing: too long a name, published, the same again, refused, and what then waits', async ({
	page,
	setFault
}) => {
	await newPlaylist(page);
	await button(page, 'Share').click();
	await shareDialog(page).getByRole('textbox', { name: 'Name' }).fill('A long name '.repeat(12));
	await expect(shareDialog(page).getByText('too many')).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await pressPublish(page, 'Published once');
	await expect(shareDialog(page)).toContainText('is in the gallery');
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await pressPublish(page, 'Published twice');
	await expect(shareDialog(page)).toContainText('shared before');
	await page.keyboard.press('Escape');

	await anotherPlaylist(page);
	const refusal = {
		code: 'PT403',
		message: 'This playlist was taken out of the gallery before, and is not taken in again.'
	};
	await answerFor(page, 'publish_playlist', 403, refusal);
	await pressPublish(page, 'Not wanted');
	await expect(shareDialog(page)).toContainText('not taken in again');
	await expectAccessible(page);
	await page.keyboard.press('Escape');

	await page.unroute('**/rpc/publish_playlist');
	setFault({ kind: 'down' });
	await anotherPlaylist(page);
	await pressPublish(page, 'Waiting for better days');
	await expect(shareDialog(page)).toContainText(/sent as soon as/);
	await expectAccessible(page);
	await openGallery(page, 'Yours');
	await expect(waiting(page).first()).toBeVisible();
	await expectAccessible(page);
	setFault(null);
	await answerFor(page, 'publish_playlist', 403, refusal);
	await button(page, 'Try now').click();
	await expect(page.getByRole('list', { name: 'Not accepted' })).toBeVisible();
	await expectAccessible(page);
});

test('a gallery that is empty, slow, down, or out of reach', async ({
	page,
	context,
	stack,
	setFault
}) => {
	const id = await publishAs(await person(stack), { name: 'Hard to get' });
	await answerFor(page, 'latest_playlists', 200, []);
	await openGallery(page, 'Latest');
	await expect(page.getByText('Nobody has shared a playlist yet')).toBeVisible();
	await expectAccessible(page);
	await page.unroute('**/rpc/latest_playlists');

	setFault({ kind: 'slow', delayMs: 60_000 });
	for (const address of ['/playlists?tab=latest', `/playlist/${id}`]) {
		await page.goto(siteAddress(address));
		await whenReady(page);
		await expect(page.getByText('The gallery is slow to answer').first()).toBeVisible();
		await expectAccessible(page);
	}
	setFault({ kind: 'down' });
	for (const address of ['/playlists?tab=top-rated', `/playlist/${id}`]) {
		await openSite(page, address);
		await expect(page.getByRole('alert')).toBeVisible();
		await expectAccessible(page);
	}
	setFault(null);
	await openGallery(page, 'Latest');
	await expect(article(page, 'Hard to get')).toBeVisible();
	await context.setOffline(true);
	await galleryTab(page, 'Most uploaded').click();
	await expect(page.getByText('You are offline')).toBeVisible();
	await expectAccessible(page);
});

test.describe('a site without a gallery', () => {
	// What it is set up with would come from there.
	test.use({ serviceWorkers: 'block' });

	test('says so, and shares by links', async ({ page }) => {
		await page.route('**/_app/env.js', (route) =>
			route.fulfill({ contentType: 'text/javascript', body: 'export const env={}' })
		);
		for (const address of ['/playlists?tab=latest', '/playlist/000000000000']) {
			await openSite(page, address);
			await expect(page.getByText('This site has no gallery')).toBeVisible();
			await expectAccessible(page);
		}
		await newPlaylist(page);
		await button(page, 'Share').click();
		await expect(shareDialog(page)).toBeVisible();
		await expect(shareDialog(page).getByRole('heading', { name: 'Publish' })).toBeHidden();
		await expectAccessible(page);
	});
});

/** What the gallery answers from now on when it is asked for this. */
async function answerFor(page: Page, what: string, status: number, json: unknown): Promise<void> {
	await page.route(`**/rpc/${what}`, (route) =>
		route.fulfill({ status, json, headers: { 'access-control-allow-origin': '*' } })
	);
}
