/**
 * What a person does with Spotify on the site, and on Spotify's own page, by the names that they read.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import type { FakeSpotify } from '../scripts/fake-spotify/fake-spotify.ts';
import type { SpotifyEdition } from '../scripts/fake-spotify/spotify-edition.ts';
import type { FakeTrack } from '../scripts/fake-spotify/world.ts';
import { button, openSite, playlistItems, playlistTracks, whenReady } from './site.ts';

export const tokenPath = '/api/token';
export const playingPath = '/v1/me/player/currently-playing';

/** At the foot of every page, once somebody is connected. */
export const accountButton = (page: Page): Locator =>
	page.getByRole('button', { name: /^Spotify/ });
/** What is said of what plays. */
export const playingWords = (page: Page): Locator =>
	page.getByRole('status', { name: 'What I’m playing' });
export const playingCard = (page: Page): Locator =>
	page.getByRole('region', { name: 'Playing on Spotify' });
export const uploadDialog = (page: Page): Locator =>
	page.getByRole('dialog', { name: 'Upload to Spotify' });
/** On the page that people come back to when something was not as it should be. */
export const loginWords = (page: Page): Locator =>
	page.getByRole('status', { name: 'Spotify login' });

/** From the first page to Spotify's, where the person is asked. */
export async function leaveForSpotify(page: Page, address = '/'): Promise<void> {
	await openSite(page, address);
	await button(page, 'Connect Spotify').click();
	await expect(page).toHaveURL(/\/authorize\?/);
}

export async function agree(page: Page, user = 'Lena Listener'): Promise<void> {
	await page.getByLabel('User').selectOption({ label: user });
	await button(page, 'Agree').click();
}

/** Opens an address and connects there. */
export async function connect(page: Page, address = '/'): Promise<void> {
	await leaveForSpotify(page, address);
	await agree(page);
	await expect(accountButton(page)).toHaveText('Spotify: Lena Listener');
	await whenReady(page);
}

export const askWhatPlays = (page: Page): Promise<void> => button(page, 'What I’m playing').click();

/** The catalogue's own name for a track. */
export function labelOf({ artists, title }: Pick<FakeTrack, 'artists' | 'title'>): string {
	return `${artists.join(', ')} – ${title}`;
}

/** @returns the tracks of a playlist of so many, which is now on the page */
export async function openPlaylist(
	page: Page,
	catalogue: SpotifyEdition,
	trackCount: number
): Promise<readonly string[]> {
	const waypoint = catalogue.tracks[0]?.id ?? '';
	await openSite(page, `/playlist#v=1&w=${waypoint}&n=${trackCount}&k=0.5`);
	await expect(playlistItems(page)).toHaveCount(trackCount);
	return playlistTracks(page);
}

/** Begins an upload of the playlist on the page. @returns the dialog */
export async function upload(page: Page, name: string): Promise<Locator> {
	const dialog = uploadDialog(page);
	if (!(await dialog.isVisible())) await button(page, 'Upload to Spotify').click();
	await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
	await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
	return dialog;
}

/** What is in the person's playlists of this name at Spotify, in order, as the page names tracks. */
export function atSpotify(spotify: FakeSpotify, name: string): readonly (readonly string[])[] {
	const labels = new Map(
		spotify.control.tracks().map((track) => [`spotify:track:${track.id}`, labelOf(track)])
	);
	return spotify.control
		.playlists()
		.filter((playlist) => playlist.ownerId === 'listener' && playlist.name === name)
		.map(({ uris }) => uris.map((uri) => labels.get(uri) ?? uri));
}

/** Access and refresh token, as the site keeps them. */
export async function storedTokens(page: Page): Promise<readonly string[]> {
	return page.evaluate(() => {
		const kept = localStorage.getItem('deejai-spotify-session');
		if (kept === null) return [];
		const { accessToken, refreshToken } = JSON.parse(kept) as Record<string, string>;
		return [accessToken ?? '', refreshToken ?? ''];
	});
}
