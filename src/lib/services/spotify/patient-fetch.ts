/**
 * Sends a request until it has an answer that is worth reading, and knows when to stop trying.
 *
 * | what comes | what is done |
 * |---|---|
 * | 429 | wait as long as `Retry-After` says, a minute at most, three times; everything else waits too |
 * | 429, `QUOTA_EXCEEDED` or longer | stop; nothing is sent until then |
 * | no answer | a 429 without CORS headers looks like this: 1, 2, 4, 8, 16 s, then stop |
 * | 5xx, 15 s of silence | twice more |
 *
 * What must stay true: every way through ends after a bounded number of requests; what may have been
 * done already (`isRepeatable: false`) is not sent again, unless the answer says that it was not done.
 */
import { failed, success, type Failed, type Failure, type Result } from '#lib/contracts/failure.ts';
import { linkSignals } from './linked-signal.ts';
import type { SpotifyPorts } from './ports.ts';
import type { SpotifyPause } from './spotify.ts';

const answerTimeoutMs = 15_000;
const longestWaitMs = 60_000;
const maxWaitsForMore = 3;
const unreachableDelaysMs = [1000, 2000, 4000, 8000, 16_000];
const serverTroubleDelaysMs = [1000, 2000];
/** Where Spotify says that it is too much, but not for how long. */
const unknownQuotaMs = 60_000;

export type PatientPorts = Pick<SpotifyPorts, 'clock' | 'timers' | 'isOnline'>;

export interface PatientRequest {
	/** Sending it twice does no more than sending it once. */
	readonly isRepeatable: boolean;
	readonly signal: AbortSignal;
	/** Sends it, once. */
	readonly send: (signal: AbortSignal) => Promise<Response>;
}

/** Until when nothing is sent. */
interface Hold extends SpotifyPause {
	/** Waiting is not worth while: who asks is told. */
	readonly isLong: boolean;
	readonly isQuota: boolean;
}

export class PatientFetch {
	readonly #ports: PatientPorts;
	readonly #onPause: (pause: SpotifyPause | null) => void;
	#hold: Hold | null = null;
	#waiting = 0;

	/** @param onPause what is being waited for; null when nothing is any more */
	constructor(ports: PatientPorts, onPause: (pause: SpotifyPause | null) => void) {
		this.#ports = ports;
		this.#onPause = onPause;
	}

	/** An answer below 500 that is not 429, its body already here; or why there is none. */
	async send(request: PatientRequest): Promise<Result<Response>> {
		const tries: Record<Trouble, number> = { unreachable: 0, server: 0, limited: 0 };
		for (;;) {
			const stopped = await this.#untilFree(request.signal);
			if (stopped) return stopped;
			const answer = await this.#attempt(request);
			const trouble = answer.ok ? troubleOf(answer.value) : troubleOfFailure(answer.failure);
			if (trouble === null) return answer;
			const isUndone = trouble === 'limited';
			const outcome = answer.ok ? await this.#failureOf(answer.value) : answer;
			const delayMs = this.#delay(trouble, tries[trouble], outcome.failure);
			tries[trouble] += 1;
			if (delayMs === null || !(isUndone || request.isRepeatable)) return outcome;
			this.holdOff(delayMs, trouble === 'limited' ? 'too-many' : 'network');
		}
	}

