/**
 * One call of the gallery's database: in whose name it is made, within what time, and what its
 * answer means. Reading is done as whoever is signed in, or as nobody.
 *
 * The client is the part of supabase-js that speaks to the database. The whole of it would bring what
 * is not needed here (live channels, files, functions, passwords): 57 KB instead of 5.
 */
import { PostgrestClient } from '@supabase/postgrest-js';
import { failed, type Result } from '#lib/contracts/failure.ts';
import type { Database } from './database-types.ts';
import { startDeadline } from './deadline.ts';
import type { Clock, Fetch } from './ports.ts';
import { isStranger, refusal } from './refusals.ts';
import type { Session } from './session.ts';

export type GalleryClient = PostgrestClient<Database>;

/** What a call of the client is, as far as it matters here. */
export interface Call extends PromiseLike<Answer> {
	setHeader(name: string, value: string): Call;
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
		this.#client = new PostgrestClient<Database>(`${options.url}/rest/v1`, {
			headers: { apikey: options.publishableKey },
			fetch: refusingOtherFormats(options.fetch),
			// Trouble is shown at once; who retries is the outbox, or a person.
			retry: false
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

/** The client would take an empty 404 of some proxy for success: what is not JSON is no answer. */
function refusingOtherFormats(fetch: Fetch): Fetch {
	return async (input, init) => {
		const response = await fetch(input, init);
		const type = response.headers.get('content-type') ?? '';
		if (response.status !== 204 && !/^application\/(.+\+)?json\b/.test(type)) {
			const error = new Error('the answer is not JSON');
			error.name = otherFormatName;
			throw error;
		}
		return response;
	};
}
