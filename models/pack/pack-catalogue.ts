/**
 * Packs tracks into a catalogue: the folder of static files that `contracts/manifest.ts` describes.
 *
 * Tracks stream through one block's worth of memory. The folder is replaced as a whole or not at
 * all (`staging.ts`). With the same Node, the same tracks and options give the same bytes, so a
 * catalogue that is packed again keeps its revision, and readers download only what did change.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { EncoderDescription } from '#lib/contracts/encoder.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import {
	manifestFormat,
	manifestPieces,
	manifestSchema,
	manifestVersion,
	vectorDims,
	type Block,
	type Manifest,
	type Piece,
	type PieceKind,
	type Playback,
	type VectorEncoding
} from '#lib/contracts/manifest.ts';
import { fileFailure } from '../file-failure.ts';
import { BlockBuffer, compressLines, type IdEncoding, type PackTrack } from './block-buffer.ts';
import { Staging } from './staging.ts';

export type { PackTrack } from './block-buffer.ts';

const defaultBlockSize = 16_384;

export interface PackOptions {
	/** The catalogue's folder: made, or its catalogue replaced. */
	readonly outDir: string;
	/** Lower-case letters, digits and hyphens. */
	readonly id: string;
	readonly name: string;
	readonly licence: string;
	readonly playback: Playback;
	readonly encoding: VectorEncoding;
	/** `spotify` only if every id is one of Spotify's (`isSpotifyId`); `text` unless told. */
	readonly idEncoding?: IdEncoding;
	/** Tracks in a block; 16,384 unless told. */
	readonly blockSize?: number;
	/** An address or an empty text for each track, in the tracks' order. */
	readonly previews?: readonly string[] | undefined;
	readonly encoder?:
		{ readonly description: EncoderDescription; readonly weights: Uint8Array } | undefined;
}

/**
 * @param tracks in order of popularity, each id once; an (async) iterable, so that a million never
 *   stand in memory as objects
 * @returns the manifest that was written; `bad-input` for no tracks at all, for details that a
 *   manifest cannot hold or an id that the ids' encoding cannot; `storage-full` or `bad-input` when
 *   the folder cannot be written. Nothing is left behind then, and an older catalogue stays.
 */
export async function packCatalogue(
	tracks: Iterable<PackTrack> | AsyncIterable<PackTrack>,
	options: PackOptions
): Promise<Result<Manifest>> {
	const checked = checkDetails(options);
	if (!checked.ok) return checked;
	let staging: Staging | undefined;
	try {
		staging = await Staging.beside(options.outDir);
		const blocks = await writeBlocks(tracks, options, staging);
		if (!blocks.ok) return blocks;
		const manifest = await describe(blocks.value, options, staging);
		await staging.publish(manifest);
		return success(manifest);
	} catch (error) {
		return fileFailure(error, options.outDir);
	} finally {
		await staging?.discard();
	}
}

/** What a catalogue is called and how it is played: checked before the work, not after it. */
export function checkDetails(
	details: Pick<PackOptions, 'id' | 'name' | 'licence' | 'playback'>
): Result<void> {
	const { id, name, licence, playback } = manifestSchema.entries;
	const checked = v.safeParse(v.object({ id, name, licence, playback }), details);
	if (checked.success) return success(undefined);
	const [issue] = checked.issues;
	const what = v.getDotPath(issue) ?? 'details';
	return failed(
		'bad-input',
		`the catalogue's ${what} cannot be ${issue.received}: ${issue.message}`
	);
}

async function writeBlocks(
	tracks: Iterable<PackTrack> | AsyncIterable<PackTrack>,
	{ blockSize = defaultBlockSize, encoding, idEncoding = 'text' }: PackOptions,
	staging: Staging
): Promise<Result<Block[]>> {
	const buffer = new BlockBuffer(blockSize, encoding, idEncoding);
	const blocks: Block[] = [];
	let firstTrack = 0;

	async function closeBlock(): Promise<void> {
		const trackCount = buffer.count;
		const bytes = await buffer.takePieces();
		blocks.push({
			firstTrack,
			trackCount,
			pieces: {
				vectors: await writePiece('vectors', firstTrack, bytes.vectors, staging),
				titles: await writePiece('titles', firstTrack, bytes.titles, staging),
				ids: await writePiece('ids', firstTrack, bytes.ids, staging)
			}
		});
		firstTrack += trackCount;
	}

	for await (const track of tracks) {
		const added = buffer.add(track);
		if (!added.ok) return added;
		if (buffer.isFull) await closeBlock();
	}
	if (buffer.count > 0) await closeBlock();
	if (blocks.length === 0) return failed('bad-input', 'there are no tracks to pack');
	return success(blocks);
}

async function writePiece(
	kind: PieceKind | 'previews' | 'encoder',
	firstTrack: number,
	bytes: Uint8Array,
	staging: Staging
): Promise<Piece> {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const file = `${kind}-${firstTrack}-${sha256.slice(0, 16)}.bin`;
	await staging.write(file, bytes);
	return { file, sizeBytes: bytes.byteLength, sha256 };
}

async function describe(
	blocks: Block[],
	{ id, name, licence, playback, encoding, idEncoding = 'text', previews, encoder }: PackOptions,
	staging: Staging
): Promise<Manifest> {
	const manifest: Manifest = {
		format: manifestFormat,
		version: manifestVersion,
		id,
		name,
		licence,
		revision: '',
		trackCount: blocks.reduce((total, { trackCount }) => total + trackCount, 0),
		dims: vectorDims,
		encoding,
		idEncoding,
		playback,
		blocks,
		...(previews
			? { previews: await writePiece('previews', 0, await compressLines(previews), staging) }
			: {}),
		encoder: encoder
			? {
					description: encoder.description,
					weights: await writePiece('encoder', 0, encoder.weights, staging)
				}
			: null
	};
	return { ...manifest, revision: revisionOf(manifest) };
}

/** SHA-256 over every piece's hash in hexadecimal, joined by line feeds, in the manifest's order. */
export function revisionOf(manifest: Manifest): string {
	const hashes = manifestPieces(manifest).map(({ sha256 }) => sha256);
	return createHash('sha256').update(hashes.join('\n')).digest('hex');
}
