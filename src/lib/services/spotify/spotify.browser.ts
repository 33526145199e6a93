/** What only a real browser can show: its lock, its storage and the word between its documents. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserPorts, openTextStore } from './browser-ports.ts';
import { hasSpotifySession } from './open-spotify.ts';
import { sessionKey } from './session-key.ts';
import type { SpotifyPorts } from './ports.ts';
import { SpotifyService } from './spotify-service.ts';
import type { SpotifyConfiguration } from './spotify.ts';

const configuration: SpotifyConfiguration = {
	clientId: 'client',
	accountsUrl: 'https://accounts.invalid',
	apiUrl: 'https://api.invalid/v1',
	webUrl: 'https://web.invalid',
	redirectUri: 'https://deejai.invalid/spotify/callback',
	basePath: ''
};

const expired = JSON.stringify({
	version: 1,
	issuedBy: 'client https://accounts.invalid',
	accessToken: 'old access token',
	refreshToken: 'refresh token',
	expiresAtMs: 1,
	loggedInAtMs: 1,
	account: null
});

/** Another document of this site, as another tab is one. */
let elsewhere: Window;
let frame: HTMLIFrameElement;
const opened: SpotifyService[] = [];

beforeEach(() => {
	localStorage.clear();
	frame = document.createElement('iframe');
	document.body.append(frame);
	if (frame.contentWindow === null) throw new Error('no window');
	elsewhere = frame.contentWindow;
});

afterEach(() => {
	for (const service of opened.splice(0)) service.close();
	frame.remove();
	localStorage.clear();
});

function open(changed: Partial<SpotifyPorts> = {}): SpotifyService {
	const service = new SpotifyService(configuration, { ...browserPorts(), ...changed });
	opened.push(service);
	return service;
}

describe('two documents', () => {
	it('that need a new token at once ask for one', async () => {
		localStorage.setItem(sessionKey, expired);
		const asked: string[] = [];
		const answer: typeof fetch = async (input) => {
			const { pathname } = new URL(input instanceof Request ? input.url : input);
			asked.push(pathname);
			await new Promise((resolve) => setTimeout(resolve, 20));
			return pathname === '/api/token'
				? Response.json({ access_token: 'new one', token_type: 'Bearer', expires_in: 3600 })
				: new Response(null, { status: 204 });
		};
		const services = [open({ fetch: answer }), open({ fetch: answer })];
		const results = await Promise.all(services.map((service) => service.currentlyPlaying()));
		expect(results).toEqual(Array(2).fill({ ok: true, value: { kind: 'nothing' } }));
		expect(asked.filter((path) => path === '/api/token')).toHaveLength(1);
		expect(localStorage.getItem(sessionKey)).toContain('"refreshToken":"refresh token"');
	});

	it('hear of each other’s logins and logouts', async () => {
		const service = open();
		const told = (kind: string) =>
			new Promise<void>((resolve) => {
				service.subscribe(({ session }) => {
					if (session.kind === kind) resolve();
				});
			});
		const loggedIn = told('signed-in');
		elsewhere.localStorage.setItem(sessionKey, expired);
		await loggedIn;
		expect(hasSpotifySession()).toBe(true);
		const loggedOut = told('signed-out');
		elsewhere.localStorage.clear();
		await loggedOut;
		expect(hasSpotifySession()).toBe(false);
	});
});

describe('a store of texts', () => {
	it('holds for this page what there is no room for', () => {
		const store = openTextStore(() => localStorage);
		const large = 'x'.repeat(20 << 20);
		store?.set('large', large);
		expect(store?.get('large')).toBe(large);
		expect(localStorage.getItem('large')).toBeNull();
		store?.remove('large');
		expect(store?.get('large')).toBeNull();
	});

	it('is none where the browser refuses', () => {
		const refuse = (): Storage => {
			throw new DOMException('denied', 'SecurityError');
		};
		expect(openTextStore(refuse)).toBeNull();
	});
});

describe('the browser’s timers', () => {
	it('end a wait when it is called off', async () => {
		const given = new AbortController();
		const waiting = browserPorts().timers.wait(1_000_000, given.signal);
		given.abort();
		await waiting;
		await browserPorts().timers.wait(1_000_000, given.signal);
		expect(given.signal.aborted).toBe(true);
	});
});
