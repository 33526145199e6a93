/**
 * A catalogue whose tracks the fake knows: one that lies in a folder, with the same titles and
 * vectors, and ids as Spotify's are. So a developer sees uploads, covers and the embed with it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
	manifestFileName,
	manifestPieces,
	parseManifest,
	type Block,
	type Manifest
} from '#lib/contracts/manifest.ts';
import { packSpotifyId, spotifyIdSizeBytes } from '#lib/domain/spotify-id.ts';
import { revisionOf } from '#models/pack/pack-catalogue.ts';
import { idOf } from './ids.ts';
import type { FakeTrack } from './world.ts';

export interface SpotifyEdition {
	/** By name, as a static host has them. */
	readonly files: ReadonlyMap<string, Buffer>;
	readonly tracks: readonly FakeTrack[];
}

/**
 * @param folder of a catalogue
 * @throws where there is none
 */
export function readSpotifyEdition(folder: string): SpotifyEdition {
	const path = join(folder, manifestFileName);
	const parsed = parseManifest(readFileSync(path, 'utf8'), path);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	const source = parsed.value;
	const files = new Map<string, Buffer>();
	const tracks: FakeTrack[] = [];
	for (const { file } of manifestPieces(source)) files.set(file, readFileSync(join(folder, file)));

	const blocks = source.blocks.map((block): Block => {
		const titles = files.get(block.pieces.titles.file) ?? Buffer.alloc(0);
		const lines = gunzipSync(titles).toString().split('\n').slice(0, block.trackCount);
		const ids = Buffer.alloc(block.trackCount * spotifyIdSizeBytes);
		for (const [row, line] of lines.entries()) {
			const track = trackOf(line, block.firstTrack + row);
			packSpotifyId(track.id, ids, row * spotifyIdSizeBytes);
			tracks.push(track);
		}
		const sha256 = createHash('sha256').update(ids).digest('hex');
		const file = `ids-${block.firstTrack}-${sha256.slice(0, 16)}.bin`;
		files.delete(block.pieces.ids.file);
		files.set(file, ids);
		return { ...block, pieces: { ...block.pieces, ids: { file, sizeBytes: ids.length, sha256 } } };
	});
	const manifest: Manifest = {
		...source,
		id: `${source.id}-at-spotify`,
		name: `${source.name}, as if Spotify had it`,
		idEncoding: 'spotify',
		playback: { kind: 'spotify' },
		blocks
	};
	const published = { ...manifest, revision: revisionOf(manifest) };
	files.set(manifestFileName, Buffer.from(JSON.stringify(published)));
	return { files, tracks };
}

/** @param line `Artist - Title` */
function trackOf(line: string, number: number): FakeTrack {
	const [artist = '', ...title] = line.split(' - ');
	return {
		id: idOf(`${number} ${line}`),
		title: title.join(' - ') || artist,
		artists: [artist],
		album: `The best of ${artist}`,
		durationMs: 150_000 + ((number * 7919) % 120) * 1000
	};
}
