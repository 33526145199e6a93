/**
 * How much room the browser gives this site, and whether it may take it away again when the device
 * runs short. Old browsers, and pages without HTTPS, say nothing of it.
 */

export interface Room {
	readonly usedBytes: number;
	readonly quotaBytes: number;
	/** What is kept goes only when somebody deletes it. */
	readonly isSafe: boolean;
}

export async function readRoom(): Promise<Room | null> {
	if (!('storage' in navigator)) return null;
	try {
		const [{ usage = 0, quota = 0 }, isSafe] = await Promise.all([
			navigator.storage.estimate(),
			navigator.storage.persisted()
		]);
		return quota > 0 ? { usedBytes: usage, quotaBytes: quota, isSafe } : null;
	} catch {
		return null;
	}
}
