/** What is done about each answer that Spotify may give: the table of `patient-fetch.ts`, and the rest. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startFakeSpotify,
	type FakeSpotify
} from '../../../../scripts/fake-spotify/fake-spotify.ts';
import {
	createFakeBrowser,
	failureOf,
	valueOf,
	type FakeBrowser,
	type FakeTab
} from './test/fake-browser.ts';
import type { SpotifyPause } from './spotify.ts';

let spotify: FakeSpotify;
let browser: FakeBrowser;
let tab: FakeTab;

beforeAll(async () => {
	spotify = await startFakeSpotify();
});
afterAll(() => spotify.stop());
beforeEach(async () => {
	spotify.control.reset();
	browser = createFakeBrowser(spotify);
	tab = browser.openTab();
	await tab.logIn();
});
afterEach(() => browser.expectNoSecretsSaid());

const ask = () => tab.spotify.currentlyPlaying();
const requests = (): number => spotify.requests.count('GET', '/v1/me/player/*');

function pausesOf(): SpotifyPause[] {
	const pauses: SpotifyPause[] = [];
	tab.spotify.subscribe(({ pause }) => {
		if (pause) pauses.push(pause);
	});
	return pauses;
}

describe('too many requests', () => {
	it('waits as long as Spotify says, and says that it waits', async () => {
		const pauses = pausesOf();
		spotify.control.setFaults({ kind: 'too-many', retryAfterS: 7, times: 1 });
		valueOf(await ask());
		expect(browser.waitsMs).toHaveLength(1);
		expect(browser.waitsMs[0]).toBeGreaterThan(6900);
		expect(browser.waitsMs[0]).toBeLessThanOrEqual(7000);
		expect(pauses.map(({ reason }) => reason)).toEqual(['too-many']);
		expect(requests()).toBe(2);
	});

	it('makes everything else wait too', async () => {
		spotify.control.setFaults({ kind: 'too-many', retryAfterS: 7, path: '/v1/me/player/*' });
		browser.isClockStopped = true;
		const given = new AbortController();
		const waiting = tab.spotify.currentlyPlaying(given.signal);
		await browser.waited(1);
		const other = tab.spotify.account(given.signal);
		await browser.waited(2);
		expect(spotify.requests.count('GET', '/v1/me')).toBe(0);
		given.abort();
		for (const one of await Promise.all([waiting, other])) {
			expect(failureOf(one).code).toBe('superseded');
		}
	});

	it('stops after three waits, and lets the next request wait', async () => {
		spotify.control.setFaults({ kind: 'too-many', retryAfterS: 2 });
		expect(failureOf(await ask())).toMatchObject({
			code: 'too-many',
			retryable: true,
			details: { reason: 'rate', retryAfterS: 2 }
		});
		expect(requests()).toBe(4);
		expect(browser.waitsMs).toHaveLength(3);
		spotify.control.setFaults();
		valueOf(await ask());
		expect(browser.waitsMs).toHaveLength(4);
	});

	it('does not wait for longer than a minute, and sends nothing until then', async () => {
		spotify.control.setFaults({ kind: 'too-many', retryAfterS: 300 });
		expect(failureOf(await ask()).details).toEqual({ reason: 'rate', retryAfterS: 300 });
		expect(failureOf(await tab.spotify.account()).details).toMatchObject({ reason: 'rate' });
		expect(browser.waitsMs).toEqual([]);
		expect(spotify.requests.count('GET', '/v1/me')).toBe(0);
		expect(requests()).toBe(1);
		spotify.control.setFaults();
		browser.advanceClock(300_000);
		valueOf(await ask());
	});

	it('stops at once where the quota is used up, and says until when', async () => {
		spotify.control.setFaults({ kind: 'quota', retryAfterS: 30 });
		for (let i = 0; i < 3; i++) {
			const { code, details } = failureOf(await ask());
			expect(code).toBe('too-many');
			expect(details['reason']).toBe('quota');
			expect(details['retryAfterS']).toBeLessThanOrEqual(30);
		}
		expect(requests()).toBe(1);
		spotify.control.setFaults();
		browser.advanceClock(30_000);
		valueOf(await ask());
	});
});

describe('no answer', () => {
	it('is tried again after 1, 2, 4, 8 and 16 seconds, and then no more', async () => {
		spotify.control.setFaults({ kind: 'cut' });
		const pauses = pausesOf();
		expect(failureOf(await ask())).toMatchObject({ code: 'network-unreachable', retryable: true });
		expect(browser.waitsMs.map((waitMs) => Math.round(waitMs / 100) * 100)).toEqual([
			1000, 2000, 4000, 8000, 16_000
		]);
		expect(pauses.map(({ reason }) => reason)).toEqual(Array(5).fill('network'));
		expect(requests()).toBe(6);
	});

	it('is forgotten as soon as one comes', async () => {
		spotify.control.setFaults({ kind: 'cut', times: 2 });
		valueOf(await ask());
		expect(requests()).toBe(3);
	});

	it('is not waited for where the browser knows that there is no network', async () => {
		browser.isOnline = false;
		spotify.control.setFaults({ kind: 'cut' });
		expect(failureOf(await ask()).code).toBe('network-unreachable');
		expect(requests()).toBe(1);
	});

	it('in fifteen seconds is tried twice more', async () => {
		browser.isImpatient = true;
		expect(failureOf(await ask())).toMatchObject({ code: 'timed-out', retryable: true });
		expect(browser.waitsMs).toHaveLength(2);
	});

	it('is not waited for when the caller gives up', async () => {
		spotify.control.setFaults({ kind: 'held' });
		const given = new AbortController();
		const asking = tab.spotify.currentlyPlaying(given.signal);
		await spotify.requests.seen('GET', '/v1/me/player/*');
		given.abort();
		expect(failureOf(await asking).code).toBe('superseded');
		expect(requests()).toBe(1);
	});

	it('is not even asked for when the caller gave up before', async () => {
		expect(failureOf(await tab.spotify.currentlyPlaying(AbortSignal.abort())).code).toBe(
			'superseded'
		);
		expect(requests()).toBe(0);
	});
});

describe('a server in trouble', () => {
	it('is asked twice more', async () => {
		spotify.control.setFaults({ kind: 'status', status: 503 });
		expect(failureOf(await ask())).toMatchObject({
			code: 'unexpected-response',
			retryable: true,
			details: { status: 503 }
		});
		expect(requests()).toBe(3);
	});

	it('may recover', async () => {
		spotify.control.setFaults({ kind: 'status', status: 500, times: 2 });
		valueOf(await ask());
	});
});

describe('a refusal', () => {
	it('in plain text says that one is not on the allow-list', async () => {
		spotify.control.setFaults({ kind: 'plain-403' });
		const { code, message, details, retryable } = failureOf(await ask());
		expect({ code, details, retryable }).toEqual({
			code: 'refused',
			details: { reason: 'allow-list' },
			retryable: false
		});
		expect(message).toContain('the user may not be registered');
		expect(requests()).toBe(1);
	});

	it('for want of Premium says whose', async () => {
		spotify.control.changeSettings({ hasOwnerPremium: false });
		expect(failureOf(await ask()).details).toEqual({ reason: 'premium' });
		expect(requests()).toBe(1);
	});

	it('for want of a scope says what to do', async () => {
		spotify.control.setFaults({
			...{ kind: 'status', status: 403, message: 'Insufficient client scope' }
		});
		const { message, details } = failureOf(await ask());
		expect(details).toEqual({ reason: 'scope' });
		expect(message).toContain('log in again');
	});

	it('never repeats a token', async () => {
		browser.answerInstead = (url, token) =>
			url.includes('/me/player') ? new Response(`No: ${token} is bad`, { status: 403 }) : null;
		expect(failureOf(await ask()).message).toContain('No: Bearer … is bad');
	});
});

describe('an answer that is none', () => {
	it.each([
		['a page of HTML', '<!doctype html><title>Sign in to the Wi-Fi</title>', 200],
		['half of one', '{"item":', 200],
		['a list', '[]', 200],
		['an answer that nobody expects', 'I am a teapot', 418]
	])('is said to be unexpected: %s', async (_what, body, status) => {
		browser.answerInstead = (url) =>
			url.includes('/me/player') ? new Response(body, { status }) : null;
		expect(failureOf(await ask())).toMatchObject({
			code: 'unexpected-response',
			details: { status }
		});
		expect(browser.waitsMs).toEqual([]);
	});

	it('breaks off in the middle', async () => {
		browser.answerInstead = (url) =>
			url.includes('/me/player')
				? new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError()) }))
				: null;
		expect(failureOf(await ask()).code).toBe('network-unreachable');
	});
});

describe('what is playing', () => {
	const playing = async () => valueOf(await ask());

	it('is nothing', async () => {
		spotify.control.setPlaying({ kind: 'nothing' });
		expect(await playing()).toEqual({ kind: 'nothing' });
	});

	it('is a track, with its page and a cover of a sensible size', async () => {
		const [first] = spotify.control.tracks();
		const id = first?.id ?? '';
		spotify.control.setPlaying({ kind: 'track', id, isPlaying: false });
		expect(await playing()).toEqual({
			kind: 'track',
			isPlaying: false,
			track: {
				id,
				title: 'Kite String',
				artist: 'The Paper Lanterns',
				album: 'Kites in November',
				url: `${spotify.webUrl}/track/${id}`,
				cover: {
					url: expect.stringMatching(/-300$/) as string,
					widthPx: 300,
					heightPx: 300
				}
			}
		});
	});

	it('is an episode', async () => {
		spotify.control.setPlaying({ kind: 'episode' });
		expect(await playing()).toMatchObject({
			kind: 'episode',
			title: 'It rained',
			show: 'Weather or not'
		});
	});

	it('is a file of one’s own', async () => {
		spotify.control.setPlaying({ kind: 'local-file', title: 'Demo', artist: 'Me' });
		expect(await playing()).toEqual({ kind: 'local-file', title: 'Demo', artist: 'Me' });
	});

	it('is an advert, or something that Spotify does not name', async () => {
		spotify.control.setPlaying({ kind: 'advert' });
		expect(await playing()).toEqual({ kind: 'advert' });
		spotify.control.setPlaying({ kind: 'no-item' });
		expect(await playing()).toEqual({ kind: 'unknown' });
	});

	it.each([
		[{}, { kind: 'nothing' }],
		[{ item: null }, { kind: 'nothing' }],
		[{ item: {} }, { kind: 'unknown' }],
		[{ item: { id: 7, name: [], artists: 'x', album: null } }, { kind: 'unknown' }],
		[
			{ track: { id: '0'.repeat(22), artists: [null, { name: 'A' }, {}, { name: 'B' }] } },
			{
				kind: 'track',
				isPlaying: true,
				track: {
					id: '0'.repeat(22),
					title: '',
					artist: 'A, B',
					album: null,
					url: `WEB/track/${'0'.repeat(22)}`,
					cover: null
				}
			}
		],
		[
			{
				item: {
					id: '0'.repeat(22),
					external_urls: { spotify: 'javascript:alert(1)' },
					album: { images: [{ url: 'javascript:alert(1)', width: 300 }, { url: 'http://x/' }] }
				}
			},
			{
				kind: 'track',
				isPlaying: true,
				track: {
					id: '0'.repeat(22),
					title: '',
					artist: '',
					album: null,
					url: `WEB/track/${'0'.repeat(22)}`,
					cover: null
				}
			}
		]
	])('is read from whatever is there: %j', async (answer, expected) => {
		browser.answerInstead = (url) =>
			url.includes('/me/player') ? new Response(JSON.stringify(answer)) : null;
		const text = JSON.stringify(expected).replaceAll('WEB', spotify.webUrl);
		expect(await playing()).toEqual(JSON.parse(text));
	});
});
