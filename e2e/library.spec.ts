/**
 * Music of one's own: a folder of real files becomes playlists, on this device and nowhere else.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { joinTitle } from '#lib/domain/title.ts';
import { musicFolder, withoutPicker, type MusicFile, type MusicFolder } from './music-folder.ts';
import { button, openSite, playlistItems, playlistTracks } from './site.ts';

const cache = join(import.meta.dirname, '../.cache');
const scanTimeoutMs = 120_000;
/** Two waypoints, and what the dials put between them. */
const playlistSize = 12;

let folder: MusicFolder;

test.beforeAll(() => {
	test.setTimeout(300_000);
	folder = musicFolder(cache);
});

test.describe.configure({ timeout: 200_000 });

const progressBar = (page: Page) => page.getByRole('progressbar', { name: 'Analysing your music' });
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });
const isMusic = ({ content }: MusicFile): boolean => content.kind === 'music';
const isTrouble = ({ content }: MusicFile): boolean => content.kind === 'trouble';

async function chooseFolder(page: Page, name: string | RegExp, path: string): Promise<void> {
	const choosing = page.waitForEvent('filechooser');
	await page.getByRole('button', { name }).first().click();
	await (await choosing).setFiles(path);
}

/** Until everything that was chosen has been listened to, or found to be of no use. */
async function whenScanned(page: Page): Promise<void> {
	const usable = folder.files.filter(isMusic).length;
	await expect(page.getByRole('region', { name: 'Playlists from my music' })).toContainText(
		`${usable} tracks`,
		{ timeout: scanTimeoutMs }
	);
	await expect(progressBar(page)).toBeHidden({ timeout: scanTimeoutMs });
}

/** Counts which files the listener is given, in this browser's storage, so that a crash keeps it. */
async function countAnalyses(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const post: unknown = Reflect.get(Worker.prototype, 'postMessage');
		Worker.prototype.postMessage = new Proxy(post as (message: unknown) => void, {
			apply(target, worker: Worker, call: unknown[]) {
				const { path, argumentList } = (call[0] ?? {}) as {
					path?: string[];
					argumentList?: { value: unknown }[];
				};
				const file = argumentList?.[0]?.value;
				if (path?.[0] === 'analyse' && file instanceof File) {
					const before = localStorage.getItem('analysed') ?? '';
					localStorage.setItem('analysed', `${before}${file.name}\n`);
				}
				Reflect.apply(target, worker, call);
			}
		});
	});
}

async function analysedNames(page: Page): Promise<readonly string[]> {
	const text = await page.evaluate(() => localStorage.getItem('analysed') ?? '');
	return text.split('\n').filter((name) => name !== '');
}

test(
	'a folder of files becomes a library: what can be used, and why the rest cannot',
	{ tag: '@addresses' },
	async ({ page }) => {
		const requests: string[] = [];
		page.on('request', (request) => {
			const isBody = request.postDataBuffer() !== null;
			if (isBody || request.method() !== 'GET')
				requests.push(`${request.method()} ${request.url()}`);
		});
		await withoutPicker(page);
		await openSite(page, '/library');
		await expect(page.getByText('0 bytes of your music left this device')).toBeVisible();
		await chooseFolder(page, 'Add a folder', folder.path);
		await expect(progressBar(page)).toBeVisible();
		await whenScanned(page);

		// Two copies of one file are one track.
		const different = folder.files.filter(({ content }) => content.kind !== 'copy');
		await expect(tab(page, /^Tracks/)).toHaveText(`Tracks (${different.length})`);
		const troubles = folder.files.filter(isTrouble);
		await tab(page, /^Could not be used/).click();
		const broken = page.getByRole('list', { name: 'Files that could not be used' });
		await expect(broken.getByRole('listitem')).toHaveCount(troubles.length);
		const reason = (name: string) => broken.getByRole('listitem').filter({ hasText: name });
		await expect(reason('empty.mp3')).toContainText('empty');
		await expect(reason('silence.wav')).toContainText('silent');
		await expect(reason('a letter.mp3')).toContainText('no audio file');

		await tab(page, /^Tracks/).click();
		const search = page.getByRole('searchbox', { name: 'Search my music' });
		for (const { content } of folder.files.filter(isMusic)) {
			if (content.kind !== 'music') continue;
			await search.fill(joinTitle(content.track.artist, content.track.title));
			const row = page.getByRole('button', {
				name: `Play ${content.track.artist} – ${content.track.title}`,
				exact: true
			});
			await expect(row.first()).toBeVisible();
		}
		expect(requests).toEqual([]);
	}
);

test('playlists come of it, play from the disk, and leave as M3U8 with paths', async ({ page }) => {
	await withoutPicker(page);
	await openSite(page, '/library');
	await chooseFolder(page, 'Add a folder', folder.path);
	await whenScanned(page);
	await button(page, 'Surprise me from my music').click();
	await expect(playlistItems(page).getByText('My music')).toHaveCount(playlistSize);

	await playlistItems(page)
		.first()
		.getByRole('button', { name: /^Play / })
		.click();
	const position = page.getByRole('slider', { name: 'Position' });
	await expect(position).toBeVisible();
	await expect
		.poll(async () => Number(await position.inputValue()), { timeout: 20_000 })
		.toBeGreaterThan(0);

	await button(page, 'Export').click();
	const dialog = page.getByRole('dialog', { name: 'Export' });
	await dialog.getByRole('textbox', { name: /^Where “Music” lies/ }).fill('/home/ann');
	await dialog.getByRole('radio', { name: /M3U8/ }).check();
	const downloading = page.waitForEvent('download');
	await dialog.getByRole('button', { name: 'Download' }).click();
	const lines = (await readFile(await (await downloading).path(), 'utf8')).split('\n');
	const paths = lines.filter((line) => line.startsWith('/home/ann/'));
	expect(paths).toHaveLength(playlistSize);
	const known = new Set(folder.files.map(({ path }) => `/home/ann/${path}`));
	expect(paths.filter((path) => !known.has(path))).toEqual([]);
});

