/** Somebody who logs in to the fake as a browser with this project's page would. */
import { createHash, randomBytes } from 'node:crypto';
import type { FakeSpotify } from '../fake-spotify.ts';

export const redirectUri = 'http://127.0.0.1:5173/spotify/callback';
const allScopes =
	'user-read-currently-playing playlist-read-private playlist-modify-public playlist-modify-private';

export interface Consent {
	readonly verifier: string;
	readonly form: URLSearchParams;
}

/** What the page leaves for `/authorize` with; the changes make it wrong. */
export function askConsent(spotify: FakeSpotify, changes: Record<string, string> = {}): Consent {
	const verifier = randomBytes(48).toString('base64url');
	const form = new URLSearchParams({
		client_id: spotify.clientId,
		response_type: 'code',
		redirect_uri: redirectUri,
		scope: allScopes,
		state: 'a-state',
		code_challenge_method: 'S256',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		...changes
	});
	return { verifier, form };
}

/** @returns where the browser is sent */
export async function decide(
	spotify: FakeSpotify,
	{ form }: Consent,
	decision: 'agree' | 'cancel',
	user = 'listener'
): Promise<URL> {
	const body = new URLSearchParams([...form, ['decision', decision], ['user', user]]);
	const answer = await fetch(`${spotify.accountsUrl}/authorize`, {
		...{ method: 'POST', body, redirect: 'manual' as const }
	});
	return new URL(answer.headers.get('location') ?? 'about:blank');
}

export interface TokenReply {
	readonly status: number;
	readonly content: {
		readonly access_token?: string;
		readonly refresh_token?: string;
		readonly expires_in?: number;
		readonly scope?: string;
		readonly error?: string;
		readonly error_description?: string;
	};
}

export async function askToken(
	spotify: FakeSpotify,
	fields: Record<string, string>
): Promise<TokenReply> {
	const answer = await fetch(`${spotify.accountsUrl}/api/token`, {
		method: 'POST',
		body: new URLSearchParams(fields)
	});
	return { status: answer.status, content: (await answer.json()) as TokenReply['content'] };
}

export function askRefresh(spotify: FakeSpotify, token: string): Promise<TokenReply> {
	return askToken(spotify, {
		...{ grant_type: 'refresh_token', refresh_token: token, client_id: spotify.clientId }
	});
}

export interface Visitor {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** `get('/me')`, `send('POST', '/me/playlists', {…})`: a call of the Web API. */
	readonly get: (path: string) => Promise<Response>;
	readonly send: (method: string, path: string, content: unknown) => Promise<Response>;
}

export async function logIn(
	spotify: FakeSpotify,
	{ user = 'listener', scope = allScopes } = {}
): Promise<Visitor> {
	const consent = askConsent(spotify, { scope });
	const back = await decide(spotify, consent, 'agree', user);
	const { content } = await askToken(spotify, {
		grant_type: 'authorization_code',
		code: back.searchParams.get('code') ?? '',
		redirect_uri: redirectUri,
		client_id: spotify.clientId,
		code_verifier: consent.verifier
	});
	const { access_token = '', refresh_token = '' } = content;
	const headers = { authorization: `Bearer ${access_token}` };
	return {
		accessToken: access_token,
		refreshToken: refresh_token,
		get: (path) => fetch(`${spotify.apiUrl}${path}`, { headers }),
		send: (method, path, content) =>
			fetch(`${spotify.apiUrl}${path}`, {
				method,
				headers: { ...headers, 'content-type': 'application/json' },
				body: JSON.stringify(content)
			})
	};
}
