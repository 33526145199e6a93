/** Where the gallery and Spotify meet: uploads are counted, and the one learns nothing of the other. */
import { expect, mergeTests } from '@playwright/test';
import { elsewhere, pressPublish, uploadCountOf, waiting } from './gallery.ts';
import { Overheard } from './overheard.ts';
import { test as sharingTest } from './sharing-stack.ts';
import { openSite } from './site.ts';
import { test as spotifyTest } from './spotify-fake.ts';
import { connect, openPlaylist, storedTokens, upload, uploadDialog } from './spotify-visit.ts';

const test = mergeTests(sharingTest, spotifyTest);

test('uploading what was published counts, once a day for each person', async ({
	page,
	context,
	browser,
	baseURL,
	stack,
	spotify,
	catalogue,
	serveCatalogue
}) => {
	const heard = new Overheard(context);
	await connect(page);
	await openPlaylist(page, catalogue, 12);
	const shareDialog = await pressPublish(page, 'Counted');
	const field = shareDialog.getByRole('textbox', { name: 'Address in the gallery' });
	await expect(field).toHaveValue(/\/playlist\/[0-9a-z]{12}$/);
	const address = await field.inputValue();
	expect(await uploadCountOf(stack, address)).toBe(0);
	await page.keyboard.press('Escape');

	for (const name of ['Counted', 'Counted again']) {
		const dialog = await upload(page, name);
		await expect(dialog).toContainText(`${name} is on Spotify`);
		await dialog.getByRole('button', { name: 'Done' }).click();
	}
	await expect.poll(() => uploadCountOf(stack, address)).toBe(1);

	// Somebody else, on the gallery's own page of it.
	const other = await elsewhere(browser, baseURL);
	await serveCatalogue(other.context());
	await connect(other, address);
	await upload(other, 'Taken along');
	await expect(uploadDialog(other)).toContainText('Taken along is on Spotify, with 12 tracks.');
	await expect.poll(() => uploadCountOf(stack, address)).toBe(2);
	await other.context().close();

	// The gallery has seen neither token nor name of anybody at Spotify.
	const tokens = await storedTokens(page);
	expect(tokens).toHaveLength(2);
	const sent = await heard.sent();
	const toGallery = sent.filter(({ url }) => url.startsWith(stack.url));
	expect(toGallery.some(({ url }) => url.includes('count_upload'))).toBe(true);
	for (const secret of [...tokens, 'listener', 'Lena']) {
		expect(toGallery.filter((request) => JSON.stringify(request).includes(secret))).toEqual([]);
	}
	// And Spotify not who somebody is in the gallery.
	const toSpotify = sent.filter(({ url }) => url.startsWith(spotify.url));
	expect(toSpotify.length).toBeGreaterThan(0);
	expect(toSpotify.filter(({ headers }) => headers.includes(stack.publishableKey))).toEqual([]);
});

test('an upload is counted later where the gallery does not answer, and is there at once', async ({
	page,
	stack,
	setFault,
	catalogue
}) => {
	await connect(page);
	await openPlaylist(page, catalogue, 13);
	const shareDialog = await pressPublish(page, 'Counted later');
	const field = shareDialog.getByRole('textbox', { name: 'Address in the gallery' });
	await expect(field).toHaveValue(/\/playlist\/[0-9a-z]{12}$/);
	const address = await field.inputValue();
	await page.keyboard.press('Escape');
	setFault({ kind: 'down' });
	const dialog = await upload(page, 'Counted later');
	await expect(dialog).toContainText('Counted later is on Spotify');
	setFault(null);
	expect(await uploadCountOf(stack, address)).toBe(0);
	// What waits is sent on the next visit.
	await openSite(page, '/playlists?tab=yours');
	await expect.poll(() => uploadCountOf(stack, address)).toBe(1);
	await expect(waiting(page)).toHaveCount(0);
});
