/**
 * One call of the gallery's database: in whose name it is made, within what time, and what its
 * answer means. Reading is done as whoever is signed in, or as nobody: who that is `session.ts` says,
 * call by call, so the client itself knows of nobody.
 */
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { failed, type Result } from '#lib/contracts/failure.ts';
import type { Database } from './database-types.ts';
import { startDeadline } from './deadline.ts';
import type { Clock, Fetch } from './ports.ts';
import { isStranger, refusal } from './refusals.ts';
import type { Session } from './session.ts';

export type GalleryClient = SupabaseClient<Database>;

/** What a call of the client is, as far as it matters here. */
export interface Call extends PromiseLike<Answer> {
	setHeader(name: string, value: string): Call;
	retry(isEnabled: boolean): Call;
	abortSignal(signal: AbortSignal): Call;
}

interface Answer {
	readonly data: unknown;
	readonly error: unknown;
	/** Of HTTP; 0: there was no answer. */
	readonly status: number;
}

export interface CallOptions {
	/** Whether somebody has to be signed in for it. */
	readonly isWrite: boolean;
	/** When aborted, nobody waits for the answer any more. */
	readonly signal?: AbortSignal | undefined;
}

export interface GalleryServerOptions {
	readonly url: string;
	readonly publishableKey: string;
	readonly fetch: Fetch;
	readonly session: Session;
	readonly clock: Clock;
	readonly timeLimitMs: number;
	/** Ends all that is under way. */
	readonly closed: AbortSignal;
}

export class GalleryServer {
	readonly #options: GalleryServerOptions;
	readonly #client: GalleryClient;

	constructor(options: GalleryServerOptions) {
		this.#options = options;
		this.#client = createClient<Database>(options.url, options.publishableKey, {
			accessToken: () => Promise.resolve(null),
			global: { fetch: refusingOtherFormats(options.fetch) }
		});
	}

	/** The answer's content, still to be parsed; null where it has none. */
	async call(
		make: (client: GalleryClient) => Call,
		{ isWrite, signal }: CallOptions
	): Promise<Result<unknown>> {
		const { clock, timeLimitMs, closed, session, publishableKey } = this.#options;
		const callers = signal ? [closed, signal] : [closed];
		const deadline = startDeadline(clock, timeLimitMs, ...callers);
		try {
			let refused: string | null = null;
			for (;;) {
				const token = await session.token({ isNeeded: isWrite, refused }, deadline);
				if (!token.ok) return token;
				const { data, error, status } = await make(this.#client)
					.setHeader('authorization', `Bearer ${token.value ?? publishableKey}`)
					// Trouble is shown at once; who tries again is the outbox, or a person.
					.retry(false)
					.abortSignal(deadline.signal);
				if (status === 0) {
					return saysOtherFormat(error) ? otherFormat() : deadline.unanswered();
				}
				if (!error) {
					// Success without content has a status of its own.
					return data === null && status !== 204 ? otherFormat() : { ok: true, value: data };
				}
				// Once more with another token, and not a third time.
				const isWorthAnother = token.value !== null && refused === null;
				if (!isStranger(status, error) || !isWorthAnother) return refusal(status, error);
				refused = token.value;
			}
		} finally {
			deadline.end();
		}
	}
}

const otherFormatName = 'OtherFormat';

function otherFormat(): Result<never> {
	return failed('unexpected-response', 'the server answered with something else than JSON', {
		retryable: true
	});
}

function saysOtherFormat(error: unknown): boolean {
	return (
		typeof error === 'object' &&
		error !== null &&
		'message' in error &&
		String(error.message).startsWith(otherFormatName)
	);
}

/**
 * The client takes an empty 404, and a list as one, for success: some proxy's answer would pass for
 * the gallery's.
 */
function refusingOtherFormats(fetch: Fetch): Fetch {
	return async (input, init) => {
		const response = await fetch(input, init);
		const isAnswer =
			response.status === 404
				? isObject(await response.clone().text())
				: !response.ok || response.status === 204 || isJson(response);
		if (isAnswer) return response;
		const error = new Error('the answer is not JSON');
		error.name = otherFormatName;
		throw error;
	};
}

function isJson({ headers }: Response): boolean {
	return /^application\/(.+\+)?json\b/.test(headers.get('content-type') ?? '');
}

function isObject(text: string): boolean {
	return text.trimStart().startsWith('{');
}
