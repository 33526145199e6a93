/** Who gets to know what: Spotify nothing before a person asks, and nobody else the tokens. */
import { expect } from '@playwright/test';
import { Overheard, shownOn } from './overheard.ts';
import { button, openSite, playlistItems } from './site.ts';
import { test } from './spotify-fake.ts';
import {
	askWhatPlays,
	connect,
	openPlaylist,
	playingWords,
	storedTokens,
	upload,
	uploadDialog
} from './spotify-visit.ts';

test('Spotify is asked for nothing before a person asks', async ({
	page,
	context,
	spotify,
	catalogue
}) => {
	const heard = new Overheard(context);
	const toSpotify = async (): Promise<readonly string[]> =>
		(await heard.sent()).map(({ url }) => url).filter((url) => url.startsWith(spotify.url));
	for (const address of ['/', '/library', '/playlists', '/about', '/privacy', '/no/such/page']) {
		await openSite(page, address);
	}
	const tracks = await openPlaylist(page, catalogue, 12);
	await expect(button(page, 'Upload to Spotify')).toBeVisible();
	await button(page, 'Share').click();
	await page.keyboard.press('Escape');
	await openSite(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Once Spotify is connected');
	expect(await toSpotify()).toEqual([]);

	// Pressing play is asking.
	await openPlaylist(page, catalogue, 12);
	await page.getByRole('button', { name: `Play ${tracks[1] ?? ''}` }).click();
	await expect(page.frameLocator('iframe').getByRole('heading')).toBeVisible();
	await expect(playlistItems(page).getByRole('button', { name: /^Pause / })).toHaveCount(1);
	const asked = (await toSpotify()).map((url) => new URL(url).pathname);
	expect(asked.filter((path) => path === '/embed/iframe-api/v1')).toHaveLength(1);
	expect(asked.filter((path) => !path.startsWith('/embed/'))).toEqual([]);
});

test('tokens are in no address, no message and no page, and go to Spotify alone', async ({
	page,
	baseURL,
	context,
	spotify,
	catalogue
}) => {
	const heard = new Overheard(context);
	const tokens = new Set<string>();
	const keepTokens = async (): Promise<void> => {
		for (const token of await storedTokens(page)) tokens.add(token);
	};
	const shown: string[] = [];

	await connect(page);
	await keepTokens();
	spotify.control.expireAccessTokens();
	await askWhatPlays(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
	await keepTokens();
	shown.push(await shownOn(page));
	// What Spotify says is repeated to people: it must not be the token that it quotes.
	const [accessToken = '-'] = await storedTokens(page);
	spotify.control.setFaults({ kind: 'plain-403', message: `Bearer ${accessToken} is not allowed` });
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Bearer … is not allowed');
	shown.push(await shownOn(page));
	spotify.control.setFaults();
	await openPlaylist(page, catalogue, 101);
	await upload(page, 'Whole round');
	await expect(uploadDialog(page)).toContainText('is on Spotify');
	shown.push(await shownOn(page));
	await page.keyboard.press('Escape');
	spotify.control.revoke();
	await openSite(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('doesn’t know this login');
	shown.push(await shownOn(page));

	expect(tokens.size).toBe(4);
	const sent = await heard.sent();
	for (const token of tokens) {
		expect(sent.filter(({ url }) => url.includes(token))).toEqual([]);
		expect([...heard.words, ...shown].filter((text) => text.includes(token))).toEqual([]);
		const told = sent.filter(({ headers, body }) => (headers + body).includes(token));
		expect(told.length).toBeGreaterThan(0);
		expect(new Set(told.map(({ url }) => new URL(url).origin))).toEqual(new Set([spotify.url]));
	}
	const siteOrigin = new URL(baseURL ?? '').origin;
	// The code that the tokens were had for comes by the address, once, and is told to Spotify alone;
	// the site's own host has seen it in that address.
	const callbacks = sent.filter(({ url }) => new URL(url).searchParams.has('code'));
	expect(callbacks).toHaveLength(1);
	const code = new URL(callbacks[0]?.url ?? '').searchParams.get('code') ?? '-';
	expect(shown.filter((text) => text.includes(code))).toEqual([]);
	const toldElsewhere = sent.filter(
		({ url, headers, body }) =>
			(headers + body).includes(code) && ![spotify.url, siteOrigin].includes(new URL(url).origin)
	);
	expect(toldElsewhere).toEqual([]);
	expect(sent.filter(({ body }) => body.includes(code))).toHaveLength(1);
});
