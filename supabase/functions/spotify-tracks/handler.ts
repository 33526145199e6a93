/**
 * Titles, artists and covers of up to ten tracks, for visitors who are not logged in at Spotify: it
 * asks with the app's own credentials, for pages of the origins that are allowed.
 *
 *   POST { "ids": ["4iV5W9uYEdYUVa79Axb7Rh", …] }
 *   200  { "tracks": [{ id, title, artists, album, url, cover: { url, widthPx, heightPx } }, …] }
 *
 * In the order asked, each once; what Spotify does not know is left out. Anything else is
 * `{ "error", "message" }`. What must stay true: neither the secret nor a token is ever in an answer
 * or in the log.
 */
import { createCatalogue } from './catalogue.ts';
import type { Failure } from './failure.ts';
import type { SpotifyAccess } from './token-source.ts';

const maxIds = 10;
const maxBodyLength = 1024;

export interface HandlerOptions extends Omit<SpotifyAccess, 'clientId' | 'clientSecret'> {
	/** Undefined where the function's environment does not say. */
	readonly clientId: string | undefined;
	readonly clientSecret: string | undefined;
	/** Of pages that may ask, such as `https://deejai.example`; separated by spaces or commas. */
	readonly allowedOrigins: string | undefined;
	/** For whoever runs it; gets no secrets. */
	readonly log: (line: string) => void;
}

type Refuse = (status: number, error: string, message: string, more?: RefusalDetails) => Response;

interface RefusalDetails {
	readonly headers?: Readonly<Record<string, string>>;
	readonly content?: Readonly<Record<string, unknown>>;
}

export function createHandler(options: HandlerOptions): (request: Request) => Promise<Response> {
	const { clientId, clientSecret } = options;
	const origins = readOrigins(options.allowedOrigins ?? '');
	const missing = Object.entries({
		SPOTIFY_CLIENT_ID: clientId,
		SPOTIFY_CLIENT_SECRET: clientSecret,
		SPOTIFY_ALLOWED_ORIGINS: origins.size > 0 ? 'set' : ''
	}).flatMap(([name, value]) => (value ? [] : [name]));
	if (!clientId || !clientSecret || missing.length > 0) {
		const message = `Not set in the function's environment: ${missing.join(', ')}.`;
		// Nothing is said that anybody may not know, so that the page can tell what is wrong.
		const refuse = refusals('*');
		return ({ method }) =>
			Promise.resolve(
				method === 'OPTIONS' ? preflight('*') : refuse(503, 'not-configured', message)
			);
	}
	const catalogue = createCatalogue({ ...options, clientId, clientSecret });

	return async (request) => {
		const origin = request.headers.get('origin') ?? '';
		if (!origins.has(origin)) {
			return Response.json(
				{ error: 'origin-not-allowed', message: 'Pages of this origin may not ask.' },
				{ status: 403, headers: { vary: 'Origin', 'cache-control': 'no-store' } }
			);
		}
		if (request.method === 'OPTIONS') return preflight(origin);
		const refuse = refusals(origin);
		if (request.method !== 'POST') {
			return refuse(405, 'method-not-allowed', 'Ask with POST.', { headers: { allow: 'POST' } });
		}
		const ids = await readIds(request);
		if (typeof ids === 'string') return refuse(400, 'bad-request', ids);
		const found = await catalogue.tracks(ids);
		if (found.isFound) {
			return Response.json({ tracks: found.tracks }, { headers: headersFor(origin) });
		}
		const { failure } = found;
		const detail = failure.kind === 'too-many' ? failure.retryAfterS : failure.status;
		options.log(`spotify-tracks: ${failure.kind} (${detail})`);
		return answerFailure(failure, refuse);
	};
}

function answerFailure(failure: Failure, refuse: Refuse): Response {
	switch (failure.kind) {
		case 'too-many': {
			const { retryAfterS, reason } = failure;
			return refuse(429, 'too-many-requests', 'Spotify wants fewer requests.', {
				headers: { 'retry-after': String(retryAfterS) },
				content: { retryAfterS, ...(reason === undefined ? {} : { reason }) }
			});
		}
		case 'timed-out':
			return refuse(504, 'timed-out', 'Spotify did not answer in time.');
		case 'refused':
			return refuse(502, 'upstream-refused', 'Spotify refuses this app.');
		case 'failed':
			return refuse(502, 'upstream-failed', 'Spotify does not answer as it should.');
	}
}

/** Exactly as browsers send them; what is no origin is a mistake of whoever configures it. */
function readOrigins(text: string): ReadonlySet<string> {
	return new Set(
		text
			.split(/[\s,]+/)
			.filter((word) => /^https?:/.test(word) && URL.canParse(word))
			.map((word) => new URL(word).origin)
	);
}

/** @returns the ids, each once; or a sentence on what is wrong */
async function readIds(request: Request): Promise<readonly string[] | string> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^application\/json\s*(;|$)/i.test(type)) return 'Expected JSON (content-type).';
	const shape = `Expected { "ids": [1 to ${maxIds} ids of 22 letters and digits] }`;
	const body = await readText(request, maxBodyLength);
	if (body === undefined) return `${shape}, and no more than ${maxBodyLength} characters.`;
	let content: unknown;
	try {
		content = JSON.parse(body);
	} catch {
		return `${shape}, and this is no JSON.`;
	}
	if (typeof content !== 'object' || content === null || !('ids' in content)) return `${shape}.`;
	const { ids, ...others } = content;
	if (Object.keys(others).length > 0) return `${shape}, and nothing else.`;
	if (!Array.isArray(ids) || ids.length < 1 || ids.length > maxIds) return `${shape}.`;
	if (!ids.every((id) => typeof id === 'string' && /^[0-9A-Za-z]{22}$/.test(id))) {
		return `${shape}.`;
	}
	return [...new Set<string>(ids)];
}

/** @returns undefined where it is longer; the rest is not read */
async function readText(request: Request, maxLength: number): Promise<string | undefined> {
	if (request.body === null) return '';
	let text = '';
	for await (const part of request.body.pipeThrough(new TextDecoderStream())) {
		text += part;
		if (text.length > maxLength) return undefined;
	}
	return text;
}

function headersFor(origin: string): Record<string, string> {
	return {
		'access-control-allow-origin': origin,
		'access-control-expose-headers': 'retry-after',
		'cache-control': 'no-store',
		vary: 'Origin'
	};
}

function preflight(origin: string): Response {
	return new Response(null, {
		status: 204,
		headers: {
			...headersFor(origin),
			'access-control-allow-headers': 'authorization, x-client-info, apikey, content-type',
			'access-control-allow-methods': 'POST, OPTIONS',
			'access-control-max-age': '86400'
		}
	});
}

function refusals(origin: string): Refuse {
	return (status, error, message, { headers = {}, content = {} } = {}) =>
		Response.json(
			{ error, message, ...content },
			{ status, headers: { ...headersFor(origin), ...headers } }
		);
}
