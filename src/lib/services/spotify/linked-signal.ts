/** One signal that follows several others. */

export interface LinkedSignal {
	readonly signal: AbortSignal;
	/** Lets go of those that it follows, which may live much longer. */
	readonly release: () => void;
}

/** What `AbortSignal.any` would do, which Safari has only since 17.4. */
export function linkSignals(...followed: readonly (AbortSignal | undefined)[]): LinkedSignal {
	const controller = new AbortController();
	const stop = (): void => controller.abort();
	for (const signal of followed) {
		if (signal?.aborted) stop();
		signal?.addEventListener('abort', stop);
	}
	return {
		signal: controller.signal,
		release: () => {
			for (const signal of followed) signal?.removeEventListener('abort', stop);
		}
	};
}

/**
 * A promise's value, or null as soon as the signal is aborted; what it does meanwhile goes on.
 */
export async function unlessAborted<T>(
	promise: Promise<T>,
	signal: AbortSignal | undefined
): Promise<T | null> {
	if (signal === undefined) return promise;
	return new Promise((resolve, reject) => {
		const giveUp = (): void => resolve(null);
		if (signal.aborted) giveUp();
		signal.addEventListener('abort', giveUp);
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
	});
}
