/**
 * `npm start`: brings up sharing on this machine, builds what is missing or out of date, and serves
 * the site, until Ctrl+C ends all of it.
 *
 *   npm start -- --port 8080      another port than 4173
 *   npm start -- --no-sharing     without the database
 *   npm start -- --fake-spotify   with a made-up Spotify, for who has no credentials
 *   npm run dev                   the same, with the development server
 */
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { FolderInUseError } from '../supabase/local/cluster.ts';
import { buildSite, isBuilt } from './build-site.ts';
import { startLocalSharing, type LocalSharing } from './local-sharing.ts';
import { startLocalSpotify } from './local-spotify.ts';
import { host, isPortFree } from './ports.ts';
import { prepare } from './prepare.ts';
import { root, runToolUntil } from './run-step.ts';
import { defaultPort, serveSite } from './serve-site.ts';
import { asEnvironment, loadConfiguration, type SiteConfiguration } from './site-configuration.ts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: String(defaultPort) },
		'no-sharing': { type: 'boolean', default: false },
		'fake-spotify': { type: 'boolean', default: false },
		dev: { type: 'boolean', default: false }
	}
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	throw new RangeError(`--port is "${values.port}", expected a number up to 65535`);
}

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => ending.abort());
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** @returns whether it was built and served, until the end */
async function serveBuilt(configuration: SiteConfiguration): Promise<boolean> {
	if (!isBuilt(configuration)) {
		say('Building the site …');
		if (!(await buildSite(configuration, ending.signal))) return ending.signal.aborted;
	}
	if (ending.signal.aborted) return true;
	const server = await serveSite(port);
	const { port: servedPort } = server.address() as AddressInfo;
	say(`\n  Deej-A.I. is at http://${host}:${servedPort}/\n\n  Ctrl+C ends it.`);
	await ended();
	server.close();
	server.closeAllConnections();
	return true;
}

async function serveSources(configuration: SiteConfiguration): Promise<boolean> {
	prepare();
	const args = ['dev', '--host', host, '--port', String(port), '--strictPort'];
	const env = asEnvironment(configuration);
	return (
		(await runToolUntil(ending.signal, 'vite/bin/vite.js', args, env)) || ending.signal.aborted
	);
}

function ended(): Promise<void> {
	return new Promise((resolve) => {
		if (ending.signal.aborted) resolve();
		ending.signal.addEventListener('abort', () => resolve());
	});
}

/** @returns whether all went well */
async function start(): Promise<boolean> {
	if (!(await isPortFree(port))) {
		say(
			`Port ${port} is taken. If Deej-A.I. runs already, it is at http://${host}:${port}/; ` +
				'otherwise take another port: npm start -- --port 8080'
		);
		return false;
	}
	if (values.dev) process.env.NODE_ENV ??= 'development';
	const configured = loadConfiguration(root);
	if (!values['fake-spotify']) return startWithSharing(configured);
	const spotify = await startLocalSpotify(configured, `http://${host}:${port}/`);
	try {
		say(spotify.message);
		return await startWithSharing(spotify.configuration, spotify.functionEnvironment);
	} finally {
		await spotify.stop();
	}
}

async function startWithSharing(
	configured: SiteConfiguration,
	functionEnvironment: Readonly<Record<string, string>> = {}
): Promise<boolean> {
	let sharing: LocalSharing;
	try {
		sharing = await startLocalSharing(configured, !values['no-sharing'], functionEnvironment);
	} catch (error) {
		if (!(error instanceof FolderInUseError)) throw error;
		say(`Deej-A.I. runs already in this folder: ${error.message}. End that one first.`);
		return false;
	}
	try {
		say(sharing.message);
		return await (values.dev ? serveSources : serveBuilt)(sharing.configuration);
	} finally {
		await sharing.stop();
	}
}

process.exitCode = (await start()) ? 0 : 1;
