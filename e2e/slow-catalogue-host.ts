/**
 * The built site on a host of its own, with a small catalogue in place of its own one, which comes
 * slowly: so that there is a middle in which something can happen to a download.
 */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { manifestFileName } from '#lib/contracts/manifest.ts';
import { root } from '../scripts/run-step.ts';
import { siteListener } from '../scripts/serve-site.ts';
import { basePath, buildFolderFor } from './base-path.ts';
import type { SmallCatalogue } from './small-catalogue.ts';

/** Before a piece begins, and again in its middle. */
const pauseMs = 8;

export class SlowCatalogueHost {
	/** The pieces that were asked for, by file name, in that order. */
	readonly requested: string[] = [];
	readonly #catalogue: SmallCatalogue;
	readonly #server: Server;
	#waiting: { readonly requests: number; readonly resolve: () => void }[] = [];

	private constructor(catalogue: SmallCatalogue) {
		this.#catalogue = catalogue;
		const site = siteListener({ folder: join(root, buildFolderFor(basePath)), basePath });
		const folder = `${basePath}/catalogues/house/`;
		this.#server = createServer((request, response) => {
			const { pathname } = new URL(request.url ?? '/', 'http://here.invalid');
			if (pathname.startsWith(folder)) void this.#send(response, pathname.slice(folder.length));
			else site(request, response);
		});
	}

	static async start(catalogue: SmallCatalogue): Promise<SlowCatalogueHost> {
		const host = new SlowCatalogueHost(catalogue);
		host.#server.listen(0, '127.0.0.1');
		await once(host.#server, 'listening');
		return host;
	}

	/** The site's address, without a slash at its end. */
	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${basePath}`;
	}

	/** Until so many pieces have been asked for in all. */
	whenRequested(requests: number): Promise<void> {
		if (this.requested.length >= requests) return Promise.resolve();
		return new Promise((resolve) => this.#waiting.push({ requests, resolve }));
	}

	async close(): Promise<void> {
		const closed = once(this.#server, 'close');
		this.#server.close();
		this.#server.closeAllConnections();
		await closed;
	}

	async #send(response: ServerResponse, file: string): Promise<void> {
		const bytes = this.#catalogue.files.get(file);
		if (bytes === undefined) {
			response.writeHead(404).end();
			return;
		}
		const isManifest = file === manifestFileName;
		if (!isManifest) this.#note(file);
		response.writeHead(200, {
			'Content-Type': isManifest ? 'application/json' : 'application/octet-stream',
			'Content-Length': bytes.length,
			// What the browser's own cache answered would not be seen here.
			'Cache-Control': 'no-store'
		});
		const middle = bytes.length >> 1;
		for (const half of [bytes.subarray(0, middle), bytes.subarray(middle)]) {
			await delay(pauseMs);
			// A browser that was killed meanwhile takes nothing more.
			if (response.destroyed) return;
			response.write(half);
		}
		response.end();
	}

	#note(file: string): void {
		this.requested.push(file);
		const isDue = ({ requests }: { readonly requests: number }): boolean =>
			requests <= this.requested.length;
		for (const { resolve } of this.#waiting.filter(isDue)) resolve();
		this.#waiting = this.#waiting.filter((waiting) => !isDue(waiting));
	}
}
