/**
 * What the page makes of Spotify's refusals: one of each kind, and how often it asks. Every row of the
 * table is held to in `src/lib/services/spotify`; here people read what became of it.
 */
import { expect } from '@playwright/test';
import { openSite, whenReady } from './site.ts';
import { test } from './spotify-fake.ts';
import {
	accountButton,
	agree,
	askWhatPlays,
	connect,
	leaveForSpotify,
	playingCard,
	playingPath,
	playingWords
} from './spotify-visit.ts';

test('who is not on the app’s allow-list is told so, and Spotify is asked once', async ({
	page,
	spotify
}) => {
	await leaveForSpotify(page);
	await agree(page, 'Sam Stranger (not on the allow-list)');
	await expect(accountButton(page)).toHaveText('Spotify account');
	await whenReady(page);
	spotify.requests.clear();
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('its owner has to add your account to it first');
	await expect(playingWords(page)).toContainText('the user may not be registered');
	expect(spotify.requests.count('GET', playingPath)).toBe(1);
	expect(spotify.requests.count('POST')).toBe(0);
});

test('an app whose owner has no Premium says so', async ({ page, spotify }) => {
	await connect(page);
	spotify.control.changeSettings({ hasOwnerPremium: false });
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('needs Spotify Premium');
	expect(spotify.requests.count('GET', playingPath)).toBe(1);
});

for (const [what, fault] of [
	['a pause that Spotify wants', { kind: 'too-many', retryAfterS: 1 }],
	['a refusal that a page cannot read', { kind: 'too-many', isReadable: false }],
	['a connection that breaks', { kind: 'cut' }],
	['an answer that gets lost', { kind: 'answer-lost' }],
	['a server in trouble', { kind: 'status', status: 503 }]
] as const) {
	test(`${what} is waited for, and the answer comes with the second request`, async ({
		page,
		spotify
	}) => {
		await connect(page);
		spotify.control.setFaults({ ...fault, path: playingPath, times: 1 });
		await askWhatPlays(page);
		await expect(playingWords(page)).toHaveText('Playing on Spotify:');
		expect(spotify.requests.count('GET', playingPath)).toBe(2);
	});
}

test('a quota that is used up is said, with when it ends, and nothing is sent until then', async ({
	page,
	spotify
}) => {
	await connect(page);
	spotify.control.setFaults({ kind: 'quota', retryAfterS: 3600 });
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText(
		'This site has asked Spotify for all that it may for now. Try again in'
	);
	expect(spotify.requests.count('GET', playingPath)).toBe(1);
	for (let time = 0; time < 3; time += 1) {
		await playingCard(page).getByRole('button', { name: 'Try again' }).click();
		await expect(playingWords(page)).toContainText('Try again in');
	}
	expect(spotify.requests.count('GET', playingPath)).toBe(1);
});

test('who is offline is told at once', async ({ page, context, spotify }) => {
	await connect(page);
	// What shows it is fetched with the first question.
	await askWhatPlays(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
	await context.setOffline(true);
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Spotify can’t be reached');
	expect(spotify.requests.count('GET', playingPath)).toBe(1);
	await context.setOffline(false);
	await playingCard(page).getByRole('button', { name: 'Try again' }).click();
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
});

test('a new token that is refused too ends the login, after one more request', async ({
	page,
	spotify
}) => {
	await connect(page);
	spotify.control.setFaults({ kind: 'status', status: 401, path: playingPath });
	spotify.requests.clear();
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Spotify doesn’t know this login any more');
	expect(spotify.requests.count('GET', playingPath)).toBe(2);
	expect(spotify.requests.count('POST', '/api/token')).toBe(1);
});

test('a code whose answer was lost is not asked about for ever', async ({ page, spotify }) => {
	await leaveForSpotify(page);
	spotify.control.setFaults({ kind: 'answer-lost', path: '/api/token', times: 1 });
	await agree(page);
	await expect(page.getByRole('status', { name: 'Spotify login' })).toContainText(
		'belongs to no login that was begun in this window'
	);
	expect(spotify.requests.count('POST', '/api/token')).toBe(2);
	await openSite(page);
	expect(spotify.requests.count('POST', '/api/token')).toBe(2);
});
