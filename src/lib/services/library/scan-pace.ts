/**
 * How fast a scan goes: files done over the last while, not since its beginning, so that a change of
 * pace shows soon; time in which it was paused does not count.
 */
const windowMs = 20_000;

export class ScanPace {
	/** When files were done, in milliseconds of working time, within the window. */
	#doneAt: number[] = [];
	#workedMs = 0;
	/** Since when it has been working; null while it rests. */
	#workingSince: number | null = null;

	start(nowMs: number): void {
		this.#workingSince ??= nowMs;
	}

	rest(nowMs: number): void {
		this.#workedMs = this.#worked(nowMs);
		this.#workingSince = null;
	}

	done(nowMs: number): void {
		this.#doneAt.push(this.#worked(nowMs));
	}

	/** Files a second; 0 until the first is done. */
	rate(nowMs: number): number {
		const worked = this.#worked(nowMs);
		this.#doneAt = this.#doneAt.filter((at) => at > worked - windowMs);
		const spanMs = Math.min(worked, windowMs);
		return spanMs > 0 ? (this.#doneAt.length * 1000) / spanMs : 0;
	}

	#worked(nowMs: number): number {
		const sinceMs = this.#workingSince === null ? 0 : nowMs - this.#workingSince;
		return this.#workedMs + Math.max(0, sinceMs);
	}
}
