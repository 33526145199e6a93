/** What a build of the site is told, so that it takes the fake for Spotify. */
import type { SiteConfiguration } from '../site-configuration.ts';
import type { FakeAddresses } from './addresses.ts';
import type { FakeSpotify } from './fake-spotify.ts';

export function siteVariables(
	spotify: Pick<FakeSpotify, keyof FakeAddresses | 'clientId' | 'catalogueUrl'>
): SiteConfiguration {
	return {
		PUBLIC_SPOTIFY_CLIENT_ID: spotify.clientId,
		PUBLIC_SPOTIFY_ACCOUNTS_URL: spotify.accountsUrl,
		PUBLIC_SPOTIFY_API_URL: spotify.apiUrl,
		PUBLIC_SPOTIFY_WEB_URL: spotify.webUrl,
		PUBLIC_SPOTIFY_EMBED_URL: spotify.embedUrl,
		...(spotify.catalogueUrl === undefined ? {} : { PUBLIC_CATALOGUE_URL: spotify.catalogueUrl })
	};
}

/** What the edge function `spotify-tracks` finds in its environment. @param siteUrl of the pages that may ask */
export function functionVariables(
	spotify: FakeSpotify,
	siteUrl: string
): Readonly<Record<string, string>> {
	return {
		SPOTIFY_CLIENT_ID: spotify.clientId,
		SPOTIFY_CLIENT_SECRET: spotify.clientSecret,
		SPOTIFY_ACCOUNTS_URL: spotify.accountsUrl,
		SPOTIFY_API_URL: spotify.apiUrl,
		SPOTIFY_ALLOWED_ORIGINS: new URL(siteUrl).origin
	};
}
