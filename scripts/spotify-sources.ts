/**
 * What the page's policy lets in from Spotify: nothing, unless the site is set up for it. Pure, but for
 * the look at the site's own catalogue.
 *
 * - Logging in (a client id) needs connections to their accounts and their API, and covers.
 * - Their player needs their script, which fetches its second half from a host of its own, and their
 *   frame. It is let in where there is a login, where the site's own catalogue is one of Spotify's
 *   tracks, and where its address is given: what a catalogue elsewhere is nobody knows here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { SiteConfiguration } from './site-configuration.ts';

/** Sources for each directive of the policy. */
export interface SpotifySources {
	readonly connect: readonly string[];
	readonly script: readonly string[];
	readonly frame: readonly string[];
	readonly image: readonly string[];
}

const embedHost = 'https://open.spotify.com';
/** Where the second half of their script comes from. */
const embedScriptHost = 'https://embed-cdn.spotifycdn.com';
const coverHost = 'https://i.scdn.co';

const spotifyManifest = v.object({ playback: v.object({ kind: v.literal('spotify') }) });

/** @param isSpotifyCatalogue whether the site's own catalogue is played by Spotify */
export function spotifySources(
	configuration: SiteConfiguration,
	isSpotifyCatalogue: boolean
): SpotifySources {
	const hasLogin = configuration.PUBLIC_SPOTIFY_CLIENT_ID !== undefined;
	const embedUrl = configuration.PUBLIC_SPOTIFY_EMBED_URL;
	const hasEmbed = hasLogin || isSpotifyCatalogue || embedUrl !== undefined;
	const embed = originOf(embedUrl ?? embedHost);
	const web = configuration.PUBLIC_SPOTIFY_WEB_URL;
	return {
		connect: hasLogin
			? unique([
					originOf(configuration.PUBLIC_SPOTIFY_ACCOUNTS_URL ?? 'https://accounts.spotify.com'),
					originOf(configuration.PUBLIC_SPOTIFY_API_URL ?? 'https://api.spotify.com')
				])
			: [],
		script: hasEmbed ? [embed, ...(embed === embedHost ? [embedScriptHost] : [])] : [],
		frame: hasEmbed ? [embed] : [],
		image: hasLogin ? [web === undefined ? coverHost : originOf(web)] : []
	};
}

/**
 * Whether the catalogue that the site brings along has tracks of Spotify.
 * @param staticFolder what is served as it is
 * @param basePath '' or '/some/base'
 */
export function isSpotifyCatalogue(
	{ PUBLIC_CATALOGUE_URL: url = '' }: SiteConfiguration,
	staticFolder: string,
	basePath: string
): boolean {
	const here = 'http://here.invalid';
	const address = URL.parse(url, `${here}/`);
	if (url === '' || address?.origin !== here) return false;
	const path = address.pathname.startsWith(`${basePath}/`)
		? address.pathname.slice(basePath.length)
		: address.pathname;
	const file = join(staticFolder, path, 'manifest.json');
	return existsSync(file) && v.is(spotifyManifest, JSON.parse(readFileSync(file, 'utf8')));
}

function originOf(url: string): string {
	return new URL(url).origin;
}

function unique(sources: readonly string[]): readonly string[] {
	return [...new Set(sources)];
}
