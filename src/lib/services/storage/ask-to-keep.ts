/**
 * Asks the browser not to evict what this site keeps. Some browsers ask the person in turn, so this
 * belongs to something that they want kept, not to the page's start.
 *
 * @returns whether it will be kept
 */
export async function askToKeep(): Promise<boolean> {
	try {
		// A page without HTTPS has no such thing.
		return 'storage' in navigator && (await navigator.storage.persist());
	} catch {
		// Refused: it is kept as long as there is room.
		return false;
	}
}
