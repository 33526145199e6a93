/**
 * Logging in with PKCE and renewing tokens, by oauth4webapi (RFC 6749, 7636).
 *
 * What must stay true: what the library throws holds tokens and answers, and is never passed on.
 */
import * as oauth from 'oauth4webapi';
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import { unexpected, type PatientFetch } from './patient-fetch.ts';
import type { SpotifyConfiguration } from './spotify.ts';

const scopes = [
	'user-read-currently-playing',
	'playlist-read-private',
	'playlist-modify-public',
	'playlist-modify-private'
];

/** Where it is not said: Spotify's hour. */
const usualLifetimeS = 3600;

export interface TokenAnswer {
	readonly accessToken: string;
	/** Refreshing may give none: then the old one goes on. */
	readonly refreshToken: string | null;
	readonly lifetimeS: number;
}

/** What was made up for one login: `state` proves that an answer is ours, `verifier` that we are we. */
export interface LoginSecrets {
	readonly state: string;
	readonly verifier: string;
}

export type CallbackAnswer =
	| { readonly kind: 'code'; readonly parameters: URLSearchParams }
	/** Not an answer to this login. */
	| { readonly kind: 'foreign' }
	/** An error code of RFC 6749, 4.1.2.1; `access_denied` where the person said no. */
	| { readonly kind: 'error'; readonly error: string };

export function makeLoginSecrets(): LoginSecrets {
	return { state: oauth.generateRandomState(), verifier: oauth.generateRandomCodeVerifier() };
}

export class TokenEndpoint {
	readonly #configuration: SpotifyConfiguration;
	readonly #patient: PatientFetch;
	readonly #server: oauth.AuthorizationServer;
	readonly #client: oauth.Client;
	readonly #options: oauth.TokenEndpointRequestOptions;

	constructor(
		configuration: SpotifyConfiguration,
		patient: PatientFetch,
		sendRequest: typeof fetch
	) {
		const { accountsUrl, clientId } = configuration;
		const tokenUrl = `${accountsUrl}/api/token`;
		// The library insists on HTTPS, which a stand-in for Spotify on this very machine has not.
		const isStandIn = new URL(accountsUrl).hostname === '127.0.0.1';
		this.#configuration = configuration;
		this.#patient = patient;
		this.#client = { client_id: clientId };
		this.#server = {
			issuer: accountsUrl,
			authorization_endpoint: `${accountsUrl}/authorize`,
			token_endpoint: isStandIn ? tokenUrl.replace(/^http:/, 'https:') : tokenUrl
		};
		this.#options = {
			[oauth.customFetch]: (url, init) => sendRequest(isStandIn ? tokenUrl : url, init)
		};
	}

	/** Spotify's page that asks the person. */
	async loginUrl({ state, verifier }: LoginSecrets): Promise<URL> {
		const url = new URL(`${this.#configuration.accountsUrl}/authorize`);
		url.search = new URLSearchParams({
			client_id: this.#configuration.clientId,
			response_type: 'code',
			redirect_uri: this.#configuration.redirectUri,
			scope: scopes.join(' '),
			state,
			code_challenge_method: 'S256',
			code_challenge: await oauth.calculatePKCECodeChallenge(verifier)
		}).toString();
		return url;
	}

	/** @param query what the callback page was opened with */
	readCallback(query: URLSearchParams, state: string): CallbackAnswer {
		try {
			return {
				kind: 'code',
				parameters: oauth.validateAuthResponse(this.#server, this.#client, query, state)
			};
		} catch (error) {
			return error instanceof oauth.AuthorizationResponseError
				? { kind: 'error', error: error.error }
				: { kind: 'foreign' };
		}
	}

	/** `signed-out` where the code is used up, too old or not for this login. */
	redeem(
		parameters: URLSearchParams,
		verifier: string,
		signal: AbortSignal
	): Promise<Result<TokenAnswer>> {
		return this.#ask(
			(during) =>
				oauth.authorizationCodeGrantRequest(
					this.#server,
					this.#client,
					oauth.None(),
					parameters,
					this.#configuration.redirectUri,
					verifier,
					{ ...this.#options, signal: during }
				),
			(response) => oauth.processAuthorizationCodeResponse(this.#server, this.#client, response),
			signal
		);
	}

	/** `signed-out` where the refresh token is of no use any more: half a year old, or taken back. */
	refresh(refreshToken: string, signal: AbortSignal): Promise<Result<TokenAnswer>> {
		return this.#ask(
			(during) =>
				oauth.refreshTokenGrantRequest(this.#server, this.#client, oauth.None(), refreshToken, {
					...this.#options,
					signal: during
				}),
			(response) => oauth.processRefreshTokenResponse(this.#server, this.#client, response),
			signal
		);
	}

	async #ask(
		send: (signal: AbortSignal) => Promise<Response>,
		process: (response: Response) => Promise<oauth.TokenEndpointResponse>,
		signal: AbortSignal
	): Promise<Result<TokenAnswer>> {
		const answered = await this.#patient.send({ isRepeatable: true, signal, send });
		if (!answered.ok) return answered;
		const { status } = answered.value;
		try {
			const tokens = await process(answered.value);
			return success({
				accessToken: tokens.access_token,
				refreshToken: tokens.refresh_token ?? null,
				lifetimeS: tokens.expires_in ?? usualLifetimeS
			});
		} catch (error) {
			return error instanceof oauth.ResponseBodyError
				? refusedToken(error.error, status)
				: unexpected(status);
		}
	}
}

/** @param error a code of RFC 6749, 5.2 */
function refusedToken(error: string, status: number): Failed {
	switch (error) {
		case 'invalid_grant':
			return signedOut();
		case 'invalid_client':
		case 'unauthorized_client':
			return failed(
				'refused',
				'Spotify does not know this site: its client id is wrong or was taken back.',
				{ details: { reason: 'other' } }
			);
		default:
			return unexpected(status);
	}
}

export function signedOut(): Failed {
	return failed('signed-out', 'Nobody is logged in at Spotify, or the login has come to an end');
}
