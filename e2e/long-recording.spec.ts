/**
 * A recording of ten hours: heard in excerpts, in little more memory than a song, and found by how it
 * sounds.
 */
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { megabytes, watchHeaps, type Heaps } from './heaps.ts';
import { tenHours } from './music-folder.ts';
import { button, openSite } from './site.ts';

const cache = join(import.meta.dirname, '../.cache');

/**
 * In each thread, at any time. The whole of it would be 3 GB of samples, and what is heard of it
 * 108 MB; where each of half a million MP3 frames begins takes 40 MB.
 */
const mostBytes = 64e6;

test.describe.configure({ timeout: 200_000 });

for (const format of ['mp3', 'opus'] as const) {
	test(`ten hours of ${format} are found by how they sound`, async ({ page }) => {
		const path = tenHours(cache, format);
		const held = await watchHeaps(page);
		await openSite(page);
		await button(page, 'Find by sound').click();
		const dialog = page.getByRole('dialog', { name: 'Find by sound' });
		await dialog.locator('input[type=file]').setInputFiles(path);
		const isFound = () => button(page, 'Make a playlist from these').isVisible();
		expectLittle(await mostHeldUntil(isFound, held));
		await expect(dialog).toContainText('Listened to 240 excerpts of 10 hours.');
		const matches = dialog.getByRole('list', { name: 'Sounds like it' });
		await expect(matches.getByRole('listitem')).toHaveCount(20);
	});
}

test('ten hours are quickly listened to among one’s own music', async ({ page }) => {
	const path = tenHours(cache, 'mp3');
	const held = await watchHeaps(page);
	await openSite(page, '/library');
	await addFile(page, path);
	const row = page.getByRole('row').filter({ hasText: 'ten-hours' });
	const isListened = () => row.getByText('Quick').isVisible();
	expectLittle(await mostHeldUntil(isListened, held));
	await expect(row).toContainText('10:00:00');
});

async function addFile(page: Page, path: string): Promise<void> {
	const choosing = page.waitForEvent('filechooser');
	await button(page, 'Add files').first().click();
	await (await choosing).setFiles(path);
}

/** @returns the most that each thread was found to hold on the way */
async function mostHeldUntil(
	isOver: () => Promise<boolean>,
	held: () => Promise<Heaps>
): Promise<Heaps> {
	const most = new Map<string, number>();
	while (!(await isOver())) {
		for (const [thread, bytes] of await held()) {
			most.set(thread, Math.max(bytes, most.get(thread) ?? 0));
		}
	}
	return most;
}

function expectLittle(most: Heaps): void {
	expect([...most.keys()].sort()).toEqual(['decoder', 'engine', 'listener', 'page']);
	const words = Array.from(most, ([thread, bytes]) => `${thread} ${megabytes(bytes)}`);
	process.stdout.write(`    at most: ${words.join(', ')}\n`);
	for (const [thread, bytes] of most) {
		expect.soft(bytes, `bytes that the ${thread} holds`).toBeLessThan(mostBytes);
	}
}
