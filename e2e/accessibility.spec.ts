/**
 * Everybody can use it: the pages as they are without a gallery or Spotify, in each of their states.
 * What those two, one's own music and a browser's moods add, `accessibility-*.spec.ts` look at.
 */
import { expect, test, type Page } from '@playwright/test';
import { calmContext, expectAccessible } from './accessible.ts';
import { siteAddress } from './base-path.ts';
import {
	button,
	catalogueStatus,
	chooseTrack,
	createPlaylist,
	message,
	openSite,
	playlistItems,
	previewItems,
	searchField,
	searchOptions,
	waypointItems,
	whenReady
} from './site.ts';
import { gate } from './small-catalogue.ts';

test.use(calmContext);
// Each state is judged in several ways.
test.describe.configure({ timeout: 180_000 });

test('the create page: empty, while searching, with waypoints, and with one taken away', async ({
	page
}) => {
	await openSite(page);
	await expectAccessible(page);
	await chooseTrack(page, 'an', 0);
	await searchField(page).fill('zzzzqq');
	await expect(page.getByText(/^Nothing/)).toBeVisible();
	await expectAccessible(page);
	await searchField(page).fill('');
	await chooseTrack(page, 'er', 3);
	await expect(previewItems(page)).toHaveCount(12);
	await searchField(page).fill('an');
	await expect(searchOptions(page).first()).toBeVisible();
	await expectAccessible(page);
	await searchField(page).press('Escape');
	await waypointItems(page)
		.first()
		.getByRole('button', { name: /^Remove / })
		.click();
	await expectToastAccessible(page);
});

test('the playlist page: with a reason, steered, renamed, played, exported, shared and saved', async ({
	page
}) => {
	await createPlaylist(page);
	const second = playlistItems(page).nth(1);
	await second.getByRole('button', { name: /^Why / }).click();
	await button(page, 'Less like this').click();
	await expect(page.getByRole('list', { name: 'Steered away from' })).toBeVisible();
	await second.getByRole('button', { name: /^Why / }).click();
	await second.getByRole('button', { name: /^Play / }).click();
	await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
	await button(page, 'Save').click();
	await expectToastAccessible(page);
	await button(page, 'Queue').click();
	await expect(page.getByRole('heading', { name: 'Up next' })).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await button(page, 'Rename').click();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	for (const dialog of ['Export', 'Share']) {
		await button(page, dialog).click();
		await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
		await expectAccessible(page);
		await page.keyboard.press('Escape');
	}
});

test('a playlist whose link does not fit this catalogue, or no version', async ({ page }) => {
	await openSite(page, '/playlist#v=1&w=house-0100,gone-1,own-2&n=3&k=0.5&c=elsewhere');
	await expect(playlistItems(page).first()).toBeVisible();
	await expectAccessible(page);
	await openSite(page, '/about');
	await openSite(page, '/playlist#v=99');
	await expectAccessible(page);
});

test('saved playlists: one of them, called something else, and deleted', async ({ page }) => {
	await createPlaylist(page);
	await button(page, 'Save').click();
	await openSite(page, '/playlists?tab=yours');
	await expect(page.getByRole('list', { name: 'Saved playlists' })).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: /^Rename / }).click();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: /^Delete / }).click();
	await expectToastAccessible(page);
});

test('every other page, with nothing done yet', async ({ page }) => {
	const places = [
		'library',
		'playlists?tab=yours',
		'storage',
		'about',
		'privacy',
		'playlist',
		'nowhere'
	];
	for (const address of places.map((place) => `/${place}`)) {
		await test.step(address, async () => {
			await openSite(page, address);
			await expectAccessible(page);
		});
	}
});

test('while the catalogue loads, when it cannot be had, and without a network', async ({
	page,
	context
}) => {
	const pieces = '**/catalogues/house/*.bin';
	const playlist = '/playlist#v=1&w=house-0100,house-0200&n=10&k=0.5';
	const arrived = gate();
	await context.route(pieces, async (route) => {
		await arrived.opened;
		await route.abort('internetdisconnected').catch(() => undefined);
	});
	for (const address of ['/', playlist, '/library']) {
		await page.goto(siteAddress(address));
		await expect(catalogueStatus(page)).toContainText(/0\.0 of 0\.\d MB/);
		await expectAccessible(page);
	}
	arrived.open();
	for (const address of ['/library', playlist, '/']) {
		await page.goto(siteAddress(address));
		await whenReady(page);
		await expect(catalogueStatus(page).getByRole('button', { name: 'Try again' })).toBeVisible();
		await expectAccessible(page);
	}

	await context.unroute(pieces);
	await openSite(page);
	await expect(catalogueStatus(page)).toContainText('1,152 tracks');
	await context.setOffline(true);
	await expect(catalogueStatus(page)).toContainText('offline');
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

/** With what was just said still there: as long as the focus is in it, it stays. */
async function expectToastAccessible(page: Page): Promise<void> {
	await message(page).getByRole('button').first().focus();
	await expectAccessible(page);
	await expect(message(page)).not.toBeEmpty();
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
