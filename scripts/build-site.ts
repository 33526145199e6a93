/**
 * Builds the static site into `build/`, with all that it needs, for what the environment configures.
 * `BUILD_FOLDER` names another folder. `node scripts/build-site.ts --for-tests` builds the one that the
 * end-to-end tests look at; with `--unless-built` only where it is not there already.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeShell, embedShell } from './embed-shell.ts';
import { newestMtimeMs, prepare } from './prepare.ts';
import { root, runToolUntil } from './run-step.ts';
import { sharingForTests } from './sharing-for-tests.ts';
import { asEnvironment, loadConfiguration, type SiteConfiguration } from './site-configuration.ts';
import { spotifyForTests } from './spotify-for-tests.ts';

const folder = process.env.BUILD_FOLDER || 'build';
const shell = join(root, folder, '404.html');
/** What that folder was built with: the same sources with another configuration are another site. */
const recordFile = join(root, '.cache', `${folder.replaceAll('/', '-')}-built-with.json`);
const sources = [
	...['src', 'static', 'workers', 'models/catalogues', 'package-lock.json'],
	...['svelte.config.js', 'vite.config.ts', 'scripts/site-configuration.ts'],
	'scripts/spotify-sources.ts'
];

/**
 * @param signal ends it before it is done
 * @returns whether it is built
 */
export async function buildSite(
	configuration: SiteConfiguration,
	signal?: AbortSignal
): Promise<boolean> {
	rmSync(recordFile, { force: true });
	prepare();
	const args = ['build', '--logLevel', 'warn'];
	const env = asEnvironment(configuration);
	if (!(await runToolUntil(signal, 'vite/bin/vite.js', args, env))) return false;
	const embedded = embedShell(join(root, folder));
	process.stdout.write(`${describeShell(embedded)}\n`);
	mkdirSync(dirname(recordFile), { recursive: true });
	writeFileSync(recordFile, record(configuration));
	return true;
}

/** Whether what lies in `build/` is what `buildSite` would make of it. */
export function isBuilt(configuration: SiteConfiguration): boolean {
	if (!existsSync(shell) || !existsSync(recordFile)) return false;
	if (readFileSync(recordFile, 'utf8') !== record(configuration)) return false;
	const newestMs = Math.max(...sources.map((path) => newestMtimeMs(join(root, path))));
	return statSync(shell).mtimeMs >= newestMs;
}

function record(configuration: SiteConfiguration): string {
	return JSON.stringify({ basePath: process.env.BASE_PATH ?? '', configuration });
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: {
			'for-tests': { type: 'boolean', default: false },
			'unless-built': { type: 'boolean', default: false }
		}
	});
	const configuration = values['for-tests']
		? { ...sharingForTests, ...spotifyForTests }
		: loadConfiguration(root);
	const isThere = values['unless-built'] && isBuilt(configuration);
	if (!isThere && !(await buildSite(configuration))) process.exitCode = 1;
}
