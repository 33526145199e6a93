/**
 * Find by sound, with real recordings of the house's tracks: as files, and through a microphone that
 * the browser plays a file into.
 */
import { writeFileSync } from 'node:fs';
import {
	chromium,
	expect,
	test as base,
	type Browser,
	type Locator,
	type Page
} from '@playwright/test';
import { houseTrack } from '#workers/house/catalogue.ts';
import { chromiumLaunchOptions } from '../scripts/chromium.ts';
import { expectAccessible } from './accessible.ts';
import { houseRecording, silentRecording } from './recordings.ts';
import { button, openSite, playlistTracks, waypointNames } from './site.ts';

interface RecordedFile {
	readonly name: string;
	readonly mimeType: string;
	readonly buffer: Buffer;
}

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Find by sound' });
const matches = (page: Page): Locator =>
	page.getByRole('list', { name: 'Sounds like it' }).getByRole('listitem');

const test = base.extend<{
	/** A page of another browser, started with these flags. */
	pageWith: (flags: readonly string[]) => Promise<Page>;
	/** A page whose microphone hears this recording, again and again. */
	pageHearing: (recording: Buffer) => Promise<Page>;
}>({
	pageWith: async ({ baseURL }, use) => {
		const browsers: Browser[] = [];
		await use(async (flags) => {
			const options = chromiumLaunchOptions();
			const browser = await chromium.launch({
				...options,
				args: [...options.args, ...flags],
				// A tab that is muted has no sound to share.
				ignoreDefaultArgs: ['--mute-audio']
			});
			browsers.push(browser);
			const context = await browser.newContext({
				...(baseURL && { baseURL }),
				permissions: ['microphone']
			});
			return context.newPage();
		});
		for (const browser of browsers) await browser.close();
	},
	pageHearing: async ({ pageWith }, use, testInfo) => {
		await use((recording) => {
			const file = testInfo.outputPath('microphone.wav');
			writeFileSync(file, recording);
			return pageWith([`--use-file-for-fake-audio-capture=${file}`]);
		});
	}
});

// Rendering, listening and a browser of one's own each take seconds where two cores are shared.
test.describe.configure({ timeout: 120_000 });

