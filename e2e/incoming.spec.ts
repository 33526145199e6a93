/**
 * Recordings that come from outside the page: shared by another application with the installed
 * program, or opened with it from a file manager.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { siteAddress } from './base-path.ts';
import { expectFocusWithin, press } from './keys.ts';
import { musicFolder } from './music-folder.ts';
import { button, message, openSite } from './site.ts';

const cache = join(import.meta.dirname, '../.cache');
const listeningTimeoutMs = 60_000;

interface Recording {
	readonly name: string;
	readonly type: string;
	readonly base64: string;
}

let song: Recording;

test.beforeAll(async () => {
	test.setTimeout(300_000);
	const { path, files } = musicFolder(cache);
	const file = files.find((file) => file.content.kind === 'music' && file.path.endsWith('.mp3'));
	if (file === undefined) throw new Error('there is no MP3 in the folder');
	const bytes = await readFile(join(path, '..', file.path));
	song = { name: 'A song – øl.mp3', type: 'audio/mpeg', base64: bytes.toString('base64') };
});

/** The page is the service worker's: only then a share is answered. */
async function whenControlled(page: Page): Promise<void> {
	await openSite(page);
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		if (navigator.serviceWorker.controller !== null) return;
		await new Promise((resolve) =>
			navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
		);
	});
}

/** Posts the form that the system makes of a share. */
async function share(page: Page, recordings: readonly Recording[]): Promise<void> {
	await Promise.all([
		page.waitForURL(/\?shared=|\/$/),
		page.evaluate((recordings) => {
			const form = document.createElement('form');
			form.action = 'share-audio';
			form.method = 'post';
			form.enctype = 'multipart/form-data';
			const input = document.createElement('input');
			input.type = 'file';
			input.name = 'audio';
			input.multiple = true;
			const transfer = new DataTransfer();
			for (const { name, type, base64 } of recordings) {
				const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
				transfer.items.add(new File([bytes], name, { type }));
			}
			input.files = transfer.files;
			form.append(input);
			document.body.append(form);
			form.submit();
		}, recordings)
	]);
}

test('a recording that is shared is listened to, and then not kept', async ({ page }) => {
	await whenControlled(page);
	await share(page, [song]);
	const question = page.getByRole('dialog', { name: 'A recording' });
	await expect(question).toContainText(song.name);
	await expect(page).toHaveURL(/\/$/);
	await press(page, button(page, 'Find tracks that sound like it'));
	const found = page.getByRole('dialog', { name: 'Find by sound' });
	await expectFocusWithin(found);
	await expect(found.getByRole('status', { name: 'Found by sound' })).toContainText(
		'20 tracks found',
		{ timeout: listeningTimeoutMs }
	);
	expect(await page.evaluate(() => caches.has('deejai-shared-audio'))).toBe(false);
	await page.reload();
	await expect(page.getByRole('dialog')).toBeHidden();
});

test('several go into one’s own music', async ({ page }) => {
	await whenControlled(page);
	await share(page, [song, { ...song, name: 'Another.mp3' }]);
	const question = page.getByRole('dialog', { name: '2 recordings' });
	await question.getByRole('button', { name: 'Add them to My music' }).click();
	await expect(page).toHaveURL(/\/library$/);
	// The same bytes under two names are one track.
	await expect(page.getByRole('tab', { name: /^Tracks/ })).toHaveText('Tracks (1)', {
		timeout: listeningTimeoutMs
	});
});

test('what is no recording is refused in words', async ({ page }) => {
	await whenControlled(page);
	await share(page, [{ name: 'notes.txt', type: 'text/plain', base64: btoa('notes') }]);
	await expect(message(page)).toContainText('What was shared is not an audio file');
	await expect(page).toHaveURL(/\/$/);
});

test('a file that the program is opened with is asked about as well', async ({ page }) => {
	await page.addInitScript(({ name, type, base64 }) => {
		const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
		/** A handle of the browser's own, of its private files. */
		const handle = async (): Promise<FileSystemFileHandle> => {
			const folder = await navigator.storage.getDirectory();
			const made = await folder.getFileHandle(name, { create: true });
			const writing = await made.createWritable();
			await writing.write(new Blob([bytes], { type }));
			await writing.close();
			return made;
		};
		// In a window of the program's own.
		const matches = window.matchMedia.bind(window);
		window.matchMedia = (query) => matches(query === '(display-mode: standalone)' ? 'all' : query);
		Object.defineProperty(window, 'launchQueue', {
			value: {
				setConsumer(consumer: (launch: { files: readonly FileSystemHandle[] }) => void) {
					void handle().then((file) => consumer({ files: [file] }));
				}
			}
		});
	}, song);
	await page.goto(siteAddress('/'));
	const question = page.getByRole('dialog', { name: 'A recording' });
	await expect(question).toContainText(song.name);
	await expect(button(page, 'Find tracks that sound like it')).toBeEnabled();
	await expect(button(page, 'Add it to My music')).toBeVisible();
});
