/**
 * Where on its host the tested site lies: at the root, or below a path, as with
 * `E2E_BASE_PATH=/some/base npx playwright test`. Addresses in tests are the site's own: they begin
 * with a slash, and whoever opens or expects one asks here what it is on this host.
 */

/** '' for the root; begins with a slash and does not end in one. */
export const basePath = process.env.E2E_BASE_PATH ?? '';
if (!/^(?:\/[\w.-]+)*$/.test(basePath)) {
	throw new RangeError(`E2E_BASE_PATH must be like /some/base, not ${basePath}`);
}

/** An address of the site (`/about`) as it is on its host; a whole address stays what it is. */
export function siteAddress(address: string): string {
	return address.startsWith('/') ? basePath + address : address;
}

/** The folder that holds the site for this base path, from the project's root. */
export function buildFolderFor(base: string): string {
	return base === '' ? 'build' : `.cache/build${base.replaceAll('/', '-')}`;
}

/** What makes scripts/build-site.ts build it: a site knows its base path from when it was built. */
export function buildEnvironmentFor(base: string): Record<string, string> {
	// The test runner's own mode is not the site's.
	return { NODE_ENV: 'production', BASE_PATH: base, BUILD_FOLDER: buildFolderFor(base) };
}
