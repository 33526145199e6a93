import assert from 'node:assert/strict';
import { createHandler } from './handler.ts';

function health(answer: () => Promise<Response>) {
	const asked: [string, RequestInit][] = [];
	const handler = createHandler({
		projectUrl: 'https://project.example',
		publishableKey: 'a-key',
		fetch: (url, options) => {
			asked.push([url, options]);
			return answer();
		}
	});
	const ask = (method: string) => handler(new Request('https://project.example/', { method }));
	return { ask, asked };
}

Deno.test('a project that answers is working, and is asked with the publishable key', async () => {
	const { ask, asked } = health(() => Promise.resolve(new Response('{}')));
	const answer = await ask('GET');
	assert.equal(answer.status, 200);
	assert.deepEqual(await answer.json(), { status: 'working' });
	assert.equal(asked[0]?.[0], 'https://project.example/auth/v1/health');
	assert.deepEqual(asked[0]?.[1].headers, { apikey: 'a-key' });
});

Deno.test('one that answers with an error, or not at all, is failing', async () => {
	for (const answer of [
		() => Promise.resolve(new Response('', { status: 500 })),
		() => Promise.reject(new TypeError('no network'))
	]) {
		const failing = await health(answer).ask('POST');
		assert.equal(failing.status, 503);
		assert.deepEqual(await failing.json(), { status: 'failing' });
	}
});

Deno.test('a browser may ask from any page, and nothing but ask', async () => {
	const { ask, asked } = health(() => Promise.resolve(new Response('{}')));
	const preflight = await ask('OPTIONS');
	assert.equal(preflight.status, 204);
	assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
	assert.equal((await ask('DELETE')).status, 405);
	assert.deepEqual(asked, []);
});
