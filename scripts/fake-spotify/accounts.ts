/**
 * Accounts: the page that asks whether the app may, and the tokens. Stricter than the real one, which
 * lets an app go without `state` and without PKCE.
 */
import type { App } from './app.ts';
import { authorizePage, refusalPage } from './authorize-page.ts';
import { html, json, type Ask, type Reply } from './exchange.ts';
import type { Grants } from './grants.ts';
import type { AuthenticationError } from './shapes.ts';
import type { World } from './world.ts';

/** Any page may ask for tokens: the client is public. */
const tokenCors = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

export class Accounts {
	readonly #world: World;
	readonly #grants: Grants;
	readonly #app: App;

	constructor(world: World, grants: Grants, app: App) {
		this.#world = world;
		this.#grants = grants;
		this.#app = app;
	}

	/** @returns undefined where the path is not of accounts */
	handle(ask: Ask): Reply | undefined {
		if (ask.path === '/authorize') {
			if (ask.method === 'GET') return this.#showPage(ask.query);
			if (ask.method === 'POST') return this.#decide(new URLSearchParams(ask.body));
			return { status: 405 };
		}
		if (ask.path === '/api/token') return this.#giveToken(ask);
		return undefined;
	}

	#showPage(query: URLSearchParams): Reply {
		const wrong = this.#wrongIn(query);
		if (wrong !== undefined) return html(400, refusalPage(wrong));
		return html(200, authorizePage(query, [...this.#world.users.values()]));
	}

	#decide(form: URLSearchParams): Reply {
		const wrong = this.#wrongIn(form);
		if (wrong !== undefined) return html(400, refusalPage(wrong));
		const redirectUri = form.get('redirect_uri') ?? '';
		const target = new URL(redirectUri);
		if (form.get('decision') === 'agree') {
			const userId = form.get('user') ?? '';
			if (!this.#world.users.has(userId)) return html(400, refusalPage('There is no such user.'));
			const code = this.#grants.giveCode({
				...{ userId, redirectUri, challenge: form.get('code_challenge') ?? '' },
				scopes: scopesIn(form)
			});
			target.searchParams.set('code', code);
		} else {
			target.searchParams.set('error', 'access_denied');
		}
		target.searchParams.set('state', form.get('state') ?? '');
		return { status: 303, headers: { location: target.href, 'cache-control': 'no-store' } };
	}

	/** @returns a sentence, where something is */
	#wrongIn(query: URLSearchParams): string | undefined {
		if (query.get('client_id') !== this.#app.clientId) return 'INVALID_CLIENT: Invalid client';
		const redirect = this.#app.checkRedirect(query.get('redirect_uri') ?? '');
		if (redirect !== undefined) return `INVALID_CLIENT: ${redirect}`;
		if (query.get('response_type') !== 'code') return 'response_type must be code';
		if ((query.get('state') ?? '') === '') return 'state is missing';
		if (query.get('code_challenge_method') !== 'S256') {
			return 'code_challenge_method must be S256';
		}
		if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) {
			return 'code_challenge must be 43 characters of base64url';
		}
		const unknown = scopesIn(query).filter((scope) => !knownScopes.has(scope));
		if (unknown.length > 0) return `INVALID_SCOPE: Invalid scope: ${unknown.join(' ')}`;
		return undefined;
	}

	#giveToken(ask: Ask): Reply {
		if (ask.method === 'OPTIONS') {
			const allowed = 'authorization, content-type';
			return { status: 204, headers: { ...tokenCors, 'access-control-allow-headers': allowed } };
		}
		if (ask.method !== 'POST') return { status: 405, headers: tokenCors };
		const type = ask.headers['content-type'] ?? '';
		if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
			return { status: 415, headers: tokenCors };
		}
		const form = new URLSearchParams(ask.body);
		const kind = form.get('grant_type');
		if (kind === 'client_credentials') {
			return this.#app.isItsSecret(ask.headers.authorization, form)
				? json(200, this.#grants.giveAppToken(), tokenCors)
				: refuse('invalid_client', 'Invalid client secret');
		}
		if (form.get('client_id') !== this.#app.clientId) {
			return refuse('invalid_client', 'Invalid client');
		}
		if (kind === 'authorization_code') return this.#redeem(form);
		if (kind === 'refresh_token') {
			const token = form.get('refresh_token');
			if (token === null) return refuse('invalid_request', 'refresh_token must be supplied');
			return answerGrant(this.#grants.refresh(token));
		}
		return refuse('unsupported_grant_type', 'grant_type parameter is missing or unknown');
	}

	#redeem(form: URLSearchParams): Reply {
		const [code, redirectUri, verifier] = ['code', 'redirect_uri', 'code_verifier'].map(
			(name) => form.get(name) ?? ''
		);
		if (!code) return refuse('invalid_request', 'code must be supplied');
		if (!redirectUri) return refuse('invalid_request', 'redirect_uri must be supplied');
		if (!verifier || !/^[\w.~-]{43,128}$/.test(verifier)) {
			return refuse('invalid_request', 'code_verifier must be supplied, 43 to 128 characters');
		}
		return answerGrant(this.#grants.redeemCode(code, redirectUri, verifier));
	}
}

/** Those of the calls that the fake answers, and some more of the real ones. */
const knownScopes = new Set([
	...['user-read-currently-playing', 'user-read-playback-state', 'user-read-private'],
	...['user-read-email', 'playlist-read-private', 'playlist-read-collaborative'],
	...['playlist-modify-public', 'playlist-modify-private', 'user-library-read']
]);

function scopesIn(query: URLSearchParams): readonly string[] {
	return (query.get('scope') ?? '').split(' ').filter(Boolean);
}

function answerGrant(answer: object | string): Reply {
	return typeof answer === 'string'
		? refuse('invalid_grant', answer)
		: json(200, answer, tokenCors);
}

function refuse(error: string, description: string): Reply {
	const content: AuthenticationError = { error, error_description: description };
	return json(400, content, tokenCors);
}
