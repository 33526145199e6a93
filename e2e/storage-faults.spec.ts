/**
 * Whatever becomes of what the browser keeps (no room, taken away, refused): nothing is lost that was
 * there, the page says what is wrong, and goes on.
 */
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { siteAddress } from './base-path.ts';
import { musicFolder, type MusicFolder } from './music-folder.ts';
import {
	button,
	catalogueStatus,
	chooseTrack,
	createPlaylist,
	openSite,
	playlistItems,
	storedPieces,
	whenReady
} from './site.ts';
import {
	blockCount,
	blockSize,
	CatalogueHost,
	gate,
	packSmallCatalogue,
	piecesOfBlock,
	type SmallCatalogue
} from './small-catalogue.ts';
import { clearStorage, fillDevice, refuseStorage } from './storage-quota.ts';

let catalogue: SmallCatalogue;
let folder: MusicFolder;

const test = base.extend<{ host: CatalogueHost }>({
	host: async ({ context }, use) => {
		const host = new CatalogueHost(catalogue);
		await host.serve(context);
		await use(host);
	}
});

test.beforeAll(async () => {
	test.setTimeout(300_000);
	catalogue = await packSmallCatalogue('first');
	folder = musicFolder(join(import.meta.dirname, '../.cache'));
});

const whole = `${blockSize * blockCount} tracks`;
const scanTimeoutMs = 120_000;
const savedList = (page: Page) => page.getByRole('list', { name: 'Saved playlists' });

test.describe('no room left', () => {
	test('in the middle of a download: it goes on in memory, and later where it was', async ({
		page,
		host
	}) => {
		test.setTimeout(120_000);
		const late = new Set(
			[2, 3].flatMap((block) => piecesOfBlock(catalogue, block).map(({ file }) => file))
		);
		const rest = gate();
		host.hold = (file) => (late.has(file) ? rest.opened : undefined);
		await page.goto(siteAddress('/'));
		const before = [0, 1].flatMap((block) => piecesOfBlock(catalogue, block));
		const areStored = async (): Promise<boolean> => {
			const stored = new Set(await storedPieces(page));
			return before.every(({ sha256 }) => stored.has(sha256));
		};
		await expect.poll(areStored).toBe(true);

		const makeRoom = await fillDevice(page);
		rest.open();
		await whenReady(page);
		await expect(catalogueStatus(page)).toContainText(whole);
		await expect(catalogueStatus(page)).toContainText('not kept');
		expect(await areStored()).toBe(true);
		await chooseTrack(page, 'song', 0);
		await chooseTrack(page, 'song', 5);
		await button(page, 'Create playlist').click();
		await expect(playlistItems(page)).toHaveCount(12);
		await button(page, 'Save').click();
		await expect(page.getByText('There is no room left on this device to save it.')).toBeVisible();

		await makeRoom();
		await openSite(page);
		await expect(catalogueStatus(page)).toContainText(whole);
		await expect(catalogueStatus(page)).not.toContainText('not kept');
		for (const { file } of before) expect(host.timesRequested(file), file).toBe(1);
	});

	test('in the middle of a scan: it stops and says so, keeps what it has, and goes on', async ({
		page
	}) => {
		test.setTimeout(300_000);
		await page.addInitScript(() => {
			Object.defineProperty(window, 'showDirectoryPicker', { value: undefined });
		});
		await openSite(page, '/library');
		const choosing = page.waitForEvent('filechooser');
		await button(page, 'Add a folder').first().click();
		await (await choosing).setFiles(folder.path);
		await expect(page.getByText(/^(?:[4-9]|1\d) of \d+ files/)).toBeVisible({
			timeout: scanTimeoutMs
		});
		await button(page, 'Pause').click();
		const makeRoom = await fillDevice(page);
		await button(page, 'Resume').click();
		await expect(
			page.getByText(
				'There is no room left on this device. What has been analysed so far can be used'
			)
		).toBeVisible({ timeout: scanTimeoutMs });
		const usable = async (): Promise<number> => {
			const region = page.getByRole('region', { name: 'Playlists from my music' });
			return Number(/(\d+) tracks/.exec(await region.innerText())?.[1]);
		};
		const before = await usable();
		expect(before).toBeGreaterThanOrEqual(3);

		await makeRoom();
		await button(page, 'Try again').click();
		const music = folder.files.filter(({ content }) => content.kind === 'music').length;
		await expect.poll(usable, { timeout: scanTimeoutMs }).toBe(music);
	});
});

test('what is kept is taken away while the page is open: it goes on, and keeps again', async ({
	page
}) => {
	await createPlaylist(page);
	await button(page, 'Save').click();
	await clearStorage(page);

	// What is in the page is still there.
	await page.getByRole('link', { name: 'Create', exact: true }).click();
	await chooseTrack(page, 'night', 1);
	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(23);
	await button(page, 'Save').click();
	await page.getByRole('link', { name: 'Playlists', exact: true }).click();
	await expect(savedList(page).getByRole('listitem')).toHaveCount(1);

	await page.reload();
	await whenReady(page);
	await expect(savedList(page).getByRole('listitem')).toHaveCount(1);
	await expect(catalogueStatus(page)).toContainText('1,152 tracks');
	await expect(catalogueStatus(page)).not.toContainText('not kept');
});

test.describe('a browser that keeps nothing', () => {
	test.beforeEach(({ context }) => refuseStorage(context));

	test('makes playlists all the same, and says on every page that nothing stays', async ({
		page
	}) => {
		await createPlaylist(page);
		await expect(catalogueStatus(page)).toContainText('not kept');
		await button(page, 'Save').click();
		await page.getByRole('link', { name: 'Playlists', exact: true }).click();
		await expect(page.getByText('what you save here lasts until you close it')).toBeVisible();
		await expect(savedList(page).getByRole('listitem')).toHaveCount(1);
		await page.getByRole('link', { name: 'My music' }).click();
		await expect(page.getByText('your music is known here until you close it')).toBeVisible();
		await page.getByRole('link', { name: 'Storage' }).click();
		await expect(page.getByText('This browser does not let the page keep anything')).toBeVisible();
	});
});
