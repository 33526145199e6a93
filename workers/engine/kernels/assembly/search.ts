/**
 * Search in lines of text: which lines hold all of some words, best matches first.
 *
 * The text is lines of folded UTF-8, each ended by a line feed, with 16 readable bytes and the first word.s length beyond it.
 * The first word, the rarest as a rule, is looked for sixteen places at a time by its first and
 * last byte; only lines that hold it are looked at more closely. Lines are counted by their line
 * feeds on the way, so that no table of offsets is needed.
 */

const LINE_FEED: u8 = 0x0a;
const SPACE: u8 = 0x20;

/** How well a word matches: the smaller the better. */
const WHOLE_WORD: u32 = 0;
const PREFIX: u32 = 1;
const INSIDE: u32 = 2;
const NONE: u32 = 3;

function isBoundary(byte: u8): bool {
	return byte == SPACE || byte == LINE_FEED;
}

function isWordAt(place: usize, word: usize, length: u32): bool {
	for (let i: u32 = 0; i < length; i++) {
		if (load<u8>(place + i) != load<u8>(word + i)) return false;
	}
	return true;
}

/** Which of sixteen bytes are the boundary of a word. */
function boundaries(bytes: v128): v128 {
	return v128.or(
		i8x16.eq(bytes, i8x16.splat(SPACE)),
		i8x16.eq(bytes, i8x16.splat(LINE_FEED))
	);
}

/** The best match of a word in the line [start, end), whose end holds a line feed. */
function matchInLine(text: usize, start: u32, end: u32, word: usize, length: u32): u32 {
	let match = NONE;
	const first = load<u8>(word);
	for (let at = start; at + length <= end; at++) {
		if (load<u8>(text + at) != first) continue;
		if (!isWordAt(text + at, word, length)) continue;
		if (!isBoundary(load<u8>(text + at - 1))) {
			if (match > INSIDE) match = INSIDE;
		} else if (isBoundary(load<u8>(text + at + length))) {
			return WHOLE_WORD;
		} else {
			match = PREFIX;
		}
	}
	return match;
}

function isFull(counts: usize, kind: u32, limit: u32): bool {
	return load<u32>(counts + (<usize>kind << 2)) == limit;
}

/**
 * Finds the lines that hold every word and writes, for each of three kinds of match (whole words,
 * prefixes, anywhere; a line's kind is its worst word's), the first `limit` line numbers to
 * out: uint32[3][limit], and how many to counts: uint32[3]. With `isRanked` 0 every match counts
 * as the first kind. Stops as soon as the first kind is full.
 * words: uint32[wordCount][2], where each is and how long, none empty.
 */
export function searchLines(
	text: usize,
	textLength: u32,
	words: usize,
	wordCount: u32,
	isRanked: u32,
	limit: u32,
	out: usize,
	counts: usize
): void {
	for (let kind: u32 = 0; kind < 3; kind++) store<u32>(counts + (<usize>kind << 2), 0);
	const word = <usize>load<u32>(words);
	const length = load<u32>(words, 4);
	const first = i8x16.splat(load<i8>(word));
	const last = i8x16.splat(load<i8>(word + length - 1));
	const lineFeed = i8x16.splat(LINE_FEED);
	let line: u32 = 0;
	/** Where the line ends that was looked at last: further hits in it say nothing new. */
	let settledTo: u32 = 0;
	for (let at: u32 = 0; at < textLength; at += 16) {
		const here = v128.load(text + at);
		let candidates = v128.and(
			i8x16.eq(here, first),
			i8x16.eq(v128.load(text + at + length - 1), last)
		);
		if (isFull(counts, INSIDE, limit)) {
			candidates = v128.and(candidates, boundaries(v128.load(text + at - 1)));
			if (isFull(counts, PREFIX, limit)) {
				candidates = v128.and(candidates, boundaries(v128.load(text + at + length)));
			}
		}
		let hits = i8x16.bitmask(candidates);
		const feeds = i8x16.bitmask(i8x16.eq(here, lineFeed));
		while (hits != 0) {
			const bit = ctz(hits);
			hits &= hits - 1;
			const hit = at + bit;
			if (hit < settledTo || hit + length > textLength) continue;
			if (!isWordAt(text + hit, word, length)) continue;
			let start = hit;
			while (load<u8>(text + start - 1) != LINE_FEED) start--;
			let end = hit;
			while (load<u8>(text + end) != LINE_FEED) end++;
			let kind: u32 = 0;
			for (let i: u32 = 0; i < wordCount && kind != NONE; i++) {
				const entry = words + (<usize>i << 3);
				const match = matchInLine(text, start, end, <usize>load<u32>(entry), load<u32>(entry, 4));
				if (match > kind) kind = match;
				// It can only get worse, and of those there are enough.
				if (kind == INSIDE && isFull(counts, INSIDE, limit)) kind = NONE;
			}
			settledTo = end;
			if (kind == NONE) continue;
			if (!isRanked) kind = 0;
			const count = load<u32>(counts + (<usize>kind << 2));
			if (count == limit) continue;
			const number = line + popcnt(feeds & ((1 << bit) - 1));
			store<u32>(out + ((<usize>(kind * limit + count)) << 2), number);
			store<u32>(counts + (<usize>kind << 2), count + 1);
			if (kind == 0 && count + 1 == limit) return;
		}
		line += popcnt(feeds);
	}
}
