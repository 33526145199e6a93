/**
 * Where Spotify sends people back to: which addresses it takes, and where on this site they go then.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';

/**
 * Whether Spotify takes a redirect address: HTTPS, or a loopback address written in numbers
 * (developer.spotify.com/documentation/web-api/concepts/redirect_uri).
 * @param page where the person is now
 */
export function checkRedirectAddress(redirectUri: string, page: URL): Result<void> {
	const { protocol, hostname } = new URL(redirectUri);
	if (protocol === 'https:') return success(undefined);
	if (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]')) {
		return success(undefined);
	}
	if (hostname === 'localhost' || hostname.endsWith('.localhost')) {
		const sameElsewhere = new URL(page);
		sameElsewhere.hostname = '127.0.0.1';
		return failed(
			'unsupported',
			`Spotify does not accept the name “localhost”. Open this page at ${sameElsewhere.origin} instead.`,
			{ details: { address: sameElsewhere.href } }
		);
	}
	return failed('unsupported', 'Spotify only works with pages that are served by HTTPS.');
}

/**
 * @returns path, query and fragment if it is a place on this site, else the first page: a login must
 * not become a way to send somebody elsewhere
 */
export function placeOnThisSite(path: string, origin: string, basePath: string): string {
	const firstPage = `${basePath}/`;
	if (!path.startsWith('/') || !URL.canParse(path, origin)) return firstPage;
	const url = new URL(path, origin);
	const isHere =
		url.origin === origin && (url.pathname === basePath || url.pathname.startsWith(firstPage));
	return isHere ? url.pathname + url.search + url.hash : firstPage;
}
