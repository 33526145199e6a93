/** Everybody can use it: what Spotify adds, whatever it answers. What is in its own frame is its own. */
import { expect } from '@playwright/test';
import { idOf } from '../scripts/fake-spotify/ids.ts';
import { calmContext, expectAccessible } from './accessible.ts';
import { siteAddress } from './base-path.ts';
import { button, openSite, playlistItems } from './site.ts';
import { test } from './spotify-fake.ts';
import {
	accountButton,
	agree,
	askWhatPlays,
	connect,
	leaveForSpotify,
	loginWords,
	openPlaylist,
	playingPath,
	playingWords,
	tokenPath,
	upload,
	uploadDialog
} from './spotify-visit.ts';

test.use(calmContext);
test.describe.configure({ timeout: 240_000 });

const playlistsPath = '/v1/me/playlists';
const itemsPath = '/v1/playlists/*/items';

test('logging in: under way, done, undone, not from here, declined, failed', async ({
	page,
	spotify
}) => {
	await leaveForSpotify(page);
	spotify.control.setFaults({ kind: 'held', path: tokenPath });
	await agree(page);
	await expect(loginWords(page)).toContainText('Connecting Spotify');
	await expectAccessible(page);
	spotify.control.setFaults();
	await expect(page).toHaveURL(siteAddress('/'));

	await accountButton(page).click();
	const account = page.getByRole('dialog', { name: 'Spotify' });
	await expect(account).toContainText('Connected as');
	await expectAccessible(page);
	await account.getByRole('button', { name: 'Disconnect' }).click();
	await expect(account).toContainText('have been deleted');
	await expectAccessible(page);

	await openSite(page, '/spotify/callback?code=forged&state=forged');
	await expect(loginWords(page)).toContainText('not from here');
	await expectAccessible(page);
	await leaveForSpotify(page);
	await button(page, 'Cancel').click();
	await expect(loginWords(page)).toContainText('You said no');
	await expectAccessible(page);
	await leaveForSpotify(page);
	spotify.control.setFaults({ kind: 'status', status: 403, path: tokenPath });
	await agree(page);
	await expect(loginWords(page)).toContainText('That did not work');
	await expectAccessible(page);
});

test('what plays: nobody connected, found, alike, not here, no music, refused, logged out', async ({
	page,
	spotify,
	catalogue
}) => {
	const [here, alike] = catalogue.tracks;
	if (!here || !alike) throw new Error('the catalogue is small');
	const [remaster, unknown] = [idOf('a remaster'), idOf('an unknown')];
	spotify.control.addTracks(
		{ id: remaster, title: `${alike.title} - 2011 Remaster`, artists: [...alike.artists] },
		{
			id: unknown,
			title: 'Xqzzy, in a version that goes on for a while (Live at Qqjx, 1973)',
			artists: ['Qqjx', 'The Zzyqx Ensemble']
		}
	);
	await openSite(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Once Spotify is connected');
	await expectAccessible(page);
	await connect(page);

	spotify.control.setFaults({ kind: 'held', path: playingPath });
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('Asking Spotify');
	await expectAccessible(page);
	spotify.control.setFaults();
	for (const [playing, words] of [
		[{ kind: 'track', id: here.id }, /^Playing on Spotify:$/],
		[{ kind: 'track', id: remaster }, /is it one of these/],
		[{ kind: 'track', id: unknown }, /It is not in this catalogue/],
		[{ kind: 'episode' }, /an episode/],
		[{ kind: 'nothing' }, /^Nothing is playing/]
	] as const) {
		await test.step(playing.kind, async () => {
			spotify.control.setPlaying(playing);
			await askWhatPlays(page);
			await expect(playingWords(page)).toHaveText(words);
			await expectAccessible(page);
		});
	}
	spotify.control.setFaults({ kind: 'plain-403', path: playingPath });
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('may not be registered');
	await expectAccessible(page);
	spotify.control.setFaults();
	spotify.control.revoke();
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('doesn’t know this login');
	await expectAccessible(page);
});

test('an upload: asked for, on its way, done, one or several of that name, refused, logged out', async ({
	page,
	spotify,
	catalogue
}) => {
	await connect(page);
	await openPlaylist(page, catalogue, 101);
	await button(page, 'Upload to Spotify').click();
	const dialog = uploadDialog(page);
	await expect(dialog).toBeVisible();
	await expectAccessible(page);

	spotify.control.setFaults({ kind: 'held', method: 'GET', path: playlistsPath });
	await upload(page, 'Evening');
	await spotify.requests.seen('GET', playlistsPath);
	await expectAccessible(page);
	spotify.control.setFaults({ kind: 'held', method: 'POST', path: itemsPath });
	await expect(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /100 of 101/);
	await expectAccessible(page);
	spotify.control.setFaults();
	await expect(dialog).toContainText('Evening is on Spotify, with 101 tracks.');
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Done' }).click();

	await upload(page, 'Evening');
	await expect(dialog).toContainText('You have a playlist called Evening');
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Make another' }).click();
	await expect(dialog).toContainText('is on Spotify');
	await dialog.getByRole('button', { name: 'Done' }).click();
	await upload(page, 'Evening');
	await expect(dialog).toContainText('You have 2 playlists called Evening');
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Cancel' }).click();

	spotify.control.setFaults({ kind: 'plain-403', method: 'POST', path: playlistsPath });
	await upload(page, 'Refused');
	await expect(dialog.getByRole('button', { name: 'Try again' })).toBeVisible();
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Back' }).click();
	spotify.control.setFaults();
	spotify.control.revoke();
	await upload(page, 'Too late');
	await expect(dialog).toContainText('doesn’t know this login');
	await expectAccessible(page);
});

test('the player with Spotify’s own in it, with covers; and where that cannot be had', async ({
	page,
	context,
	catalogue
}) => {
	await connect(page);
	await openPlaylist(page, catalogue, 12);
	await playlistItems(page)
		.nth(1)
		.getByRole('button', { name: /^Play / })
		.click();
	await expect(page.getByRole('region', { name: 'Player' }).locator('iframe')).toBeVisible();
	await expectAccessible(page);
	await context.route('**/embed/iframe-api/**', (route) => route.abort());
	await page.goto(siteAddress('/about'));
	await openPlaylist(page, catalogue, 12);
	await button(page, 'Play all').click();
	await expect(page.getByRole('region', { name: 'Player' }).getByRole('alert')).toBeVisible();
	await expectAccessible(page);
});
