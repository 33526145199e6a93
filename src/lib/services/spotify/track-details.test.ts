import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startFakeSpotify,
	type FakeSpotify
} from '../../../../scripts/fake-spotify/fake-spotify.ts';
import { idOf } from '../../../../scripts/fake-spotify/ids.ts';
import { failed, success } from '#lib/contracts/failure.ts';
import type { SpotifyTrack } from '#lib/contracts/spotify.ts';
import type { TrackLookUp } from './spotify.ts';
import { createFakeBrowser, failureOf, valueOf, type FakeBrowser } from './test/fake-browser.ts';

const dayMs = 24 * 3_600_000;
let spotify: FakeSpotify;
let browser: FakeBrowser;
let ids: readonly string[];

beforeAll(async () => {
	spotify = await startFakeSpotify();
	ids = spotify.control.tracks().map(({ id }) => id);
});
afterAll(() => spotify.stop());
beforeEach(() => {
	spotify.control.reset();
	browser = createFakeBrowser(spotify);
});
afterEach(() => browser.expectNoSecretsSaid());

const requests = (): number => spotify.requests.count('GET', '/v1/tracks/*');

function trackOf(id: string): SpotifyTrack {
	const url = `https://open.spotify.com/track/${id}`;
	return { id, title: `Title of ${id}`, artist: '', album: null, url, cover: null };
}

/** Knows every id but one, and notes what it is asked. */
function createLookUp(unknownId = ''): { lookUp: TrackLookUp; asked: string[][] } {
	const asked: string[][] = [];
	return {
		asked,
		lookUp: async (some) => {
			asked.push([...some]);
			return success(some.filter((id) => id !== unknownId).map(trackOf));
		}
	};
}

describe('with a login', () => {
	it('titles come from Spotify, one request each, as they come', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		const seen: string[] = [];
		const tracks = valueOf(
			await tab.spotify.tracks(ids, { onTrack: (id, track) => seen.push(`${id} ${track?.title}`) })
		);
		expect(tracks.get(ids[0] ?? '')?.title).toBe('Kite String');
		expect(seen).toHaveLength(ids.length);
		expect(requests()).toBe(ids.length);
	});

	it('an id is asked for once a day, in whichever tab, known or not', async () => {
		const [first = ''] = ids;
		const unknown = idOf('nobody knows it');
		const tab = browser.openTab();
		await tab.logIn();
		for (let i = 0; i < 3; i++) {
			const tracks = valueOf(await tab.spotify.tracks([first, unknown, first, 'house-0001']));
			expect(tracks.get(unknown)).toBeNull();
			expect(tracks.get('house-0001')).toBeNull();
			expect(tracks.size).toBe(3);
		}
		valueOf(await browser.openTab().spotify.tracks([first]));
		expect(requests()).toBe(2);
		browser.advanceClock(dayMs);
		valueOf(await tab.spotify.tracks([first]));
		expect(requests()).toBe(3);
	});

	it('what has arrived is kept when the rest does not', async () => {
		const tab = browser.openTab();
		await tab.logIn();
		spotify.control.setFaults({ kind: 'quota', path: '/v1/tracks/*', skip: 4 });
		expect(failureOf(await tab.spotify.tracks(ids)).code).toBe('too-many');
		spotify.control.setFaults();
		browser.advanceClock(3_600_000);
		spotify.requests.clear();
		valueOf(await tab.spotify.tracks(ids));
		// Two more may have been on their way.
		expect(requests()).toBeLessThanOrEqual(ids.length - 2);
	});
});

describe('without a login', () => {
	it('titles come from the look-up, ten at a time, and none from Spotify', async () => {
		const { lookUp, asked } = createLookUp(ids[3]);
		const tab = browser.openTab(lookUp);
		const tracks = valueOf(await tab.spotify.tracks(ids));
		expect(asked.map(({ length }) => length)).toEqual([10, 8]);
		expect(tracks.get(ids[3] ?? '')).toBeNull();
		expect(tracks.get(ids[4] ?? '')).toEqual(trackOf(ids[4] ?? ''));
		expect(spotify.requests.list()).toEqual([]);
		valueOf(await tab.spotify.tracks(ids));
		expect(asked).toHaveLength(2);
	});

	it('its failure is handed on', async () => {
		const tab = browser.openTab(async () => failed('timed-out', 'too slow'));
		expect(failureOf(await tab.spotify.tracks(ids)).code).toBe('timed-out');
	});

	it('and without a look-up there are none', async () => {
		expect(failureOf(await browser.openTab().spotify.tracks(ids)).code).toBe('signed-out');
		expect(spotify.requests.list()).toEqual([]);
	});
});

describe('what is kept', () => {
	const key = 'deejai-spotify-tracks';

	it('is thrown away when it is a day old, whoever asks', async () => {
		valueOf(await browser.openTab(createLookUp().lookUp).spotify.tracks(ids));
		expect(browser.siteStore.texts.has(key)).toBe(true);
		browser.advanceClock(dayMs);
		browser.openTab();
		expect(browser.siteStore.texts.has(key)).toBe(false);
	});

	it('is no more than five hundred tracks', async () => {
		const many = Array.from({ length: 620 }, (_, i) => idOf(`many ${i}`));
		valueOf(await browser.openTab(createLookUp().lookUp).spotify.tracks(many));
		expect(JSON.parse(browser.siteStore.texts.get(key) ?? '')).toHaveLength(500);
	});

	it('is not believed where it is broken', async () => {
		browser.siteStore.texts.set(key, '[{"id":1}]');
		const { lookUp, asked } = createLookUp();
		valueOf(await browser.openTab(lookUp).spotify.tracks([ids[0] ?? '']));
		expect(asked).toHaveLength(1);
	});
});
