/** Edge functions, in the Deno that hosted projects run them in. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findDeno } from './deno-binary.ts';
import { startServer } from './leashed-process.ts';

export const functionsFolder = join(import.meta.dirname, '../functions');
const hostPath = join(import.meta.dirname, 'deno/functions-host.ts');
const ready = /^functions at (\d+)$/;

export interface FunctionsServer {
	/** A function is at `<url>/<name>`. */
	readonly url: string;
	stop(): Promise<void>;
}

/** The names of all functions: folders with an `index.ts`. */
export function listFunctions(folder = functionsFolder): readonly string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'index.ts')))
		.map(({ name }) => name)
		.sort();
}

/** What every run of Deno here has in common: our own configuration, and no calling home. */
export const denoEnvironment = {
	DENO_NO_UPDATE_CHECK: '1',
	DENO_NO_PACKAGE_JSON: '1',
	DENO_TLS_CA_STORE: 'system,mozilla',
	NO_COLOR: '1'
};

/**
 * @param env what the functions find in their environment, and all that they find there
 * @throws with what Deno said, if a function does not start
 */
export async function startFunctions(
	env: Readonly<Record<string, string>>,
	folder = functionsFolder
): Promise<FunctionsServer> {
	const deno = findDeno();
	if (deno === undefined) throw new Error('Deno is not among the installed packages');
	let port = '';
	const server = await startServer({
		program: deno,
		args: [
			...['run', '--quiet', '--no-prompt', '--no-lock', '--config', join(folder, 'deno.json')],
			...['--allow-net', '--allow-env', `--allow-read=${folder}`],
			...[hostPath, folder, ...listFunctions(folder)]
		],
		account: undefined,
		env: {
			PATH: process.env.PATH ?? '/usr/bin:/bin',
			HOME: process.env.HOME ?? '/tmp',
			...denoEnvironment,
			...env
		},
		stopSignal: 'TERM',
		isReady(line) {
			port = ready.exec(line)?.[1] ?? port;
			return port !== '';
		}
	});
	return { url: `http://127.0.0.1:${port}`, stop: () => server.stop() };
}
