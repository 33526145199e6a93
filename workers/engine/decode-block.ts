/**
 * Reads a block's pieces as `models/pack` writes them (layouts in contracts/manifest.ts). Bytes
 * that do not have the length they must have are refused with the piece's name: a hash proves who
 * wrote a piece, not that it was written well.
 */
import { failed, success, type Failed, type Result } from '../../src/lib/contracts/failure.ts';
import {
	vectorDims,
	type Block,
	type Manifest,
	type Piece
} from '../../src/lib/contracts/manifest.ts';
import { decodeFloat16 } from '../../src/lib/domain/float16.ts';
import { spotifyIdSizeBytes } from '../../src/lib/domain/spotify-id.ts';
import type { BlockPieces } from './catalogue/sink.ts';
import type { BlockRows, PerSpace } from './vector-table.ts';

export interface DecodedBlock {
	readonly trackCount: number;
	readonly vectors: PerSpace<BlockRows>;
	/** Lines of UTF-8, each ended by a line feed. */
	readonly titles: Uint8Array;
	/** 16 bytes an id, or the ids as text. */
	readonly ids: Uint8Array | readonly string[];
}

const lineFeed = 0x0a;

export async function decodeBlock(
	manifest: Manifest,
	block: Block,
	pieces: BlockPieces
): Promise<Result<DecodedBlock>> {
	const { trackCount } = block;
	const vectors = decodeVectors(manifest, block, pieces.vectors);
	if (!vectors.ok) return vectors;
	const titles = await decodeLines(pieces.titles, block.pieces.titles, trackCount);
	if (!titles.ok) return titles;
	if (manifest.idEncoding === 'spotify') {
		const ids = new Uint8Array(pieces.ids);
		if (ids.length !== trackCount * spotifyIdSizeBytes) {
			return wrongLength(block.pieces.ids, ids.length, trackCount * spotifyIdSizeBytes);
		}
		return success({ trackCount, vectors: vectors.value, titles: titles.value, ids });
	}
	const lines = await decodeLines(pieces.ids, block.pieces.ids, trackCount);
	if (!lines.ok) return lines;
	const ids = new TextDecoder().decode(lines.value).split('\n', trackCount);
	return success({ trackCount, vectors: vectors.value, titles: titles.value, ids });
}

function decodeVectors(
	{ encoding }: Manifest,
	{ trackCount, pieces }: Block,
	piece: ArrayBuffer
): Result<PerSpace<BlockRows>> {
	const numbers = trackCount * vectorDims;
	const spaceBytes = encoding === 'float32' ? 4 * numbers : numbers + 2 * trackCount;
	if (piece.byteLength !== 2 * spaceBytes) {
		return wrongLength(pieces.vectors, piece.byteLength, 2 * spaceBytes);
	}
	const decodeSpace = (offset: number): BlockRows => {
		if (encoding === 'float32') {
			return { encoding, values: new Float32Array(piece, offset, numbers) };
		}
		const codes = new Int8Array(piece, offset, numbers);
		// A block with an odd number of codes would put the scales off their alignment.
		const bits = new DataView(piece, offset + numbers, 2 * trackCount);
		const scales = Float32Array.from({ length: trackCount }, (_, row) =>
			decodeFloat16(bits.getUint16(2 * row, true))
		);
		return { encoding, codes, scales };
	};
	return success({ sound: decodeSpace(0), playlists: decodeSpace(spaceBytes) });
}

/** Unpacks lines of text, and sees to it that there is one for each track. */
async function decodeLines(
	packed: ArrayBuffer,
	piece: Piece,
	lineCount: number
): Promise<Result<Uint8Array>> {
	let text: Uint8Array;
	try {
		const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
		text = new Uint8Array(await new Response(stream).arrayBuffer());
	} catch {
		return failed('malformed', `${piece.file}: its text does not decompress`, {
			details: { file: piece.file }
		});
	}
	let feeds = 0;
	for (let at = text.indexOf(lineFeed); at >= 0; at = text.indexOf(lineFeed, at + 1)) feeds++;
	if (feeds !== lineCount - 1) {
		return failed('malformed', `${piece.file}: ${feeds + 1} lines, expected ${lineCount}`, {
			details: { file: piece.file }
		});
	}
	const lines = new Uint8Array(text.length + 1);
	lines.set(text);
	lines[text.length] = lineFeed;
	return success(lines);
}

function wrongLength({ file }: Piece, foundBytes: number, expectedBytes: number): Failed {
	return failed('malformed', `${file}: ${foundBytes} bytes, expected ${expectedBytes}`, {
		details: { file, foundBytes, expectedBytes }
	});
}
