/**
 * One login: off to Spotify's page, and what comes back from there.
 *
 * What must stay true: `state` is checked before anything else is believed; a code leaves the address
 * bar at once, and is kept in this tab only until it has been used, so that a reload in between goes
 * on instead of failing.
 */
import * as v from 'valibot';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { AccessTokens } from './access-tokens.ts';
import { unexpected } from './patient-fetch.ts';
import type { PageAddress, TextStore } from './ports.ts';
import { checkRedirectAddress, placeOnThisSite } from './redirect-address.ts';
import type { SessionStore } from './session-store.ts';
import type { LoginOutcome, SpotifyConfiguration } from './spotify.ts';
import { makeLoginSecrets, type TokenEndpoint } from './token-endpoint.ts';

const pendingKey = 'deejai-spotify-login';

const pendingSchema = v.object({
	state: v.pipe(v.string(), v.minLength(16)),
	verifier: v.pipe(v.string(), v.minLength(43), v.maxLength(128)),
	returnTo: v.string(),
	/** The callback's query, from when it comes until it has been used. */
	answer: v.nullable(v.string())
});

type Pending = v.InferOutput<typeof pendingSchema>;

export interface LoginParts {
	readonly configuration: SpotifyConfiguration;
	readonly endpoint: TokenEndpoint;
	readonly tokens: AccessTokens;
	readonly sessions: SessionStore;
	readonly page: PageAddress;
	/** null where the browser refuses it. */
	readonly tabStore: TextStore | null;
	readonly closing: AbortSignal;
}

export class LoginDance {
	readonly #parts: LoginParts;
	#completing: Promise<Result<LoginOutcome>> | null = null;

	constructor(parts: LoginParts) {
		this.#parts = parts;
	}

	async begin(returnTo: string): Promise<Result<void>> {
		const { configuration, endpoint, page, tabStore } = this.#parts;
		const here = page.current();
		const checked = checkRedirectAddress(configuration.redirectUri, here);
		if (!checked.ok) return checked;
		if (tabStore === null) {
			return failed('storage-unavailable', 'Logging in needs storage, which this browser refuses');
		}
		const secrets = makeLoginSecrets();
		const url = await endpoint.loginUrl(secrets);
		const place = placeOnThisSite(returnTo, here.origin, configuration.basePath);
		this.#remember({ ...secrets, returnTo: place, answer: null });
		page.leaveFor(url);
		return success(undefined);
	}

	/** However often a page calls it: an answer is used once. */
	complete(): Promise<Result<LoginOutcome>> {
		this.#completing ??= this.#complete().finally(() => {
			this.#completing = null;
		});
		return this.#completing;
	}

	/** Forgets a login that was begun. */
	forget(): void {
		this.#parts.tabStore?.remove(pendingKey);
	}

	async #complete(): Promise<Result<LoginOutcome>> {
		const answer = this.#takeAnswer();
		const pending = this.#pending();
		const returnTo = this.#placeToReturnTo(pending);
		const query = answer ?? pending?.answer ?? null;
		if (pending === null || query === null) return success(this.#withoutAnswer(returnTo));

		const { endpoint, tokens, closing } = this.#parts;
		const callback = endpoint.readCallback(new URLSearchParams(query), pending.state);
		switch (callback.kind) {
			case 'foreign':
				return success(this.#withoutAnswer(returnTo));
			case 'error': {
				this.forget();
				if (callback.error === 'access_denied') return success({ kind: 'declined', returnTo });
				return failed('unexpected-response', 'Spotify could not log anybody in just now', {
					retryable: true
				});
			}
			case 'code': {
				this.#remember({ ...pending, answer: query });
				const redeemed = await endpoint.redeem(callback.parameters, pending.verifier, closing);
				if (!redeemed.ok) {
					if (redeemed.failure.code !== 'signed-out') return redeemed;
					this.forget();
					return success(this.#withoutAnswer(returnTo));
				}
				this.forget();
				return tokens.begin(redeemed.value)
					? success({ kind: 'signed-in', returnTo })
					: unexpected(200);
			}
		}
	}

	/** The callback's query, if the address has one; it has none after that. */
	#takeAnswer(): string | null {
		const { page } = this.#parts;
		const url = page.current();
		const query = url.searchParams;
		if (!query.has('code') && !query.has('error') && !query.has('state')) return null;
		const answer = query.toString();
		url.search = '';
		page.replace(url);
		return answer;
	}

	/** The page was opened again after the answer had been used, or without one. */
	#withoutAnswer(returnTo: string): LoginOutcome {
		return { kind: this.#parts.sessions.read() === null ? 'stale' : 'signed-in', returnTo };
	}

	#pending(): Pending | null {
		const parsed = v.safeParse(
			v.pipe(v.string(), v.parseJson(), pendingSchema),
			this.#parts.tabStore?.get(pendingKey)
		);
		return parsed.success ? parsed.output : null;
	}

	#remember(pending: Pending): void {
		this.#parts.tabStore?.set(pendingKey, JSON.stringify(pending));
	}

	/** Checked again: what is stored in a tab is outside data too. */
	#placeToReturnTo(pending: Pending | null): string {
		const { page, configuration } = this.#parts;
		return placeOnThisSite(pending?.returnTo ?? '', page.current().origin, configuration.basePath);
	}
}
