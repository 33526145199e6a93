import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startFakeSpotify,
	type FakeSpotify
} from '../../../../scripts/fake-spotify/fake-spotify.ts';
import { noLocks } from '../library/browser-ports.ts';
import { createFakeBrowser, failureOf, valueOf, type FakeBrowser } from './test/fake-browser.ts';
import { sessionKey } from './session-key.ts';

const hourMs = 3_600_000;
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

const tokenRequests = (): number => spotify.requests.count('POST', '/api/token');
const playingRequests = (): number => spotify.requests.count('GET', '/v1/me/player/*');

function storedTokens(): { accessToken: string; refreshToken: string } {
	return JSON.parse(browser.siteStore.texts.get(sessionKey) ?? '') as {
		accessToken: string;
		refreshToken: string;
	};
}

describe('an access token that has run out', () => {
	it('is renewed before it is used, and the new refresh token kept', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		const before = storedTokens();
		browser.advanceClock(hourMs);
		valueOf(await tab.spotify.currentlyPlaying());
		expect(tokenRequests()).toBe(2);
		expect(playingRequests()).toBe(1);
		expect(storedTokens().accessToken).not.toBe(before.accessToken);
		expect(storedTokens().refreshToken).not.toBe(before.refreshToken);
	});

	it('is renewed again and again where Spotify gives no new refresh token', async () => {
		spotify.control.changeSettings({ refresh: 'keeps' });
		const tab = browser.openTab();
		await tab.logIn();
		const { refreshToken } = storedTokens();
		for (let hour = 0; hour < 3; hour++) {
			browser.advanceClock(hourMs);
			valueOf(await tab.spotify.currentlyPlaying());
			expect(storedTokens().refreshToken).toBe(refreshToken);
		}
		expect(tokenRequests()).toBe(4);
	});

	it('is renewed once for all that ask at a time', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		browser.advanceClock(hourMs);
		const asked = await Promise.all(
			Array.from({ length: 5 }, () => tab.spotify.currentlyPlaying())
		);
		for (const one of asked) valueOf(one);
		expect(tokenRequests()).toBe(2);
	});

	it('is renewed once for all of a tab where the browser has no locks', async () => {
		const tab = createFakeBrowser(spotify, {}, noLocks).openTab();
		await tab.logIn();
		spotify.control.expireAccessTokens();
		const asked = await Promise.all([tab.spotify.currentlyPlaying(), tab.spotify.account()]);
		for (const { ok } of asked) expect(ok).toBe(true);
		expect(tokenRequests()).toBe(2);
	});

	it('is renewed by one of two tabs, and the other takes what it brought', async () => {
		const [tab, other] = [browser.openTab(), browser.openTab()];
		await tab.logIn();
		browser.advanceClock(hourMs);
		const asked = await Promise.all([
			tab.spotify.currentlyPlaying(),
			other.spotify.currentlyPlaying()
		]);
		for (const one of asked) valueOf(one);
		expect(tokenRequests()).toBe(2);
	});

	it('is renewed by one of two tabs, however late the other reads what it brought', async () => {
		const [tab, other] = [browser.openTab(), browser.openTab()];
		await tab.logIn();
		browser.advanceClock(hourMs);
		browser.isClockStopped = true;
		browser.isStorageBehind = true;
		const asked = [tab.spotify.currentlyPlaying(), other.spotify.currentlyPlaying()] as const;
		valueOf(await asked[0]);
		browser.catchUp();
		valueOf(await asked[1]);
		expect(tokenRequests()).toBe(2);
	});

	it('is renewed to the end although nobody waits for it any more', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		browser.advanceClock(hourMs);
		spotify.control.setFaults({ kind: 'held', path: '/api/token' });
		const given = new AbortController();
		const asking = tab.spotify.currentlyPlaying(given.signal);
		await spotify.requests.seen('POST', '/api/token', 2);
		given.abort();
		expect(failureOf(await asking).code).toBe('superseded');
		spotify.control.setFaults();
		valueOf(await tab.spotify.currentlyPlaying());
		expect(tokenRequests()).toBe(2);
	});
});

