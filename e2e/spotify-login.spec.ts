/** Logging in at Spotify, staying so, and leaving; at the fake one. */
import { expect } from '@playwright/test';
import { siteAddress } from './base-path.ts';
import {
	button,
	chooseTrack,
	openSite,
	storedSettings,
	waypointItems,
	waypointNames,
	whenReady
} from './site.ts';
import { test } from './spotify-fake.ts';
import {
	accountButton,
	agree,
	askWhatPlays,
	connect,
	labelOf,
	leaveForSpotify,
	loginWords,
	playingCard,
	playingPath,
	playingWords,
	storedTokens,
	tokenPath
} from './spotify-visit.ts';

test(
	'a person logs in, and is back where they were, with nothing of it in the address',
	{ tag: '@addresses' },
	async ({ page, spotify, baseURL }) => {
		await leaveForSpotify(page, '/about');
		const asked = new URL(page.url()).searchParams.get('redirect_uri');
		expect(asked).toBe(`${baseURL}/spotify/callback`);
		await agree(page);
		await expect(accountButton(page)).toHaveText('Spotify: Lena Listener');
		await expect(page).toHaveURL(siteAddress('/about'));
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
		expect(spotify.requests.count('POST', tokenPath)).toBe(1);
		expect(spotify.requests.count('GET', '/v1/me')).toBe(1);
		// The answer has left no page of its own behind.
		await page.goBack();
		await expect(page).toHaveURL(/\/authorize\?/);
		await page.goForward();
		await expect(page).toHaveURL(siteAddress('/about'));
		await expect(accountButton(page)).toBeVisible();
		expect(spotify.requests.count('POST', tokenPath)).toBe(1);
	}
);

