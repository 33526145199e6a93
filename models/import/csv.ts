/**
 * Reads comma-separated values (RFC 4180) record by record: fields may be quoted, quoted fields may
 * hold commas, line breaks and doubled quotes. UTF-8, with or without a byte order mark.
 */
import { createReadStream } from 'node:fs';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { fileFailure } from '../file-failure.ts';

const longestRecordChars = 1 << 20;

/** Takes one record; a failure stops the reading and becomes its result. */
export type RecordVisitor = (fields: readonly string[], line: number) => Result<void>;

/** @returns `bad-input` naming the file and the line, for what is not CSV in UTF-8 */
export async function readCsv(path: string, onRecord: RecordVisitor): Promise<Result<void>> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	let pending = '';
	let line = 1;

	/** Hands out the records of `pending` that are complete, and keeps the rest. */
	function takeRecords(isEnd: boolean): Result<void> {
		let start = 0;
		while (start < pending.length) {
			const parsed = parseRecord(pending, start, isEnd);
			if (parsed === 'incomplete') {
				const isHopeless = isEnd || pending.length - start > longestRecordChars;
				if (isHopeless) return badCsv(path, line, 'a quoted field has no end');
				break;
			}
			if (parsed === 'misquoted')
				return badCsv(path, line, 'a quoted field goes on after its quote');
			const taken = parsed.isBlank ? success(undefined) : onRecord(parsed.fields, line);
			if (!taken.ok) return taken;
			line += parsed.lineCount;
			start = parsed.end;
		}
		pending = pending.slice(start);
		return success(undefined);
	}

	try {
		for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
			pending += decoder.decode(chunk as Uint8Array, { stream: true });
			const taken = takeRecords(false);
			if (!taken.ok) return taken;
		}
		pending += decoder.decode();
		return takeRecords(true);
	} catch (error) {
		if (error instanceof TypeError) return badCsv(path, line, 'what follows is not UTF-8');
		return fileFailure(error, path);
	}
}

function badCsv(path: string, line: number, problem: string): Result<never> {
	return failed('bad-input', `${path}: line ${line}: ${problem}`, {
		details: { file: path, line }
	});
}

interface ParsedRecord {
	readonly fields: string[];
	/** Where the next record begins. */
	readonly end: number;
	readonly lineCount: number;
	readonly isBlank: boolean;
}

function parseRecord(
	text: string,
	start: number,
	isEnd: boolean
): ParsedRecord | 'incomplete' | 'misquoted' {
	const fields: string[] = [];
	let at = start;
	let lineCount = 0;
	for (;;) {
		let field: string;
		if (text[at] === '"') {
			const quoted = parseQuoted(text, at);
			if (quoted === 'incomplete') return quoted;
			({ field, end: at } = quoted);
			lineCount += quoted.lineBreaks;
		} else {
			let end = at;
			while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r')
				end++;
			field = text.slice(at, end);
			at = end;
		}
		fields.push(field);
		// "\r" may be the first half of "\r\n", a quote the first half of two: wait for what follows.
		if (at + 1 >= text.length && !isEnd) return 'incomplete';
		if (at >= text.length || text[at] === '\n' || text[at] === '\r') break;
		if (text[at] !== ',') return 'misquoted';
		at++;
	}
	const isPair = text[at] === '\r' && text[at + 1] === '\n';
	const isBlank = fields.length === 1 && fields[0] === '';
	return { fields, end: at + (isPair ? 2 : 1), lineCount: lineCount + 1, isBlank };
}

function parseQuoted(
	text: string,
	start: number
): { field: string; end: number; lineBreaks: number } | 'incomplete' {
	let end = start + 1;
	for (;;) {
		end = text.indexOf('"', end);
		if (end < 0) return 'incomplete';
		if (text[end + 1] !== '"') break;
		end += 2;
	}
	const field = text.slice(start + 1, end).replaceAll('""', '"');
	return { field, end: end + 1, lineBreaks: field.split('\n').length - 1 };
}
