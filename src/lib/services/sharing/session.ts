/**
 * Who this browser is to the gallery: an anonymous person, signed in at the first write and never
 * before. The session is kept on the device and is the same in all tabs.
 *
 * Sign-in and renewal are the two requests that supabase-js's own client would send. That client is
 * not used because it goes on trying to renew a session for half a minute before it says anything.
 *
 * What must stay true:
 * - One tab at a time signs in or renews (a lock); the others then find what it got.
 * - A session that cannot be renewed for good (the person is gone, it was forged) is forgotten. One
 *   whose renewal failed for any other reason is kept.
 * - No token is ever part of a failure.
 */
import * as v from 'valibot';
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type { Deadline } from './deadline.ts';
import type { Clock, Fetch, Locks, SessionStorage } from './ports.ts';
import { tooMany } from './refusals.ts';

/** A token is renewed when it has less than this to live: a request takes a while to arrive. */
const renewalMarginMs = 60_000;

const lockName = 'deejai-sharing-session';

const storedSchema = v.object({
	accessToken: v.string(),
	refreshToken: v.string(),
	/** By this device's own clock. */
	expiresAtMs: v.number()
});
type StoredSession = v.InferOutput<typeof storedSchema>;

const token = v.pipe(v.string(), v.minLength(1), v.maxLength(16_384), v.regex(/^[\w.~+/=-]+$/));
const answerSchema = v.object({
	access_token: token,
	refresh_token: token,
	expires_in: v.pipe(v.number(), v.minValue(1), v.maxValue(31_536_000))
});

export interface SessionOptions {
	/** Of the project. */
	readonly url: string;
	readonly publishableKey: string;
	readonly fetch: Fetch;
	readonly storage: SessionStorage;
	readonly locks: Locks;
	readonly clock: Clock;
}

export interface TokenWish {
	/** Whether somebody has to be signed in, and is if nobody was. */
	readonly isNeeded: boolean;
	/** A token that the gallery did not take. */
	readonly refused: string | null;
}

export class Session {
	readonly #options: SessionOptions;

	constructor(options: SessionOptions) {
		this.#options = options;
	}

	exists(): boolean {
		return this.#read() !== null;
	}

	/** The access token; null where nobody is signed in and nobody has to be. */
	async token(wish: TokenWish, deadline: Deadline): Promise<Result<string | null>> {
		const known = this.#known(wish);
		if (known) return known;
		let obtained: Result<string | null> | undefined;
		await this.#options.locks.hold(lockName, deadline.signal, async () => {
			// Another tab may have done it in the meantime.
			obtained = this.#known(wish) ?? (await this.#obtain(wish, deadline));
		});
		return obtained ?? deadline.unanswered();
	}

	/** What can be said without asking anybody. */
	#known({ isNeeded, refused }: TokenWish): Result<string | null> | undefined {
		const stored = this.#read();
		if (!stored) return isNeeded ? undefined : success(null);
		const isFresh = stored.expiresAtMs - this.#options.clock.now() > renewalMarginMs;
		const isUsable = isFresh && stored.accessToken !== refused;
		return isUsable ? success(stored.accessToken) : undefined;
	}

	async #obtain({ isNeeded }: TokenWish, deadline: Deadline): Promise<Result<string | null>> {
		const stored = this.#read();
		if (stored) {
			const renewed = await this.#ask(
				'token?grant_type=refresh_token',
				{ refresh_token: stored.refreshToken },
				deadline
			);
			if (renewed.ok || renewed.failure.retryable || deadline.signal.aborted) return renewed;
			// Refused for good.
			this.#options.storage.write(null);
		}
		return isNeeded ? this.#signIn(deadline) : success(null);
	}

	async #signIn(deadline: Deadline): Promise<Result<string>> {
		const signedIn = await this.#ask('signup', { data: {} }, deadline);
		// That a site lets nobody in can change; what waits to be sent is kept until then.
		return signedIn.ok || signedIn.failure.retryable || deadline.signal.aborted
			? signedIn
			: failed('unexpected-response', signedIn.failure.message, {
					retryable: true,
					details: signedIn.failure.details
				});
	}

	/** Not retryable: this will never be granted. */
	async #ask(path: string, body: object, deadline: Deadline): Promise<Result<string>> {
		const { url, publishableKey, fetch, clock } = this.#options;
		let response: Response;
		let content: unknown;
		try {
			response = await fetch(`${url}/auth/v1/${path}`, {
				method: 'POST',
				headers: {
					apikey: publishableKey,
					'content-type': 'application/json',
					'x-supabase-api-version': '2024-01-01'
				},
				body: JSON.stringify(body),
				signal: deadline.signal
			});
			content = parseJson(await response.text());
		} catch {
			return deadline.unanswered();
		}
		if (!response.ok) return signInFailure(response, content);
		const answer = v.safeParse(answerSchema, content);
		if (!answer.success) {
			return failed('unexpected-response', 'the sign-in did not answer with a session', {
				retryable: true
			});
		}
		const { access_token, refresh_token, expires_in } = answer.output;
		this.#write({
			accessToken: access_token,
			refreshToken: refresh_token,
			expiresAtMs: clock.now() + expires_in * 1000
		});
		return success(access_token);
	}

	#read(): StoredSession | null {
		const stored = v.safeParse(storedSchema, parseJson(this.#options.storage.read() ?? ''));
		return stored.success ? stored.output : null;
	}

	#write(session: StoredSession): void {
		this.#options.storage.write(JSON.stringify(session));
	}
}

/** Its own message could repeat what was sent, so that it is left out. */
function signInFailure({ status, headers }: Response, content: unknown): Failed {
	if (status === 429) {
		return tooMany('Too many people signed in from here.', Number(headers.get('retry-after')));
	}
	const refusal = v.safeParse(refusalSchema, content);
	const isRefusal = refusal.success && endOfSession.test(refusal.output);
	return failed('unexpected-response', `the sign-in answered with ${status}`, {
		retryable: !isRefusal,
		details: { status }
	});
}

/** Only these say that a session is over; who is forgotten loses what they shared. */
const endOfSession =
	/^(refresh_token_(not_found|already_used)|session_(not_found|expired)|user_(not_found|banned)|bad_jwt)$/;

/** Under its name of today, or of before 2024. */
const refusalSchema = v.union([
	v.pipe(
		v.object({ code: v.string() }),
		v.transform(({ code }) => code)
	),
	v.pipe(
		v.object({ error_code: v.string() }),
		v.transform(({ error_code }) => error_code)
	)
]);

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
