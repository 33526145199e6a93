import { expect, test } from 'vitest';
import { shellCacheName } from '#lib/domain/shell.ts';
import { unneededCaches } from './unneeded-caches.ts';

const caches = [...['old', 'a', 'b'].map(shellCacheName), 'somebody-else', 'deejai-notes'];

test('what no page is of any more goes, and nothing of others', () => {
	const needs = { build: 'b', openBuilds: ['b'], pageCount: 1 };
	expect(unneededCaches(caches, needs)).toEqual(['old', 'a'].map(shellCacheName));
});

test('a build stays for as long as a page of it is open', () => {
	const needs = { build: 'b', openBuilds: ['a', 'b'], pageCount: 2 };
	expect(unneededCaches(caches, needs)).toEqual([shellCacheName('old')]);
});

test('as long as a page has not said what it is of, everything stays', () => {
	expect(unneededCaches(caches, { build: 'b', openBuilds: ['b'], pageCount: 2 })).toEqual([]);
});
