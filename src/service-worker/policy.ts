/**
 * What becomes of a request, by nothing but the request and the list of this build's files.
 *
 * What must stay true: what is not plainly ours goes past us as if we were not there. That is every
 * other host, whatever is not a GET, parts of files, and the catalogues, whose pieces the engine
 * verifies and keeps itself: they must not be kept twice.
 */

import { hashedFolder } from '#lib/domain/shell.ts';

export interface RequestFacts {
	readonly url: string;
	readonly method: string;
	/** It wants a document: somebody opens, reloads or follows an address. */
	readonly isNavigation: boolean;
	/** It asks for a part of a file. */
	readonly hasRange: boolean;
}

export interface OwnFiles {
	/** The folder that the site is served from, ending in a slash. */
	readonly scopeUrl: string;
	has(path: string): boolean;
}

export type Decision =
	/** A document: the network's if it is of this build and comes soon, else the kept one at `path`. */
	| { readonly kind: 'document'; readonly path: string }
	/** A file of this build: as it was verified when it was installed. */
	| { readonly kind: 'own-file'; readonly path: string }
	/** Named by its content, but not of this build: a page of another build may still need it. */
	| { readonly kind: 'other-build' }
	/** Not our business. */
	| { readonly kind: 'pass' };

/** Serves every address that no document was made for. */
const fallbackDocument = '404.html';
const pass: Decision = { kind: 'pass' };

export function decide(request: RequestFacts, files: OwnFiles): Decision {
	const { method, hasRange, isNavigation } = request;
	const url = new URL(request.url);
	const scope = new URL(files.scopeUrl);
	if (method !== 'GET' || hasRange || url.origin !== scope.origin) return pass;
	if (!url.pathname.startsWith(scope.pathname)) {
		// The folder itself, without its slash, is the first page.
		return isNavigation && `${url.pathname}/` === scope.pathname
			? { kind: 'document', path: 'index.html' }
			: pass;
	}
	const path = url.pathname.slice(scope.pathname.length);
	if (isNavigation) {
		const document = documentAt(path, files);
		return document === null ? pass : { kind: 'document', path: document };
	}
	// With a question behind it, it is not the file that was verified.
	if (url.search !== '' || path.endsWith('.html')) return pass;
	if (files.has(path)) return { kind: 'own-file', path };
	return path.startsWith(hashedFolder) ? { kind: 'other-build' } : pass;
}

/** Which file is shown at an address, as static hosts do it; null for an address of another file. */
function documentAt(path: string, files: OwnFiles): string | null {
	const page = path.replace(/\/$/, '') || 'index';
	if (page.endsWith('.html')) return files.has(page) ? page : fallbackDocument;
	const name = page.slice(page.lastIndexOf('/') + 1);
	if (name.includes('.')) return null;
	const document = `${page}.html`;
	return files.has(document) ? document : fallbackDocument;
}
