/**
 * A catalogue's ids: which row an id is, and which id a row has.
 *
 * Spotify's ids stay packed as 16 bytes; a hash table of row numbers (open addressing, linear
 * probing) finds them without a JavaScript object per track.
 */
import {
	packSpotifyId,
	spotifyIdSizeBytes,
	unpackSpotifyId
} from '../../src/lib/domain/spotify-id.ts';

interface IdTable {
	/** Bytes of the ids themselves. */
	readonly tableBytes: number;
	rowOf(id: string): number | undefined;
	idOf(row: number): string;
}

/** Ids of any form, for catalogues that are not Spotify's. */
export class TextIdTable implements IdTable {
	readonly #ids: string[] = [];
	readonly #rows = new Map<string, number>();
	tableBytes = 0;

	/** @returns the first id that was there already, if any */
	append(ids: readonly string[]): string | undefined {
		for (const id of ids) {
			if (this.#rows.has(id)) return id;
			this.#rows.set(id, this.#ids.length);
			this.#ids.push(id);
			this.tableBytes += id.length;
		}
		return undefined;
	}

	rowOf(id: string): number | undefined {
		return this.#rows.get(id);
	}

	idOf(row: number): string {
		const id = this.#ids[row];
		if (id === undefined) throw new RangeError(`no row ${row}`);
		return id;
	}
}

export class SpotifyIdTable implements IdTable {
	readonly #bytes: Uint8Array;
	readonly #words: DataView;
	/** Row + 1 by hash; 0 is free. At most two thirds full. */
	readonly #slots: Uint32Array;
	readonly #mask: number;
	#rowCount = 0;

	constructor(capacity: number) {
		this.#bytes = new Uint8Array(capacity * spotifyIdSizeBytes);
		this.#words = new DataView(this.#bytes.buffer);
		const slotCount = 2 ** Math.ceil(Math.log2(capacity * 1.5 + 1));
		this.#slots = new Uint32Array(slotCount);
		this.#mask = slotCount - 1;
	}

	get tableBytes(): number {
		return this.#bytes.byteLength;
	}

	/** @returns the first id that was there already, if any */
	append(packed: Uint8Array): string | undefined {
		const first = this.#rowCount;
		this.#bytes.set(packed, first * spotifyIdSizeBytes);
		const end = first + packed.length / spotifyIdSizeBytes;
		for (let row = first; row < end; row++) {
			const slot = this.#slotOf(this.#words, row * spotifyIdSizeBytes);
			if (this.#slots[slot] !== 0) return unpackSpotifyId(this.#bytes, row * spotifyIdSizeBytes);
			this.#slots[slot] = row + 1;
		}
		this.#rowCount = end;
		return undefined;
	}

	rowOf(id: string): number | undefined {
		const packed = new Uint8Array(spotifyIdSizeBytes);
		if (!packSpotifyId(id, packed, 0)) return undefined;
		const entry = this.#slots[this.#slotOf(new DataView(packed.buffer), 0)] as number;
		return entry === 0 ? undefined : entry - 1;
	}

	idOf(row: number): string {
		return unpackSpotifyId(this.#bytes, row * spotifyIdSizeBytes);
	}

	/** The slot that holds an id, or the free one where it would go. */
	#slotOf(words: DataView, offset: number): number {
		// Ids are random numbers, but nothing promises it: their words are mixed.
		let hash = 0;
		for (let i = 0; i < spotifyIdSizeBytes; i += 4) {
			hash = Math.imul(hash ^ words.getUint32(offset + i), 0x9e3779b1);
			hash ^= hash >>> 15;
		}
		let slot = hash & this.#mask;
		for (;;) {
			const entry = this.#slots[slot] as number;
			if (entry === 0 || this.#isSame(words, offset, (entry - 1) * spotifyIdSizeBytes)) return slot;
			slot = (slot + 1) & this.#mask;
		}
	}

	#isSame(words: DataView, offset: number, own: number): boolean {
		for (let i = 0; i < spotifyIdSizeBytes; i += 4) {
			if (words.getUint32(offset + i) !== this.#words.getUint32(own + i)) return false;
		}
		return true;
	}
}
