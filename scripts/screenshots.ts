/**
 * Takes the README's pictures of the built site, and the manifest's, which browsers show to whoever
 * is about to install it: `node scripts/screenshots.ts`, after a build.
 *
 * Colours are few and surfaces even, so they are written with a palette of 256 colours.
 */
import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { musicFolder } from '../e2e/music-folder.ts';
import { chromiumLaunchOptions } from './chromium.ts';
import { runFfmpeg } from './ffmpeg.ts';
import { root } from './run-step.ts';
import { serveSite } from './serve-site.ts';

const port = 4175;
const docs = join(root, 'docs');
const manifestPictures = join(root, 'static/screenshots');

const wide = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const narrow = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true };

async function openPage(
	browser: Browser,
	colorScheme: 'light' | 'dark',
	device: typeof wide = wide
): Promise<Page> {
	const page = await browser.newPage({
		...device,
		colorScheme,
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

const paletteOfItsOwn =
	'split[a][b];[a]palettegen=max_colors=256:stats_mode=single[p];[b][p]paletteuse=dither=none';

async function picture(page: Page, folder: string, name: string): Promise<string> {
	await page.evaluate('document.fonts.ready');
	const file = join(folder, `${name}.png`);
	const whole = join(folder, `${name}.whole.png`);
	await page.screenshot({ path: whole });
	runFfmpeg(['-i', whole, '-filter_complex', paletteOfItsOwn, '-frames:v', '1', file]);
	rmSync(whole);
	process.stdout.write(
		`${file.slice(root.length + 1)}: ${Math.round(statSync(file).size / 1024)} KB\n`
	);
	return file;
}

async function playSecond(page: Page): Promise<void> {
	const tracks = page.getByRole('list', { name: 'Playlist', exact: true });
	await tracks
		.getByRole('button', { name: /^Play / })
		.nth(1)
		.click();
	await page.waitForFunction(`document.querySelector('[aria-label=Position]').value > 5`);
	await page.mouse.move(0, 0);
}

for (const folder of [docs, manifestPictures]) mkdirSync(folder, { recursive: true });
const server = await serveSite(port);
const browser = await chromium.launch(chromiumLaunchOptions());
try {
	const create = await openPage(browser, 'light');
	await chooseWaypoints(create);
	copyFileSync(
		await picture(create, docs, 'create-light'),
		join(manifestPictures, 'create-wide.png')
	);

	const playlist = await openPage(browser, 'dark');
	await chooseWaypoints(playlist);
	await playlist.getByRole('button', { name: 'Create playlist' }).click();
	const tracks = playlist.getByRole('list', { name: 'Playlist', exact: true });
	await tracks.getByRole('button', { name: /^Why / }).nth(1).click();
	await playSecond(playlist);
	await picture(playlist, docs, 'playlist-dark');

	const phone = await openPage(browser, 'light', narrow);
	await chooseWaypoints(phone);
	await phone.evaluate('scrollTo(0, 0)');
	await picture(phone, manifestPictures, 'create-narrow');
	await phone.getByRole('button', { name: 'Create playlist' }).click();
	await playSecond(phone);
	await phone.evaluate('scrollTo(0, 0)');
	await picture(phone, manifestPictures, 'playlist-narrow');

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
	copyFileSync(
		await picture(library, docs, 'library-light'),
		join(manifestPictures, 'library-wide.png')
	);
} finally {
	await browser.close();
	server.close();
}
