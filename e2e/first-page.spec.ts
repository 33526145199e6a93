/** What opening the site costs a visitor, and whom it tells: nobody. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { sharingForTests } from '../scripts/sharing-for-tests.ts';
import { spotifyForTests } from '../scripts/spotify-for-tests.ts';
import { basePath, buildFolderFor } from './base-path.ts';
import {
	button,
	createPlaylist,
	message,
	openSite,
	playlistItems,
	slider,
	whenReady
} from './site.ts';

const kilobyte = 1024;
const mostScriptBytes = 90 * kilobyte;
/** What Web Vitals call good (https://web.dev/articles/cls). */
const mostShift = 0.1;

declare global {
	interface Window {
		/** The layout shift of this document so far. */
		shift?: number;
	}
}

/** What this site was built to work with; nobody is there while these tests run. */
const configuredOrigins = Object.values({ ...sharingForTests, ...spotifyForTests })
	.filter((value) => URL.canParse(value))
	.map((value) => new URL(value).origin);

const pages = [
	['/', 'Deej-A.I. – playlists that join the dots'],
	['/library', 'My music – Deej-A.I.'],
	['/playlists', 'Playlists – Deej-A.I.'],
	['/about', 'About – Deej-A.I.'],
	['/privacy', 'Privacy – Deej-A.I.'],
	['/storage', 'Storage – Deej-A.I.']
] as const;

test('the first page takes at most 90 KB of JavaScript, compressed', async ({ page }) => {
	const paths: string[] = [];
	page.on('request', (request) => {
		const { pathname } = new URL(request.url());
		if (pathname.endsWith('.js')) paths.push(pathname);
	});
	await openSite(page);
	const sizeOf = (scripts: readonly string[]): number =>
		scripts.map(gzipSizeBytes).reduce((sum, bytes) => sum + bytes, 0);
	const scripts = [...new Set(paths)];
	const workers = scripts.filter((path) => path.includes('/workers/'));
	const own = scripts.filter((path) => !workers.includes(path));
	const inline = gzipSync(await inlineScripts(page)).length;

	const pageBytes = sizeOf(own) + inline;
	const said = (bytes: number): string => `${(bytes / kilobyte).toFixed(1)} KB`;
	report(
		`JavaScript of the first page, gzip: ${said(pageBytes)} in ${own.length} files; ` +
			`of its workers: ${said(sizeOf(workers))} in ${workers.length}`
	);
	expect(own.length).toBeGreaterThan(0);
	expect(workers.length, 'the engine runs in a worker').toBeGreaterThan(0);
	expect(pageBytes).toBeLessThanOrEqual(mostScriptBytes);
});

test('every page is painted from its first answer, and nothing jumps as the rest comes in', async ({
	page
}) => {
	await page.setViewportSize({ width: 412, height: 823 });
	await page.addInitScript(() => {
		const observer = new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				const { value } = entry as PerformanceEntry & { readonly value: number };
				window.shift = (window.shift ?? 0) + value;
			}
		});
		observer.observe({ type: 'layout-shift', buffered: true });
	});
	const playlist = '/playlist#v=1&w=house-0100,house-0200&n=10&k=0.5&z=0.05&s=3';
	const addresses = [...pages.map(([address]) => address), playlist];
	for (const address of addresses) {
		// A document of its own each time, which another fragment alone would not be.
		await openSite(page, address);
		if (address === playlist) await expect(playlistItems(page)).toHaveCount(12);
		const { blocking, shift } = await page.evaluate(() => ({
			blocking: performance
				.getEntriesByType('resource')
				.filter((entry) => 'renderBlockingStatus' in entry)
				.filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking')
				.map(({ name }) => name),
			shift: window.shift ?? 0
		}));
		expect(blocking, `${address} waits for these before it is painted`).toEqual([]);
		expect(shift, `how far ${address} moves under one’s eyes`).toBeLessThan(mostShift);
	}
});

