/**
 * A Spotify on this machine, for tests and for developers without credentials: accounts, the Web API
 * and the embed, at one address with the real paths. It remembers what it is told, is as strict as
 * the real one where that is known, and can be made to fail in every way that the site must bear.
 *
 *   const spotify = await startFakeSpotify();
 *   spotify.control.setPlaying({ kind: 'nothing' });
 *   spotify.requests.count('GET', '/v1/me/player/currently-playing');
 *   await spotify.stop();
 *
 * Whoever can reach it may log in as anybody, so it listens on this machine alone.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Accounts } from './accounts.ts';
import { addressesAt, apiPrefix, clientId, type FakeAddresses } from './addresses.ts';
import { App } from './app.ts';
import { Control, controlPrefix } from './control.ts';
import { Desk } from './desk.ts';
import { json, text, type Ask, type Reply } from './exchange.ts';
import { faultReply, Faults } from './faults.ts';
import { Grants } from './grants.ts';
import { publicPage } from './public-pages.ts';
import { RequestLog } from './request-log.ts';
import { readSpotifyEdition, type SpotifyEdition } from './spotify-edition.ts';
import { WebApi } from './web-api.ts';
import { World } from './world.ts';

export interface FakeSpotifyOptions {
	/** 0, and without it: any that is free. */
	readonly port?: number;
	/** Where the app may redirect to, beside this machine. */
	readonly redirectUris?: readonly string[];
	/** Of a catalogue that is served as one of Spotify's, at `catalogueUrl`. */
	readonly catalogueFolder?: string;
}

export interface FakeSpotify extends FakeAddresses {
	readonly url: string;
	/** For `PUBLIC_CATALOGUE_URL`; undefined without a folder. */
	readonly catalogueUrl: string | undefined;
	readonly clientId: string;
	/** Never for a browser. */
	readonly clientSecret: string;
	/** For `/_fake/`, in the header `x-fake-key`. */
	readonly controlKey: string;
	readonly control: Control;
	readonly requests: RequestLog;
	stop(): Promise<void>;
}

const cataloguePrefix = '/_catalogue/';
const host = '127.0.0.1';
const maxBodyBytes = 1 << 20;
const clientSecret = 'fake0client0secret0of0this0one00';
/** It keeps pages out, not people. */
const controlKey = 'fake-control';

/** @returns once it listens */
export async function startFakeSpotify(options: FakeSpotifyOptions = {}): Promise<FakeSpotify> {
	const { catalogueFolder } = options;
	const edition = catalogueFolder === undefined ? undefined : readSpotifyEdition(catalogueFolder);
	const world = new World(edition?.tracks);
	const grants = new Grants(world);
	const faults = new Faults();
	const requests = new RequestLog();
	const control = new Control(world, grants, faults, requests);
	const accounts = new Accounts(
		world,
		grants,
		new App(clientId, clientSecret, options.redirectUris ?? [])
	);
	const api = new WebApi(world, grants);

	const desk = new Desk(world, control, controlKey);

	const answer = (ask: Ask): Reply => {
		const isApi = ask.path === apiPrefix || ask.path.startsWith(`${apiPrefix}/`);
		if (isApi) return api.handle(ask);
		if (edition && ask.path.startsWith(cataloguePrefix)) return catalogueFile(edition, ask);
		return accounts.handle(ask) ?? publicPage(world, ask) ?? text(404, 'There is nothing here.');
	};

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const method = request.method ?? 'GET';
		const url = new URL(request.url ?? '/', world.url);
		const path = url.pathname;
		const ask = {
			...{ method, path, query: url.searchParams, headers: request.headers },
			body: await readBody(request)
		};
		// A developer's own page: no request of the site's.
		const own = path.startsWith(controlPrefix) ? answerControl(control, ask) : desk.handle(ask);
		if (own) {
			send(response, own);
			return;
		}
		if (path.startsWith('/_')) {
			send(response, answer(ask));
			return;
		}
		const logged = requests.add(method, path);
		const cut = (): void => {
			logged.status = 0;
			response.destroy();
		};
		const fault = faults.hit(method, path);
		if (fault?.kind === 'cut') {
			cut();
			return;
		}
		if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { ref: false });
		if (fault?.kind === 'held') await faults.untilReleased();
		const reply = (fault && faultReply(fault)) ?? answer(ask);
		if (fault?.kind === 'answer-lost') {
			cut();
			return;
		}
		logged.status = reply.status;
		send(response, reply);
	};

	const server = createServer((request, response) => {
		serve(request, response).catch((error: unknown) => {
			if (response.headersSent || response.destroyed) return;
			send(response, text(500, error instanceof Error ? (error.stack ?? '') : String(error)));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, host, resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const url = `http://${host}:${port}`;
	world.url = url;
	return {
		...addressesAt(url),
		...{ url, clientId, clientSecret, controlKey, control, requests },
		catalogueUrl: edition && `${url}${cataloguePrefix}`,
		async stop() {
			faults.set([]);
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		}
	};
}

function catalogueFile({ files }: SpotifyEdition, { path }: Ask): Reply {
	const file = files.get(path.slice(cataloguePrefix.length));
	const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' };
	return file ? { status: 200, headers, body: file } : text(404, 'no such file', headers);
}

/** What is wrong with a switch is the test's mistake, and said in full. */
function answerControl(control: Control, ask: Ask): Reply {
	if (ask.headers['x-fake-key'] !== controlKey) return text(403, 'the key is missing');
	try {
		return control.handle(ask) ?? text(404, 'there is no such switch');
	} catch (error) {
		return json(400, { message: error instanceof Error ? error.message : String(error) });
	}
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let sizeBytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		sizeBytes += chunk.length;
		if (sizeBytes > maxBodyBytes) throw new RangeError('a request of more than a megabyte');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
	response.writeHead(status, headers).end(body);
}
