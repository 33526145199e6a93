/**
 * A call, or the end of what was to answer it, such as a worker's: whichever comes first.
 *
 * Not `Promise.race`: of all that is raced with a promise that does not settle, that promise keeps
 * something for good; in some engines (V8 13: Chrome 136, Node 24) everything that the calls gave.
 */

interface End {
	/** What it was, once it has come. */
	came: { readonly value: unknown } | null;
	/** What still waits for an answer. */
	readonly waiting: Set<(value: unknown) => void>;
}

const ends = new WeakMap<Promise<unknown>, End>();

/**
 * @param end outlives the call; never rejects
 * @returns what came first; rejects as the call does
 */
export function raceWithEnd<Call extends Promise<unknown>, E>(
	call: Call,
	end: Promise<E>
): Promise<Awaited<Call> | E> {
	return firstOf(call, endOf(end)) as Promise<Awaited<Call> | E>;
}

async function firstOf(call: Promise<unknown>, { came, waiting }: End): Promise<unknown> {
	if (came) {
		call.catch(() => undefined);
		return came.value;
	}
	return new Promise((resolve, reject) => {
		waiting.add(resolve);
		call.then(resolve, reject).finally(() => waiting.delete(resolve));
	});
}

/** One reaction for each end, however many calls are raced with it. */
function endOf(promise: Promise<unknown>): End {
	const known = ends.get(promise);
	if (known) return known;
	const end: End = { came: null, waiting: new Set() };
	ends.set(promise, end);
	void promise.then((value) => {
		end.came = { value };
		for (const stopWaiting of end.waiting) stopWaiting(value);
		end.waiting.clear();
	});
	return end;
}
