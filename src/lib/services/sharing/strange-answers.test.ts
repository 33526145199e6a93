/** Hosts that answer, but not as the gallery does: portals, proxies, half-made deployments. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFakeBrowser, publish } from './test/fake-browser.ts';

let server: Server;
let url: string;
/** How it answers for the database; sign-in works. */
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
	server = createServer((request, response) => {
		request.resume();
		if (!request.url?.startsWith('/auth/')) {
			answer(response);
			return;
		}
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({ access_token: 'token', refresh_token: 'renewal', expires_in: 3600 })
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => server.close());
beforeEach(() => {
	answer = (response) => response.end();
});

function answers(status: number, type: string, body: string): (response: ServerResponse) => void {
	return (response) => response.writeHead(status, { 'content-type': type }).end(body);
}

const html = '<!doctype html><title>Sign in to the hotel’s network</title>';

test.each([
	['a portal’s page', 200, 'text/html', html],
	['a proxy’s error page', 502, 'text/html', html],
	['JSON that breaks off', 200, 'application/json', '[{"id":'],
	['nothing, where something was expected', 200, 'application/json', ''],
	['an empty 404', 404, 'text/plain', ''],
	['an empty 404 that says it is JSON', 404, 'application/json', ''],
	['a list as a 404', 404, 'application/json', '[]'],
	['a function that is not there', 404, 'application/json', '{"code":"PGRST202","message":"no"}'],
	['a permission that is missing', 403, 'application/json', '{"code":"42501","message":"denied"}']
])('%s: says so, and loses nothing that was done', async (_, status, type, body) => {
	answer = answers(status, type, body);
	const sharing = createFakeBrowser({ url, publishableKey: 'key' }).openTab();
	const passing = { code: 'unexpected-response', retryable: true };
	expect(await sharing.list('latest', null)).toMatchObject({ ok: false, failure: passing });
	for (const action of [
		publish('Kept', 1),
		{ kind: 'delete', playlistId: '0123456789ab', name: '' }
	] as const) {
		expect(await sharing.submit(action)).toMatchObject({ state: 'waiting', failure: passing });
	}
	expect(sharing.outbox.entries()).toHaveLength(2);
});

test('an answer of another shape is not shown, and what was done is not taken for done', async () => {
	answer = answers(200, 'application/json', '{"hello":"world"}');
	const sharing = createFakeBrowser({ url, publishableKey: 'key' }).openTab();
	expect(await sharing.list('latest', null)).toMatchObject({ failure: { code: 'malformed' } });
	expect(await sharing.get('0123456789ab')).toMatchObject({ failure: { code: 'malformed' } });
	expect(await sharing.submit(publish('Kept', 1))).toMatchObject({
		state: 'waiting',
		failure: { code: 'malformed', retryable: true }
	});
});

test('an error page that asks to wait is listened to', async () => {
	answer = answers(429, 'text/html', html);
	const sharing = createFakeBrowser({ url, publishableKey: 'key' }).openTab();
	expect(await sharing.list('latest', null)).toMatchObject({
		failure: { code: 'too-many', message: 'too many requests', details: { retryAfterS: 60 } }
	});
});

test.each([
	['without saying how long', '{"code":"PT429","message":"too fast"}', 60],
	['for a time that makes no sense', '{"code":"PT429","message":"x","details":"-5"}', 60],
	['for a week', '{"code":"PT429","message":"x","details":"604800"}', 86_400]
])('told to wait %s', async (_, body, retryAfterS) => {
	answer = answers(429, 'application/json', body);
	const sharing = createFakeBrowser({ url, publishableKey: 'key' }).openTab();
	expect(await sharing.submit(publish('Kept', 1))).toMatchObject({
		failure: { code: 'too-many', details: { retryAfterS } }
	});
});
