import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	startFakeSpotify,
	type FakeSpotify
} from '../../../../scripts/fake-spotify/fake-spotify.ts';
import { idOf } from '../../../../scripts/fake-spotify/ids.ts';
import {
	createFakeBrowser,
	failureOf,
	valueOf,
	type FakeBrowser,
	type FakeTab
} from './test/fake-browser.ts';
import type { PlaylistUpload, UploadOutcome, UploadProgress } from './spotify.ts';

const name = 'Night drive';
const ask = { onExisting: { kind: 'ask' } } as const;
const makeAnother = { onExisting: { kind: 'make-another' } } as const;

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
	spotify.requests.clear();
});
afterEach(() => browser.expectNoSecretsSaid());

function idsOf(count: number): string[] {
	return Array.from({ length: count }, (_, i) => idOf(`track ${i}`));
}

function uploadOf(trackIds: readonly string[]): PlaylistUpload {
	return tab.spotify.upload({ name, description: 'Made with Deej-A.I.', trackIds });
}

/** What lies at Spotify under this name, as ids. */
function stored(ownerId = 'listener'): string[][] {
	return spotify.control
		.playlists()
		.filter((playlist) => playlist.name === name && playlist.ownerId === ownerId)
		.map(({ uris }) => uris.map((uri) => uri.replace('spotify:track:', '')));
}

function changes(): string[] {
	return spotify.requests
		.list()
		.filter(({ method }) => method === 'PUT' || method === 'POST')
		.map(({ method, path }) => `${method} ${path.replace(/[0-9A-Za-z]{22}/, 'ID')}`);
}

function uploaded(outcome: UploadOutcome): Extract<UploadOutcome, { kind: 'uploaded' }> {
	if (outcome.kind !== 'uploaded') throw new Error(outcome.kind);
	return outcome;
}

describe('a playlist', () => {
	it.each([
		[1, 0],
		[100, 0],
		[101, 1],
		[250, 2]
	])('of %i tracks arrives in its order, with %i requests after the first', async (count, more) => {
		const progress: UploadProgress[] = [];
		const outcome = valueOf(
			await uploadOf(idsOf(count)).run({ ...ask, onProgress: (step) => progress.push(step) })
		);
		expect(stored()).toEqual([idsOf(count)]);
		expect(changes()).toEqual([
			'POST /v1/me/playlists',
			'PUT /v1/playlists/ID/items',
			...Array<string>(more).fill('POST /v1/playlists/ID/items')
		]);
		expect(outcome).toMatchObject({
			kind: 'uploaded',
			uploadedTracks: count,
			leftOutTracks: 0,
			isReplacement: false
		});
		expect(progress.at(-1)).toEqual({ phase: 'adding', doneTracks: count, totalTracks: count });
	});

	it('has its address, is private unless wanted otherwise, and says where it is from', async () => {
		const { playlist } = uploaded(valueOf(await uploadOf(idsOf(1)).run(ask)));
		const made = spotify.control.playlists().find(({ id }) => id === playlist.id);
		expect(made).toMatchObject({ isPublic: false, description: 'Made with Deej-A.I.' });
		expect(playlist.url).toBe(`${spotify.webUrl}/playlist/${playlist.id}`);
		const open = tab.spotify.upload({
			...{ name: 'For all', description: '', trackIds: idsOf(1), isPublic: true }
		});
		valueOf(await open.run(ask));
		expect(spotify.control.playlists().find((one) => one.name === 'For all')?.isPublic).toBe(true);
	});

	it('goes without the tracks that have no Spotify id, and says how many', async () => {
		const mixed = ['house-0001', ...idsOf(2), `file:${'0'.repeat(32)}`, 'z'.repeat(22)];
		expect(valueOf(await uploadOf(mixed).run(ask))).toMatchObject({
			uploadedTracks: 2,
			leftOutTracks: 3
		});
		expect(stored()).toEqual([idsOf(2)]);
	});

	it('of none that has one is not begun', async () => {
		expect(failureOf(await uploadOf(['house-0001']).run(ask)).code).toBe('bad-input');
		expect(spotify.requests.list()).toEqual([]);
	});

	it('has a name and a description that Spotify takes', async () => {
		const upload = tab.spotify.upload({
			name: `  ${'🎧'.repeat(200)}\n`,
			description: `one\ntwo ${'x'.repeat(400)}`,
			trackIds: idsOf(1)
		});
		const { playlist } = uploaded(valueOf(await upload.run(ask)));
		const made = spotify.control.playlists().find(({ id }) => id === playlist.id);
		expect(made?.name).toBe('🎧'.repeat(100));
		expect(made?.description).toHaveLength(300);
		expect(made?.description).toMatch(/^one two x/);
	});
});

