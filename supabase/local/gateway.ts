/**
 * The address that supabase-js talks to: it checks the key, tells who asks, and hands the request
 * to the REST interface, to sign-in or to the edge functions.
 *
 * It answers as a hosted project would, or says in so many words that it cannot (501). For tests it
 * can also fail as a network or a database fails.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AuthService, type AuthOptions } from './auth.ts';
import { Refusal, unsupported } from './refusal.ts';
import { FaultSwitch, parseFault, type Fault } from './faults.ts';
import type { Cluster } from './cluster.ts';
import { parseJson } from './rest/statements.ts';
import { RestInterface } from './rest/rest.ts';
import type { Claims, TokenIssuer } from './tokens.ts';

export interface GatewayOptions extends AuthOptions {
	readonly cluster: Cluster;
	readonly database: string;
	readonly issuer: TokenIssuer;
	readonly publishableKey: string;
	/** Whoever has it may do everything; never for a browser. */
	readonly secretKey: string;
	/** 0 for any that is free. */
	readonly port: number;
	/** Whether `PUT /_local/fault`, with the secret key, makes it fail: for tests in other processes. */
	readonly isFaultControlled: boolean;
}

export interface Gateway {
	readonly url: string;
	/** How it fails from now on; undefined: not at all. */
	setFault(fault: Fault | undefined): void;
	/** Where edge functions are, once they run. */
	setFunctionsUrl(url: string): void;
	stop(): Promise<void>;
}

const host = '127.0.0.1';
const maxBodyBytes = 1 << 20;

/** @returns once it listens */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
	const { cluster, database } = options;
	const restSql = cluster.connect('authenticator', database);
	const authSql = cluster.connect('supabase_auth_admin', database, 4);
	const routes = new Routes(
		options,
		new RestInterface(restSql),
		new AuthService(authSql, options.issuer, options)
	);
	const faults = new FaultSwitch();
	const server = createServer((request, response) => {
		void faults.apply(request, response, (answer) => routes.handle(request, answer, faults));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, host, resolve);
	}).catch(async (error: unknown) => {
		await Promise.all([restSql.end(), authSql.end()]);
		throw error;
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : options.port;
	return {
		url: `http://${host}:${port}`,
		setFault: (fault) => faults.set(fault),
		setFunctionsUrl: (url) => (routes.functionsUrl = url),
		async stop() {
			faults.set(undefined);
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
			await Promise.all([restSql.end({ timeout: 1 }), authSql.end({ timeout: 1 })]);
		}
	};
}

interface Bearer {
	readonly isService: boolean;
	readonly claims: Claims | undefined;
}

class Routes {
	readonly #options: GatewayOptions;
	readonly #rest: RestInterface;
	readonly #auth: AuthService;
	functionsUrl: string | undefined;

	constructor(options: GatewayOptions, rest: RestInterface, auth: AuthService) {
		this.#options = options;
		this.#rest = rest;
		this.#auth = auth;
	}

	/** Never rejects: whatever happens is an answer. */
	async handle(
		request: IncomingMessage,
		response: ServerResponse,
		faults: FaultSwitch
	): Promise<void> {
		const url = new URL(request.url ?? '/', `http://${host}`);
		const [, service = '', version = '', ...parts] = url.pathname.split('/');
		try {
			if (service === 'functions' && version === 'v1') {
				await this.#proxy(request, response, url, parts);
				return;
			}
			allowOrigins(request, response);
			if (request.method === 'OPTIONS') {
				response.writeHead(204).end();
				return;
			}
			const path = decodePath(parts);
			const body = (await readBody(request)).toString();
			const method = request.method ?? 'GET';
			const parameters = url.searchParams;
			if (service === '_local' && version === 'fault' && this.#options.isFaultControlled) {
				if (!this.#identify(request, url).isService)
					throw new Refusal(403, 'not_admin', 'not yours');
				faults.set(parseFault(body));
				response.writeHead(204).end();
			} else if (service === 'rest' && version === 'v1') {
				const { isService, claims } = this.#identify(request, url);
				const answer = await this.#rest.handle({
					...{ method, path, parameters, headers: request.headers, body },
					claims: claims ?? { role: isService ? 'service_role' : 'anon' }
				});
				send(response, answer.status, answer.body, answer.headers);
			} else if (service === 'auth' && version === 'v1') {
				// Whoever verifies tokens may do so without a key.
				const isOpen = path === '.well-known/jwks.json';
				const bearer = isOpen
					? { isService: false, claims: undefined }
					: this.#identify(request, url, path === 'token' || path === 'signup');
				response.setHeader('x-supabase-api-version', '2024-01-01');
				const content = body === '' ? undefined : parseJson(body);
				const answer = await this.#auth.handle({
					method,
					path,
					parameters,
					body: content,
					...bearer
				});
				send(
					response,
					answer.status,
					answer.content === undefined ? undefined : JSON.stringify(answer.content)
				);
			} else throw unsupported(`the address ${url.pathname}`);
		} catch (error) {
			refuse(response, error, service);
		}
	}

	/**
	 * @param isTokenIgnored where an old token may still be sent, and says nothing
	 * @throws Refusal 401
	 */
	#identify(request: IncomingMessage, url: URL, isTokenIgnored = false): Bearer {
		const { publishableKey, secretKey, issuer } = this.#options;
		const key = request.headers.apikey ?? url.searchParams.get('apikey');
		if (key === null || key === '') {
			throw new Refusal(401, 'no_api_key', 'No API key found in request', {
				hint: 'No `apikey` request header or url param was found.'
			});
		}
		if (key !== publishableKey && key !== secretKey) {
			throw new Refusal(401, 'invalid_api_key', 'Invalid API key');
		}
		const isService = key === secretKey;
		if (isService && request.headers['user-agent']?.includes('Mozilla')) {
			throw new Refusal(401, 'secret_in_browser', 'Forbidden use of secret API key in browser');
		}
		const token = request.headers.authorization?.replace(/^Bearer /i, '');
		const hasToken = token !== undefined && token !== key && !isTokenIgnored;
		return { isService, claims: hasToken ? issuer.verify(token) : undefined };
	}

	/** Functions answer for themselves: whom they let in, and which origins. */
	async #proxy(
		request: IncomingMessage,
		response: ServerResponse,
		url: URL,
		parts: readonly string[]
	): Promise<void> {
		if (this.functionsUrl === undefined) {
			allowOrigins(request, response);
			throw new Refusal(503, 'no_functions', 'edge functions are not running');
		}
		const headers = new Headers();
		for (const [name, value] of Object.entries(request.headers)) {
			if (!hopByHop.has(name) && value !== undefined) headers.set(name, String(value));
		}
		const body = await readBody(request);
		const method = request.method ?? 'GET';
		const answer = await fetch(`${this.functionsUrl}/${parts.join('/')}${url.search}`, {
			method,
			headers,
			redirect: 'manual',
			...(body.length === 0 ? {} : { body: new Uint8Array(body) })
		}).catch(() => {
			throw new Refusal(503, 'no_functions', 'edge functions do not answer');
		});
		const content = Buffer.from(await answer.arrayBuffer());
		response.writeHead(
			answer.status,
			Object.fromEntries([...answer.headers].filter(([name]) => !hopByHop.has(name)))
		);
		response.end(content);
	}
}

