/**
 * A token for each request: the one that is stored, or a new one when it has run out.
 *
 * What must stay true: among all tabs one request renews a token, and the others take what it
 * brought; who logs out meanwhile is logged out; a renewal that was begun is brought to its end,
 * because the old refresh token may be of no use after it.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import { unlessAborted } from './linked-signal.ts';
import { calledOff } from './patient-fetch.ts';
import type { SpotifyPorts } from './ports.ts';
import type { Login, SessionStore } from './session-store.ts';
import { signedOut, type TokenAnswer, type TokenEndpoint } from './token-endpoint.ts';

const lockName = 'deejai-spotify-tokens';

/** So long before its end a token is renewed: a request takes time too. */
const marginMs = 30_000;

export class AccessTokens {
	readonly #ports: Pick<SpotifyPorts, 'clock' | 'locks'>;
	readonly #sessions: SessionStore;
	readonly #endpoint: TokenEndpoint;
	readonly #closing = new AbortController();
	/** What this tab is renewing; who needs a token meanwhile waits for it. */
	#renewal: Promise<Result<string>> | null = null;
	/** Whether the last login came to an end by itself. */
	hasEnded = false;

	constructor(
		ports: Pick<SpotifyPorts, 'clock' | 'locks'>,
		sessions: SessionStore,
		endpoint: TokenEndpoint
	) {
		this.#ports = ports;
		this.#sessions = sessions;
		this.#endpoint = endpoint;
	}

	/** What a login brings. */
	begin({ accessToken, refreshToken, lifetimeS }: TokenAnswer): boolean {
		if (refreshToken === null) return false;
		const loggedInAtMs = this.#ports.clock.now();
		const expiresAtMs = loggedInAtMs + lifetimeS * 1000;
		this.#sessions.write({ accessToken, refreshToken, expiresAtMs, loggedInAtMs, account: null });
		return true;
	}

	/** A token that is good for a while, by what is known. */
	async current(signal: AbortSignal): Promise<Result<string>> {
		const login = this.#sessions.read();
		if (login === null) return signedOut();
		return this.#isFresh(login)
			? success(login.accessToken)
			: this.renewed(login.accessToken, signal);
	}

	/** Another token than this one, which has run out or was refused. */
	async renewed(oldToken: string, signal: AbortSignal): Promise<Result<string>> {
		this.#renewal ??= this.#renew(oldToken).finally(() => {
			this.#renewal = null;
		});
		return (await unlessAborted(this.#renewal, signal)) ?? calledOff();
	}

	/** The login that this token belongs to is over; a newer login stays. */
	end(token: string): void {
		const login = this.#sessions.read();
		if (login?.accessToken !== token) return;
		this.hasEnded = true;
		this.#sessions.forget();
	}

	close(): void {
		this.#closing.abort();
	}

	async #renew(oldToken: string): Promise<Result<string>> {
		let outcome: Result<string> = calledOff();
		await this.#ports.locks.hold(lockName, this.#closing.signal, async () => {
			// Another tab may have done it while this one waited for the lock.
			const login = this.#sessions.read();
			if (login === null) outcome = signedOut();
			else if (login.accessToken !== oldToken && this.#isFresh(login)) {
				outcome = success(login.accessToken);
			} else outcome = await this.#ask(login);
		});
		return outcome;
	}

	async #ask({ accessToken, refreshToken, loggedInAtMs }: Login): Promise<Result<string>> {
		const answered = await this.#endpoint.refresh(refreshToken, this.#closing.signal);
		if (!answered.ok) {
			if (answered.failure.code === 'signed-out') this.end(accessToken);
			return answered;
		}
		const renewed = answered.value;
		const expiresAtMs = this.#ports.clock.now() + renewed.lifetimeS * 1000;
		this.#sessions.change(loggedInAtMs, (login) => ({
			...login,
			accessToken: renewed.accessToken,
			refreshToken: renewed.refreshToken ?? login.refreshToken,
			expiresAtMs
		}));
		// Logged out, or in anew, while Spotify was asked: these tokens are nobody's.
		return this.#sessions.read()?.accessToken === renewed.accessToken
			? success(renewed.accessToken)
			: signedOut();
	}

	#isFresh({ expiresAtMs }: Login): boolean {
		return expiresAtMs - this.#ports.clock.now() > marginMs;
	}
}