test('a playlist mixes what is in the catalogue with one’s own', async ({ page }) => {
	await withoutPicker(page);
	await openSite(page, '/library');
	await chooseFolder(page, 'Add a folder', folder.path);
	await whenScanned(page);
	await page.getByRole('link', { name: 'Create', exact: true }).click();
	await expect(page.getByRole('group', { name: 'Play from' })).toBeVisible();
	const field = page.getByRole('combobox', { name: 'Search tracks' });
	await field.fill('Winter pulse');
	await page.getByRole('option').filter({ hasText: 'My music' }).first().click();
	await page.getByRole('radio', { name: 'My music' }).check({ force: true });
	await field.fill('Winter');
	await page.getByRole('option').filter({ hasNotText: 'My music' }).nth(1).click();
	await button(page, 'Create playlist').click();
	await expect(playlistItems(page)).toHaveCount(playlistSize);
	const own = playlistItems(page).getByText('My music');
	// All but the waypoint that is the catalogue's.
	await expect(own).toHaveCount(playlistSize - 1);
	await page.getByRole('radio', { name: 'Catalogue' }).check({ force: true });
	await expect(own).toHaveCount(1);
	await page.getByRole('radio', { name: 'Both' }).check({ force: true });
	await expect(page).toHaveURL(/&f=both/);
	// The same address gives the same playlist, once one's own music is there again.
	const tracks = await playlistTracks(page);
	await page.reload();
	await expect.poll(() => playlistTracks(page)).toEqual(tracks);
});

test.describe('without a service worker', () => {
	// The crash takes it along, and the browser under test waits for ever to be told to start it again.
	test.use({ serviceWorkers: 'block' });

	test('a tab that is killed in the middle: nothing is analysed twice, nothing is lost', async ({
		page,
		context
	}) => {
		await keepOnDevice(context, page);
		await prepareDevicePage(page);
		await openSite(page, '/library');
		await button(page, 'Add a folder').first().click();
		await expect(page.getByText(/^(?:[6-9]|1\d) of \d+ files/)).toBeVisible({
			timeout: scanTimeoutMs
		});
		await page.goto('chrome://crash').catch(() => undefined);

		const again = await context.newPage();
		await prepareDevicePage(again);
		await openSite(again, '/library');
		// The folder can still be read: it goes on by itself.
		await whenScanned(again);
		const asked = await analysedNames(again);
		const files = folder.files.filter(({ content }) => content.kind !== 'copy');
		expect(new Set(asked).size).toBeGreaterThanOrEqual(files.length - 1);
		const twice = asked.filter((name, i) => asked.indexOf(name) !== i);
		// Those that were being listened to when the tab died, two at most.
		expect(twice.length).toBeLessThanOrEqual(2);
		await expect(tab(again, /^Could not be used/)).toHaveText('Could not be used (3)');
	});
});

test('where the browser lets go of folders, choosing it again is enough', async ({ page }) => {
	await withoutPicker(page);
	await countAnalyses(page);
	await openSite(page, '/library');
	await chooseFolder(page, 'Add a folder', folder.path);
	await expect(page.getByText(/^(?:[4-9]|1\d) of \d+ files/)).toBeVisible({
		timeout: scanTimeoutMs
	});
	await page.reload();
	await chooseFolder(page, /^Choose “Music” again/, folder.path);
	await whenScanned(page);
	const asked = await analysedNames(page);
	const twice = asked.filter((name, i) => asked.indexOf(name) !== i);
	expect(twice.length).toBeLessThanOrEqual(2);
});

/** Lays the folder into the browser's own file system, whose folders need no picker to be chosen. */
async function keepOnDevice(context: BrowserContext, page: Page): Promise<void> {
	await context.route('**/test-music/*', async (route) => {
		const path = decodeURIComponent(
			new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
		);
		await route.fulfill({ body: await readFile(join(folder.path, '..', path)) });
	});
	await openSite(page);
	await page.evaluate(
		async (paths) => {
			for (const path of paths) {
				const response = await fetch(`/test-music/${encodeURIComponent(path)}`);
				let at = await navigator.storage.getDirectory();
				const parts = path.split('/');
				for (const part of parts.slice(0, -1)) {
					at = await at.getDirectoryHandle(part, { create: true });
				}
				const file = await at.getFileHandle(parts.at(-1) ?? '', { create: true });
				const writing = await file.createWritable();
				await writing.write(await response.blob());
				await writing.close();
			}
		},
		folder.files.map(({ path }) => path)
	);
}

async function prepareDevicePage(page: Page): Promise<void> {
	await countAnalyses(page);
	await page.addInitScript(() => {
		const value = async () => {
			const root = await navigator.storage.getDirectory();
			return root.getDirectoryHandle('Music');
		};
		Object.defineProperty(window, 'showDirectoryPicker', { value });
	});
}
