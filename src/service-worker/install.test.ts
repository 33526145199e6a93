import { describe, expect, test } from 'vitest';
import type { ShellEntry } from '#lib/domain/shell.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';
import { install, type ShellCache } from './install.ts';

const scopeUrl = 'https://host.example/base/';
const files = { 'index.html': '<!doctype html>', 'theme.js': 'theme()', 'a.css': 'b {}' };
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' };

async function entriesOf(contents: Readonly<Record<string, string>>): Promise<ShellEntry[]> {
	return Promise.all(
		Object.entries(contents).map(async ([path, text]) => {
			const bytes = new TextEncoder().encode(text);
			return { path, sha256: await sha256Hex(bytes), sizeBytes: bytes.length };
		})
	);
}

class MemoryCache implements ShellCache {
	readonly kept = new Map<string, Response>();
	async match(url: string): Promise<Response | undefined> {
		return this.kept.get(url)?.clone();
	}
	async put(url: string, response: Response): Promise<void> {
		this.kept.set(url, response);
	}
	async text(path: string): Promise<string | undefined> {
		return (await this.match(scopeUrl + path))?.text();
	}
}

/** @param answers in place of the file itself, by turns */
function hostOf(
	contents: Readonly<Record<string, string>>,
	answers: Readonly<Record<string, readonly (Response | Error)[]>> = {}
) {
	const asked: string[] = [];
	return {
		asked,
		async fetch(url: string): Promise<Response> {
			const path = url.slice(scopeUrl.length);
			const earlier = asked.filter((other) => other === path).length;
			asked.push(path);
			const answer = answers[path]?.[earlier];
			if (answer instanceof Error) throw answer;
			if (answer) return answer.clone();
			const type = types[path.slice(path.indexOf('.') + 1) as keyof typeof types];
			return new Response(contents[path] ?? '', { headers: { 'content-type': type } });
		}
	};
}

const html = (text: string, status = 200): Response =>
	new Response(text, { status, headers: { 'content-type': 'text/html' } });
const script = (text: string): Response =>
	new Response(text, { headers: { 'content-type': 'text/javascript' } });

describe('an installation', () => {
	test('keeps every file, with the headers that it came with', async () => {
		const target = new MemoryCache();
		const host = hostOf(files, {
			'index.html': [
				new Response(files['index.html'], {
					headers: { 'content-type': 'text/html', 'content-security-policy': 'p', vary: '*' }
				})
			]
		});
		await install({ scopeUrl, entries: await entriesOf(files), target, others: [], ...host });
		expect(await target.text('theme.js')).toBe('theme()');
		const page = await target.match(`${scopeUrl}index.html`);
		expect(page?.headers.get('content-security-policy')).toBe('p');
		expect(page?.headers.has('vary')).toBe(false);
	});

	test('fetches nothing that another build has, or that it had brought itself', async () => {
		const other = new MemoryCache();
		const target = new MemoryCache();
		await other.put(`${scopeUrl}theme.js`, script('theme()'));
		await target.put(`${scopeUrl}a.css`, new Response('b {}'));
		const host = hostOf(files);
		await install({ scopeUrl, entries: await entriesOf(files), target, others: [other], ...host });
		expect(host.asked).toEqual(['index.html']);
		expect(await target.text('theme.js')).toBe('theme()');
	});

	test('does not take from another build what only has the same name', async () => {
		const other = new MemoryCache();
		await other.put(`${scopeUrl}theme.js`, script('older()'));
		const target = new MemoryCache();
		const entries = await entriesOf(files);
		await install({ scopeUrl, entries, target, others: [other], ...hostOf(files) });
		expect(await target.text('theme.js')).toBe('theme()');
	});

	test('asks once more past every cache for what came wrong', async () => {
		const target = new MemoryCache();
		const host = hostOf(files, { 'theme.js': [script('stale()')] });
		await install({ scopeUrl, entries: await entriesOf(files), target, others: [], ...host });
		expect(await target.text('theme.js')).toBe('theme()');
		expect(host.asked.filter((path) => path === 'theme.js')).toHaveLength(2);
	});

	test.each([
		['is not there', html('Not here', 404), /theme\.js: the host answered 404/],
		['is a page', html('<p>Log in'), /theme\.js: came as text\/html/],
		['has no type', new Response(new Uint8Array(3)), /theme\.js: came as nothing in particular/],
		[
			'is another one',
			script('other()'),
			/theme\.js: expected SHA-256 .* found .* \(7 of 7 bytes\)/
		],
		['is cut off', script('them'), /\(4 of 7 bytes\)/],
		['does not come', new TypeError('cut'), /cut/]
	])('fails where a file %s, and never keeps that', async (_what, answer, reason) => {
		const target = new MemoryCache();
		const host = hostOf(files, { 'theme.js': [answer, answer] });
		const entries = await entriesOf(files);
		await expect(install({ scopeUrl, entries, target, others: [], ...host })).rejects.toThrow(
			reason
		);
		expect(target.kept.has(`${scopeUrl}theme.js`)).toBe(false);
	});
});
