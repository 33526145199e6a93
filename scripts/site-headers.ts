/**
 * Reads `static/_headers`, the one place where it says which headers the site is sent with, in the
 * format that Cloudflare Pages and Netlify have: a path, and indented below it `Name: value`.
 *
 * In a path `*` stands for anything and `:name` for anything without a slash. All rules that match
 * count; of two values for one header a host makes a list.
 */

export interface HeaderRule {
	readonly path: string;
	readonly matches: RegExp;
	readonly headers: readonly (readonly [name: string, value: string])[];
}

/** @throws {SyntaxError} naming the line that is neither a path, a header, a comment nor empty */
export function parseHeaders(text: string): readonly HeaderRule[] {
	const rules: { path: string; matches: RegExp; headers: [string, string][] }[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
		const header = /^\s+([\w-]+):\s*(\S.*?)\s*$/.exec(line);
		if (line.startsWith('/')) {
			rules.push({ path: line.trim(), matches: pathPattern(line.trim()), headers: [] });
		} else if (header?.[1] !== undefined && header[2] !== undefined && rules.length > 0) {
			rules.at(-1)?.headers.push([header[1], header[2]]);
		} else {
			throw new SyntaxError(`_headers, line ${index + 1}: neither a path nor a header: ${line}`);
		}
	}
	return rules;
}

/** @param path as it is asked for, below the site's own folder, beginning with a slash */
export function headersFor(
	rules: readonly HeaderRule[],
	path: string
): ReadonlyMap<string, string> {
	const headers = new Map<string, string>();
	for (const rule of rules) {
		if (!rule.matches.test(path)) continue;
		for (const [name, value] of rule.headers) {
			const before = headers.get(name);
			headers.set(name, before === undefined ? value : `${before}, ${value}`);
		}
	}
	return headers;
}

function pathPattern(path: string): RegExp {
	const source = path
		.split(/(\*|:\w+)/)
		.map((part) => {
			if (part === '*') return '.*';
			return part.startsWith(':') ? '[^/]+' : part.replace(/[^\w/-]/g, String.raw`\$&`);
		})
		.join('');
	return new RegExp(`^${source}$`);
}