test(
	'no request leaves the site, and nothing is complained about, all the way through',
	{ tag: '@addresses' },
	async ({ page, baseURL }) => {
		const requests: string[] = [];
		const complaints: string[] = [];
		page.on('request', (request) => requests.push(request.url()));
		page.on('console', (entry) => {
			if (entry.type() === 'error' || entry.type() === 'warning') complaints.push(entry.text());
		});
		page.on('pageerror', (error) => complaints.push(error.message));
		page.on('response', (response) => {
			if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
		});

		await createPlaylist(page);
		await slider(page, 'Creativity').fill('80');
		await button(page, 'Again').click();
		await expect(message(page)).toContainText('Noise is now');
		await playlistItems(page).nth(1).getByRole('button', { name: /^Why / }).click();
		await button(page, 'Less like this').click();
		await expect(page.getByRole('list', { name: 'Steered away from' })).toBeVisible();
		await playlistItems(page)
			.nth(1)
			.getByRole('button', { name: /^Play / })
			.click();
		await expect(playlistItems(page).getByRole('button', { name: /^Pause / })).toHaveCount(1);
		await expect
			.poll(() => page.getByRole('slider', { name: 'Position' }).inputValue().then(Number))
			.toBeGreaterThan(0);
		await button(page, 'Export').click();
		await page.keyboard.press('Escape');
		await button(page, 'Save').click();
		await page.getByRole('link', { name: 'Playlists' }).click();
		await expect(page.getByRole('list', { name: 'Saved playlists' })).toBeVisible();
		await page.getByRole('link', { name: 'About' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
		await page.getByRole('link', { name: 'Privacy', exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Privacy');

		const elsewhere = requests.filter(
			(url) => !url.startsWith(`${baseURL ?? ''}/`) && !isLocal(url)
		);
		expect(elsewhere).toEqual([]);
		expect(requests.some((url) => url.includes('/catalogues/house/'))).toBe(true);
		expect(complaints).toEqual([]);
	}
);

for (const [address, title] of pages) {
	test(
		`${address} has a title of its own and a strict policy`,
		{ tag: '@addresses' },
		async ({ page }) => {
			await openSite(page, address);
			await expect(page).toHaveTitle(title);
			await expectStrictPolicy(page);
		}
	);
}

test('a playlist’s page is called what the playlist is called', async ({ page }) => {
	await createPlaylist(page);
	await expect(page).toHaveTitle(/^From .+ to .+ – Deej-A\.I\.$/);
	await expectStrictPolicy(page);
	await button(page, 'Rename').click();
	await page.getByRole('textbox', { name: 'Playlist name' }).fill('An hour of rain');
	await page.keyboard.press('Enter');
	await expect(page).toHaveTitle('An hour of rain – Deej-A.I.');
	await page.reload();
	await whenReady(page);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('An hour of rain');
});

test(
	'an address that leads nowhere says so and leads back',
	{ tag: '@addresses' },
	async ({ page }) => {
		await openSite(page, '/no/such/page');
		await expect(page).toHaveTitle('No such page – Deej-A.I.');
		await expectStrictPolicy(page);
		await page.getByRole('link', { name: 'Create a playlist' }).click();
		await expect(page).toHaveTitle(pages[0][1]);
	}
);

/** For people who read the test's output: there is nothing to assert about it. */
function report(line: string): void {
	process.stdout.write(`    ${line}\n`);
}

function gzipSizeBytes(path: string): number {
	const file = join(
		import.meta.dirname,
		'..',
		buildFolderFor(basePath),
		path.slice(basePath.length)
	);
	return gzipSync(readFileSync(file)).length;
}

async function inlineScripts(page: Page): Promise<string> {
	const scripts = await page.locator('script:not([src])').allTextContents();
	return scripts.join('\n');
}

/** What the page makes for itself: sound, downloads. */
function isLocal(url: string): boolean {
	return url.startsWith('blob:') || url.startsWith('data:');
}

/** Nothing runs or loads that the site did not bring or was not set up with. */
async function expectStrictPolicy(page: Page): Promise<void> {
	const policy = await page
		.locator('meta[http-equiv="content-security-policy" i]')
		.getAttribute('content');
	expect(policy).toContain("default-src 'none'");
	expect(policy).toContain("script-src 'self'");
	expect(policy).not.toContain("'unsafe-inline'");
	expect(policy).not.toContain("'unsafe-eval'");
	expect(policy).not.toContain('*');
	for (const [source] of (policy ?? '').matchAll(/https?:[^\s;]*/g)) {
		expect(configuredOrigins).toContain(source);
	}
}
