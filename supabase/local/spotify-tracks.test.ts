/** The edge function `spotify-tracks` as a page reaches it: through the gateway, to a fake Spotify. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFakeSpotify, type FakeSpotify } from '../../scripts/fake-spotify/fake-spotify.ts';
import { functionVariables } from '../../scripts/fake-spotify/site-variables.ts';
import { startFunctions } from './functions.ts';
import { startLocalStack, type LocalStack } from './stack.ts';
import { writeMigrations } from './test/notes.ts';

const origin = 'http://127.0.0.1:4173';
let spotify: FakeSpotify;
let stack: LocalStack;
beforeAll(async () => {
	spotify = await startFakeSpotify();
	stack = await startLocalStack({
		migrationsFolder: writeMigrations(),
		functionEnvironment: functionVariables(spotify, origin)
	});
});
beforeEach(() => spotify.control.reset());
afterAll(async () => {
	await stack.stop();
	await spotify.stop();
});

interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly content: Readonly<Record<string, unknown>>;
}

async function ask(ids: unknown, headers: Record<string, string> = {}): Promise<Answer> {
	const answer = await fetch(`${stack.url}/functions/v1/spotify-tracks`, {
		method: 'POST',
		headers: {
			...{ origin, apikey: stack.publishableKey, 'content-type': 'application/json' },
			...headers
		},
		body: JSON.stringify({ ids })
	});
	const text = await answer.text();
	const content = JSON.parse(text) as Answer['content'];
	return { status: answer.status, headers: answer.headers, text, content };
}

/** Each test has tracks of its own: the function remembers those that it has seen. */
function freshTracks(count: number): readonly string[] {
	const made = Array.from({ length: count }, () => {
		const id = String((lastTrack += 1)).padStart(22, '0');
		return { id, title: `Track ${id}`, artists: ['Somebody'] };
	});
	spotify.control.addTracks(...made);
	return made.map(({ id }) => id);
}
let lastTrack = 0;

test('titles, artists and covers come without a login, and the secret stays here', async () => {
	const ids = freshTracks(10);
	const { status, headers, text, content } = await ask(ids);
	expect(status).toBe(200);
	expect(headers.get('access-control-allow-origin')).toBe(origin);
	expect(content.tracks).toHaveLength(10);
	expect(content.tracks).toMatchObject([
		{
			id: ids[0],
			title: `Track ${ids[0]}`,
			artists: ['Somebody'],
			url: `${spotify.webUrl}/track/${ids[0]}`,
			cover: { widthPx: 300, heightPx: 300 }
		},
		...ids.slice(1).map((id) => ({ id }))
	]);
	expect(text).not.toContain(spotify.clientSecret);
	expect(spotify.requests.count('GET', '/v1/tracks/*')).toBe(10);
	// Known for a day: nobody is asked again.
	expect((await ask(ids)).content).toEqual(content);
	expect(spotify.requests.count('GET', '/v1/tracks/*')).toBe(10);
});

test('a token that was revoked is changed once, by however many pages at once', async () => {
	await ask(freshTracks(1));
	spotify.control.revoke();
	spotify.requests.clear();
	const answers = await Promise.all(freshTracks(50).map((id) => ask([id])));
	expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
	expect(spotify.requests.count('POST', '/api/token')).toBe(1);
});

test('too many requests are passed on, with how long to wait', async () => {
	const [id = '', ...others] = freshTracks(2);
	spotify.control.setFaults({ kind: 'too-many', retryAfterS: 1 });
	const limited = await ask([id]);
	expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
	spotify.requests.clear();
	expect((await ask(others)).status).toBe(429);
	expect(spotify.requests.count()).toBe(0);
	// Waits as it was told to.
	spotify.control.setFaults();
	await expect.poll(async () => (await ask([id])).status, { timeout: 10_000 }).toBe(200);
});

test('a connection that breaks is an error of its own, and not for long', async () => {
	const ids = freshTracks(1);
	spotify.control.setFaults({ kind: 'cut', times: 1 });
	expect(await ask(ids)).toMatchObject({ status: 502, content: { error: 'upstream-failed' } });
	expect((await ask(ids)).status).toBe(200);
});

test('what is no question, and pages from elsewhere, do not reach Spotify', async () => {
	expect(await ask(['short'])).toMatchObject({ status: 400, content: { error: 'bad-request' } });
	const elsewhere = await ask(freshTracks(1), { origin: 'https://evil.example' });
	expect(elsewhere.status).toBe(403);
	expect(elsewhere.headers.has('access-control-allow-origin')).toBe(false);
	expect(spotify.requests.list()).toEqual([]);
});

test('without credentials the other functions run, and this one says what is missing', async () => {
	const functions = await startFunctions({
		SUPABASE_URL: stack.url,
		SUPABASE_ANON_KEY: stack.publishableKey
	});
	try {
		const answer = await fetch(`${functions.url}/spotify-tracks`, {
			method: 'POST',
			headers: { origin, 'content-type': 'application/json' },
			body: JSON.stringify({ ids: freshTracks(1) })
		});
		expect(answer.status).toBe(503);
		expect(await answer.json()).toMatchObject({
			error: 'not-configured',
			message: expect.stringContaining('SPOTIFY_CLIENT_SECRET') as unknown
		});
		expect((await fetch(`${functions.url}/health`)).status).toBe(200);
	} finally {
		await functions.stop();
	}
});
