/**
 * Sends pages, scripts, styles and WebAssembly compressed, as every host does: what a visit costs is
 * measured on this server.
 */
import { readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const contentTypes: Readonly<Record<string, string>> = {
	'.html': 'text/html;charset=utf-8',
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json'
};

/** As hard as hosts try that compress on the way. */
const quality = 5;

/** @returns whether it has answered; otherwise nothing has been done */
export function compressedTexts(
	folder: string
): (request: IncomingMessage, response: ServerResponse, path: string) => boolean {
	const made = new Map<string, { readonly mtimeMs: number; readonly bytes: Buffer }>();

	function compressed(file: string, mtimeMs: number): Buffer {
		const before = made.get(file);
		if (before?.mtimeMs === mtimeMs) return before.bytes;
		const bytes = brotliCompressSync(readFileSync(file), {
			params: { [constants.BROTLI_PARAM_QUALITY]: quality }
		});
		made.set(file, { mtimeMs, bytes });
		return bytes;
	}

	return (request, response, path) => {
		const isTaken = /\bbr\b/.test(String(request.headers['accept-encoding']));
		if (!isTaken || request.method !== 'GET' || request.headers.range !== undefined) return false;
		const found = textAt(folder, path);
		if (found === undefined) return false;
		const bytes = compressed(found.file, found.mtimeMs);
		response.writeHead(200, {
			'Content-Type': found.contentType,
			'Content-Encoding': 'br',
			'Content-Length': bytes.length,
			Vary: 'Accept-Encoding'
		});
		response.end(bytes);
		return true;
	};
}

/** The text that lies at this path; a page's address is its file's name without the ending. */
function textAt(
	folder: string,
	path: string
): { readonly file: string; readonly mtimeMs: number; readonly contentType: string } | undefined {
	const decoded = decodedPath(path);
	const names = extname(decoded) === '' ? [`${decoded}.html`, `${decoded}/index.html`] : [decoded];
	for (const name of names) {
		const file = normalize(join(folder, name));
		const contentType = contentTypes[extname(file)];
		if (contentType === undefined || !file.startsWith(folder + sep)) continue;
		const stats = statSync(file, { throwIfNoEntry: false });
		if (stats?.isFile() === true) return { file, mtimeMs: stats.mtimeMs, contentType };
	}
	return undefined;
}

function decodedPath(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
