/**
 * Hands a link on: through the system's own sheet where there is one, else by the clipboard.
 */
export type ShareOutcome = 'shared' | 'copied' | 'cancelled' | 'refused';

export async function shareLink(url: string, title: string): Promise<ShareOutcome> {
	const data = { url, title };
	if ('share' in navigator) {
		try {
			await navigator.share(data);
			return 'shared';
		} catch (thrown) {
			if (thrown instanceof DOMException && thrown.name === 'AbortError') return 'cancelled';
			// The sheet failed, not the person: the clipboard may still do.
		}
	}
	try {
		await navigator.clipboard.writeText(url);
		return 'copied';
	} catch {
		return 'refused';
	}
}
