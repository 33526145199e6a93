/**
 * By keyboard alone, what concerns this device: one's own music, what it hears, and what it keeps.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
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
import { withoutPicker } from './music-folder.ts';
import { houseRecording } from './recordings.ts';
import {
	button,
	createPlaylist,
	link,
	message,
	openSite,
	playlistItems,
	waypointItems
} from './site.ts';

test.use({ permissions: ['microphone'] });
// Many presses, one after the other.
test.describe.configure({ timeout: 120_000 });

const undo = (page: Page): Locator => message(page).getByRole('button', { name: 'Undo' });
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

test('one’s own music: added, searched, played, chosen from, and let go of', async ({
	page
}, testInfo) => {
	await withoutPicker(page);
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
