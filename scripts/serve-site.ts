/**
 * Serves `build/` as a static host does: files as they are, and the shell for addresses that no file
 * was made for. `node scripts/serve-site.ts [port]`.
 */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { host } from './ports.ts';
import { root } from './run-step.ts';

export const defaultPort = 4173;

/** @returns once it listens */
export function serveSite(port: number): Promise<Server> {
	const files = sirv(join(root, 'build'), {
		single: '404.html',
		setHeaders(response, path) {
			const isHashed = path.includes('/_app/immutable/') || path.endsWith('.bin');
			const caching = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
			response.setHeader('Cache-Control', caching);
			response.setHeader('X-Content-Type-Options', 'nosniff');
			response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
		}
	});
	const server = createServer((request, response) => files(request, response));
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve(server));
	});
}

if (import.meta.main) {
	const port = Number(process.argv[2] ?? defaultPort);
	await serveSite(port);
	process.stdout.write(`Deej-A.I. is at http://${host}:${port}/\n`);
}
