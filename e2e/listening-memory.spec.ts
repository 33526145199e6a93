/**
 * Memory does not grow with the number of files that were listened to: that of the page, and of the
 * workers that decode, listen and search.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { megabytes, watchHeaps } from './heaps.ts';
import { wavFile } from './recordings.ts';
import { openSite } from './site.ts';

const cache = join(import.meta.dirname, '../.cache');
const edition = 1;

const sampleRateHz = 8000;
/** One slice and a little more. */
const seconds = 5.5;

const fewFiles = 100;
const manyFiles = 500;

/**
 * In each thread: a file's record, its row in the table, its vector in the search; 3 kB when this was
 * written. Of what is let go of, a slice's samples are 450 kB and its spectrum is 83 kB.
 */
const mostBytesPerFile = 10_000;

test(`what is held after ${manyFiles} files is what was held after ${fewFiles}, and their records`, async ({
	page
}) => {
	test.setTimeout(300_000);
	const paths = shortFiles();
	const held = await watchHeaps(page);
	await openSite(page, '/library');

	await addFiles(page, paths.slice(0, fewFiles));
	await whenListened(page, fewFiles);
	const few = await held();
	await addFiles(page, paths.slice(fewFiles));
	await whenListened(page, manyFiles);
	const many = await held();

	expect([...many.keys()].sort()).toEqual(['decoder', 'engine', 'listener', 'page']);
	for (const [thread, bytes] of many) {
		const before = few.get(thread) ?? NaN;
		const perFile = (bytes - before) / (manyFiles - fewFiles);
		process.stdout.write(
			`    ${thread}: ${megabytes(before)} after ${fewFiles} files, ${megabytes(bytes)} after ` +
				`${manyFiles}: ${(perFile / 1000).toFixed(1)} kB a file\n`
		);
		expect.soft(perFile, `bytes a file that the ${thread} holds`).toBeLessThan(mostBytesPerFile);
	}
});

async function addFiles(page: Page, paths: readonly string[]): Promise<void> {
	const choosing = page.waitForEvent('filechooser');
	await page.getByRole('button', { name: 'Add files' }).first().click();
	await (await choosing).setFiles([...paths]);
}

async function whenListened(page: Page, count: number): Promise<void> {
	const timeout = 200_000;
	const invite = page.getByRole('region', { name: 'Playlists from my music' });
	await expect(invite).toContainText(`${count} tracks`, { timeout });
	const progress = page.getByRole('progressbar', { name: 'Analysing your music' });
	await expect(progress).toBeHidden({ timeout });
}

/** Makes them, if they have not been made before. @returns their paths */
function shortFiles(): readonly string[] {
	const folder = join(cache, `short-${edition}`);
	if (!existsSync(folder)) {
		const making = `${folder}.part`;
		rmSync(making, { recursive: true, force: true });
		mkdirSync(making, { recursive: true });
		for (let number = 0; number < manyFiles; number++) {
			writeFileSync(join(making, `${number}.wav`), wavFile(sound(number), sampleRateHz));
		}
		renameSync(making, folder);
	}
	return Array.from({ length: manyFiles }, (_, number) => join(folder, `${number}.wav`));
}

/** Three notes, each in a rhythm of its own, and noise: no two files sound the same. */
function sound(number: number): Float32Array {
	const voices = [3, 7, 11].map((prime) => ({
		radians: (2 * Math.PI * 110 * 2 ** (((number * prime) % 37) / 12)) / sampleRateHz,
		period: 900 + ((number * prime * 13) % 47) * 60
	}));
	let state = number + 1;
	return Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, n) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		let sample = (state / 2 ** 31 - 1) * 0.02 * (1 + (number % 5));
		for (const { radians, period } of voices) {
			sample += 0.25 * Math.sin(n * radians) * (1 - (n % period) / period);
		}
		return sample;
	});
}
