/**
 * Every flow of the site by keyboard alone, each to what a person then has; and where the focus is
 * after whatever opens, closes, moves or goes. Here: playlists, from the first waypoint to what is kept
 * of them; `keyboard-own-device.spec.ts` and `keyboard-with-others.spec.ts` have the rest.
 */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectFocusKept, leaveDialog, press, tabBackTo, tabTo } from './keys.ts';
import {
	button,
	createPlaylist,
	expectOtherPlaylist,
	expectPlaylist,
	link,
	message,
	openSite,
	playlistItems,
	playlistTracks,
	searchField,
	searchOptions,
	slider,
	waypointItems,
	waypointNames
} from './site.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
// Many presses, one after the other.
test.describe.configure({ timeout: 120_000 });

const undo = (page: Page): Locator => message(page).getByRole('button', { name: 'Undo' });
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

test('the head of every page: past it, from page to page, light and dark', async ({ page }) => {
	await openSite(page);
	await page.keyboard.press('Tab');
	await expect(link(page, 'Skip to the content')).toBeFocused();
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	await expect(searchField(page)).toBeFocused();

	await tabBackTo(page, page.getByRole('button', { name: 'Dark colours' }));
	await page.keyboard.press('Space');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await expect(page.getByRole('button', { name: 'Light colours' })).toBeFocused();

	for (const [name, heading] of [
		['My music', 'My music'],
		['Playlists', 'Playlists'],
		['About', 'About'],
		['Privacy', 'Privacy'],
		['Storage', 'Storage'],
		['Create', 'Join the dots.']
	] as const) {
		await press(page, link(page, name).first());
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
		// As in a page that was loaded: it begins at its beginning, a moment after it is there.
		await tabTo(page, link(page, 'Skip to the content'), 3);
	}
});

test('waypoints are chosen, put in order and left out; the dials are turned', async ({ page }) => {
	await openSite(page);
	await tabTo(page, searchField(page));
	for (const letters of ['an', 'er', 'in']) await takeThird(page, letters);
	const [first = '', second = '', third = ''] = await waypointNames(page);
	// What was begun can be put aside, and taken up again at the list's other end.
	await page.keyboard.type('or');
	await expect(searchOptions(page).first()).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(searchOptions(page).first()).toBeHidden();
	await expect(searchField(page)).toHaveValue('or');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowUp');
	await expect(searchOptions(page).last()).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Enter');
	await expect(waypointItems(page)).toHaveCount(4);
	const fourth = (await waypointNames(page))[3] ?? '';

	await press(page, button(page, `Move down ${second}`));
	await expect(button(page, `Move down ${second}`)).toBeFocused();
	await page.keyboard.press('Enter');
	await expect.poll(() => waypointNames(page)).toEqual([first, third, fourth, second]);
	await expect(button(page, `Move up ${second}`)).toBeFocused();
	await press(page, button(page, `Remove ${second}`));
	await expect(button(page, `Remove ${fourth}`)).toBeFocused();
	await tabBackTo(page, button(page, `Remove ${first}`));
	await page.keyboard.press('Enter');
	await expect(button(page, `Remove ${third}`)).toBeFocused();
	await press(page, undo(page));
	await expect.poll(() => waypointNames(page)).toEqual([first, third, fourth]);
	await expect(button(page, `Remove ${third}`)).toBeFocused();

	await tabTo(page, slider(page, 'Size'));
	await page.keyboard.press('ArrowLeft');
	await expect(slider(page, 'Size')).toHaveValue('9');
	await tabTo(page, slider(page, 'Creativity'));
	await page.keyboard.press('End');
	await tabTo(page, slider(page, 'Noise'));
	await page.keyboard.press('Home');
	await press(page, button(page, 'Create playlist'));
	await expect(playlistItems(page)).toHaveCount(3 + 2 * 9);
	await expect(slider(page, 'Creativity')).toHaveValue('100');
	await expect(slider(page, 'Noise')).toHaveValue('0');

	await press(page, button(page, 'Change waypoints'));
	for (const name of [first, third, fourth]) {
		await tabTo(page, button(page, `Remove ${name}`));
		await page.keyboard.press('Enter');
		await expectFocusKept(page);
	}
	await expect(waypointItems(page)).toHaveCount(0);
	const starter = page.getByRole('list', { name: /Nothing in mind/ }).getByRole('button');
	await press(page, starter.first());
	await expect(waypointItems(page)).toHaveCount(1);
	await expectFocusKept(page);
	await press(page, button(page, 'Surprise me'));
	await expect(playlistItems(page)).toHaveCount(2 + 9);
});

