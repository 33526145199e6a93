/**
 * Brings every file of a build onto this device, or fails.
 *
 * What must stay true: a file is kept only once its SHA-256 matched what the build says, so a host
 * on which half of a new build lies, or that answers with a page of its own, cannot be installed
 * from; a file that any build on this device has already is not fetched again, nor is what an
 * installation that was cut off had brought.
 */
import { hashedFolder, type ShellEntry } from '#lib/domain/shell.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';

/** The part of a `Cache` that is needed here. */
export interface ShellCache {
	match(url: string): Promise<Response | undefined>;
	put(url: string, response: Response): Promise<void>;
}

export interface InstallOptions {
	readonly scopeUrl: string;
	readonly entries: readonly ShellEntry[];
	readonly target: ShellCache;
	/** Those of other builds. */
	readonly others: readonly ShellCache[];
	readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

const filesAtOnce = 6;
/** The largest file, over the slowest line that is of use. */
const fileTimeoutMs = 120_000;
/** Headers that were about the transfer and not about what arrived. */
const transferHeaders = ['content-encoding', 'content-length', 'transfer-encoding', 'vary'];

/** @throws what was wrong with the first file that could not be had */
export async function install(options: InstallOptions): Promise<void> {
	const waiting = [...options.entries];
	const work = async (): Promise<void> => {
		for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
			await installFile(entry, options);
		}
	};
	try {
		await Promise.all(Array.from({ length: filesAtOnce }, work));
	} finally {
		waiting.length = 0;
	}
}

async function installFile(entry: ShellEntry, options: InstallOptions): Promise<void> {
	const { scopeUrl, target, others } = options;
	const url = scopeUrl + entry.path;
	if (await keptFile(url, entry, target)) return;
	const response = (await keptAmong(url, entry, others)) ?? (await fetchFile(url, entry, options));
	await target.put(url, response);
}

async function keptAmong(
	url: string,
	entry: ShellEntry,
	caches: readonly ShellCache[]
): Promise<Response | undefined> {
	for (const cache of caches) {
		const kept = await keptFile(url, entry, cache);
		if (kept) return kept;
	}
	return undefined;
}

async function keptFile(
	url: string,
	{ sha256 }: ShellEntry,
	cache: ShellCache
): Promise<Response | undefined> {
	const kept = await cache.match(url);
	if (!kept) return undefined;
	const bytes = await kept.clone().arrayBuffer();
	return (await sha256Hex(bytes)) === sha256 ? kept : undefined;
}

/** A second time past every cache on the way: what came wrong may have come out of one. */
async function fetchFile(
	url: string,
	entry: ShellEntry,
	{ fetch }: InstallOptions
): Promise<Response> {
	let trouble = '';
	// What is named by its content was fetched by the page a moment ago, and does not change.
	const first = entry.path.startsWith(hashedFolder) ? 'default' : 'no-cache';
	for (const cache of [first, 'reload'] as const) {
		const signal = AbortSignal.timeout(fileTimeoutMs);
		const response = await verified(await fetch(url, { cache, signal }), entry);
		if (typeof response !== 'string') return response;
		trouble = response;
	}
	throw new Error(`${entry.path}: ${trouble}`);
}

/** The file by itself, as it can be kept; or in words why it is not the one that was meant. */
async function verified(response: Response, entry: ShellEntry): Promise<Response | string> {
	if (response.status !== 200) return `the host answered ${response.status}`;
	const type = response.headers.get('content-type') ?? '';
	if (!isTypeOf(type, entry.path)) return `came as ${type || 'nothing in particular'}`;
	const bytes = await response.arrayBuffer();
	const found = await sha256Hex(bytes);
	if (found !== entry.sha256) {
		const size = `${bytes.byteLength} of ${entry.sizeBytes} bytes`;
		return `expected SHA-256 ${entry.sha256.slice(0, 12)}, found ${found.slice(0, 12)} (${size})`;
	}
	const headers = new Headers(response.headers);
	for (const name of transferHeaders) headers.delete(name);
	// A new one: that a host had redirected it would keep it from being shown as a page.
	return new Response(bytes, { headers });
}

/** Browsers run no script, and use no stylesheet, that came as something else. */
function isTypeOf(type: string, path: string): boolean {
	const extension = path.slice(path.lastIndexOf('.') + 1);
	const essence = type.split(';')[0]?.trim().toLowerCase() ?? '';
	switch (extension) {
		case 'html':
			return essence === 'text/html';
		case 'js':
			return /^(text|application)\/(x-)?(java|ecma)script$/.test(essence);
		case 'css':
			return essence === 'text/css';
		default:
			return essence !== 'text/html';
	}
}
