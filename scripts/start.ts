/**
 * `npm start`: builds what is missing or out of date, and serves the site.
 * `npm start -- --port 8080` takes another port than 4173.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite } from './build-site.ts';
import { newestMtimeMs } from './prepare.ts';
import { root } from './run-step.ts';
import { defaultPort, serveSite } from './serve-site.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const port = values.port === undefined ? defaultPort : Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	throw new RangeError(`--port is "${values.port ?? ''}", expected a number up to 65535`);
}

const shell = join(root, 'build/404.html');
const sources = ['src', 'static', 'workers', 'models/catalogues', 'package-lock.json'];
const newestMs = Math.max(...sources.map((path) => newestMtimeMs(join(root, path))));
if (!existsSync(shell) || statSync(shell).mtimeMs < newestMs) {
	process.stdout.write('Building the site …\n');
	if (!buildSite()) process.exit(1);
}
await serveSite(port);
process.stdout.write(`\n  Deej-A.I. is at http://127.0.0.1:${port}/\n\n  Ctrl+C ends it.\n`);
