/** What plays at Spotify, on the create page: in the catalogue, not in it, or nothing that could be. */
import { expect, type Page } from '@playwright/test';
import { idOf } from '../scripts/fake-spotify/ids.ts';
import { openSite, searchField, waypointNames } from './site.ts';
import { test } from './spotify-fake.ts';
import {
	askWhatPlays,
	connect,
	labelOf,
	playingCard,
	playingPath,
	playingWords
} from './spotify-visit.ts';

const candidates = (page: Page) =>
	playingCard(page).getByRole('list', { name: 'In this catalogue' }).getByRole('listitem');

test('a track of the catalogue is one press from being a waypoint', async ({
	page,
	spotify,
	catalogue
}) => {
	const track = catalogue.tracks[7];
	if (!track) throw new Error('the catalogue is small');
	spotify.control.setPlaying({ kind: 'track', id: track.id });
	await connect(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
	await page.getByRole('button', { name: `Add as waypoint: ${labelOf(track)}` }).click();
	expect(await waypointNames(page)).toEqual([labelOf(track)]);
	await expect(
		page.getByRole('button', { name: `A waypoint already: ${labelOf(track)}` })
	).toBeDisabled();
	// Where it comes from is said, with its cover as it is.
	await expect(playingCard(page).getByRole('link', { name: /on Spotify/ })).toHaveAttribute(
		'href',
		`${spotify.webUrl}/track/${track.id}`
	);
	await expect(playingCard(page).locator('img')).toHaveJSProperty('complete', true);
	expect(spotify.requests.count('GET', playingPath)).toBe(1);
});

test('another recording of a song is found by its title, and to be confirmed', async ({
	page,
	spotify,
	catalogue
}) => {
	const track = catalogue.tracks[3];
	if (!track) throw new Error('the catalogue is small');
	const id = idOf('a remaster');
	const title = `${track.title} - 2011 Remaster`;
	spotify.control.addTracks({ id, title, artists: [...track.artists] });
	spotify.control.setPlaying({ kind: 'track', id });
	await connect(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText('is it one of these?');
	await expect(candidates(page).first()).toContainText(track.title);
	await candidates(page).first().getByRole('button').click();
	expect(await waypointNames(page)).toEqual([labelOf(track)]);
});

test('a track that is not in it is said to be so, with the way to it and to its artist’s others', async ({
	page,
	spotify,
	catalogue
}) => {
	const inCatalogue = new Set(catalogue.tracks.map(({ id }) => id));
	const other = spotify.control.tracks().find(({ id }) => !inCatalogue.has(id));
	if (!other) throw new Error('everything is in the catalogue');
	spotify.control.setPlaying({ kind: 'track', id: other.id });
	await connect(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify. It is not in this catalogue.');
	await expect(candidates(page)).toHaveCount(0);
	await expect(playingCard(page).getByRole('link', { name: /on Spotify/ })).toHaveAttribute(
		'href',
		`${spotify.webUrl}/track/${other.id}`
	);
	const [artist = ''] = other.artists;
	await playingCard(page)
		.getByRole('button', { name: `Search here for ${artist}` })
		.click();
	await expect(searchField(page)).toHaveValue(artist);
	await expect(searchField(page)).toBeFocused();
});

for (const [playing, words] of [
	[{ kind: 'episode' }, /^You are listening to an episode, “.+”\. Only music can be a waypoint\.$/],
	[{ kind: 'advert' }, /^Spotify is playing an advertisement/],
	[{ kind: 'no-item' }, /^(Nothing is playing|Spotify is playing something)/],
	[{ kind: 'nothing' }, /^Nothing is playing on Spotify just now/]
] as const) {
	test(`${playing.kind} is said to be what it is`, async ({ page, spotify }) => {
		spotify.control.setPlaying(playing);
		await connect(page);
		await askWhatPlays(page);
		await expect(playingWords(page)).toHaveText(words);
		await expect(candidates(page)).toHaveCount(0);
		expect(spotify.requests.count('GET', playingPath)).toBe(1);
	});
}

test('a file of one’s own is looked for by its name', async ({ page, spotify, catalogue }) => {
	const track = catalogue.tracks[11];
	if (!track) throw new Error('the catalogue is small');
	const [artist = ''] = track.artists;
	spotify.control.setPlaying({ kind: 'local-file', title: track.title, artist });
	await connect(page);
	await askWhatPlays(page);
	await expect(playingWords(page)).toContainText(
		`Spotify is playing a file of your own, “${track.title}”. Is it one of these?`
	);
	await expect(candidates(page).first()).toContainText(track.title);
	spotify.control.setPlaying({ kind: 'local-file', title: 'Xqzzy', artist: 'Qqjx' });
	await askWhatPlays(page);
	await expect(playingWords(page)).toHaveText(
		'Spotify is playing a file of your own, “Xqzzy”. It is not in this catalogue.'
	);
});

test('it is looked up when asked and when the window is looked at, and never by itself', async ({
	page,
	spotify
}) => {
	await page.clock.install();
	await connect(page);
	const asked = (): number => spotify.requests.count('GET', playingPath);
	const look = (): Promise<boolean> =>
		page.evaluate(() => window.dispatchEvent(new Event('focus')));
	await look();
	await page.clock.runFor('01:00:00');
	expect(asked()).toBe(0);
	await askWhatPlays(page);
	await expect(playingWords(page)).toHaveText('Playing on Spotify:');
	await page.clock.runFor('10:00');
	expect(asked()).toBe(1);
	spotify.control.setPlaying({ kind: 'nothing' });
	await look();
	await expect(playingWords(page)).toContainText('Nothing is playing');
	expect(asked()).toBe(2);
	// Whoever switches to and fro does not ask each time.
	await look();
	await look();
	await openSite(page, '/about');
	expect(asked()).toBe(2);
});
