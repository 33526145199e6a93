/** Sharing as people do it: each with a browser of their own, on one real database. */
import { expect, type Page } from '@playwright/test';
import {
	anotherPlaylist,
	article,
	articles,
	elsewhere,
	galleryTab,
	makeAndPublish,
	openGallery,
	person,
	pressPublish,
	publishAs,
	publishMany,
	rename,
	stars
} from './gallery.ts';
import { test } from './sharing-stack.ts';
import {
	button,
	createPlaylist,
	expectPlaylist,
	message,
	openSite,
	playlistItems,
	whenReady
} from './site.ts';

test(
	'what one person publishes another one finds, plays and rates, and the first sees it',
	{ tag: '@addresses' },
	async ({ page, browser, baseURL, stack }) => {
		expect(stack.url).toMatch(/^http:\/\/127\.0\.0\.1/);
		const { address, tracks } = await makeAndPublish(page, 'Evening ferry');

		const other = await elsewhere(browser, baseURL);
		await openGallery(other, 'Latest');
		await article(other, 'Evening ferry').getByRole('link', { name: 'Evening ferry' }).click();
		await expect(other).toHaveURL(address);
		await expect(other.getByRole('heading', { level: 1 })).toHaveText('Evening ferry');
		await expectPlaylist(other, tracks);
		await expect(playlistItems(other).filter({ hasText: 'Waypoint' })).toHaveCount(2);
		await other.getByRole('button', { name: `Play ${tracks[0] ?? ''}` }).click();
		await expect(
			other.getByRole('button', { name: `Pause ${tracks[0] ?? ''}` }).first()
		).toBeVisible();
		await stars(other, '5 stars').check();
		await expect(stars(other, '5 stars')).toBeChecked();
		await expect(other.getByText('1 rating')).toBeVisible();
		await stars(other, '4 stars').check();
		await expect(other.getByText('3.1')).toBeVisible();
		await expect(other.getByText('1 rating')).toBeVisible();

		await openGallery(page, 'Top rated');
		const own = article(page, 'Evening ferry');
		await expect(own).toContainText('1 rating');
		await expect(own.getByRole('radiogroup', { name: 'Rate' })).toHaveCount(0);
		await other.context().close();
	}
);

