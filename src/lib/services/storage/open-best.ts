/**
 * The best of two storages: the database, or memory where the browser refuses it (private windows, a
 * broken profile) or does not answer. Never fails, and says which it is.
 */

/** Browsers have been seen that never answer `indexedDB.open`; the page must start all the same. */
const openTimeoutMs = 10_000;

export interface Opened<Storage> {
	readonly storage: Storage;
	/** Whether what is written outlasts the page. */
	readonly isPersistent: boolean;
}

export async function openBest<Storage extends { close(): void }>(
	openDatabase: () => Promise<Storage>,
	createInMemory: () => Storage,
	timeoutMs: number = openTimeoutMs
): Promise<Opened<Storage>> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const silence = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), timeoutMs);
	});
	try {
		const opening = openDatabase();
		const storage = await Promise.race([opening, silence]);
		if (storage) return { storage, isPersistent: true };
		// Should it open after all, nobody will use it.
		opening.then((late) => late.close()).catch(() => undefined);
	} catch {
		// Refused: memory it is.
	} finally {
		clearTimeout(timer);
	}
	return { storage: createInMemory(), isPersistent: false };
}
