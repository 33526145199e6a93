/** Everybody can use it: WCAG 2.2 AA as far as a program can tell, and every control by keyboard. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { siteAddress } from './base-path.ts';
import {
	button,
	catalogueStatus,
	chooseTrack,
	createPlaylist,
	openSite,
	playlistItems,
	previewItems,
	searchField,
	searchOptions,
	whenReady
} from './site.ts';
import { gate } from './small-catalogue.ts';

const guidelines = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const sizes = [
	{ width: 390, height: 844 },
	{ width: 1280, height: 800 }
];

// What moves is half transparent on its way: colours are judged where they rest.
test.use({ contextOptions: { reducedMotion: 'reduce' } });
// Each state is judged four times.
test.describe.configure({ timeout: 120_000 });

test('the create page, empty', async ({ page }) => {
	await openSite(page);
	await expectAccessible(page);
});

test('the create page with waypoints, and while searching', async ({ page }) => {
	await openSite(page);
	await chooseTrack(page, 'an', 0);
	await chooseTrack(page, 'er', 3);
	await expect(previewItems(page)).toHaveCount(12);
	await searchField(page).fill('an');
	await expect(searchOptions(page).first()).toBeVisible();
	await expectAccessible(page);
});

test('the playlist page with a reason and the player, its export, and what was saved', async ({
	page
}) => {
	await createPlaylist(page);
	await playlistItems(page).nth(1).getByRole('button', { name: /^Why / }).click();
	await playlistItems(page)
		.nth(1)
		.getByRole('button', { name: /^Play / })
		.click();
	await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
	await button(page, 'Save').click();
	await expectAccessible(page);
	await button(page, 'Export').click();
	await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
	await expectAccessible(page);

	await openSite(page, '/playlists');
	await expect(page.getByRole('list', { name: 'Saved playlists' })).toBeVisible();
	await expectAccessible(page);
});

const places = ['library', 'playlists', 'storage', 'about', 'privacy', 'playlist', 'nowhere'];
for (const address of places.map((place) => `/${place}`)) {
	test(`${address}, with nothing done yet`, async ({ page }) => {
		await openSite(page, address);
		await expectAccessible(page);
	});
}

test('the storage page with something in it, and its question', async ({ page }) => {
	await createPlaylist(page);
	await button(page, 'Save').click();
	await page.getByRole('link', { name: 'Storage', exact: true }).click();
	await expect(page.getByRole('list', { name: 'Kept on this device' })).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Delete Saved playlists' }).click();
	await expect(page.getByRole('dialog', { name: 'Delete this?' })).toBeVisible();
	await expectAccessible(page);
});

test('while the catalogue loads, when it cannot be had, and without a network', async ({
	page,
	context
}) => {
	const pieces = '**/catalogues/house/*.bin';
	const arrived = gate();
	await context.route(pieces, async (route) => {
		await arrived.opened;
		await route.abort('internetdisconnected');
	});
	await page.goto(siteAddress('/'));
	await expect(catalogueStatus(page)).toContainText(/0\.0 of 0\.\d MB/);
	await expectAccessible(page);
	arrived.open();
	await whenReady(page);
	await expect(catalogueStatus(page)).toContainText('could not be reached');
	await expectAccessible(page);

	await context.unroute(pieces);
	await openSite(page);
	await expect(catalogueStatus(page)).toContainText('1,152 tracks');
	await context.setOffline(true);
	await expect(catalogueStatus(page)).toContainText('offline');
	await expectAccessible(page);
});

test('what was shared with the program, and the storage of a device that is full', async ({
	page
}) => {
	await page.addInitScript(() => {
		navigator.storage.estimate = () => Promise.resolve({ usage: 95e6, quota: 100e6 });
		const opened = async (): Promise<FileSystemHandle> => {
			const folder = await navigator.storage.getDirectory();
			return folder.getFileHandle('A song.mp3', { create: true });
		};
		// In a window of the program's own.
		const matches = window.matchMedia.bind(window);
		window.matchMedia = (query) => matches(query === '(display-mode: standalone)' ? 'all' : query);
		Object.defineProperty(window, 'launchQueue', {
			value: {
				setConsumer(consumer: (launch: { files: readonly FileSystemHandle[] }) => void) {
					void opened().then((file) => consumer({ files: [file] }));
				}
			}
		});
	});
	await openSite(page);
	await expect(page.getByRole('dialog', { name: 'A recording' })).toBeVisible();
	await expectAccessible(page);
	await openSite(page, '/storage');
	await expect(page.getByRole('alert')).toBeVisible();
	await expectAccessible(page);
});

test('every control is reached by Tab, and shows that it has the focus', async ({ page }) => {
	await createPlaylist(page);
	await playlistItems(page)
		.nth(1)
		.getByRole('button', { name: /^Play / })
		.click();
	await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
	await expectReachable(page);
	await openSite(page, '/');
	await expectReachable(page);
	await openSite(page, '/storage');
	await expect(page.getByRole('list', { name: 'Kept on this device' })).toBeVisible();
	await expectReachable(page);
});

/** On a phone and on a desk, in light and dark. */
async function expectAccessible(page: Page): Promise<void> {
	for (const size of sizes) {
		await page.setViewportSize(size);
		await expectNoSidewaysScroll(page);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			const { violations } = await new AxeBuilder({ page }).withTags(guidelines).analyze();
			const found = violations.flatMap(({ id, nodes }) =>
				nodes.map(
					({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`
				)
			);
			expect(found, `${page.url()}, ${colorScheme}, ${size.width} px`).toEqual([]);
		}
	}
}

/** Whatever the titles are: the widest thing is named. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const overflowing = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth <= clientWidth) return [];
		return [...document.querySelectorAll('main *, header *, footer *')]
			.filter((element) => element.getBoundingClientRect().right > clientWidth)
			.map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
	});
	expect(overflowing, `${page.url()} is wider than its window`).toEqual([]);
}

/**
 * Walks around the page by Tab and compares with what could be pressed by mouse. Each control must
 * look another way while it has the focus, and nothing may lie over it.
 */
async function expectReachable(page: Page): Promise<void> {
	const walk = await page.evaluateHandle(() => {
		const look = (element: Element): string =>
			[element, element.parentElement ?? element]
				.map((part) => {
					const { outline, boxShadow, borderColor } = getComputedStyle(part);
					return [outline, boxShadow, borderColor].join();
				})
				.join();
		if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
		const selector = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled';
		const looks = new Map(
			[...document.querySelectorAll(selector)]
				.filter((element) => element.checkVisibility({ visibilityProperty: true }))
				.map((element) => [element, look(element)])
		);
		const nameOf = (element: Element): string =>
			element.getAttribute('aria-label') ?? element.textContent;
		const unreached = new Set(looks.keys());
		const unseen = new Set<string>();
		return {
			controlCount: looks.size,
			/** What has the focus now. @returns whether everything was reached */
			visit(): boolean {
				const element = document.activeElement;
				const before = element && looks.get(element);
				if (element === null || before === undefined) return false;
				unreached.delete(element);
				const { left, right, top, bottom } = element.getBoundingClientRect();
				const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
				if (!element.contains(over)) unseen.add(`${nameOf(element)} is covered`);
				if (look(element) === before) unseen.add(`${nameOf(element)} looks as before`);
				return unreached.size === 0;
			},
			findings: () => ({ unreached: [...unreached].map(nameOf), unseen: [...unseen] })
		};
	});
	const controlCount = await walk.evaluate(({ controlCount }) => controlCount);
	expect(controlCount).toBeGreaterThan(5);
	// Twice over: the walk begins anywhere, and leaves the page in between.
	for (let press = 0; press < 2 * controlCount + 4; press += 1) {
		await page.keyboard.press('Tab');
		if (await walk.evaluate((walk) => walk.visit())) break;
	}
	expect(await walk.evaluate((walk) => walk.findings())).toEqual({ unreached: [], unseen: [] });
}
