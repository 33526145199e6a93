import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startFakeSpotify,
	type FakeSpotify
} from '../../../../scripts/fake-spotify/fake-spotify.ts';
import {
	createFakeBrowser,
	failureOf,
	playlistPage,
	valueOf,
	type FakeBrowser,
	type FakeTab
} from './test/fake-browser.ts';
import { hasSpotifySession } from './open-spotify.ts';
import { sessionKey } from './session-key.ts';
import type { SpotifySession } from './spotify.ts';

let spotify: FakeSpotify;
let browser: FakeBrowser;

beforeAll(async () => {
	spotify = await startFakeSpotify();
});
afterAll(() => spotify.stop());
beforeEach(() => {
	spotify.control.reset();
	browser = createFakeBrowser(spotify);
});
afterEach(() => browser.expectNoSecretsSaid());

function sessionOf({ spotify: service }: FakeTab): SpotifySession {
	let session: SpotifySession | undefined;
	service.subscribe((state) => {
		session = state.session;
	})();
	if (!session) throw new Error('nobody was told anything');
	return session;
}

const tokenRequests = (): number => spotify.requests.count('POST', '/api/token');

describe('logging in', () => {
	it('asks Spotify nothing before somebody presses the button', () => {
		const tab = browser.openTab();
		expect(sessionOf(tab)).toEqual({ kind: 'signed-out', ended: false });
		expect(spotify.requests.list()).toEqual([]);
	});

	it('goes to Spotify with PKCE, a state and the scopes that are needed, and no secret', async () => {
		const tab = browser.openTab();
		valueOf(await tab.spotify.logIn('/music/'));
		const { searchParams } = tab.url;
		expect(tab.url.href).toMatch(`${spotify.accountsUrl}/authorize?`);
		expect(Object.fromEntries(searchParams)).toEqual({
			client_id: spotify.clientId,
			response_type: 'code',
			redirect_uri: 'http://127.0.0.1:4173/music/spotify/callback',
			scope:
				'user-read-currently-playing playlist-read-private playlist-modify-public playlist-modify-private',
			state: expect.stringMatching(/^[\w-]{43}$/) as string,
			code_challenge_method: 'S256',
			code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string
		});
	});

	it('comes back to where it began, the code gone from the address', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		expect(tab.url.searchParams.has('code')).toBe(true);
		const completing = tab.spotify.completeLogin();
		expect(tab.url.href).toBe('http://127.0.0.1:4173/music/spotify/callback');
		expect(valueOf(await completing)).toEqual({ kind: 'signed-in', returnTo: playlistPage });
		expect(sessionOf(tab)).toEqual({ kind: 'signed-in', account: null });
		expect(valueOf(await tab.spotify.account()).name).toBe('Lena Listener');
	});

	it('uses a code once, however often the page asks', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		const outcomes = await Promise.all([tab.spotify.completeLogin(), tab.spotify.completeLogin()]);
		for (const outcome of outcomes) expect(valueOf(outcome).kind).toBe('signed-in');
		expect(tokenRequests()).toBe(1);
	});

	it('takes a no for an answer', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('cancel');
		expect(valueOf(await tab.spotify.completeLogin())).toEqual({
			kind: 'declined',
			returnTo: playlistPage
		});
		expect(tab.url.search).toBe('');
		expect(tokenRequests()).toBe(0);
		expect(sessionOf(tab)).toEqual({ kind: 'signed-out', ended: false });
	});

	it('says so when Spotify itself cannot', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('cancel');
		tab.url.searchParams.set('error', 'server_error');
		expect(failureOf(await tab.spotify.completeLogin())).toMatchObject({
			code: 'unexpected-response',
			retryable: true
		});
	});

	it.each(['another', ''])('believes nothing that comes with the state “%s”', async (state) => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		tab.url.searchParams.set('state', state);
		expect(valueOf(await tab.spotify.completeLogin()).kind).toBe('stale');
		expect(tab.url.search).toBe('');
		expect(tokenRequests()).toBe(0);
		expect(sessionOf(tab).kind).toBe('signed-out');
	});

	it('believes nothing in a tab that began no login', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		const other = browser.openTab();
		other.url = tab.url;
		expect(valueOf(await other.spotify.completeLogin())).toEqual({
			kind: 'stale',
			returnTo: '/music/'
		});
		expect(tokenRequests()).toBe(0);
	});

	it('sends nobody elsewhere afterwards', async () => {
		for (const place of [
			'https://evil.example/',
			'//evil.example/',
			'/\\evil.example',
			'/other/'
		]) {
			const tab = browser.openTab();
			await tab.goThroughLogin('agree');
			const [key, stored] = ['deejai-spotify-login', tab.tabStore.get('deejai-spotify-login')];
			tab.tabStore.set(key, JSON.stringify({ ...JSON.parse(stored ?? ''), returnTo: place }));
			expect(valueOf(await tab.spotify.completeLogin())).toEqual({
				kind: 'signed-in',
				returnTo: '/music/'
			});
		}
	});
});

