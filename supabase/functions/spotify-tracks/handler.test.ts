import assert from 'node:assert/strict';
import { createHandler, type HandlerOptions } from './handler.ts';

const origin = 'https://deejai.example';
const clientSecret = 'the-secret-of-the-app';
const ids = Array.from({ length: 50 }, (_, index) => String(index).padStart(22, 'x'));
const trackPath = 'https://api.example/v1/tracks/';

interface Asked {
	readonly url: string;
	readonly options: RequestInit;
}

/** Spotify as it should be: a token a minute, tracks of any id. */
function spotify(
	answers: Partial<Record<'token' | 'track', (asked: Asked) => Response | Promise<Response>>>
) {
	let tokens = 0;
	return async ({ url, options }: Asked): Promise<Response> => {
		if (url === 'https://accounts.example/api/token') {
			if (answers.token) return answers.token({ url, options });
			tokens += 1;
			return Response.json({ access_token: `token-${tokens}`, expires_in: 3600 });
		}
		if (answers.track) return answers.track({ url, options });
		return Response.json({
			name: `Title of ${url.slice(trackPath.length)}`,
			artists: [{ name: 'One' }, { name: 'Two' }],
			album: {
				name: 'Album',
				images: [640, 300, 64].map((width) => ({
					url: `https://i.example/${width}`,
					width,
					height: width
				}))
			},
			external_urls: { spotify: 'https://open.spotify.com/track/x' }
		});
	};
}

function start(answers: Parameters<typeof spotify>[0] = {}, changes: Partial<HandlerOptions> = {}) {
	const asked: Asked[] = [];
	const logged: string[] = [];
	const answered: string[] = [];
	let nowMs = 1_800_000_000_000;
	const answer = spotify(answers);
	const handler = createHandler({
		clientId: 'the-app',
		clientSecret,
		allowedOrigins: `${origin}, http://127.0.0.1:4173/`,
		accountsUrl: 'https://accounts.example',
		apiUrl: 'https://api.example/v1',
		timeoutMs: 5000,
		now: () => nowMs,
		log: (line) => logged.push(line),
		fetch: (url, options) => {
			asked.push({ url, options });
			return answer({ url, options });
		},
		...changes
	});
	const send = async (options: RequestInit & { headers?: Record<string, string> }) => {
		const response = await handler(
			new Request('https://project.example/spotify-tracks', {
				...options,
				headers: { origin, 'content-type': 'application/json', ...options.headers }
			})
		);
		answered.push(JSON.stringify([...response.headers]), await response.clone().text());
		return response;
	};
	return {
		send,
		ask: (wanted: unknown, headers = {}) =>
			send({ method: 'POST', body: JSON.stringify({ ids: wanted }), headers }),
		advance: (byMs: number) => (nowMs += byMs),
		count: (url: string) => asked.filter((request) => request.url.startsWith(url)).length,
		asked,
		logged,
		answered
	};
}

const tokenUrl = 'https://accounts.example/';

Deno.test(
	'tracks come with title, artists and cover, in the order asked and each once',
	async () => {
		const { ask, asked } = start();
		const answer = await ask([ids[2], ids[1], ids[2]]);
		assert.equal(answer.status, 200);
		assert.equal(answer.headers.get('access-control-allow-origin'), origin);
		const { tracks } = await answer.json();
		assert.deepEqual(
			tracks.map(({ id }: { id: string }) => id),
			[ids[2], ids[1]]
		);
		assert.deepEqual(tracks[0], {
			id: ids[2],
			title: `Title of ${ids[2]}`,
			artists: ['One', 'Two'],
			album: 'Album',
			url: 'https://open.spotify.com/track/x',
			cover: { url: 'https://i.example/300', widthPx: 300, heightPx: 300 }
		});
		const { headers, body } = asked[0]!.options;
		assert.deepEqual(headers, { authorization: `Basic ${btoa(`the-app:${clientSecret}`)}` });
		assert.equal(String(body), 'grant_type=client_credentials');
		assert.deepEqual(asked[1]!.options.headers, { authorization: 'Bearer token-1' });
	}
);

Deno.test('what Spotify does not know is left out, and fields may be missing', async () => {
	const { ask } = start({
		track: ({ url }) =>
			url.endsWith(ids[0]!)
				? new Response('', { status: 404 })
				: url.endsWith(ids[1]!)
					? new Response('', { status: 400 })
					: Response.json({ name: 'Bare' })
	});
	const { tracks } = await (await ask(ids.slice(0, 3))).json();
	assert.deepEqual(tracks, [
		{ id: ids[2], title: 'Bare', artists: [], album: null, url: null, cover: null }
	]);
});

Deno.test('fifty questions at once are one token', async () => {
	const { ask, count } = start();
	const answers = await Promise.all(ids.map((id) => ask([id])));
	assert.ok(answers.every(({ status }) => status === 200));
	assert.equal(count(tokenUrl), 1);
	assert.equal(count(trackPath), 50);
});

