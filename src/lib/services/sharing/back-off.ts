/**
 * When it is worth trying again by itself: 5 seconds after a failure, twice as long after each
 * further one, up to 5 minutes; or as long as the server wants to be left alone.
 */
import type { Failure } from '#lib/contracts/failure.ts';

const firstDelayMs = 5_000;
const longestDelayMs = 300_000;

export interface Pause {
	readonly untilMs: number;
	/** How often in a row it has failed. */
	readonly failures: number;
	/** The last time. */
	readonly failure: Failure;
}

export function pauseAfter(failure: Failure, before: Pause | null, nowMs: number): Pause {
	const failures = (before?.failures ?? 0) + 1;
	const delayMs =
		serverWaitMs(failure) ?? Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
	return { untilMs: nowMs + delayMs, failures, failure };
}

/** Whether the server asked to be left alone until then: only a person may try before. */
export function isBinding({ failure, untilMs }: Pause, nowMs: number): boolean {
	return serverWaitMs(failure) !== null && nowMs < untilMs;
}

function serverWaitMs({ code, details }: Failure): number | null {
	const { retryAfterS } = details;
	return code === 'too-many' && typeof retryAfterS === 'number' ? retryAfterS * 1000 : null;
}
