/** Whether an answer is taking its time: said after a while, so that nobody thinks it is lost. */
const slowAfterMs = 3_000;

export class Patience {
	isSlow = $state(false);
	#waiting = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Waits for the answer; the latest one counts. */
	async await<T>(answer: Promise<T>): Promise<T> {
		const turn = ++this.#waiting;
		this.#begin();
		try {
			return await answer;
		} finally {
			if (turn === this.#waiting) this.end();
		}
	}

	end(): void {
		clearTimeout(this.#timer);
		this.isSlow = false;
	}

	#begin(): void {
		clearTimeout(this.#timer);
		this.isSlow = false;
		this.#timer = setTimeout(() => (this.isSlow = true), slowAfterMs);
	}
}
