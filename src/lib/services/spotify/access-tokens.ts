/**
 * A token for each request: the one that is stored, or a new one when it has run out.
 *
 * What must stay true: among all tabs one request renews a token, and the others take what it
 * brought; who logs out meanwhile is logged out; a renewal that was begun is brought to its end,
 * because the old refresh token may be of no use after it.
 *
 * A lock alone is not enough for that. Tabs may be processes of their own, and what one has stored
 * reaches the others a moment later: whoever gets the lock in that moment still reads the old token. So
 * each token has a lock of its own, which who has renewed it keeps for a while, and the others wait for
 * the lock or for what was stored, whichever comes first.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import { linkSignals, unlessAborted } from './linked-signal.ts';
import { calledOff } from './patient-fetch.ts';
import type { SpotifyPorts } from './ports.ts';
import type { Login, SessionStore } from './session-store.ts';
import { signedOut, type TokenAnswer, type TokenEndpoint } from './token-endpoint.ts';

/** The lock of a login's present tokens: its next ones end at another time. */
const lockName = ({ loggedInAtMs, expiresAtMs }: Login): string =>
	`deejai-spotify-tokens-${loggedInAtMs}-${expiresAtMs}`;

/** What a tab has stored has reached every other one after so long, however busy the machine is. */
const keptMs = 10_000;

/** So long before its end a token is renewed: a request takes time too. */
const marginMs = 30_000;

export class AccessTokens {
	readonly #ports: Pick<SpotifyPorts, 'clock' | 'locks' | 'timers'>;
	readonly #sessions: SessionStore;
	readonly #endpoint: TokenEndpoint;
	readonly #closing = new AbortController();
	/** What this tab is renewing; who needs a token meanwhile waits for it. */
	#renewal: Promise<Result<string>> | null = null;
	/** Whether the last login came to an end by itself. */
	hasEnded = false;

	constructor(
		ports: Pick<SpotifyPorts, 'clock' | 'locks' | 'timers'>,
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
		const before = this.#sessions.read();
		if (before === null) return signedOut();
		const arrived = new AbortController();
		const waiting = linkSignals(arrived.signal, this.#closing.signal);
		return new Promise((resolve, reject) => {
			const look = (): void => {
				const outcome = this.#broughtByAnother(oldToken);
				if (outcome === null) return;
				resolve(outcome);
				arrived.abort();
			};
			const stopLooking = this.#sessions.onChange(look);
			const work = async (): Promise<void> => {
				stopLooking();
				const outcome = this.#broughtByAnother(oldToken) ?? (await this.#ask());
				resolve(outcome);
				if (outcome.ok) await this.#ports.timers.wait(keptMs, this.#closing.signal);
			};
			this.#ports.locks
				.hold(lockName(before), waiting.signal, work)
				.then(() => resolve(calledOff()), reject)
				.finally(() => {
					stopLooking();
					waiting.release();
				});
		});
	}

	/** What became of the login meanwhile, if it has no longer this token. */
	#broughtByAnother(oldToken: string): Result<string> | null {
		const login = this.#sessions.read();
		if (login === null) return signedOut();
		const isNew = login.accessToken !== oldToken && this.#isFresh(login);
		return isNew ? success(login.accessToken) : null;
	}

	async #ask(): Promise<Result<string>> {
		const before = this.#sessions.read();
		if (before === null) return signedOut();
		const { accessToken, refreshToken, loggedInAtMs } = before;
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
