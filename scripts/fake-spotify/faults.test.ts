/** Each switch does what it says, and only to what it is meant for. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFakeSpotify, type FakeSpotify } from './fake-spotify.ts';
import { idOf } from './ids.ts';
import { askRefresh, logIn, type Visitor } from './test/visitor.ts';

let spotify: FakeSpotify;
let visitor: Visitor;
beforeAll(async () => {
	spotify = await startFakeSpotify();
});
beforeEach(async () => {
	spotify.control.reset();
	visitor = await logIn(spotify);
	spotify.requests.clear();
});
afterAll(() => spotify.stop());

const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;

test('a refusal in plain text', async () => {
	spotify.control.setFaults({ kind: 'plain-403' });
	const answer = await visitor.get('/me');
	expect(answer.status).toBe(403);
	expect(answer.headers.get('content-type')).toContain('text/plain');
});

test('too many requests, which a page can read or cannot', async () => {
	spotify.control.setFaults(
		{ kind: 'too-many', retryAfterS: 7, times: 1 },
		{ kind: 'too-many', isReadable: false, skip: 1 }
	);
	const readable = await visitor.get('/me');
	expect([readable.status, readable.headers.get('retry-after')]).toEqual([429, '7']);
	expect(readable.headers.get('access-control-expose-headers')).toContain('Retry-After');
	const hidden = await visitor.get('/me');
	expect(hidden.status).toBe(429);
	expect(hidden.headers.has('access-control-allow-origin')).toBe(false);
});

test('a quota that is used up', async () => {
	spotify.control.setFaults({ kind: 'quota', retryAfterS: 1800 });
	const answer = await visitor.get('/me');
	expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1800']);
	expect(await answer.json()).toMatchObject({ error: { reason: 'QUOTA_EXCEEDED' } });
});

test('a connection that is cut before anything is done, or after', async () => {
	const made = () => spotify.control.playlists().filter(({ name }) => name === 'Cut').length;
	const make = () => visitor.send('POST', '/me/playlists', { name: 'Cut' });
	spotify.control.setFaults({ kind: 'cut' });
	await expect(make()).rejects.toThrow(TypeError);
	expect(made()).toBe(0);
	spotify.control.setFaults({ kind: 'answer-lost' });
	await expect(make()).rejects.toThrow(TypeError);
	expect(made()).toBe(1);
	expect(spotify.requests.list().map(({ status }) => status)).toEqual([0, 0]);
});

test('the n-th request of a kind, and no other', async () => {
	spotify.control.setFaults({
		...{ kind: 'status', status: 502, method: 'GET', path: '/v1/tracks/*', skip: 1, times: 1 }
	});
	const track = `/tracks/${spotify.control.tracks()[0]?.id}`;
	const statuses: number[] = [];
	for (const path of [track, '/me', track, '/me', track]) {
		statuses.push(await statusOf(visitor.get(path)));
	}
	expect(statuses).toEqual([200, 200, 502, 200, 200]);
});

test('a refresh that is refused though the token is good', async () => {
	spotify.control.setFaults({ kind: 'invalid-grant', path: '/api/token', times: 1 });
	const refused = await askRefresh(spotify, visitor.refreshToken);
	expect(refused).toMatchObject({ status: 400, content: { error: 'invalid_grant' } });
	expect((await askRefresh(spotify, visitor.refreshToken)).status).toBe(200);
});

test('what is held waits until it is let go, and is seen meanwhile', async () => {
	spotify.control.setFaults({ kind: 'held', path: '/v1/me' });
	let isAnswered = false;
	const answer = visitor.get('/me').then(({ status }) => {
		isAnswered = true;
		return status;
	});
	await spotify.requests.seen('GET', '/v1/me');
	expect(await statusOf(visitor.get('/me/playlists'))).toBe(200);
	expect(isAnswered).toBe(false);
	spotify.control.release();
	expect(await answer).toBe(200);
});

test('what is slow comes after what is not', async () => {
	spotify.control.setFaults({ kind: 'slow', delayMs: 300, path: '/v1/me' });
	const order: string[] = [];
	await Promise.all(
		['/me', '/me/playlists'].map((path) => visitor.get(path).then(() => order.push(path)))
	);
	expect(order).toEqual(['/me/playlists', '/me']);
});

test('a preflight is no request of a fault', async () => {
	spotify.control.setFaults({ kind: 'cut', times: 1 });
	const preflight = fetch(`${spotify.apiUrl}/me`, { method: 'OPTIONS' });
	expect(await statusOf(preflight)).toBe(204);
	await expect(visitor.get('/me')).rejects.toThrow(TypeError);
});

test('the log counts, and keeps no secret', async () => {
	await visitor.get('/search?type=track&q=secret-words');
	await askRefresh(spotify, visitor.refreshToken);
	expect(spotify.requests.count()).toBe(2);
	expect(spotify.requests.count('GET', '/v1/*')).toBe(1);
	const log = JSON.stringify(spotify.requests.list());
	expect(log).toContain('"path":"/v1/search","status":200');
	for (const secret of [visitor.accessToken, visitor.refreshToken, 'secret-words']) {
		expect(log).not.toContain(secret);
	}
});

test('another process has the same switches, with the key', async () => {
	const control = (method: string, name: string, content?: unknown, key = spotify.controlKey) =>
		fetch(`${spotify.url}/_fake/${name}`, {
			method,
			headers: { 'x-fake-key': key },
			...(content === undefined ? {} : { body: JSON.stringify(content) })
		});
	expect(await statusOf(control('PUT', 'playing', { kind: 'nothing' }, 'wrong'))).toBe(403);
	expect(await statusOf(control('PUT', 'playing', { kind: 'nothing' }))).toBe(204);
	expect(await statusOf(visitor.get('/me/player/currently-playing'))).toBe(204);
	expect(await statusOf(control('PUT', 'faults', [{ kind: 'plain-403', times: 1 }]))).toBe(204);
	expect(await statusOf(visitor.get('/me'))).toBe(403);
	const id = idOf('mine');
	const track = { id, title: 'Mine', artists: ['Me'] };
	expect(await statusOf(control('POST', 'tracks', [track]))).toBe(204);
	expect(await statusOf(visitor.get(`/tracks/${id}`))).toBe(200);
	const requests = (await (await control('GET', 'requests')).json()) as unknown[];
	expect(requests).toHaveLength(3);
	const refused = await control('PUT', 'settings', { refresh: 'sometimes' });
	expect(refused.status).toBe(400);
	expect(await refused.text()).toContain('sometimes');
	expect(await statusOf(control('POST', 'expire'))).toBe(204);
	expect(await statusOf(visitor.get('/me'))).toBe(401);
	expect(await statusOf(control('DELETE', 'everything'))).toBe(404);
});
