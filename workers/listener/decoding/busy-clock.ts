/** Counts the time during which anything is going on: what overlaps counts once. */

export interface BusyClock {
	readonly elapsedMs: number;
	during<T>(work: Promise<T>): Promise<T>;
}

export function createBusyClock(): BusyClock {
	let elapsedMs = 0;
	let active = 0;
	let since = 0;
	return {
		get elapsedMs() {
			return elapsedMs;
		},
		async during(work) {
			if (active++ === 0) since = performance.now();
			try {
				return await work;
			} finally {
				if (--active === 0) elapsedMs += performance.now() - since;
			}
		}
	};
}