describe('a name that is there already', () => {
	it('is asked about, and nothing changed', async () => {
		const before = spotify.control.addPlaylist({ ownerId: 'listener', name, uris: ['x'] });
		const outcome = valueOf(await uploadOf(idsOf(3)).run(ask));
		expect(outcome).toMatchObject({
			kind: 'exists',
			playlists: [{ id: before.id, name, trackCount: 1 }]
		});
		expect(changes()).toEqual([]);
	});

	it('may be replaced', async () => {
		const { id } = spotify.control.addPlaylist({ ownerId: 'listener', name, uris: ['x'] });
		const upload = uploadOf(idsOf(101));
		const outcome = valueOf(await upload.run(ask));
		if (outcome.kind !== 'exists') throw new Error(outcome.kind);
		const [playlist] = outcome.playlists;
		if (!playlist) throw new Error('none');
		const replaced = await upload.run({ onExisting: { kind: 'replace', playlist } });
		expect(valueOf(replaced)).toMatchObject({ isReplacement: true, playlist: { id } });
		expect(stored()).toEqual([idsOf(101)]);
		expect(spotify.control.playlists().find((one) => one.id === id)).toMatchObject({
			description: 'Made with Deej-A.I.',
			isPublic: true
		});
	});

	it('may be used twice', async () => {
		spotify.control.addPlaylist({ ownerId: 'listener', name, uris: [] });
		const upload = uploadOf(idsOf(3));
		expect(valueOf(await upload.run(ask)).kind).toBe('exists');
		expect(valueOf(await upload.run(makeAnother)).kind).toBe('uploaded');
		expect(stored()).toEqual([[], idsOf(3)]);
	});

	it('is found among hundreds', async () => {
		const { id } = spotify.control.addPlaylist({ ownerId: 'listener', name });
		for (let i = 0; i < 120; i++) {
			spotify.control.addPlaylist({ ownerId: 'listener', name: `Another ${i}` });
		}
		expect(valueOf(await uploadOf(idsOf(1)).run(ask))).toMatchObject({ playlists: [{ id }] });
		expect(spotify.requests.count('GET', '/v1/me/playlists')).toBe(3);
	});

	it('is no matter where it is somebody else’s', async () => {
		spotify.control.addPlaylist({
			...{ ownerId: 'friend', name, uris: ['theirs'], followerIds: ['listener'] }
		});
		expect(valueOf(await uploadOf(idsOf(2)).run(ask)).kind).toBe('uploaded');
		expect(stored()).toEqual([idsOf(2)]);
		expect(stored('friend')).toEqual([['theirs']]);
	});
});

/** Every request of an upload of 250 tracks: who is it, look, make, the first hundred, two more. */
const requestCount = 6;

describe.each([
	['is refused', { kind: 'status', status: 403 }],
	['meets a server in trouble', { kind: 'status', status: 500 }],
	['is cut off', { kind: 'cut' }],
	['is done, but its answer is lost', { kind: 'answer-lost' }],
	['comes when the quota is used up', { kind: 'quota' }]
] as const)('when a request %s for good', (_what, fault) => {
	it.each(Array.from({ length: requestCount }, (_, i) => i))(
		'(number %i), another run makes one whole playlist',
		async (number) => {
			const upload = uploadOf(idsOf(250));
			spotify.control.setFaults({ ...fault, skip: number });
			expect(['refused', 'unexpected-response', 'network-unreachable', 'too-many']).toContain(
				failureOf(await upload.run(ask)).code
			);
			expect(spotify.requests.count()).toBeLessThan(60);
			spotify.control.setFaults();
			browser.advanceClock(3_600_000);
			expect(valueOf(await upload.run(ask))).toMatchObject({ uploadedTracks: 250 });
			expect(stored()).toEqual([idsOf(250)]);
		}
	);
});

