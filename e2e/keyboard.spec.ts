/**
 * Every flow of the site by keyboard alone, each to what a person then has; and where the focus is
 * after whatever opens, closes, moves or goes. What needs others is in `keyboard-with-others.spec.ts`.
 */
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import {
	expectFocusKept,
	expectFocusWithin,
	leaveDialog,
	press,
	tabBackTo,
	tabTo,
	write
} from './keys.ts';
import { houseRecording } from './recordings.ts';
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

test.use({ permissions: ['clipboard-read', 'clipboard-write', 'microphone'] });
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
	await press(page, undo(page));
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

	await press(page, button(page, 'Rename'));
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

test('one’s own music: added, searched, played, chosen from, and let go of', async ({
	page
}, testInfo) => {
	await page.addInitScript(() => {
		Object.defineProperty(window, 'showDirectoryPicker', { value: undefined });
	});
	await openSite(page, '/library');
	const choosing = page.waitForEvent('filechooser');
	await press(page, button(page, 'Add a folder'));
	await (await choosing).setFiles(smallFolder(testInfo.outputPath('Music')));
	await expect(page.getByText('4 tracks have been listened to')).toBeVisible({ timeout: 60_000 });
	await expectFocusKept(page);

	const tab = (name: RegExp): Locator => page.getByRole('tab', { name });
	await tabTo(page, tab(/^Tracks/));
	await page.keyboard.press('ArrowRight');
	await expect(tab(/^Could not be used/)).toBeFocused();
	const broken = page.getByRole('list', { name: 'Files that could not be used' });
	await press(page, broken.getByRole('button', { name: /^Remove / }));
	await expect(broken).toBeHidden();
	await expectFocusKept(page);
	await press(page, undo(page));
	await expect(broken.getByRole('listitem')).toHaveCount(1);
	await expectFocusKept(page);

	await tabBackTo(page, tab(/^Could not be used/));
	await page.keyboard.press('Home');
	await expect(tab(/^Tracks/)).toBeFocused();
	await write(page, page.getByRole('searchbox', { name: 'Search my music' }), 'second');
	const row = page.getByRole('row').filter({ has: page.getByRole('gridcell') });
	await expect(row).toHaveCount(1);
	await press(page, row);
	await expect(row.getByRole('button', { name: /^Pause / })).toBeVisible();
	await expect(row).toBeFocused();
	await tabBackTo(page, page.getByRole('searchbox', { name: 'Search my music' }));
	await page.keyboard.press('Escape');
	await expect(row).toHaveCount(5);

	// A row's own buttons, and its menu.
	await tabTo(page, row.filter({ hasText: 'Second' }));
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Space');
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('Shift+ArrowUp');
	await expect(page.getByText(/^2\sselected/)).toBeVisible();
	await tabBackTo(page, button(page, 'Clear the selection'));
	await page.keyboard.press('Enter');
	await expect(page.getByText(/selected$/)).toBeHidden();
	await expectFocusKept(page);
	await tabTo(page, page.locator('[role=row][tabindex="0"]'));
	for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
	const more = page.getByRole('button', { name: /^More for / }).and(page.locator(':focus'));
	await expect(more).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('menuitem').first()).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(more).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('menuitem').first()).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(message(page)).toContainText('is waypoint 1');
	await expectFocusKept(page);
	await page.keyboard.press('Delete');
	await expect(row).toHaveCount(4);
	await expect(row.and(page.locator(':focus'))).toHaveCount(1);
	await press(page, undo(page));
	await expect(row).toHaveCount(5);
	await expectFocusKept(page);

	await tabBackTo(page, button(page, 'Choose waypoints'));
	await page.keyboard.press('Enter');
	await expect(waypointItems(page)).toHaveCount(1);
	await tabTo(page, page.getByRole('radio', { name: 'My music' }));
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('radio', { name: 'Both' })).toBeChecked();
	await press(page, link(page, 'My music'));
	await press(page, button(page, 'Surprise me from my music'));
	await expect(playlistItems(page).first()).toBeVisible();
	await press(page, link(page, 'My music'));
	await tabTo(page, tab(/^Tracks/));
	await page.keyboard.press('End');
	const folders = page.getByRole('list', { name: 'Folders' });
	await press(page, button(folders, 'Remove Music from my music'));
	await expect(folders.getByRole('listitem')).toHaveCount(0);
	await expectFocusKept(page);
	await press(page, undo(page));
	await expect(folders.getByRole('listitem')).toHaveCount(1);
	await press(page, button(page, 'Remove all of my music from this device’s library'));
	const asking = dialog(page, 'Remove all of your music?');
	await press(page, button(asking, 'Keep them'));
	await expect(button(page, 'Remove all of my music from this device’s library')).toBeFocused();
	await page.keyboard.press('Enter');
	await press(page, button(asking, 'Remove everything'));
	await expect(page.getByText('Playlists from your own files')).toBeVisible();
	await expectFocusKept(page);
});

