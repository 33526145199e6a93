import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildOfDocument } from '#lib/domain/shell.ts';
import { embedShell } from './embed-shell.ts';

let folder: string;
const page = '<!doctype html><meta name="build" content="development" /><p>Hello</p>';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-shell-'));
	write('index.html', page);
	write('404.html', page);
	write('theme.js', 'theme()');
	write('_headers', '/*');
	write('_app/version.json', '{"version":"1"}');
	write('_app/immutable/workers/chunks/abc.js', 'work()');
	write('_app/immutable/workers/assets/tfjs-backend-wasm-simd-B.wasm', 'simd');
	write('_app/immutable/workers/assets/tfjs-backend-wasm-B.wasm', 'plain');
	write('catalogues/house/manifest.json', '{}');
	write('service-worker.js', 'const a = self.shell;');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
	mkdirSync(dirname(join(folder, path)), { recursive: true });
	writeFileSync(join(folder, path), content);
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

test('every file that a visit may need is listed, the workers’ own included, and no others', () => {
	expect(embedShell(folder).entries.map(({ path }) => path)).toEqual([
		'404.html',
		'_app/immutable/workers/assets/tfjs-backend-wasm-simd-B.wasm',
		'_app/immutable/workers/chunks/abc.js',
		'index.html',
		'theme.js'
	]);
});

test('documents, the version and the service worker all say which build it is', () => {
	const { build, entries } = embedShell(folder);
	expect(build).toMatch(/^[0-9a-f]{16}$/);
	expect(buildOfDocument(read('index.html'))).toBe(build);
	expect(buildOfDocument(read('404.html'))).toBe(build);
	expect(JSON.parse(read('_app/version.json'))).toEqual({ version: '1', build });
	const self = {};
	runInNewContext(read('service-worker.js'), { self });
	expect(self).toEqual({ shell: { build, entries } });
});

test('the same files are the same build, however often it is asked', () => {
	const first = embedShell(folder);
	const worker = read('service-worker.js');
	expect(embedShell(folder)).toEqual(first);
	expect(read('service-worker.js')).toBe(worker);
});

test('a change of any file of the shell, or of the service worker, is another build, and of a catalogue none', () => {
	const { build } = embedShell(folder);
	write('catalogues/house/manifest.json', '{"new": 1}');
	expect(embedShell(folder).build).toBe(build);
	const paths = ['theme.js', '_app/immutable/workers/chunks/abc.js', 'service-worker.js'];
	for (const path of paths) {
		const before = embedShell(folder).build;
		write(path, 'something else');
		expect(embedShell(folder).build, path).not.toBe(before);
	}
});

test('a document that does not say which build it is is complained about', () => {
	write('about.html', '<p>About');
	expect(() => embedShell(folder)).toThrow(/about\.html does not say/);
});
