/**
 * Imports the original's files: joins titles and both spaces' vectors by track id, puts the tracks
 * in order and packs them, with the sound network if it is there.
 *
 * What must stay true: nothing is written before everything has been read; a track is in the
 * catalogue only with a title and both vectors; and memory grows by what the catalogue itself holds
 * (the sound network, titles, ids and, for int8, 204 bytes of vectors a track), not by the size of the
 * pickles.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { vectorDims, type Manifest, type VectorEncoding } from '#lib/contracts/manifest.ts';
import { hasSpotifyIdShape, isSpotifyId } from '#lib/domain/spotify-id.ts';
import { checkDetails, packCatalogue, type PackTrack } from '../pack/pack-catalogue.ts';
import { BadTracks, type SkipReason } from './bad-tracks.ts';
import { readPickledDictionary } from './pickle.ts';
import { BrokenText, describeValue, type PickleValue } from './pickle-values.ts';
import { readPreviews } from './previews.ts';
import { readPopularity } from './popularity.ts';
import { readSpeccyModel, type ImportedEncoder } from './speccy-model.ts';
import { createVectorTable, type VectorTable } from './vector-table.ts';
import { expectedVector, readUnitVector } from './vector.ts';

/** The original's files. */
export const originalFiles = {
	titles: 'spotify_tracks.p',
	/** MP3ToVec's. */
	sound: 'spotifytovec.p',
	/** Track2Vec's. */
	playlists: 'tracktovec.p',
	/** Previews' addresses; a folder may be without it. */
	previews: 'spotify_urls.p',
	/** The sound network; a folder may be without it. */
	encoder: 'speccy_model'
} as const;

export interface ImportOptions {
	/** The folder with the original's files. */
	readonly from: string;
	readonly outDir: string;
	readonly id: string;
	readonly name: string;
	readonly licence: string;
	readonly encoding: VectorEncoding;
	/** A CSV file; see `popularity.ts`. Without one, the order is that of the titles' file. */
	readonly popularityFile?: string | undefined;
	/** Keep the first so many. */
	readonly limit?: number | undefined;
	/** Drop and count tracks that cannot be used, instead of failing. */
	readonly isSkippingBad: boolean;
	readonly onProgress?: (progress: ImportProgress) => void;
}

/** `done` and `total` are bytes while a file is read, tracks while they are packed. */
interface ImportProgress {
	readonly step: string;
	readonly done: number;
	readonly total: number;
}

export interface ImportReport {
	readonly manifest: Manifest;
	/** Titles for which neither file has a vector: usual in the original, and no error. */
	readonly withoutVectors: number;
	readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
	/** Usable tracks that `limit` has left out. */
	readonly beyondLimit: number;
	/** Tracks that have a preview. */
	readonly previews: number;
}

/** What is known of a row so far; bits. */
const hasSound = 1;
const hasPlaylists = 2;
const isDropped = 4;

interface Titles {
	readonly rows: ReadonlyMap<string, number>;
	readonly ids: readonly string[];
	readonly titles: readonly string[];
	readonly states: Uint8Array;
}

