/**
 * The check of hosts, tried on servers of both kinds: one that serves the site as it should be, and
 * one for each way to get it wrong.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkHost } from './check-host.ts';
import { root } from './run-step.ts';
import { siteListener } from './serve-site.ts';

let folder: string;
const servers: Server[] = [];

/** A site in miniature, with every kind of file that the real one has. */
const files: Readonly<Record<string, string>> = {
	'index.html':
		'<meta http-equiv="content-security-policy" content="default-src \'none\'">' +
		'<link rel="modulepreload" href="./_app/immutable/entry/start.B0x.js">',
	'about.html': '<h1>About</h1>',
	'404.html': '<script type="module" src="/_app/immutable/entry/start.B0x.js"></script>',
	'_app/version.json': '{}',
	'_app/immutable/entry/start.B0x.js':
		'import("../chunks/engine-C1y.js");new Worker(new URL("../workers/entry-D2z.js"));"lib.js"',
	'_app/immutable/chunks/engine-C1y.js': 'export {}',
	'_app/immutable/workers/entry-D2z.js': 'fetch(new URL(`../workers/kernels-E3a.wasm`))',
	'_app/immutable/workers/kernels-E3a.wasm': '\0asm',
	'service-worker.js': 'export {}',
	'manifest.webmanifest': '{}'
};

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'site-'));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	copyFileSync(join(root, 'static/_headers'), join(folder, '_headers'));
	cpSync(join(root, 'models/catalogues/house'), join(folder, 'catalogues/house'), {
		recursive: true
	});
});

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

/** @returns what is found of a site that this answers for, one line each: `fault /path …` */
async function findingsOf(listener: RequestListener, basePath = ''): Promise<readonly string[]> {
	const server = createServer(listener);
	servers.push(server);
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const address = server.address();
	const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
	const findings = await checkHost(`http://127.0.0.1:${port}${basePath}/`);
	return findings.map(({ severity, path, sentence }) => `${severity} /${path} ${sentence}`);
}

/** The good server, but for what this does to a response before it is sent. */
function spoilt(
	spoil: (path: string, response: Parameters<RequestListener>[1]) => boolean
): RequestListener {
	const good = siteListener({ folder });
	return (request, response) => {
		const path = request.url ?? '';
		if (!spoil(path, response)) good(request, response);
	};
}

/** Sets a header for good, whatever the good server says later. */
function overrule(response: Parameters<RequestListener>[1], name: string, value: string): void {
	const setHeader = response.setHeader.bind(response);
	const writeHead = response.writeHead.bind(response);
	setHeader(name, value);
	response.setHeader = (other, given) =>
		other.toLowerCase() === name.toLowerCase() ? response : setHeader(other, given);
	response.writeHead = (status: number, given?: unknown) => {
		const headers = Object.entries((given ?? {}) as Record<string, string>);
		const kept = headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
		return writeHead(status, Object.fromEntries(kept));
	};
}

describe('a host', () => {
	it('that serves the site as it should be is found to be right', async () => {
		expect(await findingsOf(siteListener({ folder }))).toEqual([]);
	});

	it('that serves it below a path is, too', async () => {
		const basePath = '/some/base';
		expect(await findingsOf(siteListener({ folder, basePath }), basePath)).toEqual([]);
	});

	it('that is not there is said not to answer', async () => {
		expect(await findingsOf((_request, response) => response.destroy())).toEqual([
			'fault / does not answer'
		]);
	});

	it.each([
		['/', 'a new version would not be noticed'],
		['/service-worker.js', 'a new version would not be noticed'],
		['/_app/version.json', 'a new version would not be noticed']
	])('that lets %s be kept is at fault', async (spoiltPath, complaint) => {
		const findings = await findingsOf(
			spoilt((path, response) => {
				if (path === spoiltPath) overrule(response, 'Cache-Control', 'max-age=86400');
				return false;
			})
		);
		expect(findings).toEqual([expect.stringMatching(`^fault ${spoiltPath}.*${complaint}`)]);
	});

	it('that sends WebAssembly as bytes is at fault, wherever the module is mentioned', async () => {
		const findings = await findingsOf(
			spoilt((path, response) => {
				if (path.endsWith('.wasm')) overrule(response, 'Content-Type', 'application/octet-stream');
				return false;
			})
		);
		expect(findings).toEqual([
			expect.stringContaining('fault /_app/immutable/workers/kernels-E3a.wasm comes as')
		]);
	});

	it('that answers with the page for files that are not there is at fault', async () => {
		const findings = await findingsOf(
			spoilt((path, response) => {
				if (!path.includes('none')) return false;
				response.writeHead(200, { 'Content-Type': 'text/html' }).end(files['404.html']);
				return true;
			})
		);
		expect(findings).toHaveLength(2);
		for (const finding of findings) expect(finding).toContain('though there is no such file');
	});

	it('that has no shell for unknown addresses is at fault', async () => {
		const findings = await findingsOf(
			spoilt((path, response) => {
				if (path !== '/no/such/page') return false;
				response.writeHead(404, { 'Content-Type': 'text/html' }).end('Not found');
				return true;
			})
		);
		expect(findings).toEqual([expect.stringContaining('fault /no/such/page should answer')]);
	});

	it('that forbids the microphone to the page itself is at fault', async () => {
		const findings = await findingsOf(
			spoilt((_path, response) => {
				overrule(response, 'Permissions-Policy', 'microphone=()');
				return false;
			})
		);
		expect(findings).toEqual([expect.stringContaining('“microphone=()”')]);
	});

	it('that sends no headers of its own is only given advice', async () => {
		const findings = await findingsOf(
			spoilt((_path, response) => {
				for (const name of ['X-Content-Type-Options', 'Referrer-Policy', 'X-Frame-Options']) {
					overrule(response, name, '');
				}
				overrule(response, 'Content-Security-Policy', '');
				return false;
			})
		);
		expect(findings).toHaveLength(3);
		for (const finding of findings) expect(finding).toMatch(/^advice/);
	});
});
