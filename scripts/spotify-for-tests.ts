/**
 * The Spotify that the end-to-end tests' site is built for: a fake one, which a test starts there when
 * it needs it (e2e/spotify-fake.ts). Nothing contacts it before a person asks, so the other tests do
 * not notice that it is not there.
 */
import { addressesAt, clientId } from './fake-spotify/addresses.ts';
import { siteVariables } from './fake-spotify/site-variables.ts';
import type { SiteConfiguration } from './site-configuration.ts';

/** Not that of `npm start -- --fake-spotify`, which may run beside the tests. */
export const spotifyPortForTests = 54_330;

export const spotifyForTests: SiteConfiguration = siteVariables({
	...addressesAt(`http://127.0.0.1:${spotifyPortForTests}`),
	clientId,
	// The site's own stays what it is; tests that want Spotify's ids put theirs in its place.
	catalogueUrl: undefined
});
