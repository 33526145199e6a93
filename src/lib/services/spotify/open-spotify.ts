/**
 * The way to Spotify that costs a page next to nothing: whether it is there, whether somebody is
 * logged in, and the rest by `import()` when it is first needed.
 */
import { sessionKey } from './session-key.ts';
import type { Spotify, SpotifyConfiguration, TrackLookUp } from './spotify.ts';

/** Where people see, in Spotify's settings, which programs have access, and take it away. */
export const revokeUrl = 'https://www.spotify.com/account/apps/';

interface PublicSettings {
	readonly PUBLIC_SPOTIFY_CLIENT_ID?: string;
	readonly PUBLIC_SPOTIFY_ACCOUNTS_URL?: string;
	readonly PUBLIC_SPOTIFY_API_URL?: string;
	readonly PUBLIC_SPOTIFY_WEB_URL?: string;
}

/**
 * @param settings `$env/dynamic/public`
 * @param base the site's base path as the page has it, '' or '/some/base'
 * @returns null where no client id is set: then Spotify is not there
 */
export function spotifyConfiguration(
	settings: PublicSettings,
	origin: string,
	base: string
): SpotifyConfiguration | null {
	const clientId = settings.PUBLIC_SPOTIFY_CLIENT_ID ?? '';
	if (clientId === '') return null;
	return {
		clientId,
		accountsUrl: settings.PUBLIC_SPOTIFY_ACCOUNTS_URL || 'https://accounts.spotify.com',
		apiUrl: settings.PUBLIC_SPOTIFY_API_URL || 'https://api.spotify.com/v1',
		webUrl: settings.PUBLIC_SPOTIFY_WEB_URL || 'https://open.spotify.com',
		redirectUri: `${origin}${base}/spotify/callback`,
		basePath: base
	};
}

/** Whether somebody has logged in, here or in another tab; asks nothing and loads nothing. */
export function hasSpotifySession(): boolean {
	try {
		return localStorage.getItem(sessionKey) !== null;
	} catch {
		return false;
	}
}

/** Loads the program that talks to Spotify; asks Spotify nothing. */
export async function openSpotify(
	configuration: SpotifyConfiguration,
	lookUpTracks?: TrackLookUp
): Promise<Spotify> {
	const { startSpotify } = await import('./start-spotify.ts');
	return startSpotify(configuration, lookUpTracks);
}
