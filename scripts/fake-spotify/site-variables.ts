/** What a build of the site is told, so that it takes the fake for Spotify. */
import type { FakeSpotify } from './fake-spotify.ts';

export function siteVariables(spotify: FakeSpotify): Readonly<Record<string, string>> {
	return {
		PUBLIC_SPOTIFY_CLIENT_ID: spotify.clientId,
		PUBLIC_SPOTIFY_ACCOUNTS_URL: spotify.accountsUrl,
		PUBLIC_SPOTIFY_API_URL: spotify.apiUrl,
		PUBLIC_SPOTIFY_WEB_URL: spotify.webUrl,
		PUBLIC_SPOTIFY_EMBED_URL: spotify.embedUrl
	};
}
