/** Codes and tokens: who may do what, until when. A code is used once; a refresh token may rotate. */
import { createHash, randomBytes } from 'node:crypto';
import type { TokenAnswer } from './shapes.ts';
import type { World } from './world.ts';

const codeLifetimeMs = 10 * 60_000;
/** Half a year after the login, however often it was used. */
const refreshLifetimeMs = 182 * 86_400_000;

/** What a code was given for. */
export interface CodeGrant {
	readonly userId: string;
	readonly redirectUri: string;
	/** base64url of the verifier's SHA-256. */
	readonly challenge: string;
	readonly scopes: readonly string[];
}

/** Whom a token speaks for; the app itself where there is no user. */
export interface Bearer {
	readonly userId: string | undefined;
	readonly scopes: readonly string[];
}

export type TokenRefusal = 'none' | 'unknown' | 'expired';

interface Timed<Value> {
	readonly value: Value;
	endsMs: number;
}

const newToken = (): string => randomBytes(48).toString('base64url');

export class Grants {
	readonly #world: World;
	readonly #codes = new Map<string, Timed<CodeGrant>>();
	readonly #accessTokens = new Map<string, Timed<Bearer>>();
	readonly #refreshTokens = new Map<string, Timed<Bearer>>();

	constructor(world: World) {
		this.#world = world;
	}

	giveCode(grant: CodeGrant): string {
		const code = newToken();
		this.#codes.set(code, { value: grant, endsMs: this.#world.now() + codeLifetimeMs });
		return code;
	}

	/** @returns the tokens, or what is wrong */
	redeemCode(code: string, redirectUri: string, verifier: string): TokenAnswer | string {
		const kept = this.#codes.get(code);
		// Whoever guesses a verifier has one guess.
		this.#codes.delete(code);
		if (kept === undefined) return 'Invalid authorization code';
		if (kept.endsMs <= this.#world.now()) return 'Authorization code expired';
		const { value: grant } = kept;
		if (grant.redirectUri !== redirectUri) return 'Invalid redirect URI';
		const challenge = createHash('sha256').update(verifier).digest('base64url');
		if (challenge !== grant.challenge) return 'code_verifier was incorrect';
		return this.#answer(
			grant,
			this.#giveRefreshToken(grant, refreshLifetimeMs + this.#world.now())
		);
	}

	/** @returns the tokens, or what is wrong */
	refresh(token: string): TokenAnswer | string {
		const kept = this.#refreshTokens.get(token);
		if (kept === undefined) return 'Invalid refresh token';
		if (kept.endsMs <= this.#world.now()) return 'Refresh token expired';
		if (this.#world.settings.refresh === 'keeps') return this.#answer(kept.value);
		this.#refreshTokens.delete(token);
		return this.#answer(kept.value, this.#giveRefreshToken(kept.value, kept.endsMs));
	}

	/** For the app itself, which sees what everybody sees. */
	giveAppToken(): TokenAnswer {
		return this.#answer({ userId: undefined, scopes: [] });
	}

	identify(token: string | undefined): Bearer | TokenRefusal {
		if (token === undefined) return 'none';
		const kept = this.#accessTokens.get(token);
		if (kept === undefined) return 'unknown';
		return kept.endsMs <= this.#world.now() ? 'expired' : kept.value;
	}

	/** As if their hour were over. */
	expireAccessTokens(): void {
		for (const kept of this.#accessTokens.values()) kept.endsMs = 0;
	}

	/** As somebody does who removes the app in their account: refreshing is `invalid_grant`. */
	revoke(): void {
		this.#refreshTokens.clear();
		this.#accessTokens.clear();
		this.#codes.clear();
	}

	#giveRefreshToken({ userId, scopes }: Bearer, endsMs: number): string {
		const token = newToken();
		this.#refreshTokens.set(token, { value: { userId, scopes }, endsMs });
		return token;
	}

	#answer({ userId, scopes }: Bearer, refreshToken?: string): TokenAnswer {
		const token = newToken();
		const { accessTokenLifetimeS } = this.#world.settings;
		const endsMs = this.#world.now() + accessTokenLifetimeS * 1000;
		this.#accessTokens.set(token, { value: { userId, scopes }, endsMs });
		return {
			access_token: token,
			token_type: 'Bearer',
			expires_in: accessTokenLifetimeS,
			...(userId === undefined ? {} : { scope: scopes.join(' ') }),
			...(refreshToken === undefined ? {} : { refresh_token: refreshToken })
		};
	}
}
