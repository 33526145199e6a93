import { describe, expect, it } from 'vitest';
import { checkRedirectAddress, placeOnThisSite } from './redirect-address.ts';

describe('an address to come back to', () => {
	it.each([
		['https://deejai.example/spotify/callback', true],
		['http://127.0.0.1:4173/spotify/callback', true],
		['http://[::1]:4173/spotify/callback', true],
		['http://localhost:4173/spotify/callback', false],
		['http://deejai.localhost/spotify/callback', false],
		['http://192.168.1.7:4173/spotify/callback', false]
	])('%s: %s', (redirectUri, isTaken) => {
		expect(checkRedirectAddress(redirectUri, new URL(redirectUri)).ok).toBe(isTaken);
	});
});

describe('a place to return to', () => {
	const place = (path: string, base: string): string =>
		placeOnThisSite(path, 'https://deejai.example', base);

	it.each([
		['/playlist?x=1#tracks', '', '/playlist?x=1#tracks'],
		['/some/base/playlist#t', '/some/base', '/some/base/playlist#t'],
		['/some/base', '/some/base', '/some/base']
	])('%s on the base “%s” is one', (path, base, expected) => {
		expect(place(path, base)).toBe(expected);
	});

	it.each([
		['https://evil.example/', ''],
		['//evil.example/', ''],
		['/\\evil.example/', ''],
		['/\t/evil.example/', ''],
		['javascript:alert(1)', ''],
		['playlist', ''],
		['', ''],
		['/elsewhere', '/some/base'],
		['/some/based', '/some/base'],
		['/some/base/../../elsewhere', '/some/base']
	])('%j on the base “%s” is the first page', (path, base) => {
		expect(place(path, base)).toBe(`${base}/`);
	});
});
