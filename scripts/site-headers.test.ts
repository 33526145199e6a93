import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './run-step.ts';
import { headersFor, parseHeaders } from './site-headers.ts';

const rules = parseHeaders(readFileSync(join(root, 'static/_headers'), 'utf8'));
const caching = (path: string) => headersFor(rules, path).get('Cache-Control');
const forEver = 'public, max-age=31536000, immutable';

describe('a headers file', () => {
	it('gives an address what all rules that match it say', () => {
		const some = parseHeaders(
			'# words\n/*\n  A: 1\n  B: x: y\n\n/a/:id/b.json\n  C: 2\n/*.bin\n A: 3\n'
		);
		const given = (path: string) => Object.fromEntries(headersFor(some, path));
		expect(given('/')).toEqual({ A: '1', B: 'x: y' });
		expect(given('/a/house/b.json')).toEqual({ A: '1', B: 'x: y', C: '2' });
		expect(given('/a/house/or/b.json')).toEqual({ A: '1', B: 'x: y' });
		expect(given('/a/c.bin')).toEqual({ A: '1, 3', B: 'x: y' });
		expect(given('/a/c.binary')).toEqual({ A: '1', B: 'x: y' });
	});

	it.each(['  A: 1\n/*', '/*\n  A 1', 'a/b\n  A: 1'])('is refused where it is none: %j', (text) => {
		expect(() => parseHeaders(text)).toThrow(SyntaxError);
	});
});

describe('the recipe for nginx', () => {
	const recipe = readFileSync(join(root, 'docs/nginx.conf'), 'utf8');

	it('sends every page what the file says', () => {
		const sent = [...recipe.matchAll(/^\tadd_header ([\w-]+) (?:"([^"]*)"|(\S+)) always;/gm)];
		expect(new Map(sent.map(([, name = '', quoted, bare]) => [name, quoted ?? bare]))).toEqual(
			headersFor(rules, '/')
		);
	});

	it('lets the same be kept for ever', () => {
		const patterns = [...recipe.matchAll(/^\t~(\S+)\s+"([^"]+)";/gm)];
		const kept = (path: string) =>
			patterns.find(([, pattern = '']) => new RegExp(pattern).test(path))?.[2];
		for (const path of [
			'/_app/immutable/chunks/B0x.js',
			'/catalogues/house/vectors-0-0123456789abcdef.bin',
			'/catalogues/house/manifest.json',
			'/service-worker.js'
		]) {
			expect(kept(path) ?? 'no-cache', path).toBe(caching(path));
		}
	});
});

describe('the site', () => {
	it('is never asked twice for what is named by its content', () => {
		expect(caching('/_app/immutable/chunks/B0x.js')).toBe(forEver);
		expect(caching('/_app/immutable/workers/assets/kernels-x.wasm')).toBe(forEver);
		expect(caching('/catalogues/house/vectors-0-0123456789abcdef.bin')).toBe(forEver);
	});

	it.each([
		'/catalogues/house/manifest.json',
		'/_app/version.json',
		'/_app/env.js',
		'/service-worker.js',
		'/manifest.webmanifest'
	])('asks again each time for what says what is current: %s', (path) => {
		expect(caching(path)).toBe('no-cache');
	});

	it('says nothing of pages’ caching, for which every such host asks again by itself', () => {
		for (const path of ['/', '/index.html', '/about', '/404.html', '/theme.js']) {
			expect(caching(path)).toBeUndefined();
		}
	});

	it('names no header twice for one address, which hosts would make a list of', () => {
		const paths = rules.map(({ path }) => path.replace('*', 'x').replace(/:\w+/, 'x'));
		for (const path of paths) {
			const names = rules
				.filter(({ matches }) => matches.test(path))
				.flatMap(({ headers }) => headers.map(([name]) => name));
			expect(names, path).toEqual([...new Set(names)]);
		}
	});

	it('lets nobody put it into a frame, and keeps the microphone and tabs’ sound for itself', () => {
		const headers = headersFor(rules, '/about');
		expect(headers.get('Content-Security-Policy')).toBe("frame-ancestors 'none'");
		expect(headers.get('X-Frame-Options')).toBe('DENY');
		expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
		const features = headers.get('Permissions-Policy') ?? '';
		expect(features).toContain('microphone=(self)');
		expect(features).toContain('display-capture=(self)');
		expect(features).toContain('camera=()');
	});
});
