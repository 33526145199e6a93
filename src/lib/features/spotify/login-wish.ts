/**
 * What somebody logs in for, so that it can be gone on with when they are back. It travels in the
 * query of the address that the login returns to, and no page ever sees it there.
 */

const wishes = ['upload', 'now-playing'] as const;
export type LoginWish = (typeof wishes)[number];

const parameter = 'spotify-wish';
/** Only the path of an address counts here. */
const anyOrigin = 'https://localhost';

/** @param address path, query and fragment, or more */
export function withWish(address: string, wish: LoginWish | undefined): string {
	const url = new URL(address, anyOrigin);
	if (wish !== undefined) url.searchParams.set(parameter, wish);
	return pathOf(url);
}

export function withoutWish(address: string): {
	readonly address: string;
	readonly wish: LoginWish | null;
} {
	const url = new URL(address, anyOrigin);
	const found = url.searchParams.get(parameter);
	url.searchParams.delete(parameter);
	return { address: pathOf(url), wish: wishes.find((wish) => wish === found) ?? null };
}

function pathOf({ pathname, search, hash }: URL): string {
	return pathname + search + hash;
}
