/**
 * How long a request may take, and why it was ended.
 */
import { failed, type Failed } from '#lib/contracts/failure.ts';
import type { Clock } from './ports.ts';

export interface Deadline {
	/** Aborted when the time is up, or when whoever asked wants no answer any more. */
	readonly signal: AbortSignal;
	/** What is to be said of a request that got no answer. */
	unanswered(): Failed;
	/** To be called once there is an answer. */
	end(): void;
}

/** @param callers those who may call it off */
export function startDeadline(
	clock: Clock,
	limitMs: number,
	...callers: readonly AbortSignal[]
): Deadline {
	const controller = new AbortController();
	let isLate = false;
	const callOff = clock.after(limitMs, () => {
		isLate = true;
		controller.abort();
	});
	const signal = AbortSignal.any([controller.signal, ...callers]);
	return {
		signal,
		unanswered() {
			if (isLate) {
				return failed('timed-out', 'the server did not answer in time', { retryable: true });
			}
			return signal.aborted
				? failed('superseded', 'nobody waits for this answer any more')
				: failed('network-unreachable', 'the server could not be reached', { retryable: true });
		},
		end: callOff
	};
}
