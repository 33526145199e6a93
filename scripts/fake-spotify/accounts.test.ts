/** Logging in: what the fake gives, and all that it refuses. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFakeSpotify, type FakeSpotify } from './fake-spotify.ts';
import { askConsent, askRefresh, askToken, decide, logIn, redirectUri } from './test/visitor.ts';

let spotify: FakeSpotify;
beforeAll(async () => {
	spotify = await startFakeSpotify({ redirectUris: ['https://deejai.example/spotify/callback'] });
});
beforeEach(() => spotify.control.reset());
afterAll(() => spotify.stop());

async function showPage(
	changes: Record<string, string>
): Promise<{ status: number; text: string }> {
	const { form } = askConsent(spotify, changes);
	const answer = await fetch(`${spotify.accountsUrl}/authorize?${form}`);
	return { status: answer.status, text: await answer.text() };
}

function codeFields(code: string | null, verifier: string): Record<string, string> {
	return {
		grant_type: 'authorization_code',
		code: code ?? '',
		redirect_uri: redirectUri,
		client_id: spotify.clientId,
		code_verifier: verifier
	};
}

test('the page says what is asked for, and that it is not Spotify', async () => {
	const { status, text } = await showPage({});
	expect(status).toBe(200);
	expect(text).toContain('See what you are playing');
	expect(text).toContain('Fake Spotify');
	expect(text).toMatch(/>Agree<.*>Cancel</s);
});

test('what comes in the address is text on the page, not part of it', async () => {
	const { text } = await showPage({ state: '"><script>alert(1)</script>' });
	expect(text).not.toContain('<script>');
});

test.each([
	['an unknown client', { client_id: 'another' }, 'Invalid client'],
	['localhost', { redirect_uri: 'http://localhost:5173/callback' }, 'Insecure redirect URI'],
	['a page that is not registered', { redirect_uri: 'https://evil.example/' }, 'Not matching'],
	['an address that is none', { redirect_uri: 'callback' }, 'Invalid redirect URI'],
	['another kind of answer', { response_type: 'token' }, 'response_type'],
	['no state', { state: '' }, 'state is missing'],
	['a plain challenge', { code_challenge_method: 'plain' }, 'S256'],
	['no challenge', { code_challenge: '' }, 'code_challenge'],
	['a scope that does not exist', { scope: 'everything' }, 'Invalid scope']
])('%s is refused, without sending anybody there', async (_, changes, message) => {
	const { status, text } = await showPage(changes);
	expect(status).toBe(400);
	expect(text).toContain(message);
	const answer = await decide(spotify, askConsent(spotify, changes), 'agree');
	expect(answer.href).toBe('about:blank');
});

test('a registered page elsewhere is a place to go back to', async () => {
	const there = 'https://deejai.example/spotify/callback';
	const back = await decide(spotify, askConsent(spotify, { redirect_uri: there }), 'agree');
	expect(back.href).toMatch(/^https:\/\/deejai\.example\/spotify\/callback\?code=/);
});

test('whoever cancels comes back with an error, the state and no code', async () => {
	const back = await decide(spotify, askConsent(spotify), 'cancel');
	expect(Object.fromEntries(back.searchParams)).toEqual({
		error: 'access_denied',
		state: 'a-state'
	});
});

test('a code gives tokens once', async () => {
	const consent = askConsent(spotify);
	const back = await decide(spotify, consent, 'agree');
	expect(back.searchParams.get('state')).toBe('a-state');
	const fields = codeFields(back.searchParams.get('code'), consent.verifier);
	const first = await askToken(spotify, fields);
	expect(first).toMatchObject({ status: 200, content: { token_type: 'Bearer', expires_in: 3600 } });
	const second = await askToken(spotify, fields);
	expect(second).toMatchObject({ status: 400, content: { error: 'invalid_grant' } });
});

test('a code is worth nothing with another verifier, another page or too late', async () => {
	const trials: readonly [Record<string, string>, number][] = [
		[{ code_verifier: 'x'.repeat(43) }, 0],
		[{ redirect_uri: 'http://127.0.0.1:5174/spotify/callback' }, 0],
		[{}, 601_000]
	];
	for (const [changes, laterMs] of trials) {
		const consent = askConsent(spotify);
		const code = (await decide(spotify, consent, 'agree')).searchParams.get('code');
		spotify.control.advanceClock(laterMs);
		const fields = { ...codeFields(code, consent.verifier), ...changes };
		const answer = await askToken(spotify, fields);
		expect(answer).toMatchObject({ status: 400, content: { error: 'invalid_grant' } });
	}
});

test('tokens are for forms and for the client that is registered', async () => {
	const asJson = await fetch(`${spotify.accountsUrl}/api/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(codeFields('a-code', 'v'.repeat(43)))
	});
	expect(asJson.status).toBe(415);
	const other = await askToken(spotify, {
		...codeFields('a-code', 'v'.repeat(43)),
		client_id: 'another'
	});
	expect(other).toMatchObject({ status: 400, content: { error: 'invalid_client' } });
	const odd = await askToken(spotify, { grant_type: 'password', client_id: spotify.clientId });
	expect(odd).toMatchObject({ status: 400, content: { error: 'unsupported_grant_type' } });
});

test('refreshing gives a new refresh token, and the old one has had its day', async () => {
	const { refreshToken } = await logIn(spotify);
	const first = await askRefresh(spotify, refreshToken);
	expect(first.status).toBe(200);
	expect(first.content.refresh_token).not.toBe(refreshToken);
	expect((await askRefresh(spotify, refreshToken)).content.error).toBe('invalid_grant');
	expect((await askRefresh(spotify, first.content.refresh_token ?? '')).status).toBe(200);
});

test('or it gives none, and the old one goes on', async () => {
	spotify.control.changeSettings({ refresh: 'keeps' });
	const { refreshToken } = await logIn(spotify);
	for (let time = 0; time < 2; time += 1) {
		const { status, content } = await askRefresh(spotify, refreshToken);
		expect(status).toBe(200);
		expect(content).not.toHaveProperty('refresh_token');
	}
});

test('a refresh token ends half a year after the login, however often it was changed', async () => {
	const { refreshToken } = await logIn(spotify);
	spotify.control.advanceClock(100 * 86_400_000);
	const { content } = await askRefresh(spotify, refreshToken);
	spotify.control.advanceClock(100 * 86_400_000);
	const late = await askRefresh(spotify, content.refresh_token ?? '');
	expect(late).toMatchObject({ status: 400, content: { error: 'invalid_grant' } });
});

test('whoever takes the app’s access away ends its tokens', async () => {
	const { refreshToken, get } = await logIn(spotify);
	spotify.control.revoke();
	expect((await askRefresh(spotify, refreshToken)).content.error).toBe('invalid_grant');
	expect((await get('/me')).status).toBe(401);
});

test('the app itself gets a token with its secret, in the header or the form', async () => {
	const { clientId, clientSecret, accountsUrl } = spotify;
	const ask = (headers: Record<string, string>, fields: Record<string, string>) =>
		fetch(`${accountsUrl}/api/token`, {
			method: 'POST',
			headers,
			body: new URLSearchParams({ grant_type: 'client_credentials', ...fields })
		});
	const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
	expect((await ask({ authorization: `Basic ${basic}` }, {})).status).toBe(200);
	const inForm = await ask({}, { client_id: clientId, client_secret: clientSecret });
	expect(await inForm.json()).not.toHaveProperty('refresh_token');
	expect((await ask({}, { client_id: clientId, client_secret: 'guessed' })).status).toBe(400);
	expect((await ask({}, { client_id: clientId })).status).toBe(400);
});
