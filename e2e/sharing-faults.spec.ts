/**
 * A gallery that is down, slow, failing or out of reach: the page says so, makes playlists as before,
 * and loses nothing of what was done meanwhile.
 */
import { expect, type Page } from '@playwright/test';
import type { Fault } from '../supabase/local/faults.ts';
import {
	anotherPlaylist,
	article,
	articles,
	galleryTab,
	makeAndPublish,
	namesInGallery,
	newPlaylist,
	openGallery,
	person,
	pressPublish,
	publishAs,
	rename,
	stars,
	waiting
} from './gallery.ts';
import { test } from './sharing-stack.ts';
import { button, createPlaylist, openSite, playlistTracks, whenReady } from './site.ts';

/** A playlist is made, and made again, as if nothing were wrong. */
async function expectGeneration(page: Page): Promise<void> {
	await createPlaylist(page);
	await newPlaylist(page);
}

const troubles: readonly (readonly [string, Fault, RegExp])[] = [
	['down', { kind: 'down' }, /cannot be reached/],
	['answering 500', { kind: 'error', status: 500 }, /answered with an error/],
	['answering 503', { kind: 'error', status: 503 }, /answered with an error/]
];

for (const [name, fault, sentence] of troubles) {
	test(`${name}: every list says so, playlists are made, and what was done is sent in order`, async ({
		page,
		stack,
		setFault
	}) => {
		const toRate = await publishAs(await person(stack), { name: `Rated while ${name}` });
		await openSite(page, `/playlist/${toRate}`);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Rated while ${name}`);
		setFault(fault);

		// Rated twice: the second replaces what waits.
		await stars(page, '1 star').check();
		await expect(page.getByText(/waits|sent as soon/).first()).toBeVisible();
		await stars(page, '5 stars').check();
		for (const tab of ['Latest', 'Top rated', 'Most uploaded']) {
			await openGallery(page, tab);
			await expect(page.getByRole('alert').getByText(sentence)).toBeVisible();
		}
		await expectGeneration(page);
		const dialog = await pressPublish(page, `First while ${name}`);
		await expect(dialog).toContainText(/sent as soon as/);
		await page.keyboard.press('Escape');
		await anotherPlaylist(page);
		await pressPublish(page, `Second while ${name}`);
		await expect(dialog).toContainText(/sent as soon as/);

		// What waits outlasts the page.
		await openGallery(page, 'Yours');
		await expect(waiting(page)).toHaveCount(3);
		await page.reload();
		await whenReady(page);
		await expect(waiting(page)).toContainText([
			new RegExp(`Rate “Rated while ${name}” with 5 stars`),
			new RegExp(`Publish “First while ${name}”`),
			new RegExp(`Publish “Second while ${name}”`)
		]);

		setFault(null);
		await button(page, 'Try now').click();
		await expect(waiting(page)).toHaveCount(0);
		const names = (await namesInGallery(stack)).filter((one) => one.endsWith(`while ${name}`));
		expect(names).toEqual([`Second while ${name}`, `First while ${name}`, `Rated while ${name}`]);
		await galleryTab(page, 'Latest').click();
		await expect(article(page, `Rated while ${name}`)).toContainText('1 rating');
		await expect(stars(article(page, `Rated while ${name}`), '5 stars')).toBeChecked();
	});
}

test('answers that get lost make nothing twice', async ({ page, stack, setFault }) => {
	await newPlaylist(page);
	setFault({ kind: 'answer-lost' });
	const dialog = await pressPublish(page, 'Heard and unanswered');
	await expect(dialog).toContainText(/sent as soon as/);
	setFault(null);
	// The next visit sends it by itself.
	await openGallery(page, 'Yours');
	await expect(article(page, 'Heard and unanswered')).toBeVisible();
	await expect(waiting(page)).toHaveCount(0);
	const names = await namesInGallery(stack);
	expect(names.filter((name) => name === 'Heard and unanswered')).toHaveLength(1);
});

test('slow (10 s): the page says so, playlists are made, and the answer still comes', async ({
	page,
	stack,
	setFault
}) => {
	test.slow();
	await publishAs(await person(stack), { name: 'Worth the wait' });
	setFault({ kind: 'slow', delayMs: 10_000 });
	await openGallery(page, 'Latest');
	await expect(page.getByText('The gallery is slow to answer')).toBeVisible();
	await expect(article(page, 'Worth the wait')).toBeVisible({ timeout: 15_000 });

	await newPlaylist(page);
	const dialog = await pressPublish(page, 'Published slowly');
	// Whoever does not wait goes on.
	await page.keyboard.press('Escape');
	const before = await playlistTracks(page);
	await button(page, 'Again').click();
	await expect.poll(() => playlistTracks(page)).not.toEqual(before);
	await expect(dialog).toBeHidden();
	// The look at the database itself is not slowed; what is under way is answered at once then.
	setFault(null);
	await expect.poll(() => namesInGallery(stack)).toContain('Published slowly');
});

test('offline: what is done waits, is sent by itself when the network is back, in order', async ({
	page,
	context,
	stack
}) => {
	await makeAndPublish(page, 'Named at sea');
	await openGallery(page, 'Latest');
	await article(page, 'Named at sea').getByRole('link', { name: 'Named at sea' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Named at sea');

	await context.setOffline(true);
	await rename(page, 'Named at sea', 'Renamed at sea');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renamed at sea');
	await page.goBack();
	await expect(article(page, 'Renamed at sea')).toBeVisible();
	await galleryTab(page, 'Most uploaded').click();
	await expect(page.getByText(/You are offline/).first()).toBeVisible();
	await expect(articles(page)).toHaveCount(0);
	await galleryTab(page, 'Yours').click();
	await expect(waiting(page)).toContainText(['Rename to “Renamed at sea”']);

	await context.setOffline(false);
	await expect(waiting(page)).toHaveCount(0);
	expect(await namesInGallery(stack)).toContain('Renamed at sea');
	await galleryTab(page, 'Latest').click();
	await expect(article(page, 'Renamed at sea')).toBeVisible();
});

test('two tabs send what waits once', async ({ page, context, stack, setFault }) => {
	await newPlaylist(page);
	setFault({ kind: 'down' });
	await expect(await pressPublish(page, 'From one of two tabs')).toContainText(/sent as soon as/);
	const other = await context.newPage();
	await openGallery(other, 'Yours');
	await expect(waiting(other)).toHaveCount(1);
	await openGallery(page, 'Yours');
	setFault(null);
	// Both hear at once that the network is back.
	await context.setOffline(true);
	await context.setOffline(false);
	await expect(waiting(page)).toHaveCount(0);
	await expect(waiting(other)).toHaveCount(0);
	const names = await namesInGallery(stack);
	expect(names.filter((name) => name === 'From one of two tabs')).toHaveLength(1);
});

test('what waits can be taken back', async ({ page, stack, setFault }) => {
	await newPlaylist(page);
	setFault({ kind: 'down' });
	await expect(await pressPublish(page, 'Better not')).toContainText(/sent as soon as/);
	await openGallery(page, 'Yours');
	await page.getByRole('button', { name: 'Take back: Publish Better not' }).click();
	await expect(waiting(page)).toHaveCount(0);
	setFault(null);
	await page.reload();
	await whenReady(page);
	expect(await namesInGallery(stack)).not.toContain('Better not');
});

test.describe('a site without a gallery', () => {
	// It would serve the configuration that this site was built with.
	test.use({ serviceWorkers: 'block' });

	test('says so, and shares by links', async ({ page }) => {
		await page.route('**/_app/env.js', (route) =>
			route.fulfill({ contentType: 'text/javascript', body: 'export const env={}' })
		);
		await createPlaylist(page);
		await button(page, 'Share').click();
		const dialog = page.getByRole('dialog', { name: 'Share' });
		await expect(dialog.getByRole('textbox')).toHaveValue(/\/playlist#v=1&/);
		await expect(dialog.getByRole('button', { name: 'Publish' })).toHaveCount(0);
		for (const tab of ['Latest', 'Top rated', 'Most uploaded', 'Search']) {
			await openGallery(page, tab);
			await expect(page.getByText(/This site has no gallery/)).toBeVisible();
		}
	});
});
