/** A request as the parts of the fake see it, and what they answer. */
import type { IncomingHttpHeaders } from 'node:http';

export interface Ask {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface Reply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
}

export function json(status: number, content: unknown, headers = {}): Reply {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(content)
	};
}

export function text(status: number, body: string, headers = {}): Reply {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

export function html(status: number, body: string): Reply {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
		body
	};
}

export function escapeHtml(plain: string): string {
	return plain.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
