/**
 * Takes the README's pictures of the built site: `node scripts/screenshots.ts`, after a build.
 *
 * Colours are few and surfaces even, so they are written with a palette of 256 colours where
 * ImageMagick or pngquant is there; nothing but the file's size depends on it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { musicFolder } from '../e2e/music-folder.ts';
import { chromiumLaunchOptions } from './chromium.ts';
import { root } from './run-step.ts';
import { serveSite } from './serve-site.ts';

const port = 4175;
const docs = join(root, 'docs');

async function openPage(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Page> {
	const page = await browser.newPage({
		colorScheme,
		viewport: { width: 1280, height: 800 },
		reducedMotion: 'reduce',
		// Waiting for a condition evaluates text, which the site's policy forbids.
		bypassCSP: true
	});
	await page.goto(`http://127.0.0.1:${port}/`);
	await page.locator('html[data-ready=true]').waitFor();
	return page;
}

/** Two tracks by different people. */
async function chooseWaypoints(page: Page): Promise<void> {
	const search = page.getByRole('combobox', { name: 'Search tracks' });
	for (const [letters, place] of [
		['night', 0],
		['river', 1]
	] as const) {
		await search.click();
		await search.pressSequentially(letters);
		const options = page.getByRole('option');
		await options
			.filter({ hasText: new RegExp(letters, 'i') })
			.nth(place)
			.click();
	}
	await page.getByRole('list', { name: 'Preview' }).waitFor();
	await page.getByRole('heading', { level: 1 }).click();
}

async function picture(page: Page, name: string): Promise<void> {
	await page.evaluate('document.fonts.ready');
	const file = join(docs, `${name}.png`);
	await page.screenshot({ path: file });
	const quantise = ['--force', '--skip-if-larger', '--output', file, '256', file];
	if (spawnSync('pngquant', quantise).status !== 0) {
		spawnSync('convert', [file, '-colors', '256', '-define', 'png:compression-level=9', file]);
	}
	process.stdout.write(`docs/${name}.png: ${Math.round(statSync(file).size / 1024)} KB\n`);
}

mkdirSync(docs, { recursive: true });
const server = await serveSite(port);
const browser = await chromium.launch(chromiumLaunchOptions());
try {
	const create = await openPage(browser, 'light');
	await chooseWaypoints(create);
	await picture(create, 'create-light');

	const playlist = await openPage(browser, 'dark');
	await chooseWaypoints(playlist);
	await playlist.getByRole('button', { name: 'Create playlist' }).click();
	const tracks = playlist.getByRole('list', { name: 'Playlist', exact: true });
	await tracks.getByRole('button', { name: /^Why / }).nth(1).click();
	await tracks
		.getByRole('button', { name: /^Play / })
		.nth(1)
		.click();
	await playlist.waitForFunction(`document.querySelector('[aria-label=Position]').value > 5`);
	await playlist.mouse.move(0, 0);
	await picture(playlist, 'playlist-dark');

	const library = await openPage(browser, 'light');
	await library.getByRole('link', { name: 'My music' }).click();
	const choosing = library.waitForEvent('filechooser');
	await library.evaluate('window.showDirectoryPicker = undefined');
	await library.getByRole('button', { name: 'Add a folder' }).first().click();
	await (await choosing).setFiles(musicFolder(join(root, '.cache')).path);
	await library.getByText(/^Done/).waitFor({ timeout: 120_000 });
	const dismiss = library.getByRole('button', { name: 'Dismiss' });
	while ((await dismiss.count()) > 0) await dismiss.first().click();
	await library.mouse.move(0, 0);
	await library.evaluate('scrollTo(0, 0)');
	await picture(library, 'library-light');
} finally {
	await browser.close();
	server.close();
}