	/** How long to wait before another try; null where there is to be none. */
	#delay(trouble: Trouble, triesBefore: number, { details }: Failure): number | null {
		switch (trouble) {
			case 'unreachable':
				return this.#ports.isOnline() ? (unreachableDelaysMs[triesBefore] ?? null) : null;
			case 'server':
				return serverTroubleDelaysMs[triesBefore] ?? null;
			case 'limited': {
				const saidS = details['retryAfterS'];
				const isQuota = details['reason'] === 'quota';
				const delayMs =
					typeof saidS === 'number' ? saidS * 1000 : (unreachableDelaysMs[triesBefore] ?? 0);
				if (isQuota || delayMs > longestWaitMs) {
					const untilMs =
						this.#ports.clock.now() + (typeof saidS === 'number' ? delayMs : unknownQuotaMs);
					this.#hold = { reason: 'too-many', untilMs, isLong: true, isQuota };
					return null;
				}
				if (triesBefore < maxWaitsForMore) return delayMs;
				// This request has waited enough; the next one waits all the same.
				this.holdOff(delayMs, 'too-many');
				return null;
			}
		}
	}

	/** Nothing is sent for so long; requests wait meanwhile. */
	holdOff(delayMs: number, reason: SpotifyPause['reason'] = 'network'): void {
		const untilMs = this.#ports.clock.now() + delayMs;
		if (this.#hold !== null && this.#hold.untilMs >= untilMs) return;
		this.#hold = { reason, untilMs, isLong: false, isQuota: false };
	}

	/** @returns why there will be no turn, if so */
	async #untilFree(signal: AbortSignal): Promise<Failed | null> {
		for (;;) {
			if (signal.aborted) return calledOff();
			const leftMs = (this.#hold?.untilMs ?? 0) - this.#ports.clock.now();
			if (this.#hold === null || leftMs <= 0) {
				this.#hold = null;
				return null;
			}
			if (this.#hold.isLong) return tooMany(Math.ceil(leftMs / 1000), this.#hold.isQuota);
			this.#waiting += 1;
			this.#onPause({ reason: this.#hold.reason, untilMs: this.#hold.untilMs });
			await this.#ports.timers.wait(leftMs, signal);
			this.#waiting -= 1;
			if (this.#waiting === 0) this.#onPause(null);
		}
	}

	async #failureOf(response: Response): Promise<Failed> {
		const { status, headers } = response;
		if (status !== 429) return unexpected(status, true);
		const isQuota = /"reason"\s*:\s*"QUOTA_EXCEEDED"/.test(await response.text());
		const retryAfterS = parseRetryAfter(headers.get('retry-after'), this.#ports.clock.now());
		return tooMany(retryAfterS, isQuota);
	}

	async #attempt({ signal, send }: PatientRequest): Promise<Result<Response>> {
		const deadline = this.#ports.timers.deadline(answerTimeoutMs);
		const linked = linkSignals(signal, deadline);
		try {
			return await readWhole(await send(linked.signal));
		} catch (error) {
			if (signal.aborted) return calledOff();
			if (deadline.aborted) {
				return failed('timed-out', 'Spotify did not answer in time', { retryable: true });
			}
			// What was thrown may quote the request, tokens and all: it goes no further.
			if (error instanceof TypeError) {
				return failed('network-unreachable', 'Spotify could not be reached', { retryable: true });
			}
			return failed('internal', 'a request to Spotify could not be made');
		} finally {
			linked.release();
		}
	}
}

/** What may pass by itself. */
type Trouble = 'unreachable' | 'server' | 'limited';

function troubleOf({ status }: Response): Trouble | null {
	if (status === 429) return 'limited';
	return status >= 500 ? 'server' : null;
}

function troubleOfFailure({ code }: Failure): Trouble | null {
	if (code === 'network-unreachable') return 'unreachable';
	return code === 'timed-out' ? 'server' : null;
}

/** Takes a body that breaks off for what it is, no answer. */
async function readWhole(response: Response): Promise<Result<Response>> {
	const { status, headers } = response;
	// A redirect that was not followed has no status at all.
	if (status < 200) return unexpected(status);
	const text = await response.text();
	return success(new Response(text === '' ? null : text, { status, headers }));
}

function tooMany(retryAfterS: number | null, isQuota: boolean): Failed {
	return failed('too-many', 'Spotify takes no more requests for a while', {
		retryable: true,
		details: {
			reason: isQuota ? 'quota' : 'rate',
			...(retryAfterS === null ? {} : { retryAfterS })
		}
	});
}

/** Seconds, or a date (RFC 9110, 10.2.3); null where it says neither. */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
	if (value === null) return null;
	if (/^\d{1,9}$/.test(value.trim())) return Number(value);
	const untilMs = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(untilMs) ? null : Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}

export function unexpected(status: number, retryable = false): Failed {
	return failed('unexpected-response', 'Spotify answered with something unexpected', {
		retryable,
		details: { status }
	});
}

export function calledOff(): Failed {
	return failed('superseded', 'The request to Spotify was called off', { retryable: true });
}
