import { describe, expect, test } from 'vitest';
import { decide, type RequestFacts } from './policy.ts';

const shell = new Set([
	'index.html',
	'about.html',
	'404.html',
	'theme.js',
	'_app/immutable/chunks/a.js',
	'_app/immutable/workers/assets/k.wasm'
]);

/** The rest is plain: a GET for a file. */
const plain = { method: 'GET', isNavigation: false, hasRange: false };

for (const scopeUrl of ['https://deejai.example/', 'https://host.example/some/base/']) {
	const at = (path: string, facts: Partial<RequestFacts> = {}) =>
		decide(
			{ ...plain, url: scopeUrl + path, ...facts },
			{ scopeUrl, has: (own) => shell.has(own) }
		);
	const open = (path: string) => at(path, { isNavigation: true });

	describe(`at ${scopeUrl}`, () => {
		test.each([
			['', 'index.html'],
			['index.html', 'index.html'],
			['?backend=wasm', 'index.html'],
			['about', 'about.html'],
			['about/', 'about.html'],
			['about.html', 'about.html'],
			['about?from=here', 'about.html'],
			['playlist/0f9a', '404.html'],
			['no/such/page', '404.html'],
			['old.html', '404.html']
		])('the address /%s is shown %s', (path, document) => {
			expect(open(path)).toEqual({ kind: 'document', path: document });
		});

		test('an address of a file that is no page is the host’s', () => {
			expect(open('catalogues/house/manifest.json')).toEqual({ kind: 'pass' });
			expect(open('theme.js')).toEqual({ kind: 'pass' });
		});

		test('files of this build are its own, wherever they lie', () => {
			for (const path of ['theme.js', '_app/immutable/workers/assets/k.wasm']) {
				expect(at(path)).toEqual({ kind: 'own-file', path });
			}
		});

		test('what is named by its content may be of another build', () => {
			expect(at('_app/immutable/chunks/old.js')).toEqual({ kind: 'other-build' });
		});

		test.each([
			['a piece of a catalogue', 'catalogues/house/vectors-0.bin', {}],
			['the catalogue’s manifest', 'catalogues/house/manifest.json', {}],
			['the version', '_app/version.json', {}],
			['the service worker', 'service-worker.js', {}],
			['a file with a question', 'theme.js?v=2', {}],
			['a page that is fetched', 'about.html', {}],
			['a part of a file', 'theme.js', { hasRange: true }],
			['what is sent', 'theme.js', { method: 'POST' }],
			['a look at its headers alone', 'theme.js', { method: 'HEAD' }],
			['a form that is sent', '', { method: 'POST', isNavigation: true }]
		])('%s goes past', (_what, path, facts) => {
			expect(at(path, facts)).toEqual({ kind: 'pass' });
		});

		test('other hosts, and what else is on this one, go past', () => {
			for (const url of [
				'https://other.example/theme.js',
				'https://other.example/some/base/theme.js',
				'http://deejai.example/theme.js',
				'https://host.example/theme.js',
				'https://host.example/some/based/theme.js'
			]) {
				for (const isNavigation of [false, true]) {
					const decision = decide(
						{ ...plain, url, isNavigation },
						{ scopeUrl: 'https://host.example/some/base/', has: (own) => shell.has(own) }
					);
					expect(decision, url).toEqual({ kind: 'pass' });
				}
			}
		});
	});
}

test('the base path without its slash is the first page', () => {
	const decision = decide(
		{ ...plain, url: 'https://host.example/some/base', isNavigation: true },
		{ scopeUrl: 'https://host.example/some/base/', has: (own) => shell.has(own) }
	);
	expect(decision).toEqual({ kind: 'document', path: 'index.html' });
});