test('a track is found by sound: from a file, and by the microphone', async ({ page }) => {
	await openSite(page);
	const opener = button(page, 'Find by sound');
	await press(page, opener);
	const finding = dialog(page, 'Find by sound');
	const choosing = page.waitForEvent('filechooser');
	await press(page, finding.getByLabel('Choose a file'));
	const buffer = houseRecording('house-0100', { startSeconds: 10, seconds: 6 });
	await (await choosing).setFiles({ name: 'song.wav', mimeType: 'audio/wav', buffer });
	const matches = finding.getByRole('list', { name: 'Sounds like it' }).getByRole('listitem');
	await expect(matches).toHaveCount(20, { timeout: 30_000 });
	await expectFocusWithin(finding);
	await press(page, matches.first().getByRole('button', { name: /^Add / }));
	await expect(matches.first().getByRole('button', { name: /^Added / })).toBeFocused();
	await tabBackTo(page, button(finding, 'Start over'));
	await page.keyboard.press('Enter');
	await expectFocusWithin(finding);

	await press(page, button(finding, 'Microphone'));
	await expect(button(finding, 'Stop')).toBeVisible();
	await expectFocusWithin(finding);
	await expect(matches).toHaveCount(20, { timeout: 30_000 });
	await tabBackTo(page, button(finding, 'Stop'));
	await page.keyboard.press('Enter');
	await expect(button(finding, 'Make a playlist from these')).toBeVisible();
	await expectFocusWithin(finding);
	await leaveDialog(page, finding, opener);
	await expect(waypointItems(page)).toHaveCount(1);

	await page.keyboard.press('Enter');
	await tabBackTo(page, button(finding, 'Make a playlist from these'));
	await page.keyboard.press('Enter');
	await expect(playlistItems(page)).toHaveCount(20);
});

test('what is kept on the device: looked at, left, deleted; and the program is installed', async ({
	page
}) => {
	await createPlaylist(page);
	await press(page, button(page, 'Save'));
	await press(page, link(page, 'Storage').first());
	const deleting = button(page, 'Delete Saved playlists');
	await press(page, deleting);
	const asking = dialog(page, 'Delete this?');
	await press(page, button(asking, 'Keep it'));
	await expect(deleting).toBeFocused();
	await page.keyboard.press('Enter');
	await press(page, button(asking, 'Delete'));
	await expect(page.getByRole('listitem').filter({ hasText: 'Saved playlists' })).toContainText(
		'Nothing yet'
	);
	await expectFocusKept(page);

	const safety = page.getByRole('status', { name: 'Whether it is kept for good' });
	await tabBackTo(page, button(safety, 'Keep it'));
	await page.keyboard.press('Enter');
	await expect(button(safety, 'Keep it')).toBeHidden();
	await expectFocusKept(page);

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
	await press(page, button(page, 'Install Deej-A.I.'));
	await expect(page.getByText('It is installed.')).toBeVisible();
	await expectFocusKept(page);
	await press(page, button(page, 'Delete everything'));
	await press(page, button(dialog(page, 'Delete everything?'), 'Delete everything'));
	await expect(message(page)).toContainText('Everything is deleted.');
	await expectFocusKept(page);
});

/** Four short recordings, and a file that is none. @returns where it is */
function smallFolder(path: string): string {
	mkdirSync(path, { recursive: true });
	for (const [index, name] of ['First', 'Second', 'Third', 'Fourth'].entries()) {
		const recording = houseRecording(`house-0${index + 1}00`, { startSeconds: 10, seconds: 6 });
		writeFileSync(join(path, `Ann Other - ${name}.wav`), recording);
	}
	writeFileSync(join(path, 'a letter.mp3'), 'Dear reader');
	return path;
}

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
