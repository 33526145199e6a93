/**
 * A static host that serves one version of the site after the other, at any base path, and does
 * what hosts and networks do on bad days.
 *
 * Answers as static hosts do: `/about` is `about.html`; for what is not there comes `404.html` with
 * the status 404.
 */
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { SiteVersion } from './site-versions.ts';

export type Fault =
	/** An error page with this status. */
	| { readonly status: number }
	/** A page of the network's own, with the status 200. */
	| 'html'
	/** Less than was announced, and then nothing. */
	| 'truncated'
	| 'flipped-bit'
	/** Another file in its place. */
	| { readonly swappedFor: string }
	/** The answer is held back. */
	| { readonly until: Promise<unknown> }
	/** The connection is cut before anything came. */
	| 'cut';

export interface SiteHostOptions {
	/** Ending in a slash. */
	readonly basePath?: string;
}

const contentTypes: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.wasm': 'application/wasm',
	'.woff2': 'font/woff2'
};

export class SiteHost {
	/** What is deployed. */
	version: SiteVersion;
	/** Asked with each path, relative to the base path; null for no fault. */
	misbehave: (path: string) => Fault | null = () => null;
	/** Paths that were asked for, relative to the base path, in that order. */
	readonly requested: string[] = [];
	readonly #server: Server;
	readonly #basePath: string;
	#port = 0;

	private constructor(version: SiteVersion, { basePath = '/' }: SiteHostOptions) {
		this.version = version;
		this.#basePath = basePath;
		this.#server = createServer((request, response) => void this.#answer(request, response));
	}

	static async start(version: SiteVersion, options: SiteHostOptions = {}): Promise<SiteHost> {
		const host = new SiteHost(version, options);
		await host.goOnline();
		return host;
	}

	/** The site's address, ending in a slash. */
	get url(): string {
		return `http://127.0.0.1:${this.#port}${this.#basePath}`;
	}

	/** From now on nobody answers, and whatever was on its way does not arrive. */
	async goOffline(): Promise<void> {
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.#server.closeAllConnections();
		await closed;
	}

	async goOnline(): Promise<void> {
		this.#server.listen(this.#port, '127.0.0.1');
		await once(this.#server, 'listening');
		this.#port = (this.#server.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		if (this.#server.listening) await this.goOffline();
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname } = new URL(request.url ?? '/', this.url);
		if (!pathname.startsWith(this.#basePath)) {
			response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not this site');
			return;
		}
		const path = decodeURIComponent(pathname.slice(this.#basePath.length));
		this.requested.push(path);
		let fault = this.misbehave(path);
		if (fault !== null && typeof fault === 'object' && 'until' in fault) {
			await fault.until;
			fault = null;
		}
		if (fault === 'cut') {
			request.socket.destroy();
			return;
		}
		this.#send(response, path, fault);
	}

	#send(
		response: ServerResponse,
		path: string,
		fault: Exclude<Fault, 'cut' | { until: Promise<unknown> }> | null
	): void {
		if (fault === 'html') {
			response.writeHead(200, { 'Content-Type': 'text/html' });
			response.end('<!doctype html><title>Welcome to our Wi-Fi</title><p>Please log in.</p>');
			return;
		}
		if (typeof fault === 'object' && fault !== null && 'status' in fault) {
			response.writeHead(fault.status, { 'Content-Type': 'text/html' }).end('<p>No.</p>');
			return;
		}
		const file = this.#fileAt(path);
		const isSwapped = typeof fault === 'object' && fault !== null;
		const bytes = readFileSync(
			this.#inVersion(isSwapped ? fault.swappedFor : (file ?? '404.html'))
		);
		if (fault === 'flipped-bit') {
			bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
		}
		const isHashed = path.startsWith('_app/immutable/') && file !== null;
		response.writeHead(file === null ? 404 : 200, {
			'Content-Type': contentTypes[extname(file ?? '404.html')] ?? 'application/octet-stream',
			'Content-Length': bytes.length,
			'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
			'X-Content-Type-Options': 'nosniff'
		});
		if (fault === 'truncated') {
			response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
		} else {
			response.end(bytes);
		}
	}

	#fileAt(path: string): string | null {
		const candidates = [path === '' ? 'index.html' : path, `${path.replace(/\/$/, '')}.html`];
		return candidates.find((candidate) => this.#isFile(candidate)) ?? null;
	}

	#isFile(path: string): boolean {
		return statSync(this.#inVersion(path), { throwIfNoEntry: false })?.isFile() ?? false;
	}

	/** Put in place of files of every version, by path. */
	readonly replacements = new Map<string, string>();

	#inVersion(path: string): string {
		const replacement = this.replacements.get(path);
		return replacement ?? join(this.version.folder, normalize(`/${path}`));
	}
}