describe('an access token that is refused before its time', () => {
	it('is renewed once, and the request repeated once', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		spotify.control.expireAccessTokens();
		valueOf(await tab.spotify.currentlyPlaying());
		expect(tokenRequests()).toBe(2);
		expect(playingRequests()).toBe(2);
	});

	it('is renewed once for both tabs', async () => {
		const [tab, other] = [browser.openTab(), browser.openTab()];
		await tab.logIn();
		spotify.control.expireAccessTokens();
		const asked = await Promise.all([
			tab.spotify.currentlyPlaying(),
			other.spotify.currentlyPlaying()
		]);
		for (const one of asked) valueOf(one);
		expect(tokenRequests()).toBe(2);
	});

	it('is the end of the login where the new one is refused too', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		spotify.control.setFaults({ kind: 'status', status: 401, path: '/v1/me/player/*' });
		expect(failureOf(await tab.spotify.currentlyPlaying()).code).toBe('signed-out');
		expect(tokenRequests()).toBe(2);
		expect(playingRequests()).toBe(2);
		expect(browser.siteStore.texts.has(sessionKey)).toBe(false);
		expect(failureOf(await tab.spotify.currentlyPlaying()).code).toBe('signed-out');
		expect(playingRequests()).toBe(2);
	});
});

describe('a refresh token', () => {
	it('that is worth nothing any more ends the login, which the page is told', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		const sessions: unknown[] = [];
		tab.spotify.subscribe(({ session }) => sessions.push(session));
		spotify.control.revoke();
		expect(failureOf(await tab.spotify.currentlyPlaying()).code).toBe('signed-out');
		expect(tokenRequests()).toBe(2);
		expect(sessions.at(-1)).toEqual({ kind: 'signed-out', ended: true });
		expect([...browser.siteStore.texts.keys()]).toEqual([]);
		expect(valueOf(await tab.logIn()).kind).toBe('signed-in');
	});

	it('outlives a network that is away', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		browser.advanceClock(hourMs);
		spotify.control.setFaults({ kind: 'cut', path: '/api/token' });
		expect(failureOf(await tab.spotify.currentlyPlaying()).code).toBe('network-unreachable');
		spotify.control.setFaults();
		valueOf(await tab.spotify.currentlyPlaying());
	});

	it.each([
		['a client that Spotify does not know', 'refused', { error: 'invalid_client' }],
		['an error that has no meaning here', 'unexpected-response', { error: 'invalid_request' }]
	])('is kept when Spotify answers with %s', async (_what, code, answer) => {
		const tab = browser.openTab();
		await tab.logIn();
		browser.advanceClock(hourMs);
		browser.answerInstead = (url) =>
			url.endsWith('/api/token')
				? new Response(JSON.stringify(answer), {
						status: 400,
						headers: { 'content-type': 'application/json' }
					})
				: null;
		expect(failureOf(await tab.spotify.currentlyPlaying()).code).toBe(code);
		expect(browser.siteStore.texts.has(sessionKey)).toBe(true);
	});
});

describe('while a token is renewed', () => {
	/** A tab that is at it, and Spotify's answer, which comes when it is let go. */
	async function renewing() {
		const tab = browser.openTab();
		await tab.logIn();
		browser.advanceClock(hourMs);
		spotify.control.setFaults({ kind: 'held', path: '/api/token', times: 1 });
		const asking = tab.spotify.currentlyPlaying();
		await spotify.requests.seen('POST', '/api/token', 2);
		return { asking };
	}

	it('whoever logs out stays logged out', async () => {
		const { asking } = await renewing();
		await browser.openTab().spotify.logOut();
		spotify.control.release();
		expect(failureOf(await asking).code).toBe('signed-out');
		await browser.renewed();
		expect([...browser.siteStore.texts.keys()]).toEqual([]);
	});

	it('whoever logs in as somebody else is somebody else', async () => {
		const { asking } = await renewing();
		const other = browser.openTab();
		await other.spotify.logOut();
		valueOf(await other.logIn('friend'));
		const tokens = storedTokens();
		spotify.control.release();
		expect(failureOf(await asking).code).toBe('signed-out');
		await browser.renewed();
		expect(storedTokens()).toEqual(tokens);
		expect(valueOf(await other.spotify.account()).name).toBe('Fay Friend');
	});
});