test.describe('a file', () => {
	for (const id of ['house-0100', 'house-0500']) {
		test(`of ${id} is found by how it sounds`, async ({ page }) => {
			await openDialog(page);
			await choose(page, wav(houseRecording(id)));
			const best = (await matchNames(page)).slice(0, 3);
			expect(best).toContain(labelOf(id));
			await expect(dialog(page)).toContainText('Sounds like song');
		});
	}

	test('of a few seconds is found too; its matches become waypoints and a playlist', async ({
		page
	}) => {
		await openDialog(page);
		await choose(page, wav(houseRecording('house-0100', { startSeconds: 10, seconds: 12 })));
		const names = await matchNames(page);
		expect(names.slice(0, 3)).toContain(labelOf('house-0100'));
		expect(names).toHaveLength(20);

		const [first = '', second = ''] = names;
		await button(page, `Add ${second} as waypoint`).click();
		await expect(button(page, `Added ${second}`)).toBeVisible();
		await button(page, `Play ${first}`).click();
		await expect(button(page, `Pause ${first}`)).toBeVisible();
		await page.keyboard.press('Escape');
		await expect(dialog(page)).toBeHidden();
		expect(await waypointNames(page)).toEqual([second]);

		await button(page, 'Find by sound').click();
		await expect(matches(page), 'what was found is still there').toHaveCount(20);
		await button(page, 'Make a playlist from these').click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sounds like song');
		await expect.poll(() => playlistTracks(page)).toEqual(names);
	});

	test('that is dropped on the page is listened to', async ({ page }) => {
		await openSite(page);
		const bytes = [...houseRecording('house-0100', { startSeconds: 10, seconds: 6 })];
		const transfer = await page.evaluateHandle((bytes) => {
			const transfer = new DataTransfer();
			transfer.items.add(new File([Uint8Array.from(bytes)], 'dropped.wav'));
			return transfer;
		}, bytes);
		await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
		await expect(page.getByText('Drop it here')).toBeVisible();
		await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
		await expect(dialog(page)).toContainText('Sounds like dropped');
		await expect(matches(page)).toHaveCount(20);
	});

	test('that is shorter than five seconds is listened to, and it is said', async ({ page }) => {
		await openDialog(page);
		await choose(page, wav(houseRecording('house-0100', { startSeconds: 20, seconds: 0.5 })));
		await expect(dialog(page)).toContainText('shorter than five seconds');
		await expect(matches(page)).toHaveCount(20);
	});

	const bad: readonly (readonly [string, RecordedFile, RegExp])[] = [
		[
			'text that is called music',
			{ name: 'notes.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('la la la '.repeat(500)) },
			/no sound in this file/
		],
		[
			'nothing',
			{ name: 'nothing.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(0) },
			/This file is empty/
		],
		['silence', wav(silentRecording(8)), /silent from beginning to end/]
	];
	for (const [what, file, sentence] of bad) {
		test(`of ${what} is answered with what is wrong with it`, async ({ page }) => {
			await openDialog(page);
			await choose(page, file);
			await expect(dialog(page).getByRole('alert')).toHaveText(sentence);
			await choose(page, wav(houseRecording('house-0500', { startSeconds: 30, seconds: 6 })));
			await expect(matches(page), 'another file works').toHaveCount(20);
		});
	}
});

test.describe('the microphone', () => {
	test('finds what is playing, stops when told, and is given back', async ({ pageHearing }) => {
		const id = 'house-0500';
		const page = await pageHearing(houseRecording(id, { startSeconds: 25, seconds: 30 }));
		const isOpen = await watchMicrophone(page);
		await openDialog(page);
		await button(page, 'Microphone').click();
		await expect(matches(page)).toHaveCount(20, { timeout: 20_000 });
		expect(await isOpen()).toBe(true);
		await expect(dialog(page)).toContainText(/\b([89]|[12]\d) s/, { timeout: 20_000 });
		await button(page, 'Stop').click();
		await expect(button(page, 'Make a playlist from these')).toBeVisible();
		expect(await isOpen()).toBe(false);
		expect((await matchNames(page)).slice(0, 10)).toContain(labelOf(id));
	});

	test('is given back when the dialog closes', async ({ pageHearing }) => {
		const page = await pageHearing(houseRecording('house-0100', { seconds: 10 }));
		const isOpen = await watchMicrophone(page);
		await openDialog(page);
		await button(page, 'Microphone').click();
		await expect(dialog(page)).toContainText(/[1-9] s/);
		expect(await isOpen()).toBe(true);
		await page.keyboard.press('Escape');
		await expect.poll(isOpen).toBe(false);
		await button(page, 'Find by sound').click();
		await expect(button(page, 'Microphone')).toBeVisible();
	});

	test('that hears only silence says so', async ({ pageHearing }) => {
		const page = await pageHearing(silentRecording(10));
		await page.emulateMedia({ reducedMotion: 'reduce' });
		await openDialog(page);
		await button(page, 'Microphone').click();
		await expect(dialog(page)).toContainText('It hears only silence');
		await expectAccessible(page);
		await button(page, 'Stop').click();
		await expect(dialog(page).getByRole('alert')).toContainText('Is the music on');
	});

	test('that is not allowed says how to allow it', async ({ page }) => {
		await openDialog(page);
		await button(page, 'Microphone').click();
		await expect(dialog(page).getByRole('alert')).toContainText('Allow it by the icon');
	});
});

test('what another tab plays is found', async ({ pageWith }) => {
	const id = 'house-0100';
	const page = await pageWith([
		'--auto-select-tab-capture-source-by-title=Radio',
		'--autoplay-policy=no-user-gesture-required'
	]);
	await openSite(page);
	const radio = await page.context().newPage();
	await playIn(radio, houseRecording(id, { startSeconds: 10, seconds: 12 }));
	await page.bringToFront();
	await button(page, 'Find by sound').click();
	await button(page, 'Another tab’s sound').click();
	await expect(matches(page)).toHaveCount(20, { timeout: 20_000 });
	await button(page, 'Stop').click();
	expect((await matchNames(page)).slice(0, 10)).toContain(labelOf(id));
});

test('everybody can use the dialog, whatever it shows', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await openDialog(page);
	await expectAccessible(page);
	await choose(page, wav(silentRecording(6)));
	await expect(dialog(page).getByRole('alert')).toBeVisible();
	await expectAccessible(page);
	await choose(page, wav(houseRecording('house-0100', { startSeconds: 10, seconds: 6 })));
	await matches(page).nth(1).getByRole('button', { name: /^Add / }).click();
	await expectAccessible(page);
});

async function openDialog(page: Page): Promise<void> {
	await openSite(page);
	await button(page, 'Find by sound').click();
	await expect(dialog(page)).toBeVisible();
}

/** Plays a recording over and over in a page called Radio. */
async function playIn(page: Page, recording: Buffer): Promise<void> {
	await page.setContent('<!doctype html><title>Radio</title>');
	await page.evaluate(async (text) => {
		const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
		const context = new AudioContext();
		const source = new AudioBufferSourceNode(context, {
			buffer: await context.decodeAudioData(bytes.buffer),
			loop: true
		});
		source.connect(context.destination);
		source.start();
	}, recording.toString('base64'));
}

async function choose(page: Page, file: RecordedFile): Promise<void> {
	await dialog(page).locator('input[type=file]').setInputFiles(file);
}

function wav(buffer: Buffer): RecordedFile {
	return { name: 'song.wav', mimeType: 'audio/wav', buffer };
}

/** What was found, best first, once the search is over. */
async function matchNames(page: Page): Promise<readonly string[]> {
	await expect(button(page, 'Make a playlist from these')).toBeVisible({ timeout: 30_000 });
	return matches(page)
		.getByRole('button', { name: /^Play / })
		.evaluateAll((buttons) =>
			buttons.map((button) => (button.getAttribute('aria-label') ?? '').replace('Play ', ''))
		);
}

function labelOf(id: string): string {
	const track = houseTrack(id);
	return `${track?.artist ?? ''} – ${track?.title ?? ''}`;
}

/** Call it before the page opens. @returns whether the page has a microphone open */
async function watchMicrophone(page: Page): Promise<() => Promise<boolean>> {
	await page.addInitScript(() => {
		const tracks: MediaStreamTrack[] = [];
		Object.assign(window, { microphoneTracks: tracks });
		const { mediaDevices } = navigator;
		const ask = mediaDevices.getUserMedia.bind(mediaDevices);
		mediaDevices.getUserMedia = async (constraints) => {
			const stream = await ask(constraints);
			tracks.push(...stream.getTracks());
			return stream;
		};
	});
	return () =>
		page.evaluate(() => {
			const { microphoneTracks = [] } = window as Window & {
				microphoneTracks?: MediaStreamTrack[];
			};
			return microphoneTracks.some(({ readyState }) => readyState === 'live');
		});
}
