/** What lies in `localStorage`, for the page that lists what is kept; refused storage keeps nothing. */

/** In UTF-16, as browsers keep it. 0: nothing is kept under these keys. */
export function measureTexts(keys: readonly string[]): number {
	try {
		return keys.reduce((sum, key) => sum + 2 * (localStorage.getItem(key)?.length ?? 0), 0);
	} catch {
		return 0;
	}
}

export function deleteTexts(keys: readonly string[]): void {
	try {
		for (const key of keys) localStorage.removeItem(key);
	} catch {
		// There was nothing.
	}
}
