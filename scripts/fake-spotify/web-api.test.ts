/** The calls that the site makes, as an app in development mode may make them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFakeSpotify, type FakeSpotify } from './fake-spotify.ts';
import { idOf } from './ids.ts';
import type {
	CurrentlyPlaying,
	Page,
	Playlist,
	SimplifiedPlaylist,
	TrackSearch
} from './shapes.ts';
import { logIn } from './test/visitor.ts';

let spotify: FakeSpotify;
beforeAll(async () => {
	spotify = await startFakeSpotify();
});
beforeEach(() => spotify.control.reset());
afterAll(() => spotify.stop());

async function read<Content>(answer: Response | Promise<Response>): Promise<Content> {
	return (await (await answer).json()) as Content;
}

function urisUpTo(count: number): readonly string[] {
	return Array.from({ length: count }, (_, index) => `spotify:track:${idOf(`track ${index}`)}`);
}

describe('who may ask', () => {
	test('nobody without a token, with a made-up one or an old one', async () => {
		const ask = (headers: Record<string, string>) => fetch(`${spotify.apiUrl}/me`, { headers });
		const none = await ask({});
		expect(none.status).toBe(401);
		expect(none.headers.get('access-control-allow-origin')).toBe('*');
		expect(await none.json()).toEqual({ error: { status: 401, message: 'No token provided' } });
		expect((await ask({ authorization: 'Bearer made-up' })).status).toBe(401);
		const { get } = await logIn(spotify);
		expect((await get('/me')).status).toBe(200);
		spotify.control.expireAccessTokens();
		const expired = await get('/me');
		expect(expired.status).toBe(401);
		expect(await expired.text()).toContain('The access token expired');
	});

	test('a token lasts an hour', async () => {
		const { get } = await logIn(spotify);
		spotify.control.advanceClock(3_599_000);
		expect((await get('/me')).status).toBe(200);
		spotify.control.advanceClock(2_000);
		expect((await get('/me')).status).toBe(401);
	});

	test('who is not on the allow-list, and everybody once the owner has no Premium, is told in plain text', async () => {
		const stranger = await (await logIn(spotify, { user: 'stranger' })).get('/me');
		expect(stranger.status).toBe(403);
		expect(stranger.headers.get('content-type')).toContain('text/plain');
		expect(await stranger.text()).toContain('the user may not be registered');
		spotify.control.changeSettings({ hasOwnerPremium: false });
		const refused = await (await logIn(spotify)).get('/me');
		expect(refused.status).toBe(403);
		expect(await refused.text()).toContain('premium');
	});

	test('each call needs its scope', async () => {
		const { get, send } = await logIn(spotify, { scope: 'playlist-modify-private' });
		const refused = await get('/me/player/currently-playing');
		expect(refused.status).toBe(403);
		expect(await refused.text()).toContain('Insufficient client scope');
		expect((await send('POST', '/me/playlists', { name: 'Mine', public: true })).status).toBe(403);
		expect((await send('POST', '/me/playlists', { name: 'Mine', public: false })).status).toBe(201);
		const own = spotify.control.playlists().find(({ name }) => name === 'Sunday morning');
		const uris = urisUpTo(1);
		expect((await send('PUT', `/playlists/${own?.id}/items`, { uris })).status).toBe(403);
	});

	test('a page elsewhere may send what it needs to', async () => {
		const preflight = await fetch(`${spotify.apiUrl}/me/playlists`, { method: 'OPTIONS' });
		expect(preflight.status).toBe(204);
		expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
		expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
	});

	test('the app itself sees tracks, and nobody’s own things', async () => {
		const { clientId, clientSecret } = spotify;
		const body = new URLSearchParams({
			...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
		});
		const answer = await fetch(`${spotify.accountsUrl}/api/token`, { method: 'POST', body });
		const { access_token } = (await answer.json()) as { readonly access_token: string };
		const headers = { authorization: `Bearer ${access_token}` };
		const [track] = spotify.control.tracks();
		const ask = (path: string) => fetch(`${spotify.apiUrl}${path}`, { headers });
		expect((await ask(`/tracks/${track?.id}`)).status).toBe(200);
		expect((await ask('/me')).status).toBe(401);
	});
});

test('a profile has a name, and none of what was removed', async () => {
	const { get } = await logIn(spotify);
	const profile = await read<object>(get('/me'));
	expect(profile).toMatchObject({ id: 'listener', display_name: 'Lena Listener', type: 'user' });
	expect(profile).not.toHaveProperty('product');
	expect(profile).not.toHaveProperty('email');
});

describe('what is playing', () => {
	const path = '/me/player/currently-playing?additional_types=track,episode';

	test('a track', async () => {
		const { get } = await logIn(spotify);
		const [track] = spotify.control.tracks();
		const { item, is_playing } = await read<CurrentlyPlaying>(get(path));
		expect(item).toMatchObject({ id: track?.id, name: track?.title, is_local: false });
		expect(is_playing).toBe(true);
	});

	test('nothing: 204', async () => {
		spotify.control.setPlaying({ kind: 'nothing' });
		const answer = await (await logIn(spotify)).get(path);
		expect([answer.status, await answer.text()]).toEqual([204, '']);
	});

	test('an episode, where episodes were asked for', async () => {
		spotify.control.setPlaying({ kind: 'episode' });
		const { get } = await logIn(spotify);
		const asked = await read<CurrentlyPlaying>(get(path));
		expect(asked).toMatchObject({ currently_playing_type: 'episode', item: { type: 'episode' } });
		const unasked = await read<CurrentlyPlaying>(get('/me/player/currently-playing'));
		expect(unasked.item).toBeNull();
	});

	test('a file of one’s own, which has no id', async () => {
		spotify.control.setPlaying({ kind: 'local-file', title: 'Demo 3', artist: 'My Band' });
		const { item } = await read<CurrentlyPlaying>((await logIn(spotify)).get(path));
		expect(item).toMatchObject({
			id: null,
			is_local: true,
			uri: 'spotify:local:My+Band::Demo+3:201'
		});
	});

	test('an advert, or something without an item', async () => {
		const { get } = await logIn(spotify);
		spotify.control.setPlaying({ kind: 'advert' });
		expect(await read(get(path))).toMatchObject({ currently_playing_type: 'ad', item: null });
		spotify.control.setPlaying({ kind: 'no-item' });
		expect(await read(get(path))).toMatchObject({ item: null });
	});
});

describe('playlists', () => {
	test('one’s own and others’, a page at a time', async () => {
		const { get } = await logIn(spotify);
		for (let number = 0; number < 60; number += 1) {
			spotify.control.addPlaylist({ ownerId: 'listener', name: `Mix ${number}` });
		}
		const first = await read<Page<SimplifiedPlaylist>>(get('/me/playlists?limit=50&offset=0'));
		expect(first).toMatchObject({ total: 62, limit: 50, previous: null });
		expect(first.items).toHaveLength(50);
		const next = new URL(first.next ?? '');
		const second = await read<Page<SimplifiedPlaylist>>(get(`/me/playlists${next.search}`));
		expect(second.items).toHaveLength(12);
		expect(second.next).toBeNull();
		const owners = new Set([...first.items, ...second.items].map(({ owner }) => owner.id));
		expect(owners).toEqual(new Set(['listener', 'friend']));
		expect(first.items[0]).not.toHaveProperty('tracks');
		expect((await get('/me/playlists?limit=51')).status).toBe(400);
	});

	test('one is made, filled, lengthened and renamed; order is kept', async () => {
		const { get, send } = await logIn(spotify);
		const made = await send('POST', '/me/playlists', { name: 'New', description: 'Some' });
		expect(made.status).toBe(201);
		const { id, external_urls, items } = (await made.json()) as Playlist;
		expect(items?.total).toBe(0);
		const uris = urisUpTo(150);
		const put = await send('PUT', `/playlists/${id}/items`, { uris: uris.slice(0, 100) });
		expect(put.status).toBe(200);
		const added = await send('POST', `/playlists/${id}/items`, { uris: uris.slice(100) });
		expect(added.status).toBe(201);
		const kept = () => spotify.control.playlists().find((playlist) => playlist.id === id);
		expect(kept()?.uris).toEqual(uris);
		expect((await send('PUT', `/playlists/${id}`, { name: 'Newer' })).status).toBe(200);
		expect(kept()).toMatchObject({ name: 'Newer', description: 'Some', ownerId: 'listener' });
		await send('PUT', `/playlists/${id}/items`, { uris: uris.slice(3, 5) });
		expect(kept()?.uris).toEqual(uris.slice(3, 5));
		expect(await read<Playlist>(get(`/playlists/${id}`))).toMatchObject({ items: { total: 2 } });
		const page = await fetch(external_urls.spotify);
		expect(await page.text()).toContain('Newer');
	});

	test('more than a hundred at once, what is no track, and no name are refused and change nothing', async () => {
		const { send } = await logIn(spotify);
		const own = spotify.control.playlists().find(({ ownerId }) => ownerId === 'listener');
		const path = `/playlists/${own?.id}/items`;
		const [good = ''] = urisUpTo(1);
		for (const uris of [
			urisUpTo(101),
			[good, 'spotify:track:short'],
			['spotify:episode:x'],
			good
		]) {
			expect((await send('PUT', path, { uris })).status).toBe(400);
			expect((await send('POST', path, { uris })).status).toBe(400);
		}
		expect((await send('POST', path, { uris: [] })).status).toBe(400);
		expect((await send('POST', '/me/playlists', { name: '' })).status).toBe(400);
		expect(spotify.control.playlists()).toContainEqual(own);
	});

	test('somebody else’s shows its name and no tracks, and is not changed', async () => {
		const { get, send } = await logIn(spotify);
		const theirs = spotify.control.playlists().find(({ ownerId }) => ownerId === 'friend');
		const seen = await read<Playlist>(get(`/playlists/${theirs?.id}`));
		expect(seen.name).toBe(theirs?.name);
		expect(seen).not.toHaveProperty('items');
		expect((await get(`/playlists/${theirs?.id}/items`)).status).toBe(403);
		const change = { uris: urisUpTo(1) };
		expect((await send('PUT', `/playlists/${theirs?.id}/items`, change)).status).toBe(403);
		expect(spotify.control.playlists()).toContainEqual(theirs);
		expect((await get(`/playlists/${idOf('nowhere')}`)).status).toBe(404);
	});
});

test('a track by its id, with its cover; unknown and impossible ids', async () => {
	const { get } = await logIn(spotify);
	const [track] = spotify.control.tracks();
	const answer = await read<{ readonly album: { readonly images: { readonly url: string }[] } }>(
		get(`/tracks/${track?.id}`)
	);
	const cover = await fetch(answer.album.images[1]?.url ?? '');
	expect(cover.headers.get('content-type')).toContain('image/');
	expect((await get(`/tracks/${idOf('nowhere')}`)).status).toBe(404);
	expect((await get('/tracks/short')).status).toBe(400);
});

test('search finds by words of title and artist, ten at most', async () => {
	const { get } = await logIn(spotify);
	const found = await read<TrackSearch>(get('/search?type=track&limit=10&q=okonedo%20wet'));
	expect(found.tracks.items.map(({ name }) => name)).toEqual(['Wet Glass']);
	const byField = await read<TrackSearch>(
		get(`/search?type=track&q=${encodeURIComponent('track:"Salt" artist:"Ana Solberg"')}`)
	);
	expect(byField.tracks.items[0]?.name).toBe('Salt');
	expect((await get('/search?type=track&limit=11&q=salt')).status).toBe(400);
	expect((await get('/search?type=track&q=')).status).toBe(400);
});

test.each([
	['GET', '/playlists/x/tracks'],
	['POST', '/playlists/x/tracks'],
	['POST', '/users/listener/playlists'],
	['GET', '/users/listener'],
	['GET', '/tracks?ids=x'],
	['GET', '/audio-features/x'],
	['GET', '/recommendations']
])('%s %s was removed', async (method, path) => {
	const { accessToken } = await logIn(spotify);
	const headers = { authorization: `Bearer ${accessToken}` };
	expect((await fetch(`${spotify.apiUrl}${path}`, { method, headers })).status).toBe(403);
});
