/**
 * Finds the files that a built site is made of, by following it from its first page as a browser
 * would: scripts name the scripts, styles, workers and WebAssembly that they load.
 */

/** Whatever in a page or a script looks like the address of such a file. */
const namedFile = /["'`(]((?:\.{0,2}\/|_app\/)[\w./-]+\.(?:js|css|wasm))["'`)]/g;

/**
 * @param textAt what lies at a path below `base`; empty where nothing does
 * @returns paths below `base`, sorted
 */
export async function crawlAssets(
	base: URL,
	textAt: (path: string) => Promise<string>
): Promise<readonly string[]> {
	const found = new Set<string>();
	const waiting = assetsNamedIn(await textAt(''), base, base);
	for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
		if (found.has(path)) continue;
		found.add(path);
		if (!path.endsWith('.js')) continue;
		waiting.push(...assetsNamedIn(await textAt(path), new URL(path, base), base));
	}
	return [...found].sort();
}

/** Those in the folder of hashed files: what else looks like a name is only a text. */
function assetsNamedIn(text: string, from: URL, base: URL): string[] {
	const folder = new URL('_app/immutable/', base).pathname;
	return [...text.matchAll(namedFile)].flatMap(([, name = '']) => {
		// Vite's own lists of what a chunk brings along are relative to the site.
		const start = name.startsWith('_app/') ? base : from;
		const { pathname } = new URL(name, start);
		return pathname.startsWith(folder) ? [pathname.slice(base.pathname.length)] : [];
	});
}
