/**
 * A catalogue's titles, packed, and the search in them.
 *
 * Each block keeps its titles as lines of UTF-8 and, for the kernel, the same folded. Where a line
 * begins is found from every 64th one's offset, so that a million titles need no million numbers.
 */
import { foldText, foldWords } from '../../src/lib/domain/title.ts';
import { paddingBytes, type Kernels } from './kernels/kernels.ts';

const linesPerSample = 64;
const lineFeed = 0x0a;
/** Longer words are cut to this: no title has them, and the kernel reads that far ahead. */
const maxWordBytes = 256;
const maxWords = 16;

interface TitleBlock {
	readonly firstRow: number;
	readonly lineCount: number;
	readonly titles: Uint8Array;
	/** Where every 64th line begins in `titles`. */
	readonly samples: Uint32Array;
	/** The folded lines' place in linear memory. */
	readonly folded: number;
	readonly foldedLength: number;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class TitleTable {
	readonly #kernels: Kernels;
	readonly #blocks: TitleBlock[] = [];
	readonly #words: number;
	#out = { limit: 0, address: 0 };
	#tableBytes = 0;

	constructor(kernels: Kernels) {
		this.#kernels = kernels;
		this.#words = kernels.memory.allocate(maxWords * (8 + maxWordBytes));
	}

	get tableBytes(): number {
		return this.#tableBytes;
	}

	/** @param titles lines of UTF-8, each ended by a line feed */
	append(titles: Uint8Array, lineCount: number): void {
		const previous = this.#blocks.at(-1);
		const firstRow = previous ? previous.firstRow + previous.lineCount : 0;
		const folded = encoder.encode(
			decoder
				.decode(titles)
				.split('\n', lineCount)
				.map((title) => `${foldText(title)}\n`)
				.join('')
		);
		const { memory } = this.#kernels;
		const address = paddingBytes + memory.allocate(folded.length + 3 * paddingBytes + maxWordBytes);
		memory.bytes(address - 1, 1).fill(lineFeed);
		memory.bytes(address, folded.length).set(folded);
		const samples = new Uint32Array(Math.ceil(lineCount / linesPerSample));
		let start = 0;
		for (let line = 0; line < lineCount; line++) {
			if (line % linesPerSample === 0) samples[line / linesPerSample] = start;
			start = titles.indexOf(lineFeed, start) + 1;
		}
		this.#tableBytes += titles.length + folded.length + samples.byteLength;
		this.#blocks.push({
			firstRow,
			lineCount,
			titles,
			samples,
			folded: address,
			foldedLength: folded.length
		});
	}

	titleOf(row: number): string {
		const { firstRow, titles, samples } = this.#blockOf(row);
		const line = row - firstRow;
		let start = samples[Math.floor(line / linesPerSample)] ?? 0;
		for (let skip = line % linesPerSample; skip > 0; skip--) {
			start = titles.indexOf(lineFeed, start) + 1;
		}
		return decoder.decode(titles.subarray(start, titles.indexOf(lineFeed, start)));
	}

	/**
	 * Rows whose title holds every word of the query, as whole words first, then as beginnings of
	 * words, then anywhere; each in the order of rows. A query without a letter finds every row.
	 */
	search(query: string, limit: number): readonly number[] {
		const found: readonly number[][] = [[], [], []];
		this.#searchBlocks(query, limit, true, (kind, rows) => {
			found[kind]?.push(...rows);
			return kind === 0 && (found[0]?.length ?? 0) >= limit;
		});
		return found.flat().slice(0, limit);
	}

	/** Every row whose title holds every word of the query, in the order of rows. */
	searchAll(query: string): readonly number[] {
		const found: number[] = [];
		this.#searchBlocks(query, Infinity, false, (_, rows) => {
			for (const row of rows) found.push(row);
			return false;
		});
		return found;
	}

	/** The rows of each of these titles, all of them folded; one pass over the table. */
	rowsOf(folded: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
		const byHash = new Map<number, string[]>();
		for (const title of folded) {
			const bytes = encoder.encode(title);
			const hash = hashOf(bytes, 0, bytes.length);
			byHash.set(hash, [...(byHash.get(hash) ?? []), title]);
		}
		const rows = new Map<string, number[]>();
		for (const block of this.#blocks) {
			const bytes = this.#kernels.memory.bytes(block.folded, block.foldedLength);
			let start = 0;
			for (let line = 0; line < block.lineCount; line++) {
				const end = bytes.indexOf(lineFeed, start);
				const alike = byHash.get(hashOf(bytes, start, end));
				// Decoded only where the hash says that it may be one of them.
				const title = alike && decoder.decode(bytes.slice(start, end));
				if (title !== undefined && alike?.includes(title)) {
					rows.set(title, [...(rows.get(title) ?? []), block.firstRow + line]);
				}
				start = end + 1;
			}
		}
		return rows;
	}

	#searchBlocks(
		query: string,
		limit: number,
		isRanked: boolean,
		collect: (kind: number, rows: readonly number[]) => boolean
	): void {
		const words = foldWords(query);
		if (words.length > 0) this.#writeWords(words);
		const wordCount = Math.min(words.length, maxWords);
		for (const block of this.#blocks) {
			const blockLimit = Math.min(limit, block.lineCount);
			if (wordCount === 0) {
				const rows = Array.from({ length: blockLimit }, (_, line) => block.firstRow + line);
				if (collect(0, rows)) return;
				continue;
			}
			const lines = this.#searchBlock(block, wordCount, isRanked, blockLimit);
			for (const [kind, ofKind] of lines.entries()) {
				if (
					collect(
						kind,
						Array.from(ofKind, (line) => block.firstRow + line)
					)
				)
					return;
			}
		}
	}

	#searchBlock(
		{ folded, foldedLength }: TitleBlock,
		wordCount: number,
		isRanked: boolean,
		limit: number
	): readonly Uint32Array[] {
		const { memory } = this.#kernels;
		if (limit > this.#out.limit) {
			this.#out = { limit, address: memory.allocate(4 * (3 * limit + 3)) };
		}
		const counts = this.#out.address + 12 * limit;
		this.#kernels.searchLines(
			folded,
			foldedLength,
			this.#words,
			wordCount,
			isRanked ? 1 : 0,
			limit,
			this.#out.address,
			counts
		);
		return Array.from(memory.uint32(counts, 3), (count, kind) =>
			memory.uint32(this.#out.address + 4 * kind * limit, count)
		);
	}

	/** The longest word first: it is looked for throughout, the others only where it is found. */
	#writeWords(words: readonly string[]): void {
		const { memory } = this.#kernels;
		const encoded = words
			.slice(0, maxWords)
			.map((word) => encoder.encode(word).subarray(0, maxWordBytes))
			.toSorted((a, b) => b.length - a.length);
		const entries = memory.uint32(this.#words, 2 * maxWords);
		let address = this.#words + 8 * maxWords;
		for (const [i, word] of encoded.entries()) {
			memory.bytes(address, word.length).set(word);
			entries[2 * i] = address;
			entries[2 * i + 1] = word.length;
			address += maxWordBytes;
		}
	}

	#blockOf(row: number): TitleBlock {
		// Blocks are of equal size but for the last, and few: the search is short from either end.
		const block = this.#blocks.findLast(({ firstRow }) => firstRow <= row);
		if (!block || row >= block.firstRow + block.lineCount) throw new RangeError(`no row ${row}`);
		return block;
	}
}

/** FNV-1a, 32 bits, of the bytes from `start` up to `end`. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
	let hash = 0x811c9dc5;
	for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
	return hash;
}
