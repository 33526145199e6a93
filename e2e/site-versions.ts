/**
 * Several versions of the built site, without building it several times: of each, every script and
 * stylesheet has a name of its own, by which a test can tell whose it is, and everything that refers
 * to them does so by that name. Fonts and WebAssembly are the same in all, as between real versions.
 */
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { basename, join } from 'node:path';
import { embedShell } from '../scripts/embed-shell.ts';
import { root } from '../scripts/run-step.ts';

export interface SiteVersion {
	readonly name: string;
	readonly folder: string;
	/** As its documents and its service worker say. */
	readonly build: string;
}

const versionsFolder = join(root, '.cache/site-versions');
const hasText = /\.(html|js|css|json)$/;
const isStamped = /[/\\]_app[/\\]immutable[/\\].*\.(js|css)$/;

/** @param source a built site */
export function siteVersion(name: string, source: string = join(root, 'build')): SiteVersion {
	if (!existsSync(source)) throw new Error(`${source} is not there: build the site first`);
	// What runs beside this one may have made, and serve, the same.
	const worker = process.env.TEST_PARALLEL_INDEX ?? '';
	const folder = join(versionsFolder, `${basename(source)}-${name}-${worker}`);
	rmSync(folder, { recursive: true, force: true });
	cpSync(source, folder, { recursive: true });
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && hasText.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
	const stamped = new Map(
		files.filter((file) => isStamped.test(file)).map((file) => [basename(file), stamp(file, name)])
	);
	// Names of hashed files are of letters, digits, dots, dashes and underscores.
	const references = new RegExp(`[\\w.-]+\\.(?:js|css)`, 'g');
	for (const file of files) {
		const before = readFileSync(file, 'utf8');
		const after = before.replace(references, (found) => stamped.get(found) ?? found);
		writeFileSync(file, file.endsWith('.html') ? allowInlineScripts(before, after) : after);
		const renamed = isStamped.test(file) && stamped.get(basename(file));
		if (renamed) renameSync(file, join(file, '..', renamed));
	}
	return { name, folder, build: embedShell(folder).build };
}

/** Which versions files are of, by their addresses; what is the same in all is left out. */
export function versionsOf(urls: readonly string[]): readonly string[] {
	const names = urls.flatMap((url) => /\.version-(\w+)\.(?:js|css)$/.exec(url)?.[1] ?? []);
	return [...new Set(names)].sort();
}

function stamp(file: string, name: string): string {
	return basename(file).replace(/\.(js|css)$/, `.version-${name}.$1`);
}

/** The page's policy allows its inline scripts by their hashes, which are others now. */
function allowInlineScripts(before: string, after: string): string {
	const hashes = inlineScriptHashes(after);
	return inlineScriptHashes(before).reduce(
		(html, hash, index) => html.replace(`'${hash}'`, `'${hashes[index] ?? ''}'`),
		after
	);
}

function inlineScriptHashes(html: string): readonly string[] {
	return Array.from(html.matchAll(/<script>([\s\S]*?)<\/script>/g), ([, script = '']) => {
		return `sha256-${createHash('sha256').update(script).digest('base64')}`;
	});
}