describe.each([
	['meets a server in trouble', { kind: 'status', status: 502 }],
	['is cut off', { kind: 'cut' }],
	['is done, but its answer is lost', { kind: 'answer-lost' }],
	['is too many', { kind: 'too-many' }],
	['has a token that has run out', { kind: 'status', status: 401 }]
] as const)('when a request %s once', (_what, fault) => {
	it.each(Array.from({ length: requestCount }, (_, i) => i))(
		'(number %i), nobody notices',
		async (number) => {
			spotify.control.setFaults({ ...fault, skip: number, times: 1 });
			valueOf(await uploadOf(idsOf(250)).run(ask));
			expect(stored()).toEqual([idsOf(250)]);
			expect(spotify.requests.count('POST', '/v1/me/playlists')).toBeLessThanOrEqual(2);
		}
	);
});

describe('a browser that sends twice what adds', () => {
	const fillings = (): number => spotify.requests.count('PUT', '/v1/playlists/*/items');

	it('once, leaves no track twice', async () => {
		let isFirst = true;
		browser.sendsTwice = (method, url) => {
			if (!isFirst || method !== 'POST' || !url.endsWith('/items')) return false;
			isFirst = false;
			return true;
		};
		valueOf(await uploadOf(idsOf(250)).run(ask));
		expect(stored()).toEqual([idsOf(250)]);
		expect(fillings()).toBe(2);
	});

	it('whenever it is asked, is not asked for ever', async () => {
		browser.sendsTwice = (method, url) => method === 'POST' && url.endsWith('/items');
		const upload = uploadOf(idsOf(150));
		const failure = failureOf(await upload.run(ask));
		expect(failure).toMatchObject({ code: 'unexpected-response', retryable: true });
		expect(fillings()).toBe(3);
		browser.sendsTwice = () => false;
		valueOf(await upload.run(ask));
		expect(stored()).toEqual([idsOf(150)]);
	});
});

describe('a person who gives up', () => {
	it.each(['POST /v1/me/playlists', 'PUT /v1/playlists/*/items', 'POST /v1/playlists/*/items'])(
		'during %s may go on later, with the same playlist',
		async (call) => {
			const [method = '', path = ''] = call.split(' ');
			const upload = uploadOf(idsOf(150));
			spotify.control.setFaults({ kind: 'held', method, path, times: 1 });
			const given = new AbortController();
			const running = upload.run({ ...ask, signal: given.signal });
			await spotify.requests.seen(method, path);
			given.abort();
			expect(failureOf(await running).code).toBe('superseded');
			spotify.control.setFaults();
			valueOf(await upload.run(ask));
			expect(stored()).toEqual([idsOf(150)]);
		}
	);
});

describe('what happens at Spotify meanwhile', () => {
	it('may be that the playlist is deleted: then another is made', async () => {
		const upload = uploadOf(idsOf(101));
		spotify.control.setFaults({ kind: 'status', status: 404, path: '/v1/playlists/*/items' });
		expect(failureOf(await upload.run(ask)).code).toBe('not-found');
		spotify.control.setFaults();
		valueOf(await upload.run(makeAnother));
		expect(stored().at(-1)).toEqual(idsOf(101));
	});

	it('a playlist that somebody else made after a refusal is not taken for this one', async () => {
		const upload = uploadOf(idsOf(2));
		spotify.control.setFaults({ kind: 'status', status: 403, method: 'POST' });
		expect(failureOf(await upload.run(ask)).code).toBe('refused');
		spotify.control.setFaults();
		spotify.control.addPlaylist({ ownerId: 'listener', name, uris: ['by hand'] });
		expect(valueOf(await upload.run(ask)).kind).toBe('exists');
		expect(stored()).toEqual([['by hand']]);
	});

	it('two runs at a time make one playlist', async () => {
		const upload = uploadOf(idsOf(120));
		const outcomes = await Promise.all([upload.run(ask), upload.run(ask)]);
		for (const outcome of outcomes) expect(valueOf(outcome).kind).toBe('uploaded');
		expect(stored()).toEqual([idsOf(120)]);
	});
});
