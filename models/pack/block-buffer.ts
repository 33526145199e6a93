/**
 * One block of a catalogue while it is being filled, and the bytes of its three pieces.
 *
 * The layouts are those of `contracts/manifest.ts`; a reader there is the other half of this. One
 * buffer serves block after block, so that packing takes the same memory for any number of tracks.
 */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import {
	vectorDims,
	type Manifest,
	type PieceKind,
	type VectorEncoding
} from '#lib/contracts/manifest.ts';
import { packSpotifyId, spotifyIdSizeBytes } from '#lib/domain/spotify-id.ts';
import { RowQuantiser, type Int8Row } from './row-quantiser.ts';

const gzipAsync = promisify(gzip);

export type IdEncoding = Manifest['idEncoding'];

/** A track as it is packed. */
export interface PackTrack {
	readonly id: string;
	/** `Artist - Title`. Line breaks become spaces. */
	readonly title: string;
	/** Unit length, 100 numbers; or quantised already, for a catalogue in `int8-row-scale` only. */
	readonly sound: Float32Array | Int8Row;
	readonly playlists: Float32Array | Int8Row;
}

export class BlockBuffer {
	readonly #idEncoding: IdEncoding;
	readonly #sound: SpaceColumns;
	readonly #playlists: SpaceColumns;
	readonly #packedIds: Uint8Array;
	readonly #capacity: number;
	#titles: string[] = [];
	#textIds: string[] = [];
	#count = 0;

	constructor(capacity: number, encoding: VectorEncoding, idEncoding: IdEncoding) {
		this.#capacity = capacity;
		this.#idEncoding = idEncoding;
		this.#sound = new SpaceColumns(capacity, encoding);
		this.#playlists = new SpaceColumns(capacity, encoding);
		this.#packedIds = new Uint8Array(idEncoding === 'spotify' ? capacity * spotifyIdSizeBytes : 0);
	}

	get count(): number {
		return this.#count;
	}

	get isFull(): boolean {
		return this.#count === this.#capacity;
	}

	/** @returns `bad-input` for an id that the ids' encoding cannot hold; the track is not added then. */
	add({ id, title, sound, playlists }: PackTrack): Result<void> {
		if (this.#idEncoding === 'spotify') {
			if (!packSpotifyId(id, this.#packedIds, this.#count * spotifyIdSizeBytes)) {
				return failed(
					'bad-input',
					`"${id}" is not an id of Spotify's, but the catalogue's ids are`
				);
			}
		} else {
			if (id === '' || /[\r\n]/.test(id)) {
				return failed(
					'bad-input',
					`${JSON.stringify(id)}: an id is one line of text, and not empty`
				);
			}
			this.#textIds.push(id);
		}
		this.#titles.push(title.replace(/\r\n|[\n\r\u2028\u2029]/g, ' '));
		this.#sound.set(this.#count, sound);
		this.#playlists.set(this.#count, playlists);
		this.#count++;
		return success(undefined);
	}

	/** The bytes of the block's pieces; the buffer is empty afterwards. */
	async takePieces(): Promise<Record<PieceKind, Uint8Array>> {
		const count = this.#count;
		const pieces = {
			vectors: Buffer.concat([...this.#sound.bytes(count), ...this.#playlists.bytes(count)]),
			titles: await compressLines(this.#titles),
			ids:
				this.#idEncoding === 'spotify'
					? this.#packedIds.slice(0, count * spotifyIdSizeBytes)
					: await compressLines(this.#textIds)
		};
		this.#titles = [];
		this.#textIds = [];
		this.#count = 0;
		return pieces;
	}
}

/** The vectors of one space, in the order in which their bytes are written. */
class SpaceColumns {
	readonly #encoding: VectorEncoding;
	/** Vectors as they came, where they came as numbers. */
	readonly #numbers: Float32Array;
	readonly #codes: Int8Array;
	readonly #scales: Uint16Array;
	/** Learnt from the first block, the most popular tracks, and used for all. */
	#quantiser: RowQuantiser | undefined;
	#hasNumbers = false;

	constructor(capacity: number, encoding: VectorEncoding) {
		const isInt8 = encoding === 'int8-row-scale';
		this.#encoding = encoding;
		this.#numbers = new Float32Array(capacity * vectorDims);
		this.#codes = new Int8Array(isInt8 ? capacity * vectorDims : 0);
		this.#scales = new Uint16Array(isInt8 ? capacity : 0);
	}

	set(row: number, vector: Float32Array | Int8Row): void {
		const codesOrNumbers = vector instanceof Float32Array ? vector : vector.codes;
		if (codesOrNumbers.length !== vectorDims) {
			throw new RangeError(`a vector of ${codesOrNumbers.length} numbers, expected ${vectorDims}`);
		}
		const offset = row * vectorDims;
		if (vector instanceof Float32Array) {
			this.#numbers.set(vector, offset);
			this.#hasNumbers = true;
		} else if (this.#encoding === 'float32') {
			throw new TypeError('quantised vectors, but float32 asked for');
		} else {
			this.#codes.set(vector.codes, offset);
			this.#scales[row] = vector.scaleBits;
		}
	}

	/** Node runs on little-endian machines only, so the arrays' own bytes are the layout's. */
	bytes(count: number): Uint8Array[] {
		const numbers = this.#numbers.subarray(0, count * vectorDims);
		if (this.#encoding === 'int8-row-scale' && this.#hasNumbers) this.#quantise(numbers);
		const columns =
			this.#encoding === 'float32'
				? [numbers]
				: [this.#codes.subarray(0, count * vectorDims), this.#scales.subarray(0, count)];
		return columns.map(
			({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)
		);
	}

	#quantise(numbers: Float32Array): void {
		const quantiser = (this.#quantiser ??= RowQuantiser.learn(numbers));
		for (let offset = 0; offset < numbers.length; offset += vectorDims) {
			const vector = numbers.subarray(offset, offset + vectorDims);
			this.#scales[offset / vectorDims] = quantiser.quantise(vector, this.#codes, offset);
		}
	}
}

/** Lines of UTF-8 joined by "\n", none at the end; gzip, which is what browsers' `DecompressionStream` reads. */
export function compressLines(lines: readonly string[]): Promise<Buffer> {
	return gzipAsync(Buffer.from(lines.join('\n'), 'utf8'), { level: constants.Z_BEST_COMPRESSION });
}