Deno.test('a token is used until a minute before its end', async () => {
	const { ask, count, advance } = start();
	await ask([ids[0]]);
	advance(3_539_000);
	await ask([ids[1]]);
	assert.equal(count(tokenUrl), 1);
	advance(1_001);
	await ask([ids[2]]);
	assert.equal(count(tokenUrl), 2);
});

Deno.test('a token that is refused is changed once, for all that were under way', async () => {
	let isStale = true;
	const { ask, count } = start({
		track: ({ options }) => {
			const { authorization } = options.headers as Record<string, string>;
			return isStale && authorization === 'Bearer token-1'
				? new Response('', { status: 401 })
				: Response.json({ name: 'Title' });
		}
	});
	assert.equal((await ask(ids.slice(0, 10))).status, 200);
	assert.equal(count(tokenUrl), 2);
	isStale = false;
	const refused = start({ track: () => new Response('', { status: 401 }) });
	const answer = await refused.ask([ids[0]]);
	assert.equal(answer.status, 502);
	assert.equal(refused.count(trackPath), 2);
	assert.equal(refused.count(tokenUrl), 2);
});

Deno.test('an answer to an old token that comes late does not cost the new one', async () => {
	let sayLate = () => {};
	const { ask, count } = start({
		track: async ({ url, options }) => {
			const { authorization } = options.headers as Record<string, string>;
			if (authorization !== 'Bearer token-1') {
				sayLate();
				return Response.json({ name: 'Title' });
			}
			if (url.endsWith(ids[1]!)) await new Promise<void>((resolve) => (sayLate = resolve));
			return new Response('', { status: 401 });
		}
	});
	assert.equal((await ask(ids.slice(0, 2))).status, 200);
	assert.equal(count(tokenUrl), 2);
});

Deno.test('after one failure the others of the same question are given up', async () => {
	const { ask, asked } = start({
		track: ({ url, options }) =>
			url.endsWith(ids[0]!)
				? new Response('', { status: 500 })
				: new Promise((_, reject) => {
						options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
					})
	});
	assert.equal((await ask(ids.slice(0, 2))).status, 502);
	assert.equal(asked.find(({ url }) => url.endsWith(ids[1]!))?.options.signal?.aborted, true);
});

Deno.test('no more than four tracks are asked for at a time', async () => {
	let running = 0;
	let most = 0;
	const { ask } = start({
		track: async () => {
			running += 1;
			most = Math.max(most, running);
			await Promise.resolve();
			await Promise.resolve();
			running -= 1;
			return Response.json({ name: 'Title' });
		}
	});
	assert.equal((await ask(ids.slice(0, 10))).status, 200);
	assert.equal(most, 4);
});

Deno.test(
	'too many requests are passed on with how long to wait, and Spotify is left alone meanwhile',
	async () => {
		let status = 429;
		const { ask, count, advance } = start({
			track: () =>
				status === 429
					? new Response('', { status, headers: { 'retry-after': '30' } })
					: Response.json({ name: 'Title' })
		});
		const first = await ask([ids[0]]);
		assert.equal(first.status, 429);
		assert.equal(first.headers.get('retry-after'), '30');
		assert.equal(first.headers.get('access-control-expose-headers'), 'retry-after');
		assert.deepEqual((await first.json()).retryAfterS, 30);
		advance(10_000);
		const second = await ask([ids[1]]);
		assert.equal(second.headers.get('retry-after'), '20');
		advance(19_500);
		assert.equal((await ask([ids[1]])).headers.get('retry-after'), '1');
		assert.equal(count(trackPath), 1);
		status = 200;
		advance(500);
		assert.equal((await ask([ids[1]])).status, 200);
	}
);

Deno.test('a quota that is used up is called so, wherever it is met', async () => {
	const quota = () =>
		Response.json(
			{ error: { status: 429, reason: 'QUOTA_EXCEEDED' } },
			{ status: 429, headers: { 'retry-after': '3600' } }
		);
	for (const answers of [{ track: quota }, { token: quota }]) {
		const answer = await start(answers).ask([ids[0]]);
		assert.equal(answer.status, 429);
		const { reason, retryAfterS } = await answer.json();
		assert.deepEqual([reason, retryAfterS], ['QUOTA_EXCEEDED', 3600]);
	}
	const unsaid = start({ track: () => new Response('', { status: 429 }) });
	assert.equal((await unsaid.ask([ids[0]])).headers.get('retry-after'), '5');
});

Deno.test('what is known is kept for less than a day, and then asked for again', async () => {
	const { ask, count, advance } = start();
	await ask([ids[0]]);
	advance(22 * 3_600_000);
	await ask([ids[0]]);
	assert.equal(count(trackPath), 1);
	advance(2 * 3_600_000);
	await ask([ids[0]]);
	assert.equal(count(trackPath), 2);
});