describe('a reload in the middle of the callback', () => {
	it('goes on where the code had not reached Spotify', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		spotify.control.setFaults({ kind: 'held', path: '/api/token', times: 1 });
		const interrupted = tab.spotify.completeLogin();
		await spotify.requests.seen('POST', '/api/token');
		tab.reload();
		expect(failureOf(await interrupted).code).toBe('superseded');
		const outcome = valueOf(await tab.spotify.completeLogin());
		expect(outcome).toEqual({ kind: 'signed-in', returnTo: playlistPage });
		spotify.control.release();
	});

	it('offers to log in again where the code was used and the answer lost', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		spotify.control.setFaults({ kind: 'answer-lost', path: '/api/token', times: 1 });
		expect(valueOf(await tab.spotify.completeLogin())).toEqual({
			kind: 'stale',
			returnTo: playlistPage
		});
		expect(tokenRequests()).toBe(2);
		expect(valueOf(await tab.logIn()).kind).toBe('signed-in');
	});

	it('is no matter once the login is there, by reload or by the back button', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		const callback = new URL(tab.url);
		await tab.spotify.completeLogin();
		tab.reload();
		expect(valueOf(await tab.spotify.completeLogin()).kind).toBe('signed-in');
		tab.url = callback;
		tab.reload();
		expect(valueOf(await tab.spotify.completeLogin()).kind).toBe('signed-in');
		expect(tab.url.search).toBe('');
		expect(tokenRequests()).toBe(1);
	});

	it('can be tried again when there was no network', async () => {
		const tab = browser.openTab();
		await tab.goThroughLogin('agree');
		spotify.control.setFaults({ kind: 'cut', path: '/api/token' });
		expect(failureOf(await tab.spotify.completeLogin()).code).toBe('network-unreachable');
		// The machine's clock goes on meanwhile.
		const waitsS = browser.waitsMs.map((waitMs) => Math.round(waitMs / 1000));
		expect(waitsS).toEqual([1, 2, 4, 8, 16]);
		expect(tokenRequests()).toBe(6);
		spotify.control.setFaults();
		expect(valueOf(await tab.spotify.completeLogin()).kind).toBe('signed-in');
	});
});

describe('where Spotify would refuse the address', () => {
	it('says where the same page works', async () => {
		const atLocalhost = createFakeBrowser(spotify, {
			redirectUri: 'http://localhost:4173/music/spotify/callback'
		});
		const tab = atLocalhost.openTab();
		tab.url = new URL('http://localhost:4173/music/playlist#x');
		const failure = failureOf(await tab.spotify.logIn('/music/'));
		expect(failure.code).toBe('unsupported');
		expect(failure.message).toContain('http://127.0.0.1:4173');
		expect(failure.details).toEqual({ address: 'http://127.0.0.1:4173/music/playlist#x' });
		expect(tab.url.hostname).toBe('localhost');
	});

	it('wants HTTPS anywhere else', async () => {
		const insecure = createFakeBrowser(spotify, { redirectUri: 'http://deejai.example/callback' });
		expect(failureOf(await insecure.openTab().spotify.logIn('/')).message).toContain('HTTPS');
	});
});

describe('logging out', () => {
	it('deletes all that came from Spotify', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		const [track] = spotify.control.tracks();
		valueOf(await tab.spotify.tracks([track?.id ?? '']));
		expect(browser.siteStore.texts.size).toBe(2);
		await tab.spotify.logOut();
		expect([...browser.siteStore.texts.keys()]).toEqual([]);
		expect(sessionOf(tab)).toEqual({ kind: 'signed-out', ended: false });
		expect(failureOf(await tab.spotify.currentlyPlaying()).code).toBe('signed-out');
	});

	it('calls off what is under way, and keeps nothing of it', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		spotify.control.setFaults({ kind: 'held', path: '/v1/tracks/*', skip: 1 });
		const arrived = Promise.withResolvers<undefined>();
		const ids = spotify.control.tracks().map(({ id }) => id);
		const asking = tab.spotify.tracks(ids, { onTrack: () => arrived.resolve(undefined) });
		await arrived.promise;
		await tab.spotify.logOut();
		expect(failureOf(await asking).code).toBe('signed-out');
		expect([...browser.siteStore.texts.keys()]).toEqual([]);
	});

	it('in another tab calls off what is under way in this one', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		spotify.control.setFaults({ kind: 'held' });
		const asking = tab.spotify.currentlyPlaying();
		await spotify.requests.seen('GET', '/v1/me/player/*');
		await browser.openTab().spotify.logOut();
		expect(failureOf(await asking).code).toBe('signed-out');
	});

	it('is noticed by the other tabs, as logging in is', async () => {
		const [tab, other] = [browser.openTab(), browser.openTab()];
		const seen: string[] = [];
		other.spotify.subscribe(({ session }) => seen.push(session.kind));
		await tab.logIn();
		await tab.spotify.logOut();
		expect(seen).toEqual(['signed-out', 'signed-in', 'signed-out']);
	});
});

describe('what is stored', () => {
	it.each([
		'',
		'{',
		'{"version":1}',
		'{"version":2,"accessToken":"a","refreshToken":"b","expiresAtMs":1,"loggedInAtMs":1}'
	])('is not believed: %s', (stored) => {
		browser.siteStore.texts.set(sessionKey, stored);
		expect(sessionOf(browser.openTab()).kind).toBe('signed-out');
	});

	it('belongs to one client id', async () => {
		await browser.openTab().logIn();
		const stored = browser.siteStore.texts.get(sessionKey) ?? '';
		const elsewhere = createFakeBrowser(spotify, { clientId: 'another' });
		elsewhere.siteStore.texts.set(sessionKey, stored);
		expect(sessionOf(elsewhere.openTab()).kind).toBe('signed-out');
	});

	it('is not looked for where there is no storage', () => {
		expect(hasSpotifySession()).toBe(false);
	});
});
