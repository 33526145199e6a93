/** The embed's addresses, which a browser opens without a token. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFakeSpotify, type FakeSpotify } from './fake-spotify.ts';
import { idOf } from './ids.ts';

let spotify: FakeSpotify;
beforeAll(async () => {
	spotify = await startFakeSpotify();
});
beforeEach(() => spotify.control.reset());
afterAll(() => spotify.stop());

async function tracksOf(path: string): Promise<unknown> {
	const text = await (await fetch(`${spotify.embedUrl}${path}`)).text();
	return JSON.parse(
		/<script type="application\/json" id="tracks">(.*)<\/script>/.exec(text)?.[1] ?? ''
	);
}

test('the script of the iFrame API is there', async () => {
	const script = await fetch(`${spotify.embedUrl}/embed/iframe-api/v1`);
	expect(script.headers.get('content-type')).toContain('javascript');
	expect(await script.text()).toContain('onSpotifyIframeApiReady');
});

test('a track is heard for half a minute, and wholly by those who are logged in', async () => {
	const [track] = spotify.control.tracks();
	const path = `/embed/track/${track?.id}`;
	expect(await tracksOf(path)).toMatchObject([{ title: track?.title, durationMs: 30_000 }]);
	spotify.control.changeSettings({ isEmbedLoggedIn: true });
	expect(await tracksOf(path)).toMatchObject([{ durationMs: track?.durationMs }]);
});

test('a playlist is its tracks in order; what is unknown is not there', async () => {
	const [playlist] = spotify.control.playlists();
	const uris = playlist?.uris.map((uri) => expect.objectContaining({ uri }) as unknown);
	expect(await tracksOf(`/embed/playlist/${playlist?.id}`)).toEqual(uris);
	expect((await fetch(`${spotify.embedUrl}/embed/track/${idOf('nowhere')}`)).status).toBe(404);
});

test('a title is text, whatever is in it', async () => {
	const id = idOf('odd');
	const title = '</script><b>"&';
	spotify.control.addTracks({ id, title, artists: ['<i>'] });
	expect(await tracksOf(`/embed/track/${id}`)).toMatchObject([{ title }]);
	expect(await (await fetch(`${spotify.webUrl}/track/${id}`)).text()).not.toContain('<b>');
});