test('a playlist is made again, asked why, steered, and played', async ({ page }) => {
	const tracks = await createPlaylist(page);
	await press(page, button(page, 'Again'));
	await expectOtherPlaylist(page, tracks);
	await expect(button(page, 'Again')).toBeFocused();
	await tabBackTo(page, undo(page));
	await page.keyboard.press('Enter');
	await expectPlaylist(page, tracks);
	await expect(button(page, 'Again')).toBeFocused();

	for (const steering of ['Less like this', 'Without this artist', 'More like this']) {
		const before = await playlistTracks(page);
		await press(page, button(page, `Why ${before[4] ?? ''} is here`));
		await expect(button(page, steering)).toBeVisible();
		await press(page, button(page, steering));
		await expectOtherPlaylist(page, before);
		await expectFocusKept(page);
	}
	const chips = page.getByRole('list', { name: 'Steered away from' }).getByRole('button');
	await expect(chips).toHaveCount(2);
	await tabBackTo(page, chips.first());
	await page.keyboard.press('Enter');
	await expect(chips).toHaveCount(1);
	await expect(chips).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(chips).toHaveCount(0);
	await expectFocusKept(page);

	await tabBackTo(page, button(page, 'Rename'));
	await page.keyboard.press('Enter');
	const name = page.getByRole('textbox', { name: 'Playlist name' });
	await expect(name).toBeFocused();
	await page.keyboard.type('Walked');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Walked');
	await expect(button(page, 'Rename')).toBeFocused();

	const now = await playlistTracks(page);
	await press(page, button(page, `Play ${now[1] ?? ''}`));
	await expect(button(page, `Pause ${now[1] ?? ''}`)).toBeFocused();
	const player = page.getByRole('region', { name: 'Player' });
	const position = player.getByRole('slider', { name: 'Position' });
	await expect.poll(() => position.inputValue().then(Number)).toBeGreaterThan(0);
	await tabTo(page, position);
	for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
	await expect.poll(() => position.inputValue().then(Number)).toBeGreaterThan(19);
	await tabTo(page, player.getByRole('slider', { name: 'Volume' }));
	await page.keyboard.press('ArrowLeft');
	await expect(player.getByRole('slider', { name: 'Volume' })).toHaveAttribute(
		'aria-valuetext',
		'95 %'
	);
	await tabBackTo(page, button(player, 'Pause'));
	await page.keyboard.press('Space');
	await expect(button(player, 'Play')).toBeFocused();
	await press(page, button(player, 'Next track'));
	await expect(player).toContainText(now[2]?.split(' – ')[1] ?? '-');

	const queue = button(player, 'Queue');
	await press(page, queue);
	const next = page.getByRole('region', { name: 'Up next' });
	await tabTo(page, button(next, `Remove ${now[3] ?? ''} from the queue`));
	await page.keyboard.press('Enter');
	await expect(button(next, `Remove ${now[3] ?? ''} from the queue`)).toHaveCount(0);
	await expectFocusKept(page);
	await tabTo(page, next.getByRole('slider', { name: 'Crossfade' }));
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Escape');
	await expect(next).toBeHidden();
	await expect(queue).toBeFocused();
	// To the end: there is no next one any more.
	await press(page, queue);
	await press(page, next.getByRole('listitem').last().getByRole('button').first());
	await expectFocusKept(page);
	await page.keyboard.press('Escape');
	await expect(queue).toBeFocused();
	await tabBackTo(page, button(player, 'Previous track'));
	await page.keyboard.press('Enter');
	await press(page, button(player, 'Next track'));
	await expect(button(player, 'Next track')).toBeDisabled();
	await expectFocusKept(page);
});

test('a playlist is taken away, its link too; kept, renamed, opened, deleted and brought back', async ({
	page
}) => {
	const tracks = await createPlaylist(page);
	await press(page, button(page, 'Export'));
	const exporting = dialog(page, 'Export');
	await tabTo(page, exporting.getByRole('radio', { name: /M3U8/ }));
	await page.keyboard.press('ArrowDown');
	await expect(exporting.getByRole('radio', { checked: true })).toBeFocused();
	const downloading = page.waitForEvent('download');
	await press(page, button(exporting, 'Download'));
	expect((await downloading).suggestedFilename()).not.toMatch(/\.m3u8$/);
	await press(page, button(exporting, 'Copy'));
	await expect(exporting).toContainText('Copied.');
	await leaveDialog(page, exporting, button(page, 'Export'));

	await tabBackTo(page, button(page, 'Share'));
	await page.keyboard.press('Enter');
	const sharing = dialog(page, 'Share');
	await press(page, button(sharing, 'Copy link'));
	await expect(sharing).toContainText('Link copied.');
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
	await press(page, button(sharing, 'Close'));
	await expect(button(page, 'Share')).toBeFocused();

	await press(page, button(page, 'Save'));
	await expect(message(page)).toContainText('Saved on this device.');
	await expect(button(page, 'Save')).toBeFocused();
	await press(page, message(page).getByRole('button', { name: 'Show' }));

	const saved = page.getByRole('list', { name: 'Saved playlists' });
	await press(page, saved.getByRole('button', { name: /^Rename / }));
	await page.keyboard.press('Escape');
	await expect(saved.getByRole('button', { name: /^Rename / })).toBeFocused();
	await page.keyboard.press('Enter');
	await page.keyboard.type('Kept');
	await page.keyboard.press('Enter');
	await expect(button(saved, 'Rename Kept')).toBeFocused();
	await press(page, button(saved, 'Delete Kept'));
	await expect(page.getByText('Nothing saved yet')).toBeVisible();
	await expectFocusKept(page);
	await press(page, undo(page));
	await expect(saved.getByRole('listitem')).toHaveCount(1);
	await expectFocusKept(page);
	await press(page, link(saved, 'Kept'));
	await expectPlaylist(page, tracks);
});

/** Types the letters and takes the third of what comes up. */
async function takeThird(page: Page, letters: string): Promise<void> {
	const before = await waypointItems(page).count();
	await page.keyboard.type(letters);
	await expect(searchOptions(page).first()).toContainText(new RegExp(letters, 'i'));
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await expect(searchOptions(page).nth(2)).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Enter');
	await expect(waypointItems(page)).toHaveCount(before + 1);
	await expect(searchField(page)).toBeFocused();
}
