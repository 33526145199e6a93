/**
 * The one queue for requests to Spotify: a few questions at a time, and one change at a time, in the
 * order in which they were asked for.
 */

/** Spotify counts requests of half a minute: more at once would only be refused sooner. */
const maxAtOnce = 3;

interface Waiting {
	readonly isChange: boolean;
	readonly start: () => void;
}

export class RequestQueue {
	readonly #waiting: Waiting[] = [];
	#running = 0;
	#isChanging = false;

	/** Works when it is its turn. @returns null where the signal was aborted before that */
	async run<T>(isChange: boolean, signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
		if (!(await this.#turn(isChange, signal))) return null;
		try {
			return await work();
		} finally {
			this.#running -= 1;
			if (isChange) this.#isChanging = false;
			this.#startNext();
		}
	}

	#turn(isChange: boolean, signal: AbortSignal): Promise<boolean> {
		return new Promise((resolve) => {
			const giveUp = (): void => {
				const place = this.#waiting.indexOf(waiting);
				if (place >= 0) this.#waiting.splice(place, 1);
				resolve(false);
			};
			const waiting: Waiting = {
				isChange,
				start: () => {
					signal.removeEventListener('abort', giveUp);
					resolve(true);
				}
			};
			if (signal.aborted) return resolve(false);
			signal.addEventListener('abort', giveUp);
			this.#waiting.push(waiting);
			this.#startNext();
		});
	}

	#startNext(): void {
		if (this.#running >= maxAtOnce) return;
		const place = this.#waiting.findIndex(({ isChange }) => !isChange || !this.#isChanging);
		const [next] = this.#waiting.splice(place, place < 0 ? 0 : 1);
		if (!next) return;
		this.#running += 1;
		if (next.isChange) this.#isChanging = true;
		next.start();
	}
}