export async function importCatalogue(options: ImportOptions): Promise<Result<ImportReport>> {
	const checked = checkDetails({ ...options, playback: { kind: 'none' } });
	if (!checked.ok) return checked;
	const encoder = await readEncoder(options);
	if (!encoder.ok) return encoder;
	const bad = new BadTracks(options.isSkippingBad);
	const read = await readTitles(options, bad);
	if (!read.ok) return read;
	const titles = read.value;
	const rowCount = titles.ids.length;
	const sound = createVectorTable(options.encoding, rowCount);
	const playlists = createVectorTable(options.encoding, rowCount);
	const untitled = new Set<string>();
	for (const [file, table, state] of [
		[originalFiles.sound, sound, hasSound],
		[originalFiles.playlists, playlists, hasPlaylists]
	] as const) {
		const vectors = await readVectors(file, table, state, titles, untitled, options, bad);
		if (!vectors.ok) return vectors;
	}
	const previews = await readPreviews(
		join(options.from, originalFiles.previews),
		titles.rows,
		bad,
		progressOf(originalFiles.previews, options)
	);
	if (!previews.ok) return previews;
	const joined = joinRows(titles, options, bad);
	if (!joined.ok) return joined;
	const { rows, withoutVectors } = joined.value;
	if (options.popularityFile !== undefined) {
		const popularity = await readPopularity(options.popularityFile, titles.rows, rowCount);
		if (!popularity.ok) return popularity;
		const counts = popularity.value;
		rows.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
	}
	const kept = rows.slice(0, options.limit ?? rows.length);
	if (kept.length === 0) {
		return failed('bad-input', `${options.from}: no track has a title and both vectors`);
	}
	const addresses = Array.from(kept, (row) => previews.value.get(row) ?? '');
	const known = { sound, playlists, previews: addresses, encoder: encoder.value };
	const packed = await pack(kept, titles, known, options);
	if (!packed.ok) return packed;
	return success({
		manifest: packed.value,
		withoutVectors,
		skipped: bad.counts,
		beyondLimit: rows.length - kept.length,
		previews: addresses.filter((address) => address !== '').length
	});
}

/** What is known of the tracks beside their ids and titles. */
interface Known {
	readonly sound: VectorTable;
	readonly playlists: VectorTable;
	/** By track; empty where there is none. */
	readonly previews: readonly string[];
	readonly encoder: ImportedEncoder | undefined;
}

/** The sound network, in the precision of the vectors; undefined where there is none. */
async function readEncoder({
	from,
	encoding
}: ImportOptions): Promise<Result<ImportedEncoder | undefined>> {
	const file = join(from, originalFiles.encoder);
	if (!existsSync(file)) return success(undefined);
	return readSpeccyModel(file, encoding === 'float32' ? 'float32' : 'int8');
}

async function readTitles(options: ImportOptions, bad: BadTracks): Promise<Result<Titles>> {
	const file = join(options.from, originalFiles.titles);
	const rows = new Map<string, number>();
	const ids: string[] = [];
	const titles: string[] = [];
	const dropped: number[] = [];
	const read = await readPickledDictionary(
		file,
		(key, value) => {
			if (!isTrackId(key)) return bad.report(badId(file, key));
			if (rows.has(key)) return bad.report(duplicate(file, key));
			rows.set(key, ids.length);
			const title = typeof value === 'string' ? value : '';
			if (typeof value !== 'string') dropped.push(ids.length);
			ids.push(key);
			titles.push(title);
			if (typeof value === 'string') return success(undefined);
			const [found, expected] = [describeValue(value), 'a text in UTF-8, "Artist - Title"'];
			return bad.report({ file, key, reason: 'bad-title', found, expected });
		},
		progressOf(originalFiles.titles, options)
	);
	if (!read.ok) return read;
	const states = new Uint8Array(ids.length);
	for (const row of dropped) states[row] = isDropped;
	return success({ rows, ids, titles, states });
}

async function readVectors(
	fileName: string,
	table: VectorTable,
	state: number,
	{ rows, states }: Titles,
	untitled: Set<string>,
	options: ImportOptions,
	bad: BadTracks
): Promise<Result<number>> {
	const file = join(options.from, fileName);
	const unit = new Float64Array(vectorDims);
	const seenUntitled = new Set<string>();
	return readPickledDictionary(
		file,
		(key, value) => {
			if (!isTrackId(key)) return bad.report(badId(file, key));
			const row = rows.get(key);
			if (row === undefined) {
				if (seenUntitled.has(key)) return bad.report(duplicate(file, key));
				seenUntitled.add(key);
				// Both files may have it: it is one track.
				if (untitled.has(key)) return success(undefined);
				untitled.add(key);
				const [found, expected] = [
					'a vector of a track without a title',
					`its title in ${originalFiles.titles}`
				];
				return bad.report({ file, key, reason: 'without-title', found, expected });
			}
			const known = states[row] as number;
			if ((known & state) !== 0) return bad.report(duplicate(file, key));
			states[row] = known | state;
			const problem = readUnitVector(value, unit);
			if (problem === null) {
				table.set(row, unit);
				return success(undefined);
			}
			if ((known & isDropped) !== 0) return success(undefined);
			states[row] = known | state | isDropped;
			const { reason, found } = problem;
			return bad.report({ file, key, reason, found, expected: expectedVector(problem) });
		},
		progressOf(fileName, options)
	);
}

