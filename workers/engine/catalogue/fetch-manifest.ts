/** Fetches a catalogue's manifest, asking the server each time whether it has a newer one. */
import type { Result } from '#lib/contracts/failure.ts';
import { failed } from '#lib/contracts/failure.ts';
import { manifestFileName, parseManifest, type Manifest } from '#lib/contracts/manifest.ts';
import { download } from './download.ts';
import type { Clock, Fetch } from './ports.ts';
import { withRetries } from './retry.ts';

const attemptsPerManifest = 3;
/** A million tracks take some tens of kilobytes. */
const maxManifestBytes = 16 * 2 ** 20;

export interface FetchManifestOptions {
	/** The catalogue's folder, ending in a slash. */
	readonly folderUrl: string;
	readonly fetch: Fetch;
	readonly signal: AbortSignal;
	readonly clock: Clock;
	readonly random?: () => number;
	readonly stallTimeoutMs?: number;
}

export function fetchManifest(options: FetchManifestOptions): Promise<Result<Manifest>> {
	const url = options.folderUrl + manifestFileName;
	return withRetries({ ...options, attempts: attemptsPerManifest }, async () => {
		const downloaded = await download({
			...options,
			url,
			expected: 'a catalogue manifest',
			maxBytes: maxManifestBytes,
			cache: 'no-cache'
		});
		if (!downloaded.ok) return downloaded;
		if (downloaded.value.isTooLong) {
			return failed(
				'malformed',
				`${url}: more than ${maxManifestBytes} bytes, not a catalogue manifest`,
				{
					details: { source: url }
				}
			);
		}
		return parseManifest(new TextDecoder().decode(downloaded.value.bytes), url);
	});
}
