/** After one visit the whole program works without a network, and after a restart of the browser. */
import { expect, type Page } from '@playwright/test';
import { test } from './hosted-test.ts';
import { houseRecording } from './recordings.ts';
import { whenKept } from './shell.ts';
import {
	button,
	catalogueStatus,
	chooseTrack,
	expectPlaylist,
	openSite,
	playlistItems,
	playlistTracks,
	whenReady
} from './site.ts';

// Rendering and listening take seconds where two cores are shared.
test.describe.configure({ timeout: 120_000 });

const pages = [
	['', 'Join the dots.'],
	['library', 'My music'],
	['playlists', 'Playlists'],
	['about', 'About'],
	['privacy', 'Privacy'],
	['playlist', ''],
	['no/such/page', 'No such page']
] as const;

test(
	'every page opens, at its address and by its links',
	{ tag: '@addresses' },
	async ({ page, host }) => {
		await openSite(page, host.url);
		await whenKept(page);
		await host.goOffline();
		for (const [address, heading] of pages) {
			await openSite(page, host.url + address);
			await expect(page.getByRole('heading', { level: 1 })).toContainText(heading);
			await expect(catalogueStatus(page)).toContainText('tracks');
		}
		await openSite(page, `${host.url}?backend=wasm`);
		for (const name of ['My music', 'Playlists', 'Create']) {
			await page.getByRole('link', { name, exact: true }).click();
			await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute(
				'aria-current',
				'page'
			);
		}
	}
);

test('a network that only answers with its own page is no network', async ({ page, host }) => {
	await openSite(page, host.url);
	await whenKept(page);
	host.misbehave = () => 'html';
	await openSite(page, `${host.url}about`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
});

test('a network that does not answer keeps nobody waiting', async ({ page, host }) => {
	await openSite(page, host.url);
	await whenKept(page);
	host.misbehave = () => ({ until: new Promise(() => undefined) });
	await page.goto(`${host.url}about`, { waitUntil: 'commit' });
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
	await whenReady(page);
});

test('a journey is made, played and saved, and there again after a restart', async ({
	startBrowser,
	host
}) => {
	const first = await (await startBrowser()).newPage();
	await openSite(first, host.url);
	await whenKept(first);
	await host.goOffline();

	await first.reload();
	await whenReady(first);
	const tracks = await makeJourney(first);
	await playlistItems(first)
		.first()
		.getByRole('button', { name: /^Play / })
		.click();
	await expect
		.poll(() => first.getByRole('slider', { name: 'Position' }).inputValue().then(Number))
		.toBeGreaterThan(0);
	await button(first, 'Save').click();
	const address = first.url();

	const second = await (await startBrowser()).newPage();
	await openSite(second, address);
	await expectPlaylist(second, tracks);
	await openSite(second, `${host.url}playlists`);
	await expect(second.getByRole('list', { name: 'Saved playlists' })).toContainText('From');
});

test('a sound is found, and files become a library, and there again after a restart', async ({
	startBrowser,
	host
}) => {
	const first = await (await startBrowser()).newPage();
	await openSite(first, host.url);
	await whenKept(first);
	await host.goOffline();

	await first.reload();
	await whenReady(first);
	await button(first, 'Find by sound').click();
	const dialog = first.getByRole('dialog', { name: 'Find by sound' });
	await dialog.locator('input[type=file]').setInputFiles(recording('house-0100'));
	await expect(
		dialog.getByRole('list', { name: 'Sounds like it' }).getByRole('listitem')
	).toHaveCount(20);
	await first.keyboard.press('Escape');

	await openSite(first, `${host.url}library`);
	const own = ['house-0100', 'house-0200', 'house-0300', 'house-0400'];
	const choosing = first.waitForEvent('filechooser');
	await button(first, 'Add files').first().click();
	await (await choosing).setFiles(own.map(recording));
	await expect(ownPlaylists(first)).toContainText('4 tracks', { timeout: 60_000 });

	const second = await (await startBrowser()).newPage();
	await openSite(second, `${host.url}library`);
	await expect(ownPlaylists(second)).toContainText('4 tracks');
	await button(second, 'Surprise me from my music').click();
	await expect(playlistItems(second).first()).toBeVisible();
});

async function makeJourney(page: Page): Promise<readonly string[]> {
	await chooseTrack(page, 'an', 0);
	await chooseTrack(page, 'er', 3);
	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(12);
	return playlistTracks(page);
}

const ownPlaylists = (page: Page) => page.getByRole('region', { name: 'Playlists from my music' });

interface RecordedFile {
	readonly name: string;
	readonly mimeType: string;
	readonly buffer: Buffer;
}

function recording(id: string): RecordedFile {
	const buffer = houseRecording(id, { startSeconds: 10, seconds: 12 });
	return { name: `${id}.wav`, mimeType: 'audio/wav', buffer };
}
