/**
 * The addresses of tracks' previews, thirty seconds each: the original's `spotify_urls.p`. A folder
 * may be without it, and a track without one.
 */
import { existsSync } from 'node:fs';
import { success, type Result } from '#lib/contracts/failure.ts';
import type { BadTracks } from './bad-tracks.ts';
import { readPickledDictionary } from './pickle.ts';
import { describeValue } from './pickle-values.ts';

const addressPattern = /^https:\/\/[^\s\p{Cc}]{1,500}$/u;

/**
 * @param file the pickle: id → address, empty or None where there is none
 * @param rows the tracks' rows by id; other ids are passed over
 * @returns addresses by row, of those that have one
 */
export async function readPreviews(
	file: string,
	rows: ReadonlyMap<string, number>,
	bad: BadTracks,
	onProgress: (done: number, total: number) => void
): Promise<Result<ReadonlyMap<number, string>>> {
	const addresses = new Map<number, string>();
	if (!existsSync(file)) return success(addresses);
	const read = await readPickledDictionary(
		file,
		(key, value) => {
			const row = typeof key === 'string' ? rows.get(key) : undefined;
			if (typeof key !== 'string' || row === undefined) return success(undefined);
			if (value === '' || value === null) return success(undefined);
			if (typeof value === 'string' && addressPattern.test(value)) {
				addresses.set(row, value);
				return success(undefined);
			}
			return bad.report({
				file,
				key,
				reason: 'bad-preview',
				found:
					typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : describeValue(value),
				expected: 'an address that begins with https://, or an empty text'
			});
		},
		onProgress
	);
	return read.ok ? success(addresses) : read;
}
