/** The main job: two tracks in mind, and the playlist between them. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import {
	button,
	catalogueStatus,
	chooseTrack,
	createPlaylist,
	expectOtherPlaylist,
	expectPlaylist,
	message,
	oneLine,
	openSite,
	playlistItems,
	playlistTracks,
	previewItems,
	searchField,
	slider,
	storedSettings,
	waypointItems,
	waypointNames,
	whenReady
} from './site.ts';

test('a newcomer is told how many tracks there are and what computes with them', async ({
	page
}) => {
	await openSite(page);
	await expect(catalogueStatus(page)).toHaveText(/\b[1-9][\d,]* tracks · (WASM|WebGPU)\s*$/);
});

test(
	'two tracks chosen by mouse become a playlist that begins and ends with them',
	{ tag: '@addresses' },
	async ({ page }) => {
		await openSite(page);
		const first = await chooseTrack(page, 'an', 0);
		const second = await chooseTrack(page, 'er', 3);
		await expect(waypointItems(page)).toHaveCount(2);
		await slider(page, 'Size').fill('7');

		await button(page, 'Create playlist').click();

		await expect(page).toHaveURL(/\/playlist#v=1&/);
		await expect(playlistItems(page)).toHaveCount(9);
		const tracks = await playlistTracks(page);
		expect(tracks[0]).toBe(first);
		expect(tracks[8]).toBe(second);
		expect(new Set(tracks).size).toBe(9);
		await expect(playlistItems(page).filter({ hasText: 'Waypoint' })).toHaveCount(2);
		await expect(playlistItems(page).first()).toContainText('Waypoint');
		await expect(playlistItems(page).last()).toContainText('Waypoint');
	}
);

test('waypoints can be put in another order and left out', async ({ page }) => {
	await openSite(page);
	await chooseTrack(page, 'an', 0);
	await chooseTrack(page, 'er', 3);
	await chooseTrack(page, 'in', 5);
	const [first = '', second = '', third = ''] = await waypointNames(page);

	await page
		.getByRole('button', { name: /^Move up / })
		.nth(2)
		.click();
	await expect.poll(() => waypointNames(page)).toEqual([first, third, second]);
	await page
		.getByRole('button', { name: /^Move down / })
		.first()
		.click();
	await expect.poll(() => waypointNames(page)).toEqual([third, first, second]);
	await page
		.getByRole('button', { name: /^Remove / })
		.nth(1)
		.click();
	await expect.poll(() => waypointNames(page)).toEqual([third, second]);
	await message(page).getByRole('button', { name: 'Undo' }).click();
	await expect.poll(() => waypointNames(page)).toEqual([third, first, second]);

	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(3 + 2 * 10);
	await expect(playlistItems(page).filter({ hasText: 'Waypoint' })).toHaveCount(3);
	const tracks = await playlistTracks(page);
	expect([tracks[0], tracks[11], tracks[22]]).toEqual([third, first, second]);
});

test('what the preview shows is what is created', async ({ page }) => {
	await openSite(page);
	await chooseTrack(page, 'an', 0);
	await expect(page.getByText('Add a second track to travel somewhere.')).toBeVisible();
	await chooseTrack(page, 'er', 3);
	await expect(previewItems(page)).toHaveCount(12);
	await slider(page, 'Size').fill('20');
	await expect(previewItems(page)).toHaveCount(22);
	const atHalf = await previewNames(page);
	await slider(page, 'Creativity').fill('0');
	await expect.poll(() => previewNames(page)).not.toEqual(atHalf);
	const shown = await previewNames(page);

	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(22);
	const created = (await playlistItems(page).allInnerTexts()).map(oneLine);
	for (const [index, name] of shown.entries()) expect(created[index]).toContain(name);
});

test(
	'a reload gives the same playlist, and so does the link in another browser',
	{ tag: '@addresses' },
	async ({ page, browser, baseURL }) => {
		const tracks = await createPlaylist(page);
		const link = page.url();
		await page.reload();
		await whenReady(page);
		await expectPlaylist(page, tracks);

		const otherProfile = await browser.newContext(baseURL === undefined ? {} : { baseURL });
		try {
			const otherPage = await otherProfile.newPage();
			await openSite(otherPage, link);
			await expectPlaylist(otherPage, tracks);
		} finally {
			await otherProfile.close();
		}
	}
);

test(
	'Again gives another playlist, and Back the one before',
	{ tag: '@addresses' },
	async ({ page }) => {
		const tracks = await createPlaylist(page);
		await button(page, 'Again').click();
		await expectOtherPlaylist(page, tracks);
		await expect(playlistItems(page)).toHaveCount(12);
		const another = await playlistTracks(page);
		expect([another[0], another[11]]).toEqual([tracks[0], tracks[11]]);
		const link = page.url();
		await page.goBack();
		await expectPlaylist(page, tracks);
		await openSite(page, link);
		await expectPlaylist(page, another);
	}
);

test('Surprise me makes a playlist from nothing', async ({ page }) => {
	await openSite(page);
	await button(page, 'Surprise me').click();
	await expect(playlistItems(page)).toHaveCount(12);
	await expect(playlistItems(page).filter({ hasText: 'Waypoint' })).toHaveCount(2);
});

test('turning Creativity on the playlist page makes the playlist anew at once', async ({
	page
}) => {
	const tracks = await createPlaylist(page);
	const link = page.url();
	await slider(page, 'Creativity').fill('0');
	await expectOtherPlaylist(page, tracks);
	await slider(page, 'Creativity').fill('50');
	await expectPlaylist(page, tracks);
	await slider(page, 'Size').fill('4');
	await expect(playlistItems(page)).toHaveCount(6);
	await expect(page, 'the address follows').not.toHaveURL(link);
	await page.reload();
	await expect(playlistItems(page)).toHaveCount(6);
});

test('settings and waypoints are remembered from visit to visit', async ({ page }) => {
	await openSite(page);
	await chooseTrack(page, 'an', 0);
	await chooseTrack(page, 'er', 3);
	const waypoints = await waypointNames(page);
	await slider(page, 'Size').fill('23');
	await slider(page, 'Creativity').fill('72');
	await slider(page, 'Noise').fill('8');
	// They are written once they rest.
	await expect
		.poll(() => storedSettings(page))
		.toMatchObject({
			'playlist-settings': { size: 23, creativity: 0.72, noise: 0.08 },
			waypoints: [{}, {}]
		});

	await page.reload();
	await whenReady(page);
	await expect(slider(page, 'Size')).toHaveValue('23');
	await expect(slider(page, 'Creativity')).toHaveValue('72');
	await expect(slider(page, 'Noise')).toHaveValue('8');
	expect(await waypointNames(page)).toEqual(waypoints);
});

test('a waypoint that the catalogue does not hold is named, and the rest still plays', async ({
	page
}) => {
	await createPlaylist(page);
	const link = page.url().replace('w=', 'w=nobody-knows-this-one,');
	await page.goto('about:blank');
	await openSite(page, link);
	await expect(playlistItems(page)).toHaveCount(12);
	const notice = page.getByText('1 waypoint is not in this catalogue');
	await expect(notice).toBeVisible();
	await expect(notice).toContainText('nobody-knows-this-one');
});

for (const [what, fragment, said] of [
	['without a playlist in it', '', 'No playlist in this address'],
	['that is not one of ours', '#%%%&=&w', 'No playlist in this address'],
	['of a newer version', '#v=9&w=a', 'This link is from a newer version']
] as const) {
	test(`a link ${what} says so and leads on`, { tag: '@addresses' }, async ({ page }) => {
		await openSite(page, `/playlist${fragment}`);
		await expect(page.getByText(said)).toBeVisible();
		await page.getByRole('link', { name: 'Create a playlist' }).click();
		await expect(searchField(page)).toBeVisible();
	});
}

test('a link whose numbers were mangled still gives a playlist', async ({ page }) => {
	await openSite(page, '/playlist#v=1&w=<script>,,%00&n=1e9&k=NaN&z=-3&s=abc&less=;');
	await expect(playlistItems(page)).toHaveCount(10);
	await expect(slider(page, 'Creativity')).toHaveValue('50');
});

test('the playlist can be taken away as an M3U8 file', async ({ page }) => {
	const tracks = await createPlaylist(page);
	await button(page, 'Export').click();
	const dialog = page.getByRole('dialog', { name: 'Export' });
	await expect(dialog.getByRole('radio', { name: /M3U8/ })).toBeChecked();
	const downloading = page.waitForEvent('download');
	await dialog.getByRole('button', { name: 'Download' }).click();
	const file = await downloading;
	expect(file.suggestedFilename()).toMatch(/\.m3u8$/);
	await expect(dialog.getByRole('status', { name: 'Export' })).toContainText(
		file.suggestedFilename()
	);

	const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split(/\r?\n/);
	expect(lines[0]).toBe('#EXTM3U');
	const titles = lines
		.filter((line) => line.startsWith('#EXTINF:'))
		.map((line) => line.replace(/^#EXTINF:-?\d+,/, '').replace(' - ', ' – '));
	expect(titles).toEqual(tracks);
	const locations = lines.filter((line) => !line.startsWith('#'));
	expect(locations).toHaveLength(tracks.length);
	for (const location of locations) expect(URL.canParse(location), location).toBe(true);

	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(button(page, 'Export')).toBeFocused();
});

test(
	'a playlist is kept on this device, opened again, deleted, and brought back',
	{ tag: '@addresses' },
	async ({ page }) => {
		const tracks = await createPlaylist(page);
		const heading = await page.getByRole('heading', { level: 1 }).innerText();
		await button(page, 'Save').click();
		await expect(message(page)).toContainText('Saved on this device.');
		await expect(button(page, 'Save')).toHaveAttribute('aria-pressed', 'true');

		await openSite(page, '/playlists');
		const saved = page.getByRole('list', { name: 'Saved playlists' }).getByRole('listitem');
		await expect(saved).toHaveCount(1);
		await expect(saved).toContainText('12 tracks');
		// A long name is cut, with a sign that it was.
		const title = await saved.getByRole('link').innerText();
		expect(heading.startsWith(title.replace('…', ''))).toBe(true);
		await saved.getByRole('link', { name: title }).click();
		await expectPlaylist(page, tracks);
		await expect(button(page, 'Save')).toHaveAttribute('aria-pressed', 'true');

		await page.goBack();
		await button(page, `Delete ${title}`).click();
		await expect(page.getByText('Nothing saved yet')).toBeVisible();
		await message(page).getByRole('button', { name: 'Undo' }).click();
		await expect(saved).toHaveCount(1);
		await page.reload();
		await saved.getByRole('link', { name: title }).click();
		await expectPlaylist(page, tracks);
	}
);

test('every track can be played, with no server', async ({ page }) => {
	const tracks = await createPlaylist(page);
	await playlistItems(page)
		.nth(1)
		.getByRole('button', { name: /^Play / })
		.click();
	const player = page.getByRole('region', { name: 'Player' });
	await expect(player).toBeVisible();
	await expectPlays(page, tracks[1]);

	await player.getByRole('button', { name: 'Next track' }).click();
	await expectPlays(page, tracks[2]);

	await page.getByRole('main').focus();
	await page.keyboard.press('Space');
	await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
	const pausedAt = await position(page);
	await page.keyboard.press('Space');
	await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
	await expect.poll(() => position(page), 'it goes on').toBeGreaterThan(pausedAt);
});

async function previewNames(page: Page): Promise<readonly string[]> {
	return (await previewItems(page).allInnerTexts()).map(oneLine);
}

function position(page: Page): Promise<number> {
	return page.getByRole('slider', { name: 'Position' }).inputValue().then(Number);
}

/** This track is the current one, and its position advances. */
async function expectPlays(page: Page, track: string | undefined): Promise<void> {
	const row = playlistItems(page).filter({ has: page.getByRole('button', { name: /^Pause / }) });
	await expect(row.getByRole('button', { name: /^Pause / })).toHaveAccessibleName(
		`Pause ${track ?? ''}`
	);
	await expect.poll(() => position(page), 'it begins').toBeGreaterThan(0);
	const before = await position(page);
	await expect.poll(() => position(page), 'it goes on').toBeGreaterThan(before);
}
