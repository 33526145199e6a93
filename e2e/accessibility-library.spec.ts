/** Everybody can use it: one's own music, from the first file to the last. */
import { expect, test, type Page } from '@playwright/test';
import { calmContext, expectAccessible } from './accessible.ts';
import { holdListening } from './held-listening.ts';
import { houseRecording, silentRecording } from './recordings.ts';
import { button, message, openSite } from './site.ts';

test.use(calmContext);
test.describe.configure({ timeout: 240_000 });

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });

test('my music: while it is listened to, with what could not be used, and after a restart', async ({
	page,
	context
}) => {
	const letListen = await holdListening(page);
	await refuseWhenFull(page);
	await openSite(page, '/library');
	await chooseFiles(page);
	await expect(page.getByRole('progressbar', { name: 'Analysing your music' })).toBeVisible();
	await expect(button(page, 'Pause')).toBeVisible();
	await expectAccessible(page);
	const other = await context.newPage();
	await openSite(other, '/library');
	await expect(other.getByText('Another tab is listening')).toBeVisible();
	await expectAccessible(other);
	await other.close();
	await button(page, 'Pause').click();
	await expectAccessible(page);
	await button(page, 'Resume').click();

	await page.evaluate(() => Object.assign(window, { isFull: true }));
	await expect(async () => {
		await letListen();
		await expect(page.getByRole('alert')).toContainText('no room left', { timeout: 500 });
	}).toPass();
	await expectAccessible(page);
	await page.evaluate(() => Object.assign(window, { isFull: false }));
	await button(page, 'Try again').click();
	await expect(async () => {
		await letListen();
		const analysis = page.getByRole('status', { name: 'Analysis' });
		await expect(analysis).toContainText('Done: 3 tracks', { timeout: 500 });
	}).toPass();
	await expectAccessible(page);

	await tab(page, /^Could not be used/).click();
	await expectAccessible(page);
	await tab(page, /^Folders/).click();
	await expectAccessible(page);
	await button(page, 'Remove all of my music from this device’s library').click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');

	await tab(page, /^Tracks/).click();
	await page
		.getByRole('button', { name: /^More for / })
		.first()
		.click();
	await expect(page.getByRole('menu')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('menuitem', { name: 'Remove from my music' }).click();
	await message(page).getByRole('button', { name: 'Undo' }).focus();
	await expectAccessible(page);
	await message(page).getByRole('button', { name: 'Undo' }).click();
	await page
		.getByRole('checkbox', { name: /^Select house/ })
		.first()
		.check();
	await expect(page.getByRole('toolbar', { name: 'Selected tracks' })).toBeVisible();
	await expectAccessible(page);
	await button(page, 'Clear the selection').click();
	await page.getByRole('searchbox', { name: 'Search my music' }).fill('zzzzqq');
	await expect(page.getByText('Nothing of yours is called')).toBeVisible();
	await expectAccessible(page);

	await page.reload();
	await expect(page.getByRole('button', { name: /^Choose .+ again$/ })).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Create', exact: true }).click();
	await expect(page.getByRole('group', { name: 'Play from' })).toBeVisible();
	await expectAccessible(page);
});

/** Three that can be used, and three that cannot. */
async function chooseFiles(page: Page): Promise<void> {
	const choosing = page.waitForEvent('filechooser');
	await button(page, 'Add files').first().click();
	const music = ['house-0100', 'house-0500', 'house-0900'].map((id) => ({
		name: `${id}.wav`,
		mimeType: 'audio/wav',
		buffer: houseRecording(id, { startSeconds: 10, seconds: 6 })
	}));
	const troubles = [
		{ name: 'silence.wav', mimeType: 'audio/wav', buffer: silentRecording(6) },
		{
			name: 'a letter.mp3',
			mimeType: 'audio/mpeg',
			buffer: Buffer.from('Dear listener, '.repeat(400))
		},
		{ name: 'empty.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(0) }
	];
	await (await choosing).setFiles([...music, ...troubles]);
}

/** While `isFull` is set the page's database takes nothing more. */
async function refuseWhenFull(page: Page): Promise<void> {
	await page.addInitScript(() => {
		for (const method of ['put', 'add']) {
			const real: unknown = Reflect.get(IDBObjectStore.prototype, method);
			const proxy = new Proxy(real as () => unknown, {
				apply(target, store: IDBObjectStore, call: []) {
					if (Reflect.get(window, 'isFull') === true) {
						throw new DOMException('full', 'QuotaExceededError');
					}
					return Reflect.apply(target, store, call);
				}
			});
			Reflect.set(IDBObjectStore.prototype, method, proxy);
		}
	});
}