Deno.test('whoever waits gets an answer in time, and the request is given up', async () => {
	const hang = ({ options }: Asked) =>
		new Promise<Response>((_, reject) => {
			options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
		});
	for (const answers of [{ track: hang }, { token: hang }]) {
		const { ask, asked } = start(answers, { timeoutMs: 20 });
		const answer = await ask([ids[0]]);
		assert.equal(answer.status, 504);
		assert.equal((await answer.json()).error, 'timed-out');
		const signal = asked.at(-1)?.options.signal;
		// A token's own time ends by another timer.
		if (!signal?.aborted) await new Promise((end) => signal?.addEventListener('abort', end));
	}
});

Deno.test('an error at Spotify is one here, and the next question is a new one', async () => {
	let isFailing = true;
	const { ask } = start({
		track: () => {
			if (isFailing) throw new TypeError('no network');
			return Response.json({ name: 'Title' });
		}
	});
	assert.equal((await ask([ids[0]])).status, 502);
	isFailing = false;
	assert.equal((await ask([ids[0]])).status, 200);
	for (const [status, error] of [
		[500, 'upstream-failed'],
		[403, 'upstream-refused']
	] as const) {
		const { ask, logged } = start({ track: () => new Response('<html>', { status }) });
		const answer = await ask([ids[0]]);
		assert.deepEqual([answer.status, (await answer.json()).error], [502, error]);
		assert.match(logged.join(), new RegExp(String(status)));
	}
	const odd = start({ track: () => new Response('<html>') });
	assert.equal((await odd.ask([ids[0]])).status, 502);
	const oddToken = start({ token: () => Response.json({ expires_in: 3600 }) });
	assert.equal((await oddToken.ask([ids[0]])).status, 502);
});

Deno.test(
	'a question that is not as it should be is refused, and Spotify is not asked',
	async () => {
		const { ask, send, asked } = start();
		const good = ids[0];
		for (const wanted of [
			...[[], ids.slice(0, 11), good, null, {}, [1], [null], ['short'], [`${good}x`]],
			...[['../../me/playlists/xxxx'], [[good]], [`${good}\n`]]
		]) {
			const answer = await ask(wanted);
			assert.equal(answer.status, 400, JSON.stringify(wanted));
			assert.equal((await answer.json()).error, 'bad-request');
		}
		const long = JSON.stringify({ ids: [good] }) + ' '.repeat(1024);
		for (const body of [
			'',
			'ids',
			'[]',
			'null',
			'"ids"',
			JSON.stringify({ ids: [good], market: 'GB' }),
			long
		]) {
			assert.equal((await send({ method: 'POST', body })).status, 400, body);
		}
		assert.equal((await ask([good], { 'content-type': 'text/plain' })).status, 400);
		assert.equal((await send({ method: 'GET' })).status, 405);
		assert.deepEqual(asked, []);
	}
);

Deno.test('pages of other origins may not ask, nor may who says none', async () => {
	const { ask, send, asked } = start();
	for (const other of ['https://evil.example', `${origin}.evil.example`, 'null', '']) {
		const answer = await ask([ids[0]], { origin: other });
		assert.equal(answer.status, 403);
		assert.equal(answer.headers.get('access-control-allow-origin'), null);
		assert.equal((await send({ method: 'OPTIONS', headers: { origin: other } })).status, 403);
	}
	assert.deepEqual(asked, []);
	const preflight = await send({ method: 'OPTIONS', headers: { origin: 'http://127.0.0.1:4173' } });
	assert.equal(preflight.status, 204);
	assert.equal(preflight.headers.get('access-control-allow-origin'), 'http://127.0.0.1:4173');
	assert.equal(preflight.headers.get('vary'), 'Origin');
});

Deno.test('without its configuration it says what is missing, and asks nobody', async () => {
	const nothing = { clientId: undefined, clientSecret: '', allowedOrigins: ' not an origin ' };
	const { ask, asked } = start({}, nothing);
	const answer = await ask([ids[0]]);
	assert.equal(answer.status, 503);
	const { error, message } = await answer.json();
	assert.equal(error, 'not-configured');
	assert.match(message, /SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET, SPOTIFY_ALLOWED_ORIGINS/);
	assert.deepEqual(asked, []);
});

Deno.test(
	'no answer and no line of the log has a secret in it, whatever Spotify says',
	async () => {
		const echo = ({ options }: Asked) =>
			new Response(JSON.stringify(options.headers), { status: 500 });
		const quiet = ({ options }: Asked) => {
			throw new TypeError(`failed with ${JSON.stringify(options.headers)}`);
		};
		const basic = btoa(`the-app:${clientSecret}`);
		for (const answers of [
			{},
			{ track: echo },
			{ token: echo },
			{ track: quiet },
			{ token: quiet }
		]) {
			const { ask, answered, logged } = start(answers);
			await ask([ids[0]]);
			await ask(['wrong']);
			const all = [...answered, ...logged].join();
			assert.ok(all.length > 0);
			for (const secret of [clientSecret, basic, 'token-1']) assert.ok(!all.includes(secret), all);
		}
	}
);
