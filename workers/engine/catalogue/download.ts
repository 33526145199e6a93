/**
 * One request over the network, made into a value: the bytes, or why there are none.
 *
 * It never reads more than it was told to expect, and never waits for ever: a connection over
 * which nothing has come for a while counts as lost.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Fetch } from './ports.ts';
import { stopWith, superseded } from './stopping.ts';

const defaultStallTimeoutMs = 30_000;

export interface DownloadOptions {
	readonly url: string;
	/** What is being asked for, in words: named in every complaint. */
	readonly expected: string;
	readonly fetch: Fetch;
	readonly signal: AbortSignal;
	readonly cache: RequestCache;
	readonly maxBytes: number;
	readonly stallTimeoutMs?: number;
	readonly onReceived?: (receivedBytes: number) => void;
}

export interface Download {
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** There was more than `maxBytes`; the rest was not read. */
	readonly isTooLong: boolean;
	readonly isHtml: boolean;
}

export async function download(options: DownloadOptions): Promise<Result<Download>> {
	const { url, expected, fetch, signal, cache, stallTimeoutMs = defaultStallTimeoutMs } = options;
	const stall = stopWith(signal);
	let timer = setTimeout(stall.stop, stallTimeoutMs);
	const stillAlive = () => {
		clearTimeout(timer);
		timer = setTimeout(stall.stop, stallTimeoutMs);
	};
	try {
		const response = await fetch(url, { signal: stall.signal, cache });
		if (!response.ok) {
			await response.body?.cancel();
			return unexpectedStatus(url, expected, response.status);
		}
		return success(await readBody(response, options, stillAlive));
	} catch (error) {
		if (signal.aborted) return superseded();
		const reason = stall.signal.aborted ? `nothing came for ${stallTimeoutMs} ms` : String(error);
		return failed('network-unreachable', `${url}: ${expected} could not be fetched: ${reason}`, {
			retryable: true,
			details: { url, reason }
		});
	} finally {
		clearTimeout(timer);
		stall.release();
	}
}

/** A server that is overloaded or being restarted may well answer the same request later. */
function unexpectedStatus(url: string, expected: string, status: number): Result<never> {
	return failed(
		'unexpected-response',
		`${url}: expected ${expected}, the server answered ${status}`,
		{
			retryable: status >= 500 || status === 408 || status === 429,
			details: { url, expected, found: `status ${status}`, status }
		}
	);
}

async function readBody(
	response: Response,
	{ maxBytes, onReceived }: DownloadOptions,
	stillAlive: () => void
): Promise<Download> {
	const chunks: Uint8Array[] = [];
	let receivedBytes = 0;
	const reader = response.body?.getReader();
	for (;;) {
		const next = await reader?.read();
		if (!next || next.done) break;
		stillAlive();
		chunks.push(next.value);
		receivedBytes += next.value.length;
		if (receivedBytes > maxBytes) {
			await reader?.cancel();
			break;
		}
		onReceived?.(receivedBytes);
	}
	const bytes = joined(chunks, receivedBytes);
	return {
		bytes,
		isTooLong: receivedBytes > maxBytes,
		isHtml:
			(response.headers.get('content-type') ?? '').includes('text/html') || looksLikeHtml(bytes)
	};
}

function joined(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(sizeBytes);
	let offset = 0;
	for (const chunk of chunks) {
		whole.set(chunk, offset);
		offset += chunk.length;
	}
	return whole;
}

function looksLikeHtml(bytes: Uint8Array): boolean {
	const beginning = new TextDecoder('latin1')
		.decode(bytes.subarray(0, 100))
		.trimStart()
		.toLowerCase();
	return beginning.startsWith('<!doctype') || beginning.startsWith('<html');
}
