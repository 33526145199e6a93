/** Where the fake has what, and under which id it knows the site's app. */

/** As a page knows it: public, as with the real one. */
export const clientId = 'fake0client0id0of0this0machine00';

/** Of the Web API. */
export const apiPrefix = '/v1';

export interface FakeAddresses {
	/** For `PUBLIC_SPOTIFY_ACCOUNTS_URL`. */
	readonly accountsUrl: string;
	/** For `PUBLIC_SPOTIFY_API_URL`. */
	readonly apiUrl: string;
	/** For `PUBLIC_SPOTIFY_WEB_URL`: where tracks and playlists have their pages. */
	readonly webUrl: string;
	/** For `PUBLIC_SPOTIFY_EMBED_URL`. */
	readonly embedUrl: string;
}

/** @param url of the fake itself; all of it is at one address */
export function addressesAt(url: string): FakeAddresses {
	return { accountsUrl: url, apiUrl: `${url}${apiPrefix}`, webUrl: url, embedUrl: url };
}
