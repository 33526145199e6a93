import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfiguration } from './site-configuration.ts';
import { isSpotifyCatalogue, spotifySources } from './spotify-sources.ts';

const PUBLIC_SPOTIFY_CLIENT_ID = '0123456789abcdef0123456789abcdef';
const nothing = { connect: [], script: [], frame: [], image: [] };
const embed = {
	script: ['https://open.spotify.com', 'https://embed-cdn.spotifycdn.com'],
	frame: ['https://open.spotify.com']
};

function sources(env: Readonly<Record<string, string>>, isOwnCatalogue = false) {
	return spotifySources(readConfiguration(env), isOwnCatalogue);
}

test('a site that is not set up for Spotify lets nothing of it in', () => {
	expect(sources({})).toEqual(nothing);
	// Where people would log in is of no account when nobody can.
	expect(sources({ PUBLIC_SPOTIFY_API_URL: 'https://api.example' })).toEqual(nothing);
});

test('with a client id: their accounts, their API, their player and covers', () => {
	expect(sources({ PUBLIC_SPOTIFY_CLIENT_ID })).toEqual({
		connect: ['https://accounts.spotify.com', 'https://api.spotify.com'],
		...embed,
		image: ['https://i.scdn.co']
	});
});

test('with a catalogue of their tracks: their player alone', () => {
	expect(sources({}, true)).toEqual({ ...nothing, ...embed });
	expect(sources({ PUBLIC_SPOTIFY_EMBED_URL: 'https://open.spotify.com' })).toEqual({
		...nothing,
		...embed
	});
});

test('a stand-in takes the place of all their hosts', () => {
	const here = 'http://127.0.0.1:4180';
	expect(
		sources({
			PUBLIC_SPOTIFY_CLIENT_ID,
			PUBLIC_SPOTIFY_ACCOUNTS_URL: here,
			PUBLIC_SPOTIFY_API_URL: `${here}/v1`,
			PUBLIC_SPOTIFY_WEB_URL: here,
			PUBLIC_SPOTIFY_EMBED_URL: here
		})
	).toEqual({ connect: [here], script: [here], frame: [here], image: [here] });
});

test('what is no client id, and what is no address, is an error that names the variable', () => {
	expect(() => sources({ PUBLIC_SPOTIFY_CLIENT_ID: "x'; script-src *" })).toThrow(
		'PUBLIC_SPOTIFY_CLIENT_ID is'
	);
	expect(() => sources({ PUBLIC_SPOTIFY_EMBED_URL: 'open.spotify.com' })).toThrow(
		'PUBLIC_SPOTIFY_EMBED_URL is'
	);
});

test('the site’s own catalogue is looked at, below the base path too', () => {
	const folder = mkdtempSync(join(tmpdir(), 'deejai-static-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	for (const kind of ['spotify', 'none']) {
		mkdirSync(join(folder, 'catalogues', kind), { recursive: true });
		const manifest = JSON.stringify({ playback: { kind } });
		writeFileSync(join(folder, 'catalogues', kind, 'manifest.json'), manifest);
	}
	const isOne = (PUBLIC_CATALOGUE_URL: string, base = ''): boolean =>
		isSpotifyCatalogue({ PUBLIC_CATALOGUE_URL }, folder, base);
	expect(isOne('/catalogues/spotify/')).toBe(true);
	expect(isOne('/some/base/catalogues/spotify/', '/some/base')).toBe(true);
	expect(isOne('/catalogues/none/')).toBe(false);
	expect(isOne('/catalogues/missing/')).toBe(false);
	expect(isOne('https://files.example/catalogues/spotify/')).toBe(false);
	expect(isSpotifyCatalogue({}, folder, '')).toBe(false);
});