test(
	'a shared playlist becomes one’s own, and is made again by this browser',
	{ tag: '@addresses' },
	async ({ page, browser, baseURL }) => {
		const { address, tracks } = await makeAndPublish(page, 'Take it from here');
		const other = await elsewhere(browser, baseURL);
		await openSite(other, address);
		await button(other, 'Make it yours')
			.or(other.getByRole('link', { name: 'Make it yours' }))
			.click();
		await expect(other).toHaveURL(/\/playlist#v=1&/);
		await expectPlaylist(other, tracks);
		await other.context().close();
	}
);

test('one renames and deletes one’s own, and nobody else does', async ({
	page,
	browser,
	baseURL
}) => {
	const { address } = await makeAndPublish(page, 'Working title');
	await openGallery(page, 'Latest');
	await rename(article(page, 'Working title'), 'Working title', 'Final title');
	await expect(article(page, 'Final title')).toBeVisible();

	const other = await elsewhere(browser, baseURL);
	await openSite(other, address);
	await expect(other.getByRole('heading', { level: 1 })).toHaveText('Final title');
	await expect(other.getByRole('button', { name: /^(Rename|Delete)/ })).toHaveCount(0);

	await article(page, 'Final title').getByRole('button', { name: 'Delete Final title' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
	await expect(message(page)).toContainText('Deleted');
	await expect(article(page, 'Final title')).toHaveCount(0);
	await other.reload();
	await expect(other.getByRole('heading', { name: 'No such playlist' })).toBeVisible();
	await other.context().close();
});

test('who publishes the same again is led to the first', async ({ page }) => {
	const { address } = await makeAndPublish(page, 'The first');
	await page.keyboard.press('Escape');
	const dialog = await pressPublish(page, 'The second');
	await expect(dialog).toContainText('shared before, as “The first”');
	await expect(dialog.getByRole('textbox', { name: 'Address in the gallery' })).toHaveValue(
		address
	);
});

test('a playlist whose own name is too long for the gallery is offered a shorter one', async ({
	page
}) => {
	await createPlaylist(page);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^.{61,}$/);
	await button(page, 'Share').click();
	const dialog = page.getByRole('dialog', { name: 'Share' });
	await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue(/^From .{1,54}…$/);
	await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
	await expect(dialog).toContainText('is in the gallery');
});

test('what one has shared stands under Yours', async ({ page, stack }) => {
	await publishAs(await person(stack), { name: 'Not mine' });
	await makeAndPublish(page, 'Mine and seen');
	await openGallery(page, 'Yours');
	await expect(article(page, 'Mine and seen')).toBeVisible();
	await expect(article(page, 'Not mine')).toHaveCount(0);

	await openSite(page, '/storage');
	await button(page, 'Delete Who you are in the gallery').click();
	await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
	await openGallery(page, 'Latest');
	await expect(article(page, 'Mine and seen')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Rename Mine and seen' })).toHaveCount(0);
});

test('search forgives diacritics and typing, as one types', async ({ page, stack }) => {
	const visitor = await person(stack);
	await publishAs(visitor, {
		name: 'Été à la mer',
		titles: ['Björk Guðmundsdóttir - Jóga', 'Dvořák - Rusalka']
	});
	await openGallery(page, 'Search');
	const field = page.getByRole('searchbox', { name: 'Search shared playlists' });
	for (const query of ['ete a la mer', 'bjork', 'Gudmunsdottir', 'rusakla', 'dvor']) {
		await field.fill(query);
		await expect(article(page, 'Été à la mer'), query).toBeVisible();
		await expect(page).toHaveURL(new RegExp(`q=${query.replaceAll(' ', '(\\+|%20)')}`));
	}
	await field.fill('zzzzqqqq');
	await expect(articles(page)).toHaveCount(0);
	await expect(page.getByRole('status', { name: 'Search results' })).not.toBeEmpty();
});

test('long lists come page by page, without a gap or a repetition, while others publish', async ({
	page,
	stack
}) => {
	const names = await publishMany(stack, 60);
	await openGallery(page, 'Latest');
	await expect(article(page, 'Playlist 60')).toBeVisible();
	await publishAs(await person(stack), { name: 'In between' });
	await article(page, 'Playlist 40').scrollIntoViewIfNeeded();
	await expect(async () => {
		await articles(page).last().scrollIntoViewIfNeeded();
		await expect(article(page, 'Playlist 1')).toBeVisible({ timeout: 1000 });
	}).toPass();
	const shown = await articles(page).getByRole('heading', { level: 3 }).allInnerTexts();
	expect(shown.filter((name) => /^Playlist \d+$/.test(name))).toEqual(names.toReversed());
	// Back from a playlist the list is where it was.
	await article(page, 'Playlist 30').getByRole('link', { name: 'Playlist 30' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Playlist 30');
	await page.goBack();
	await expect(article(page, 'Playlist 1')).toBeAttached();
	await expect(article(page, 'Playlist 30')).toBeInViewport();
});

test('who publishes too much is told, and nothing is lost', async ({ page, stack }) => {
	await makeAndPublish(page, 'The first of many');
	const token = await sessionToken(page);
	await page.evaluate(
		async ({ url, key, token }) => {
			for (let seed = 0; seed < 19; seed += 1) {
				const answer = await fetch(`${url}/rest/v1/rpc/publish_playlist`, {
					method: 'POST',
					headers: {
						apikey: key,
						authorization: `Bearer ${token}`,
						'content-type': 'application/json'
					},
					body: JSON.stringify({
						...{ name: 'One of many', size: 1, creativity: 0, seed: 5000 + seed },
						...{ catalogue_id: 'house', catalogue_revision: '0a1b2c3d' },
						...{ track_ids: ['house-0001'], titles: ['Ada Oram - Low Tide'] }
					})
				});
				if (!answer.ok) throw new Error(await answer.text());
			}
		},
		{ url: stack.url, key: stack.publishableKey, token }
	);
	await page.keyboard.press('Escape');
	await anotherPlaylist(page);
	const dialog = await pressPublish(page, 'One too many');
	await expect(dialog).toContainText('You have shared 20 playlists within an hour.');
	await openGallery(page, 'Yours');
	await expect(page.getByText('One too many')).toBeVisible();
});

test('a forged session opens nothing: the next rating is a newcomer’s', async ({ page, stack }) => {
	await makeAndPublish(page, 'By the real one');
	const id = await publishAs(await person(stack), { name: 'To be rated' });
	await page.evaluate(() => {
		for (const key of Object.keys(localStorage)) {
			const kept = localStorage.getItem(key) ?? '';
			if (!kept.includes('accessToken')) continue;
			const session = JSON.parse(kept) as { accessToken: string };
			const [header, body] = session.accessToken.split('.');
			const accessToken = `${header ?? ''}.${body ?? ''}.${'A'.repeat(86)}`;
			const forged = { ...session, accessToken, refreshToken: 'forged' };
			localStorage.setItem(key, JSON.stringify(forged));
		}
	});
	await openSite(page, `/playlist/${id}`);
	await stars(page, '2 stars').check();
	await expect(page.getByText('1 rating')).toBeVisible();
	await openGallery(page, 'Latest');
	await expect(article(page, 'By the real one')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Rename By the real one' })).toHaveCount(0);
});

test('a session that has run out is renewed, and what is one’s own stays so', async ({ page }) => {
	await makeAndPublish(page, 'Still mine');
	const before = await sessionToken(page);
	await page.evaluate(() => {
		for (const key of Object.keys(localStorage)) {
			const kept = localStorage.getItem(key) ?? '';
			if (!kept.includes('accessToken')) continue;
			const session = JSON.parse(kept) as object;
			localStorage.setItem(key, JSON.stringify({ ...session, expiresAtMs: 1 }));
		}
	});
	await openGallery(page, 'Latest');
	await rename(article(page, 'Still mine'), 'Still mine', 'Mine as ever');
	await expect(article(page, 'Mine as ever')).toBeVisible();
	await expect.poll(() => sessionToken(page)).not.toBe(before);
	await page.reload();
	await whenReady(page);
	await expect(page.getByRole('button', { name: 'Rename Mine as ever' })).toBeVisible();
});

test('whatever a name or a title says, it is shown and does nothing', async ({ page, stack }) => {
	const visitor = await person(stack);
	const names = [
		'<img src=x onerror=document.title=1>',
		'🦩'.repeat(60),
		'שלום עולם playlist مرحبا',
		'{@html evil} {{7*7}} ${7*7} javascript:alert(1)'
	];
	const titles = [
		'<b onclick=alert(1)>bold</b> - <script>document.title=1</script>',
		'مرحبا - <svg>'
	];
	for (const name of names) await publishAs(visitor, { name, titles });
	await openGallery(page, 'Latest');
	for (const name of names) {
		const shown = article(page, name);
		await expect(shown).toBeVisible();
		await expect(shown.locator('img, script, b, h3 svg')).toHaveCount(0);
		const width = await shown.evaluate((element) => element.scrollWidth - element.clientWidth);
		expect(width).toBeLessThanOrEqual(0);
		await shown.getByRole('link', { name, exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
		await expect(playlistItems(page).locator('img, script, b')).toHaveCount(0);
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow).toBeLessThanOrEqual(0);
		await page.goBack();
		await expect(galleryTab(page, 'Latest')).toBeVisible();
	}
	expect(await page.title()).not.toBe('1');
});

test('an address that leads nowhere says so', { tag: '@addresses' }, async ({ page }) => {
	for (const address of [
		'/playlist/000000000000',
		'/playlist/not-an-id',
		'/playlist/%3Cscript%3E'
	]) {
		await openSite(page, address);
		await expect(page.getByRole('heading', { name: 'No such playlist' })).toBeVisible();
	}
});

test('the gallery is not asked before somebody wants it', async ({ page, stack }) => {
	const asked: string[] = [];
	page.on('request', (request) => {
		if (request.url().startsWith(stack.url)) asked.push(request.url());
	});
	await createPlaylist(page);
	await button(page, 'Share').click();
	await page.keyboard.press('Escape');
	for (const address of ['/library', '/about', '/privacy']) await openSite(page, address);
	expect(asked).toEqual([]);
	await openGallery(page, 'Latest');
	await expect.poll(() => asked.length).toBeGreaterThan(0);
});

/** What the page is signed in with. */
async function sessionToken(page: Page): Promise<string> {
	return page.evaluate(() => {
		for (const kept of Object.values(localStorage) as string[]) {
			if (kept.includes('accessToken')) {
				return (JSON.parse(kept) as { accessToken: string }).accessToken;
			}
		}
		return '';
	});
}
