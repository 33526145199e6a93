/**
 * The service worker: the program without a network, and from one version of it to the next.
 *
 * What must stay true: nobody is ever served a mix of two builds.
 * - A worker has one build, all of it verified and kept before it may become active (`install.ts`).
 *   If a file cannot be had, the worker before it goes on, and the browser tries again with the next
 *   look for a newer one.
 * - A document is only ever of this worker's build. The network's is taken if it is the same; another
 *   one's would ask for files that may not be there, or not yet. It is a newer worker's to serve,
 *   which waits until somebody agrees.
 * - Everything else that a page loads is named by its content. So when a newer worker takes over, a
 *   page of the older build goes on: its files are found in its build's cache, which stays as long as
 *   a page of that build is open.
 *
 * `scripts/embed-shell.ts` puts the list of files in front of this script when it is built.
 */
import {
	buildOfCache,
	buildOfDocument,
	buildOfLock,
	shellCacheName,
	type Shell,
	type ShellRequest
} from '#lib/domain/shell.ts';
import { install } from './install.ts';
import { decide, type Decision } from './policy.ts';
import { isShare, takeShare } from './share-target.ts';
import { unneededCaches } from './unneeded-caches.ts';

declare const self: ServiceWorkerGlobalScope & { readonly shell: Shell };

const { shell } = self;
const scopeUrl = self.registration.scope;
const paths = new Set(shell.entries.map(({ path }) => path));
const files = { scopeUrl, has: (path: string) => paths.has(path) };
/** A network that takes longer is no help to somebody who has it all here. */
const documentTimeoutMs = 1500;

self.addEventListener('install', (event) => event.waitUntil(installShell()));

self.addEventListener('activate', (event) => {
	event.waitUntil(Promise.all([self.clients.claim(), forgetOtherBuilds()]));
});

self.addEventListener('message', (event) => {
	const request = event.data as ShellRequest;
	switch (request) {
		case 'which-build':
			event.ports[0]?.postMessage(shell.build);
			break;
		case 'take-over':
			event.waitUntil(self.skipWaiting());
			break;
		case 'page-is-here':
			event.waitUntil(forgetOtherBuilds());
	}
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	if (isShare(request, scopeUrl)) {
		event.respondWith(takeShare(request, scopeUrl, caches));
		return;
	}
	const decision = decide(
		{
			url: request.url,
			method: request.method,
			isNavigation: request.mode === 'navigate',
			hasRange: request.headers.has('range')
		},
		files
	);
	if (decision.kind === 'pass') return;
	event.respondWith(answer(request, decision));
});

async function installShell(): Promise<void> {
	const name = shellCacheName(shell.build);
	const others = (await caches.keys()).filter(
		(other) => other !== name && buildOfCache(other) !== null
	);
	await install({
		scopeUrl,
		entries: shell.entries,
		target: await caches.open(name),
		others: await Promise.all(others.map((other) => caches.open(other))),
		fetch: (url, init) => fetch(url, init)
	});
}

async function answer(
	request: Request,
	decision: Exclude<Decision, { kind: 'pass' }>
): Promise<Response> {
	switch (decision.kind) {
		case 'document':
			return answerDocument(request, decision.path);
		case 'own-file':
			return (await keptHere(decision.path)) ?? fetch(request);
		case 'other-build':
			return (await keptAnywhere(request.url)) ?? fetch(request);
	}
}

async function answerDocument(request: Request, path: string): Promise<Response> {
	const kept = await keptHere(path);
	// A browser that took our cache away has left nothing to mix with.
	if (!kept) return fetch(request);
	const signal = AbortSignal.timeout(documentTimeoutMs);
	try {
		const fresh = await fetch(request, { signal });
		const build = fresh.ok ? buildOfDocument(await fresh.clone().text()) : null;
		return build === shell.build ? fresh : kept;
	} catch {
		return kept;
	}
}

async function keptHere(path: string): Promise<Response | undefined> {
	// Not by opening it, which would make one where there is none any more.
	const cacheName = shellCacheName(shell.build);
	return caches.match(scopeUrl + path, { cacheName, ignoreVary: true });
}

/** In the cache of any build: what is named by its content is the same in each. */
async function keptAnywhere(url: string): Promise<Response | undefined> {
	for (const name of await caches.keys()) {
		if (buildOfCache(name) === null) continue;
		const kept = await caches.match(url, { cacheName: name, ignoreVary: true });
		if (kept) return kept;
	}
	return undefined;
}

/** Lets go of the builds that no open page is of any more. */
async function forgetOtherBuilds(): Promise<void> {
	// A worker that is on its way may be filling one, or copying out of one.
	if (self.registration.installing || self.registration.waiting) return;
	const [cacheNames, windows, locks] = await Promise.all([
		caches.keys(),
		self.clients.matchAll({ type: 'window', includeUncontrolled: true }),
		// Browsers that are too old for locks do not say which pages there are.
		'locks' in navigator ? navigator.locks.query() : undefined
	]);
	const openBuilds = (locks?.held ?? []).flatMap(({ name = '' }) => buildOfLock(name) ?? []);
	const unneeded = unneededCaches(cacheNames, {
		build: shell.build,
		openBuilds,
		pageCount: windows.length
	});
	await Promise.all(unneeded.map((name) => caches.delete(name)));
}
