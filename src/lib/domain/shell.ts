/**
 * The shell: every file of one build of this program that a visit may need, kept by the service
 * worker for when there is no network. What the page, the service worker and the build agree on.
 *
 * A build is named by a hash of all its files. Each document says in its head of which build it is.
 */

/** One file of the shell. */
export interface ShellEntry {
	/** From the folder that the site is served from: `about.html`, `_app/immutable/…`. */
	readonly path: string;
	/** Of its content, in hexadecimal. */
	readonly sha256: string;
	readonly sizeBytes: number;
}

/** What the build writes into the service worker, so that its bytes change when any file does. */
export interface Shell {
	readonly build: string;
	readonly entries: readonly ShellEntry[];
}

/** Where the build puts what it names by its content: the same name is the same file in every build. */
export const hashedFolder = '_app/immutable/';

/** What a document is called of whose build nobody has taken note: in development. */
export const unbuilt = 'development';

/** `<meta name="build" content="…">` */
export const buildMetaName = 'build';

/** Which build a document is of, by its source; null where it does not say. */
export function buildOfDocument(html: string): string | null {
	return /<meta name="build" content="([^"]*)"/.exec(html)?.[1] ?? null;
}

/** The caches of this program: others on the same host are left alone. */
const cachePrefix = 'deejai-shell-';

export function shellCacheName(build: string): string {
	return cachePrefix + build;
}

/** The build that a cache is of; null for a cache that is not ours. */
export function buildOfCache(cacheName: string): string | null {
	return cacheName.startsWith(cachePrefix) ? cacheName.slice(cachePrefix.length) : null;
}

/** Held by every open page for as long as it lives: its build's files must stay. */
const pageLockPrefix = 'deejai-page-';

export function pageLockName(build: string): string {
	return pageLockPrefix + build;
}

/** The build of the page that holds a lock; null for other locks. */
export function buildOfLock(lockName: string): string | null {
	return lockName.startsWith(pageLockPrefix) ? lockName.slice(pageLockPrefix.length) : null;
}

/** What a page asks of a service worker; where there is an answer it comes through a port. */
export type ShellRequest =
	/** Answered with the worker's build. */
	| 'which-build'
	/** To become active at once, in place of the one that is. */
	| 'take-over'
	/** To let go of what no page needs any more: there is one more, and there may be some less. */
	| 'page-is-here';
