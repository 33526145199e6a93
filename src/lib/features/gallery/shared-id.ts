/** What the id of a shared playlist looks like: nothing else is asked for. */
const pattern = /^[0-9a-hjkmnp-tv-z]{12}$/;

export function isSharedId(text: string): boolean {
	return pattern.test(text);
}
