/**
 * Serves `build/` as a static host does: files as they are, texts compressed, with the headers of
 * `_headers`, and the shell for addresses that no file was made for.
 * `node scripts/serve-site.ts [port] [--folder build] [--base-path /some/base]`.
 */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { compressedTexts } from './compressed-texts.ts';
import { host } from './ports.ts';
import { root } from './run-step.ts';
import { headersFor, parseHeaders } from './site-headers.ts';

export const defaultPort = 4173;

export interface SiteOptions {
	/** The built site. */
	readonly folder?: string;
	/** What it was built with as `BASE_PATH`. */
	readonly basePath?: string;
}

/** @returns once it listens */
export function serveSite(port: number, options: SiteOptions = {}): Promise<Server> {
	const server = createServer(siteListener(options));
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve(server));
	});
}

/** Answers requests for the site, for whoever puts something between it and its visitors. */
export function siteListener({
	folder = join(root, 'build'),
	basePath = ''
}: SiteOptions = {}): RequestListener {
	const rules = parseHeaders(readFileSync(join(folder, '_headers'), 'utf8'));
	const texts = compressedTexts(folder);
	const files = sirv(folder, {
		single: '404.html',
		// Hosts take it as word to them, and hand it out to nobody.
		ignores: ['^/_headers$']
	});
	return (request, response) => {
		const address = request.url ?? '/';
		if (!address.startsWith(`${basePath}/`)) {
			response.writeHead(404).end();
			return;
		}
		request.url = address.slice(basePath.length);
		const [path = '/'] = request.url.split('?');
		// What such hosts send unless they are told otherwise.
		response.setHeader('Cache-Control', 'public, max-age=0, must-revalidate');
		for (const [name, value] of headersFor(rules, path)) response.setHeader(name, value);
		if (texts(request, response, path)) return;
		files(request, response, () => {
			// It may be there in a moment, as in the middle of a deployment.
			response.setHeader('Cache-Control', 'no-store');
			response.writeHead(404).end();
		});
	};
}

if (import.meta.main) {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			folder: { type: 'string', default: 'build' },
			'base-path': { type: 'string', default: '' }
		}
	});
	const port = Number(positionals[0] ?? defaultPort);
	const basePath = values['base-path'];
	await serveSite(port, { folder: join(root, values.folder), basePath });
	process.stdout.write(`Deej-A.I. is at http://${host}:${port}${basePath}/\n`);
}
