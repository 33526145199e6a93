/**
 * Fetches one piece. Nobody sees its bytes before their SHA-256 matched: the hash alone decides,
 * whatever the server says about type or length.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Piece } from '#lib/contracts/manifest.ts';
import { download, type Download } from './download.ts';
import type { Clock, Fetch } from './ports.ts';
import { withRetries } from './retry.ts';
import { sha256Hex } from '#lib/domain/sha256.ts';

const attemptsPerPiece = 4;

export interface FetchPieceOptions {
	/** The catalogue's folder, ending in a slash. */
	readonly folderUrl: string;
	readonly piece: Piece;
	readonly fetch: Fetch;
	readonly signal: AbortSignal;
	readonly clock: Clock;
	readonly random?: () => number;
	readonly stallTimeoutMs?: number;
	/** Bytes of this attempt so far: begins anew when it is tried again. */
	readonly onReceived?: (receivedBytes: number) => void;
}

export function fetchPiece(options: FetchPieceOptions): Promise<Result<ArrayBuffer>> {
	const { folderUrl, piece } = options;
	const url = folderUrl + piece.file;
	return withRetries({ ...options, attempts: attemptsPerPiece }, async (attempt) => {
		const downloaded = await download({
			...options,
			url,
			expected: `a piece of ${piece.sizeBytes} bytes`,
			maxBytes: piece.sizeBytes,
			// What came wrong may have come out of a cache.
			cache: attempt === 0 ? 'default' : 'reload'
		});
		return downloaded.ok ? verify(downloaded.value, piece, url) : downloaded;
	});
}

async function verify(
	{ bytes, isTooLong, isHtml }: Download,
	{ file, sizeBytes, sha256 }: Piece,
	url: string
): Promise<Result<ArrayBuffer>> {
	const hasSize = bytes.length === sizeBytes;
	const foundSha256 = hasSize ? await sha256Hex(bytes) : '';
	if (foundSha256 === sha256) return success(bytes.buffer);
	if (isHtml) {
		const expected = `a piece of ${sizeBytes} bytes`;
		const found = 'an HTML page';
		return failed('unexpected-response', `${file}: expected ${expected}, found ${found}`, {
			retryable: true,
			details: { url, file, expected, found }
		});
	}
	const expected = hasSize ? `SHA-256 ${sha256.slice(0, 12)}` : `${sizeBytes} bytes`;
	const found = hasSize ? foundSha256.slice(0, 12) : isTooLong ? 'more' : `${bytes.length} bytes`;
	return failed('piece-corrupt', `${file}: expected ${expected}, found ${found}`, {
		retryable: true,
		details: { url, file, expected, found }
	});
}