test('who logs in for what is playing gets it on coming back', async ({ page, catalogue }) => {
	await openSite(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Once Spotify is connected');
	await playingCard(page).getByRole('button', { name: 'Connect Spotify' }).click();
	await agree(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
	await expect(playingCard(page)).toContainText(catalogue.tracks[0]?.title ?? '-');
	await expect(page).toHaveURL(siteAddress('/'));
});

test('a no is taken for an answer', async ({ page, spotify }) => {
	await leaveForSpotify(page, '/about');
	await button(page, 'Cancel').click();
	await expect(loginWords(page)).toContainText('You said no at Spotify, so nothing was connected');
	await expect(page).toHaveURL(siteAddress('/spotify/callback'));
	expect(spotify.requests.count('POST', tokenPath)).toBe(0);
	expect(await storedTokens(page)).toEqual([]);
	await button(page, 'Back to where you were').click();
	await expect(page).toHaveURL(siteAddress('/about'));
});

test('an answer with another state is believed by nobody', async ({ page, spotify }) => {
	await leaveForSpotify(page);
	await page.goto(siteAddress('/spotify/callback?code=forged&state=forged'));
	await expect(loginWords(page)).toContainText('belongs to no login that was begun in this window');
	await expect(page).toHaveURL(siteAddress('/spotify/callback'));
	expect(spotify.requests.count('POST', tokenPath)).toBe(0);
	expect(await storedTokens(page)).toEqual([]);
	await button(page, 'Connect Spotify').first().click();
	await agree(page);
	await expect(accountButton(page)).toHaveText('Spotify: Lena Listener');
});

test('an answer in a tab that asked nothing is nobody’s login', async ({ page, spotify }) => {
	await openSite(page, '/spotify/callback?code=somebody-elses&state=somebody-elses');
	await expect(loginWords(page)).toContainText('belongs to no login');
	expect(spotify.requests.count()).toBe(0);
});

test('a reload in the middle of it goes on', async ({ page, spotify }) => {
	spotify.control.setFaults({ kind: 'held', path: tokenPath, times: 1 });
	await leaveForSpotify(page, '/about');
	await agree(page);
	await spotify.requests.seen('POST', tokenPath);
	await expect(page).toHaveURL(siteAddress('/spotify/callback'));
	await page.reload();
	await expect(accountButton(page)).toHaveText('Spotify: Lena Listener');
	await expect(page).toHaveURL(siteAddress('/about'));
	expect(spotify.requests.count('POST', tokenPath)).toBe(2);
});

for (const refresh of ['rotates', 'keeps'] as const) {
	const what = refresh === 'rotates' ? 'a new refresh token' : 'no new refresh token';
	test(`an access token that ran out is renewed before it is used, with ${what}`, async ({
		page,
		spotify
	}) => {
		// Less than what is left of a token that is still used.
		spotify.control.changeSettings({ refresh, accessTokenLifetimeS: 20 });
		await connect(page);
		const [access, refreshToken] = await storedTokens(page);
		spotify.requests.clear();
		for (const time of [1, 2]) {
			await askWhatPlays(page);
			await expect.poll(() => spotify.requests.count('GET', playingPath)).toBe(time);
			await expect(playingWords(page)).toHaveText('Playing on Spotify:');
		}
		expect(spotify.requests.count('POST', tokenPath)).toBe(2);
		const [newAccess, newRefreshToken] = await storedTokens(page);
		expect(newAccess).not.toBe(access);
		if (refresh === 'keeps') expect(newRefreshToken).toBe(refreshToken);
		else expect(newRefreshToken).not.toBe(refreshToken);
	});
}

test('an access token that is refused before its time is renewed once', async ({
	page,
	spotify
}) => {
	await connect(page);
	spotify.control.expireAccessTokens();
	spotify.requests.clear();
	await askWhatPlays(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
	expect(answered(spotify.requests.list())).toEqual([
		`GET ${playingPath} 401`,
		`POST ${tokenPath} 200`,
		`GET ${playingPath} 200`
	]);
});

test('two tabs that need a new token at once ask for one', async ({ page, context, spotify }) => {
	await connect(page);
	const other = await context.newPage();
	await openSite(other);
	await expect(accountButton(other)).toBeVisible();
	spotify.control.expireAccessTokens();
	spotify.control.setFaults({ kind: 'held', path: tokenPath });
	spotify.requests.clear();
	await askWhatPlays(page);
	await askWhatPlays(other);
	await spotify.requests.seen('POST', tokenPath);
	// The other one waits behind the lock.
	await expect
		.poll(() => page.evaluate(async () => (await navigator.locks.query()).pending?.length))
		.toBe(1);
	spotify.control.release();
	for (const tab of [page, other]) {
		await expect(playingWords(tab)).toHaveText('Playing on Spotify:');
	}
	expect(spotify.requests.count('POST', tokenPath)).toBe(1);
	expect(spotify.requests.count('GET', playingPath)).toBe(4);
	expect(await storedTokens(other)).toEqual(await storedTokens(page));
});

test('a login that Spotify has ended is forgotten, and offered again', async ({
	page,
	spotify
}) => {
	await connect(page);
	spotify.control.revoke();
	spotify.requests.clear();
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Spotify doesn’t know this login any more');
	expect(answered(spotify.requests.list())).toEqual([
		`GET ${playingPath} 401`,
		`POST ${tokenPath} 400`
	]);
	expect(await storedTokens(page)).toEqual([]);
	await playingCard(page).getByRole('button', { name: 'Connect Spotify' }).click();
	await agree(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
});

test('who disconnects leaves nothing behind, in any tab', async ({ page, context, spotify }) => {
	await connect(page);
	const other = await context.newPage();
	await openSite(other);
	await expect(accountButton(other)).toBeVisible();
	await accountButton(page).click();
	const dialog = page.getByRole('dialog', { name: 'Spotify' });
	await expect(dialog).toContainText('Connected as Lena Listener');
	spotify.requests.clear();
	await dialog.getByRole('button', { name: 'Disconnect' }).click();
	await expect(dialog).toContainText('have been deleted from this device');
	await expect(dialog.getByRole('link', { name: 'your apps at Spotify' })).toHaveAttribute(
		'href',
		'https://www.spotify.com/account/apps/'
	);
	await expect(button(other, 'Connect Spotify')).toBeVisible();
	const kept = await page.evaluate(() =>
		[localStorage, sessionStorage].flatMap((store) =>
			Object.keys(store).filter((key) => /spotify/i.test(key))
		)
	);
	expect(kept).toEqual([]);
	await page.reload();
	await whenReady(page);
	await expect(button(page, 'Connect Spotify')).toBeVisible();
	expect(spotify.requests.count()).toBe(0);
});

test('what was there before the login is there after it', async ({ page, catalogue }) => {
	await openSite(page);
	const waypoint = await chooseTrack(page, 'an', 0);
	const { id = '-' } = catalogue.tracks.find((track) => labelOf(track) === waypoint) ?? {};
	await expect.poll(async () => JSON.stringify(await storedSettings(page))).toContain(id);
	await button(page, 'Connect Spotify').click();
	await agree(page);
	await expect(waypointItems(page)).toHaveCount(1);
	expect(await waypointNames(page)).toEqual([waypoint]);
});

/** Without preflights, which a browser may remember, and covers. */
function answered(
	requests: readonly { method: string; path: string; status: number | null }[]
): readonly string[] {
	return requests
		.filter(({ method, path }) => method !== 'OPTIONS' && /^\/(v1|api)\//.test(path))
		.map(({ method, path, status }) => `${method} ${path} ${status ?? 'pending'}`);
}
