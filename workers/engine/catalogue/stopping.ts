/** Stopping work: a signal of one's own that follows another's, and what stopped work answers. */
import { failed } from '#lib/contracts/failure.ts';

export interface Stop {
	readonly signal: AbortSignal;
	readonly stop: () => void;
	/** Lets go of the signal that it follows, which may live much longer. */
	readonly release: () => void;
}

/** What `AbortSignal.any` would do, which Safari has only since 17.4. */
export function stopWith(signal: AbortSignal): Stop {
	const controller = new AbortController();
	const stop = () => controller.abort();
	if (signal.aborted) stop();
	signal.addEventListener('abort', stop);
	return {
		signal: controller.signal,
		stop,
		release: () => signal.removeEventListener('abort', stop)
	};
}

export function superseded() {
	return failed('superseded', 'the opening of this catalogue was called off', { retryable: true });
}
