/**
 * From one version of the site to the next, on a host that is changed while people are there: it is
 * noticed, it waits, and nobody is ever served a mix of two.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { root } from '../scripts/run-step.ts';
import { basePath } from './base-path.ts';
import { holdListening } from './held-listening.ts';
import { test } from './hosted-test.ts';
import { press } from './keys.ts';
import type { SiteHost } from './misbehaving-host.ts';
import { houseRecording } from './recordings.ts';
import {
	documentBuild,
	keptBuilds,
	LoadedFiles,
	reloadButton,
	updateStatus,
	whenKept
} from './shell.ts';
import type { SiteVersion } from './site-versions.ts';
import { button, chooseTrack, openSite, playlistItems, waypointItems, whenReady } from './site.ts';

test.describe.configure({ timeout: 90_000 });

let a: SiteVersion;
let b: SiteVersion;
let c: SiteVersion;
let d: SiteVersion;

test.beforeAll(({ versionFor }) => {
	[a, b, c, d] = ['A', 'B', 'C', 'D'].map((name) => versionFor(name, `${basePath}/`)) as [
		SiteVersion,
		SiteVersion,
		SiteVersion,
		SiteVersion
	];
});

test('a newer version is noticed, waits, and comes with one reload', async ({ page, host }) => {
	const loaded = await visit(page, host);
	await expect(updateStatus(page)).toBeEmpty();
	await chooseTrack(page, 'an', 0);

	const before = host.requested.length;
	host.version = b;
	await comeBack(page);
	await expect(updateStatus(page)).toContainText('A new version is ready');
	expect(await documentBuild(page)).toBe(a.build);
	// It waits, whatever is done meanwhile.
	await page.getByRole('link', { name: 'My music' }).click();
	await page.getByRole('link', { name: 'Create', exact: true }).click();
	expect(loaded.versions).toEqual(['A']);
	expect(loaded.loads).toBe(1);

	await press(page, reloadButton(page));
	await expectVersion(page, b);
	await expect(updateStatus(page)).toBeEmpty();
	await expect(waypointItems(page), 'what was chosen is still there').toHaveCount(1);
	expect(loaded.loads).toBe(2);
	expect(loaded.versions).toEqual(['B']);
	expect(loaded.mixes).toEqual([]);
	await expect.poll(() => keptBuilds(page)).toEqual([b.build]);
	// What both have in common came from this device.
	const fetched = host.requested.slice(before);
	expect(fetched.some((path) => path.includes('.version-B.'))).toBe(true);
	expect(fetched.filter((path) => /\.(woff2|wasm)$/.test(path))).toEqual([]);
});

test('a reload by hand brings the version that waits, if nobody else is here', async ({
	page,
	host
}) => {
	const loaded = await visit(page, host);
	host.version = b;
	await comeBack(page);
	await expect(reloadButton(page)).toBeVisible();
	await page.reload();
	// It goes over at once: a look at the page would count as a touch.
	await page.waitForEvent('load');
	await expectVersion(page, b);
	expect(loaded.loads).toBe(3);
	expect(loaded.mixes).toEqual([]);
});

test('of two tabs one goes over when it is told to, and the other when it is out of sight', async ({
	page,
	context,
	host
}) => {
	const other = await context.newPage();
	const loaded = [await visit(page, host), await visit(other, host)];
	host.version = b;
	await comeBack(page);
	await reloadButton(page).click();
	await expectVersion(page, b);

	// The other one is told, and goes on as it was: with its own files, which its host has no more.
	await expect(reloadButton(other)).toBeVisible();
	expect(await documentBuild(other)).toBe(a.build);
	await other.getByRole('link', { name: 'My music' }).click();
	await expect(other.getByRole('heading', { level: 1 })).toHaveText('My music');
	await other.getByRole('link', { name: 'Create', exact: true }).click();
	await chooseTrack(other, 'an', 0);
	await button(other, 'Create playlist').click();
	await expect(playlistItems(other).first()).toBeVisible();
	expect(loaded[1]?.versions).toEqual(['A']);
	expect(await keptBuilds(page)).toEqual([a.build, b.build].sort());

	await hide(other);
	await expectVersion(other, b);
	expect(loaded.map(({ loads }) => loads)).toEqual([2, 2]);
	expect(loaded.flatMap(({ mixes }) => mixes)).toEqual([]);
	await page.reload();
	await whenReady(page);
	await expect.poll(() => keptBuilds(page)).toEqual([b.build]);
});

test('while files are listened to it waits, in every tab', async ({ page, context, host }) => {
	const other = await context.newPage();
	await visit(other, host);
	const letListen = await holdListening(page);
	const loaded = await visit(page, host);
	await page.getByRole('link', { name: 'My music' }).click();
	const choosing = page.waitForEvent('filechooser');
	await button(page, 'Add files').first().click();
	const buffer = houseRecording('house-0100', { seconds: 6 });
	await (await choosing).setFiles({ name: 'rain.wav', mimeType: 'audio/wav', buffer });
	await expect(page.getByRole('progressbar', { name: 'Analysing your music' })).toBeVisible();

	host.version = b;
	await comeBack(page);
	await expect(updateStatus(page)).toContainText('after the scan');
	await expect(reloadButton(page)).toBeDisabled();
	await expect(updateStatus(other)).toContainText('another tab');
	await expect(reloadButton(other)).toBeDisabled();

	await letListen();
	await expect(reloadButton(page)).toBeEnabled();
	await reloadButton(page).click();
	await expectVersion(page, b);
	expect(loaded.loads).toBe(2);
});

test('a version of which a file cannot be had is not taken, and taken once it is whole', async ({
	page,
	host
}) => {
	const loaded = await visit(page, host);
	host.version = b;
	// Files that a page would only ask for when somebody listens.
	const isBroken = (path: string): boolean => /\/workers\/entry-.*\.js$/.test(path);
	for (const fault of [
		{ status: 404 },
		'html',
		'truncated',
		'flipped-bit',
		{ swappedFor: 'favicon.svg' },
		'cut'
	] as const) {
		await test.step(JSON.stringify(fault), async () => {
			host.misbehave = (path) => (isBroken(path) ? fault : null);
			const earlier = host.requested.filter(isBroken).length;
			await comeBack(page);
			await expect.poll(() => host.requested.filter(isBroken).length).toBeGreaterThan(earlier);
			await untilNothingIsInstalled(page);
			await expect(updateStatus(page)).toBeEmpty();
		});
	}
	await page.reload();
	await whenReady(page);
	await page.getByRole('link', { name: 'My music' }).click();
	expect(loaded.versions).toEqual(['A']);

	host.misbehave = () => null;
	await comeBack(page);
	await reloadButton(page).click();
	await expectVersion(page, b);
	expect(loaded.mixes).toEqual([]);
});

test('back to the version before it is as any other', async ({ page, host }) => {
	const loaded = await visit(page, host);
	for (const version of [b, a]) {
		host.version = version;
		await comeBack(page);
		await reloadButton(page).click();
		await expectVersion(page, version);
	}
	expect(loaded.loads).toBe(3);
	expect(loaded.mixes).toEqual([]);
});

test('a version that was taken back before anybody went over is not offered any more', async ({
	page,
	host
}) => {
	await visit(page, host);
	host.version = b;
	await comeBack(page);
	await expect(reloadButton(page)).toBeVisible();
	host.version = a;
	await comeBack(page);
	await expect(updateStatus(page)).toBeEmpty();
});

test('whoever comes back three versions later goes straight to the newest', async ({
	startBrowser,
	host
}) => {
	const before = await (await startBrowser()).newPage();
	await visit(before, host);
	for (const version of [b, c, d]) host.version = version;
	const page = await (await startBrowser()).newPage();
	const loaded = new LoadedFiles(page);
	await openSite(page, host.url);
	expect(loaded.versions).toEqual(['A']);
	await reloadButton(page).click();
	await expectVersion(page, d);
	expect(loaded.loads).toBe(2);
	expect(loaded.mixes).toEqual([]);
	expect(host.requested.filter((path) => /\.version-[BC]\./.test(path))).toEqual([]);
});

test.describe('a page that is not kept', () => {
	test('whose file is gone is loaded again, once, where somebody was going', async ({
		page,
		host
	}) => {
		host.misbehave = (path) => (path === 'service-worker.js' ? { status: 404 } : null);
		const loaded = new LoadedFiles(page);
		await openSite(page, host.url);
		host.version = b;
		await page.getByRole('link', { name: 'Playlists' }).click();
		await expectVersion(page, b);
		await expect(page).toHaveURL(`${host.url}playlists`);
		expect(loaded.loads).toBe(2);
		expect(loaded.mixes).toEqual([]);
	});

	test('whose file stays away is not loaded again and again', async ({ page, host }) => {
		const loaded = new LoadedFiles(page);
		host.misbehave = (path) => (path === 'service-worker.js' ? { status: 404 } : null);
		await openSite(page, host.url);
		const there = new Set(host.requested);
		host.misbehave = (path) =>
			(path.includes('/nodes/') && !there.has(path)) || path === 'service-worker.js'
				? { status: 404 }
				: null;
		await page.getByRole('link', { name: 'Playlists' }).click();
		await expect(updateStatus(page)).toContainText('could not be loaded');
		expect(loaded.loads).toBe(2);

		host.misbehave = () => null;
		await reloadButton(page).click();
		await whenReady(page);
		expect(loaded.loads).toBe(3);
	});

	test('that comes old out of a cache, with files that are gone, is fetched anew', async ({
		page,
		host
	}) => {
		host.version = b;
		const old = readFileSync(join(a.folder, 'about.html'), 'utf8');
		const loaded = new LoadedFiles(page);
		// As a host's own cache has it, once.
		await page.route(
			`${host.url}about`,
			(route) => route.fulfill({ contentType: 'text/html', body: old }),
			{
				times: 1
			}
		);
		await page.goto(`${host.url}about`);
		await expectVersion(page, b);
		expect(loaded.loads).toBe(2);
	});

	test('whose host is out of reach stays as it is', async ({ page, host }) => {
		host.misbehave = (path) => (path === 'service-worker.js' ? { status: 404 } : null);
		const loaded = new LoadedFiles(page);
		await openSite(page, host.url);
		await host.goOffline();
		await page.getByRole('link', { name: 'Playlists' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page broke');
		expect(loaded.loads).toBe(1);
	});
});

test('the kill switch takes away the service worker and what it kept, and nothing else', async ({
	page,
	host
}) => {
	const loaded = await visit(page, host);
	await chooseTrack(page, 'an', 0);
	host.replacements.set('service-worker.js', join(root, 'scripts/kill-switch/service-worker.js'));
	host.version = b;
	await comeBack(page);
	// A browser lets the older worker finish what it is at.
	await expect.poll(() => keptBuilds(page), { timeout: 20_000 }).toEqual([]);
	expect(await documentBuild(page), 'the page goes on').toBe(a.build);

	await page.reload();
	await expectVersion(page, b);
	await expect(waypointItems(page)).toHaveCount(1);
	expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
	expect(loaded.mixes).toEqual([]);

	// Once it is over, all is as at a first visit.
	host.replacements.clear();
	await page.reload();
	await whenReady(page);
	await whenKept(page);
	expect(await keptBuilds(page)).toEqual([b.build]);
});

test.describe('below a path of its host', () => {
	test.use({ basePath: '/some/base/' });

	test('it works without a network, and goes over to a newer version', async ({
		page,
		host,
		versionFor
	}) => {
		const loaded = await visit(page, host);
		await host.goOffline();
		for (const [address, heading] of [
			['', 'Join the dots.'],
			['about', 'About'],
			['no/such/page', 'No such page']
		] as const) {
			await openSite(page, host.url + address);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
		}
		await openSite(page, host.url);
		await chooseTrack(page, 'an', 0);
		await button(page, 'Create playlist').click();
		await expect(playlistItems(page).first()).toBeVisible();

		await host.goOnline();
		const next = versionFor('B', '/some/base/');
		host.version = next;
		const { loads } = loaded;
		await comeBack(page);
		await reloadButton(page).click();
		await expectVersion(page, next);
		expect(loaded.loads).toBe(loads + 1);
		expect(loaded.mixes).toEqual([]);
	});

	test('the site above it on the same host is left alone', async ({ page, host }) => {
		await visit(page, host);
		const response = await page.goto(new URL('/', host.url).href);
		expect(response?.fromServiceWorker()).toBe(false);
		expect(response?.status()).toBe(404);
	});
});

/** Opens the site and waits until it is kept. */
async function visit(page: Page, host: SiteHost): Promise<LoadedFiles> {
	const loaded = new LoadedFiles(page);
	await openSite(page, host.url);
	await whenKept(page);
	return loaded;
}

/** What happens when somebody turns to this tab again. */
async function comeBack(page: Page): Promise<void> {
	await page.evaluate(() => window.dispatchEvent(new Event('focus')));
}

async function untilNothingIsInstalled(page: Page): Promise<void> {
	await expect
		.poll(() =>
			page.evaluate(async () => {
				const registration = await navigator.serviceWorker.getRegistration();
				return registration?.installing ?? registration?.waiting ?? null;
			})
		)
		.toBeNull();
}

async function hide(page: Page): Promise<void> {
	await page.evaluate(() => {
		Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
	});
}

async function expectVersion(page: Page, version: SiteVersion): Promise<void> {
	await expect(page.locator('meta[name="build"]')).toHaveAttribute('content', version.build);
	await whenReady(page);
}
