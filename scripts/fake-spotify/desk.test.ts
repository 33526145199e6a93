/** The developer's page: it shows how things are, and changes them for nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFakeSpotify, type FakeSpotify } from './fake-spotify.ts';
import { logIn } from './test/visitor.ts';

let spotify: FakeSpotify;
beforeAll(async () => {
	spotify = await startFakeSpotify();
});
afterAll(() => spotify.stop());

function change(fields: Record<string, string>): Promise<Response> {
	const body = new URLSearchParams(fields);
	return fetch(`${spotify.url}/`, { method: 'POST', body, redirect: 'manual' });
}

test('a choice of what plays and of what goes wrong is made, shown, and taken back', async () => {
	const { get } = await logIn(spotify);
	const key = spotify.controlKey;
	expect((await change({ key, playing: 'nothing', mood: 'well' })).status).toBe(303);
	expect((await get('/me/player/currently-playing')).status).toBe(204);
	await change({ key, playing: 'nothing', mood: 'refused' });
	expect((await get('/me')).status).toBe(403);
	const shown = await (await fetch(`${spotify.url}/`)).text();
	expect(shown).toMatch(/value="nothing" selected/);
	expect(shown).toMatch(/value="refused" selected/);
	expect(shown).toContain('Sunday morning');
	const track = spotify.control.tracks()[4];
	await change({ key, playing: track?.id ?? '', mood: 'well' });
	const playing: unknown = await (await get('/me/player/currently-playing')).json();
	expect(playing).toMatchObject({ item: { name: track?.title } });
	await change({ key, expire: 'yes' });
	expect((await get('/me')).status).toBe(401);
});

test('without the key nothing changes, and none of it is in the log', async () => {
	spotify.control.reset();
	expect((await change({ playing: 'nothing' })).status).toBe(403);
	const { get } = await logIn(spotify);
	expect((await get('/me/player/currently-playing')).status).toBe(200);
	expect(spotify.requests.count('POST', '/')).toBe(0);
});
