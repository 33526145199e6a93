/** By keyboard alone, where others are involved: the gallery, and Spotify. */
import { expect, mergeTests } from '@playwright/test';
import { article, galleryTab, newPlaylist, person, publishAs, stars } from './gallery.ts';
import { expectFocusKept, expectFocusWithin, press, tabBackTo, tabTo, write } from './keys.ts';
import { test as sharingTest } from './sharing-stack.ts';
import {
	button,
	expectPlaylist,
	link,
	message,
	openSite,
	playlistItems,
	waypointNames
} from './site.ts';
import { test as spotifyTest } from './spotify-fake.ts';
import {
	accountButton,
	atSpotify,
	labelOf,
	openPlaylist,
	playingCard,
	playingWords,
	uploadDialog
} from './spotify-visit.ts';

const test = mergeTests(sharingTest, spotifyTest);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
test.describe.configure({ timeout: 120_000 });

test('a playlist is published, renamed and deleted by whom it belongs to', async ({
	page,
	context
}) => {
	await context.unrouteAll();
	await newPlaylist(page);
	await press(page, button(page, 'Share'));
	const dialog = page.getByRole('dialog', { name: 'Share' });
	await write(page, dialog.getByRole('textbox', { name: 'Name' }), 'By keys');
	await page.keyboard.press('Enter');
	const address = dialog.getByRole('textbox', { name: 'Address in the gallery' });
	await expect(address).toHaveValue(/\/playlist\/[0-9a-z]{12}$/);
	await expectFocusWithin(dialog);
	await press(page, button(dialog, 'Copy link').last());
	await expect(dialog).toContainText('Link copied.');
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
		await address.inputValue()
	);
	await press(page, link(dialog, 'Open its page'));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('By keys');

	await press(page, link(page, 'Playlists'));
	await expect(galleryTab(page, 'Latest')).toHaveAttribute('aria-selected', 'true');
	const own = article(page, 'By keys');
	await press(page, button(own, 'Rename By keys'));
	await page.keyboard.type('By other keys');
	await page.keyboard.press('Enter');
	const renamed = article(page, 'By other keys');
	await expect(button(renamed, 'Rename By other keys')).toBeFocused();

	const deleting = button(page, 'Delete By other keys');
	await press(page, deleting);
	const asking = page.getByRole('dialog', { name: 'Delete from the gallery?' });
	await press(page, button(asking, 'Keep it'));
	await expect(deleting).toBeFocused();
	await page.keyboard.press('Enter');
	await press(page, button(asking, 'Delete'));
	await expect(message(page)).toContainText('Deleted from the gallery.');
	await expect(renamed).toHaveCount(0);
	await expectFocusKept(page);
});

test('what others share is walked through, found, opened, rated and made one’s own', async ({
	page,
	context,
	stack
}) => {
	await context.unrouteAll();
	const visitor = await person(stack);
	await publishAs(visitor, { name: 'Harbour lights', titles: ['Ada Oram - Low Tide'] });
	await publishAs(visitor, { name: 'Something else' });
	await openSite(page, '/playlists?tab=latest');
	await tabTo(page, galleryTab(page, 'Latest'));
	for (const name of ['Top rated', 'Most uploaded', 'Search'] as const) {
		await page.keyboard.press('ArrowRight');
		await expect(galleryTab(page, name)).toBeFocused();
		await expect(galleryTab(page, name)).toHaveAttribute('aria-selected', 'true');
	}
	const field = page.getByRole('searchbox', { name: 'Search shared playlists' });
	await write(page, field, 'harbor');
	await page.keyboard.press('Backspace');
	const found = article(page, 'Harbour lights');
	await expect(found).toBeVisible();
	await expect(article(page, 'Something else')).toHaveCount(0);
	await expect(field).toBeFocused();

	await tabTo(page, stars(found, '1 star'));
	for (const name of ['2 stars', '3 stars', '4 stars']) {
		await page.keyboard.press('ArrowRight');
		await expect(stars(found, name)).toBeFocused();
		await expect(stars(found, name)).toBeChecked();
	}
	await expect(found).toContainText('1 rating');
	await tabBackTo(page, link(found, 'Harbour lights'));
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harbour lights');
	await tabTo(page, stars(page, '4 stars'));
	await page.keyboard.press('ArrowRight');
	await expect(stars(page, '5 stars')).toBeFocused();
	await press(page, link(page, 'Make it yours'));
	await expect(page).toHaveURL(/\/playlist#v=1&/);
	await expect(playlistItems(page).first()).toBeVisible();
});

test('Spotify is connected, asked, given a playlist, and left', async ({
	page,
	spotify,
	catalogue
}) => {
	const track = catalogue.tracks[7];
	if (!track) throw new Error('the catalogue is small');
	spotify.control.setPlaying({ kind: 'track', id: track.id });
	await openSite(page);
	const asking = button(page, 'What I’m playing');
	await press(page, asking);
	await press(page, button(playingCard(page), 'Close'));
	await expect(playingCard(page)).toBeHidden();
	await expect(asking).toBeFocused();
	await page.keyboard.press('Enter');
	await press(page, button(playingCard(page), 'Connect Spotify'));
	await expect(page).toHaveURL(/\/authorize\?/);
	await press(page, button(page, 'Agree'));
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
	await press(page, button(page, `Add as waypoint: ${labelOf(track)}`));
	expect(await waypointNames(page)).toEqual([labelOf(track)]);
	await expectFocusKept(page);
	await tabBackTo(page, button(playingCard(page), 'Close'));
	await page.keyboard.press('Enter');
	await expect(asking).toBeFocused();

	const tracks = await openPlaylist(page, catalogue, 12);
	await press(page, button(page, 'Upload to Spotify'));
	const dialog = uploadDialog(page);
	await write(page, dialog.getByRole('textbox', { name: 'Name' }), 'By keys');
	await tabTo(page, dialog.getByRole('radio', { name: 'Only me' }));
	await page.keyboard.press('ArrowRight');
	await expect(dialog.getByRole('radio', { name: 'Everybody' })).toBeChecked();
	await press(page, button(dialog, 'Upload'));
	await expect(dialog).toContainText('By keys is on Spotify, with 12 tracks.', {
		timeout: 15_000
	});
	expect(atSpotify(spotify, 'By keys')).toEqual([tracks]);
	await expectFocusWithin(dialog);
	await press(page, button(dialog, 'Done'));
	await expect(button(page, 'Upload to Spotify')).toBeFocused();
	await expectPlaylist(page, tracks);

	await tabBackTo(page, accountButton(page));
	await page.keyboard.press('Enter');
	const account = page.getByRole('dialog', { name: 'Spotify' });
	await press(page, button(account, 'Disconnect'));
	await expect(account).toContainText('have been deleted from this device');
	await expect(button(account, 'Done')).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(button(page, 'Connect Spotify')).toBeFocused();
});
