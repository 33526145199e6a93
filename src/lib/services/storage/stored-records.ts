/**
 * Reads records back. A database is outside data: another version of the program may have written
 * it, or a disk may have failed under it. What does not parse is absent, not a crash.
 */
import * as v from 'valibot';
import { parseManifest } from '#lib/contracts/manifest.ts';
import { savedPlaylistSchema, type SavedPlaylist } from '#lib/contracts/saved-playlist.ts';
import type { StoredCatalogue } from './storage.ts';

const catalogueRecordSchema = v.object({
	manifest: v.looseObject({}),
	publishedAt: v.pipe(v.string(), v.isoTimestamp())
});

export function parseStoredCatalogue(record: unknown): StoredCatalogue | undefined {
	const parsed = v.safeParse(catalogueRecordSchema, record);
	if (!parsed.success) return undefined;
	const { manifest, publishedAt } = parsed.output;
	const read = parseManifest(JSON.stringify(manifest), 'stored catalogue');
	return read.ok ? { manifest: read.value, publishedAt } : undefined;
}

export function parseStoredCatalogues(records: readonly unknown[]): readonly StoredCatalogue[] {
	return records.map(parseStoredCatalogue).filter((catalogue) => catalogue !== undefined);
}

/** The playlists among these records, newest first. */
export function parseStoredPlaylists(records: readonly unknown[]): readonly SavedPlaylist[] {
	return records
		.map((record) => v.safeParse(savedPlaylistSchema, record))
		.flatMap((parsed) => (parsed.success ? [parsed.output] : []))
		.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}
