/** A catalogue, or the library, in memory: ids, titles and vectors, filled block by block. */
import type { Track } from '../../src/lib/contracts/engine.ts';
import { failed, success, type Result } from '../../src/lib/contracts/failure.ts';
import type { Manifest } from '../../src/lib/contracts/manifest.ts';
import { splitTitle } from '../../src/lib/domain/title.ts';
import type { DecodedBlock } from './decode-block.ts';
import { SpotifyIdTable, TextIdTable } from './id-table.ts';
import type { Kernels } from './kernels/kernels.ts';
import { LinearTable } from './linear-table.ts';
import { TitleTable } from './title-table.ts';
import type { VectorTable } from './vector-table.ts';

/** Tells collections apart whose rows are referred to from elsewhere. */
let latestSerial = 0;

export class Collection {
	readonly serial = ++latestSerial;
	/** Tracks that it will hold when it is whole. */
	readonly capacity: number;
	readonly vectors: VectorTable;
	readonly titles: TitleTable;
	readonly #ids: SpotifyIdTable | TextIdTable;

	/** @throws RangeError when the device has not enough memory */
	constructor(
		{ trackCount, encoding, idEncoding }: Pick<Manifest, 'trackCount' | 'encoding' | 'idEncoding'>,
		kernels: Kernels
	) {
		this.capacity = trackCount;
		this.vectors = new LinearTable(kernels, encoding, trackCount);
		this.titles = new TitleTable(kernels);
		this.#ids = idEncoding === 'spotify' ? new SpotifyIdTable(trackCount) : new TextIdTable();
	}

	/** Tracks that have arrived. */
	get trackCount(): number {
		return this.vectors.rowCount;
	}

	get isWhole(): boolean {
		return this.trackCount === this.capacity;
	}

	/** Bytes that the tables take: vectors and their scales, titles, folded titles, ids. */
	get tableBytes(): number {
		return this.vectors.tableBytes + this.titles.tableBytes + this.#ids.tableBytes;
	}

	append({ trackCount, vectors, titles, ids }: DecodedBlock): Result<void> {
		const repeated =
			this.#ids instanceof SpotifyIdTable
				? ids instanceof Uint8Array && this.#ids.append(ids)
				: !(ids instanceof Uint8Array) && this.#ids.append(ids);
		if (typeof repeated === 'string') {
			return failed('malformed', `two tracks have the id ${repeated}`, {
				details: { id: repeated }
			});
		}
		this.titles.append(titles, trackCount);
		// The vectors come last: a row counts as arrived when everything of it is there.
		this.vectors.append(vectors, trackCount);
		return success(undefined);
	}

	rowOf(id: string): number | undefined {
		const row = this.#ids.rowOf(id);
		return row !== undefined && row < this.trackCount ? row : undefined;
	}

	trackAt(row: number): Track {
		return { id: this.#ids.idOf(row), ...splitTitle(this.titles.titleOf(row)) };
	}
}
