/**
 * Everybody can use it: what the device and the browser bring into the pages. What is kept and may be
 * deleted, room that runs out, a browser that keeps nothing, a newer version, installing, recordings
 * that come from outside.
 */
import { expect, type Page } from '@playwright/test';
import { calmContext, expectAccessible } from './accessible.ts';
import { holdListening } from './held-listening.ts';
import { test } from './hosted-test.ts';
import { houseRecording } from './recordings.ts';
import { reloadButton, updateStatus, whenKept } from './shell.ts';
import { button, createPlaylist, openSite } from './site.ts';
import { refuseStorage } from './storage-quota.ts';

test.use(calmContext);
test.describe.configure({ timeout: 180_000 });

const kept = (page: Page) => page.getByRole('list', { name: 'Kept on this device' });

test('the storage page: with something in it, its questions, what is said to a wish, installing', async ({
	page
}) => {
	await page.addInitScript(() => {
		navigator.storage.persisted = () => Promise.resolve(false);
		navigator.storage.persist = () => Promise.resolve(false);
	});
	await createPlaylist(page);
	await button(page, 'Save').click();
	await openSite(page, '/storage');
	await expect(kept(page)).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Delete Saved playlists' }).click();
	await expect(page.getByRole('dialog', { name: 'Delete this?' })).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Keep it').last().click();
	await button(page, 'Delete everything').click();
	await expect(page.getByRole('dialog', { name: 'Delete everything?' })).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');

	await button(page, 'Keep it').click();
	await expect(page.getByText('The browser did not agree.')).toBeVisible();
	await page.evaluate(() => {
		const offer = new Event('beforeinstallprompt', { cancelable: true });
		dispatchEvent(Object.assign(offer, { prompt: () => Promise.resolve({ outcome: 'accepted' }) }));
	});
	await expect(button(page, 'Install Deej-A.I.')).toBeVisible();
	await expectAccessible(page);
	await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
	await expect(page.getByText('It is installed.')).toBeVisible();
	await expectAccessible(page);
});

test('a device that is nearly full, and recordings that were shared with the program', async ({
	page
}) => {
	await page.addInitScript(() => {
		navigator.storage.estimate = () => Promise.resolve({ usage: 95e6, quota: 100e6 });
		// In a window of the program's own.
		const matches = window.matchMedia.bind(window);
		window.matchMedia = (query) => matches(query === '(display-mode: standalone)' ? 'all' : query);
		type Launch = { readonly files: readonly FileSystemHandle[] };
		const setConsumer = (consumer: (launch: Launch) => void): void => {
			Object.assign(window, {
				openWith: async (...names: readonly string[]) => {
					const folder = await navigator.storage.getDirectory();
					const opened = names.map((name) => folder.getFileHandle(name, { create: true }));
					consumer({ files: await Promise.all(opened) });
				}
			});
		};
		Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
	});
	const openWith = async (...names: readonly string[]): Promise<void> => {
		await expect.poll(() => page.evaluate(() => 'openWith' in window)).toBe(true);
		await page.evaluate(async (names) => {
			const open = Reflect.get(window, 'openWith') as (...names: string[]) => Promise<void>;
			await open(...names);
		}, names);
	};
	await openSite(page);
	await openWith('A song with a name that goes on for a while (recorded in the kitchen).mp3');
	await expect(page.getByRole('dialog', { name: 'A recording' })).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await openWith(...Array.from({ length: 7 }, (_, number) => `Song ${number + 1}.mp3`));
	await expect(page.getByRole('dialog', { name: '7 recordings' })).toBeVisible();
	await expectAccessible(page);
	await openSite(page, '/storage');
	await expect(page.getByRole('alert')).toBeVisible();
	await expectAccessible(page);
});

test('a browser that keeps nothing', async ({ page, context }) => {
	await refuseStorage(context);
	for (const address of ['/', '/playlists?tab=yours', '/library', '/storage']) {
		await test.step(address, async () => {
			await openSite(page, address);
			await expect(page.getByText(/not let the page keep anything|not kept/).first()).toBeVisible();
			await expectAccessible(page);
		});
	}
});

test('a newer version: while it waits for a scan, and when it is ready', async ({
	page,
	host,
	versionFor
}) => {
	const letListen = await holdListening(page);
	await openSite(page, `${host.url}library`);
	await whenKept(page);
	const choosing = page.waitForEvent('filechooser');
	await button(page, 'Add files').first().click();
	const buffer = houseRecording('house-0100', { seconds: 6 });
	await (await choosing).setFiles({ name: 'rain.wav', mimeType: 'audio/wav', buffer });
	await expect(page.getByRole('progressbar', { name: 'Analysing your music' })).toBeVisible();
	host.version = versionFor('B', '/');
	await page.evaluate(() => window.dispatchEvent(new Event('focus')));
	await expect(updateStatus(page)).toContainText('after the scan', { timeout: 30_000 });
	await expectAccessible(page);
	await letListen();
	await expect(reloadButton(page)).toBeEnabled();
	await page.getByRole('link', { name: 'Create', exact: true }).click();
	await expectAccessible(page);
});

test('a page of which a part cannot be had', async ({ page, host }) => {
	const isGone = (path: string): boolean => path === 'service-worker.js';
	host.misbehave = (path) => (isGone(path) ? { status: 404 } : null);
	await openSite(page, host.url);
	const there = new Set(host.requested);
	host.misbehave = (path) =>
		isGone(path) || (path.includes('/nodes/') && !there.has(path)) ? { status: 404 } : null;
	await page.getByRole('link', { name: 'Playlists' }).click();
	await expect(updateStatus(page)).toContainText('could not be loaded');
	await expectAccessible(page);
	await host.goOffline();
	await page.getByRole('link', { name: 'My music' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page broke');
	await expectAccessible(page);
});
