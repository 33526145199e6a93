/** At most so many at a time, in the order in which they were asked for. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

export function limitedTo(concurrency: number): Limit {
	const waiting: (() => void)[] = [];
	let running = 0;
	return async (work) => {
		if (running >= concurrency) await new Promise<void>((begin) => waiting.push(begin));
		else running += 1;
		try {
			return await work();
		} finally {
			// The place goes to the next in line, if there is one.
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
