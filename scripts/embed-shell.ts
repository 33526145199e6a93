/**
 * After the build: finds out what the shell consists of, names the build by it, and writes both to
 * where they are needed. Vite's and Kit's own lists leave out what the workers load, so this reads
 * the folder that will be served.
 *
 * The build's name goes into every document (`<meta name="build">`) and into `_app/version.json`; the
 * list of files goes in front of the service worker. May be run again, after a file was changed by
 * hand: `node scripts/embed-shell.ts [folder]`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { buildMetaName, unbuilt, type Shell, type ShellEntry } from '#lib/domain/shell.ts';
import { root } from './run-step.ts';

const serviceWorkerFile = 'service-worker.js';
const versionFile = '_app/version.json';

/**
 * What is not kept: the catalogues (the engine keeps those), what the service worker could not see
 * change or must ask the network for, pictures for app shops, what only a host reads, and what only
 * browsers without WebAssembly SIMD would load, which are too old for the rest.
 */
const leftOut = [
	/^catalogues\//,
	/^service-worker\.js$/,
	/^_app\/version\.json$/,
	/^screenshots\//,
	/\.map$/,
	/(^|\/)(_[a-z]+|\.[^/]*|robots\.txt)$/,
	/\/tfjs-backend-wasm-(?!simd)[^/]*\.wasm$/
];

const listLine = /^self\.shell=.*;\n/;
const buildMeta = new RegExp(`(<meta name="${buildMetaName}" content=")[^"]*"`);

/** @param folder the built site */
export function embedShell(folder: string): Shell {
	const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
		.filter((path) => !leftOut.some((pattern) => pattern.test(path)))
		.sort();
	for (const path of paths) nameDocument(join(folder, path), unbuilt);
	const workerPath = join(folder, serviceWorkerFile);
	const worker = readFileSync(workerPath, 'utf8').replace(listLine, '');
	const hashes = paths.map((path) => `${path} ${entryFor(folder, path).sha256}`);
	const build = hashOf([...hashes, hashOf(worker)].join('\n'));
	const shell: Shell = { build: build.slice(0, 16), entries: [] };
	for (const path of paths) nameDocument(join(folder, path), shell.build);
	const entries = paths.map((path) => entryFor(folder, path));

	const embedded = { ...shell, entries };
	writeFileSync(workerPath, `self.shell=${JSON.stringify(embedded)};\n${worker}`);
	const versionPath = join(folder, versionFile);
	const version = JSON.parse(readFileSync(versionPath, 'utf8')) as Record<string, unknown>;
	writeFileSync(versionPath, JSON.stringify({ ...version, build: shell.build }));
	return embedded;
}

/** Writes into a document of which build it is. */
function nameDocument(path: string, build: string): void {
	if (!path.endsWith('.html')) return;
	const before = readFileSync(path, 'utf8');
	if (!buildMeta.test(before)) throw new Error(`${path} does not say of which build it is`);
	const after = before.replace(buildMeta, `$1${build}"`);
	if (after !== before) writeFileSync(path, after);
}

function entryFor(folder: string, path: string): ShellEntry {
	const bytes = readFileSync(join(folder, path));
	return { path, sha256: hashOf(bytes), sizeBytes: bytes.length };
}

function hashOf(content: string | Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

/** In a line, for whoever builds. */
export function describeShell({ build, entries }: Shell): string {
	const bytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
	return `Build ${build}: ${entries.length} files, ${(bytes / 1e6).toFixed(1)} MB to work offline`;
}

if (import.meta.main) {
	const shell = embedShell(process.argv[2] ?? join(root, 'build'));
	process.stdout.write(`${describeShell(shell)}\n`);
}