/** Of one connection, not of the message; and what `fetch` has undone. */
const hopByHop = new Set([
	...['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer'],
	...['host', 'content-length', 'content-encoding', 'expect']
]);

/** Any page may ask: the key and the token say who it is, and there are no cookies. */
function allowOrigins(request: IncomingMessage, response: ServerResponse): void {
	response.setHeader('access-control-allow-origin', '*');
	response.setHeader('access-control-expose-headers', 'content-range, x-supabase-api-version');
	if (request.method !== 'OPTIONS') return;
	const asked = request.headers['access-control-request-headers'];
	if (asked !== undefined) response.setHeader('access-control-allow-headers', asked);
	response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PATCH, PUT, DELETE');
	response.setHeader('access-control-max-age', '600');
}

function decodePath(parts: readonly string[]): string {
	try {
		return parts.map(decodeURIComponent).join('/');
	} catch {
		throw new Refusal(400, 'PGRST125', 'Invalid path specified in request URL');
	}
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let sizeBytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		sizeBytes += chunk.length;
		// The rest is read and dropped, so that the answer arrives.
		if (sizeBytes <= maxBodyBytes) chunks.push(chunk);
	}
	if (sizeBytes > maxBodyBytes) {
		throw new Refusal(413, 'too_large', `a request has at most ${maxBodyBytes} bytes`);
	}
	return Buffer.concat(chunks);
}

function send(
	response: ServerResponse,
	status: number,
	json: string | undefined,
	headers: Readonly<Record<string, string>> = {}
): void {
	if (json !== undefined) response.setHeader('content-type', 'application/json; charset=utf-8');
	response.writeHead(status, headers).end(json);
}

/** Errors of sign-in have another shape than those of the REST interface. */
function refuse(response: ServerResponse, error: unknown, service: string): void {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const refusal = error instanceof Refusal ? error : internal(error);
	const { status, code, message, details, hint } = refusal;
	const content = service === 'auth' ? { code, message } : { code, message, details, hint };
	send(response, status, JSON.stringify(content));
}

/** The database cannot be reached, or there is a mistake in the gateway: either way it says what. */
function internal(error: unknown): Refusal {
	const message = error instanceof Error ? error.message : String(error);
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const isUnreachable = /^(CONNECT|ECONN|ENOENT|EPIPE)/.test(code);
	return isUnreachable
		? new Refusal(503, 'PGRST000', 'Database connection error. Retrying the connection.')
		: new Refusal(500, 'internal', message);
}
