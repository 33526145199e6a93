/** Tries again what may succeed later, waiting twice as long each time. */
import type { Result } from '#lib/contracts/failure.ts';
import type { Clock } from './ports.ts';
import { superseded } from './stopping.ts';

const firstDelayMs = 500;

export interface RetryOptions {
	/** In all, the first included. */
	readonly attempts: number;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** 0 … 1, as `Math.random` gives. */
	readonly random?: () => number;
}

/** @param attempt is told which attempt it is, from 0 */
export async function withRetries<T>(
	{ attempts, clock, signal, random = Math.random }: RetryOptions,
	attempt: (index: number) => Promise<Result<T>>
): Promise<Result<T>> {
	for (let index = 0; ; index++) {
		if (signal.aborted) return superseded();
		const result = await attempt(index);
		if (result.ok || !result.failure.retryable || index + 1 >= attempts) return result;
		// Between half and the whole of the delay, so that a thousand visitors do not come back at once.
		await clock.sleep(firstDelayMs * 2 ** index * (0.5 + random() / 2), signal);
	}
}