/** The rows that have everything, in the order of the titles' file. */
function joinRows(
	{ ids, states }: Titles,
	{ from }: ImportOptions,
	bad: BadTracks
): Result<{ rows: Uint32Array; withoutVectors: number }> {
	const rows = new Uint32Array(ids.length);
	let count = 0;
	let withoutVectors = 0;
	for (const [row, key] of ids.entries()) {
		const state = states[row] as number;
		if (state === (hasSound | hasPlaylists)) rows[count++] = row;
		else if (state === 0) withoutVectors++;
		else if ((state & isDropped) === 0) {
			const [there, missing, reason] =
				state === hasSound
					? ([originalFiles.sound, originalFiles.playlists, 'without-playlists'] as const)
					: ([originalFiles.playlists, originalFiles.sound, 'without-sound'] as const);
			const reported = bad.report({
				file: join(from, missing),
				key,
				reason,
				found: 'no vector',
				expected: `one, as ${there} has one`
			});
			if (!reported.ok) return reported;
		}
	}
	return success({ rows: rows.subarray(0, count), withoutVectors });
}

async function pack(
	rows: Uint32Array,
	{ ids, titles }: Titles,
	{ sound, playlists, previews, encoder }: Known,
	options: ImportOptions
): Promise<Result<Manifest>> {
	const { outDir, id, name, licence, encoding, onProgress } = options;
	const isPlayable = rows.every((row) => hasSpotifyIdShape(ids[row] as string));
	const isPackable = rows.every((row) => isSpotifyId(ids[row] as string));
	function* tracks(): Generator<PackTrack> {
		let done = 0;
		for (const row of rows) {
			yield {
				id: ids[row] as string,
				title: titles[row] as string,
				sound: sound.row(row),
				playlists: playlists.row(row)
			};
			done++;
			if (done % 1024 === 0 || done === rows.length) {
				onProgress?.({ step: 'packing', done, total: rows.length });
			}
		}
	}
	return packCatalogue(tracks(), {
		outDir,
		id,
		name,
		licence,
		encoding,
		playback: { kind: isPlayable ? 'spotify' : 'none' },
		idEncoding: isPackable ? 'spotify' : 'text',
		...(previews.some((address) => address !== '') ? { previews } : {}),
		encoder
	});
}

function isTrackId(key: PickleValue): key is string {
	return typeof key === 'string' && key !== '' && !/[\r\n]/.test(key);
}

function badId(file: string, key: PickleValue): Parameters<BadTracks['report']>[0] {
	const asText = key instanceof BrokenText ? Buffer.from(key.bytes).toString('latin1') : key;
	const shown = typeof asText === 'string' ? JSON.stringify(asText) : 'a key';
	const found = typeof key === 'string' ? 'a text that cannot be an id' : describeValue(key);
	return { file, key: shown, reason: 'bad-id', found, expected: "a track's id, one line of UTF-8" };
}

function duplicate(file: string, key: string): Parameters<BadTracks['report']>[0] {
	return {
		file,
		key,
		reason: 'duplicate-id',
		found: 'the id for the second time',
		expected: 'each id once'
	};
}

function progressOf(
	step: string,
	{ onProgress }: ImportOptions
): (done: number, total: number) => void {
	return (done, total) => onProgress?.({ step, done, total });
}
