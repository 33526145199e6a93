/**
 * How popular each track is, from a table such as the original's `tracks_dedup.csv`.
 *
 * What is taken:
 * - With or without a header. A first line is one when none of its fields is a number or an id.
 * - The column of ids is the first one that holds an id of the catalogue's in the first line that
 *   has one; ids may also be written `spotify:track:ID` or `https://open.spotify.com/track/ID`.
 * - The count is the column whose heading is one of `countHeadings`; without a header, the last
 *   column, if it is a number there (the original's file has no header: id, artist, title, address,
 *   count). Without a count, each line that a track has counts as one.
 * - A track with several lines has their sum, one without a line has 0.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { readCsv } from './csv.ts';

const countHeadings: ReadonlySet<string> = new Set([
	'popularity',
	'count',
	'counts',
	'plays',
	'playlists',
	'frequency',
	'occurrences',
	'n'
]);

interface Columns {
	readonly id: number;
	/** Null: each line counts as one. */
	readonly count: number | null;
}

/**
 * @param rows the catalogue's ids and each one's row
 * @param rowCount one more than the largest row
 * @returns each row's popularity
 */
export async function readPopularity(
	path: string,
	rows: ReadonlyMap<string, number>,
	rowCount: number
): Promise<Result<Float64Array>> {
	const popularity = new Float64Array(rowCount);
	const layout: { header: readonly string[] | null; columns: Columns | null } = {
		header: null,
		columns: null
	};
	let isFirst = true;
	const read = await readCsv(path, (fields, line) => {
		const isHeader = isFirst && !fields.some((field) => isCount(field) || looksLikeId(field));
		isFirst = false;
		if (isHeader) layout.header = fields;
		const columns = (layout.columns ??= findColumns(fields, layout.header, rows));
		if (columns === null) return success(undefined);
		const row = rows.get(idIn(fields[columns.id] ?? ''));
		if (row === undefined) return success(undefined);
		const count = columns.count === null ? '1' : (fields[columns.count] ?? '');
		if (!isCount(count)) {
			return failed(
				'bad-input',
				`${path}: line ${line}: column ${(columns.count ?? 0) + 1} holds ${JSON.stringify(count)}, expected how popular the track is, a number from 0`,
				{ details: { file: path, line } }
			);
		}
		popularity[row] = (popularity[row] as number) + Number(count);
		return success(undefined);
	});
	if (!read.ok) return read;
	if (layout.columns === null) {
		return failed('bad-input', `${path}: no column holds ids of the catalogue's tracks`, {
			details: { file: path }
		});
	}
	return success(popularity);
}

function findColumns(
	fields: readonly string[],
	header: readonly string[] | null,
	rows: ReadonlyMap<string, number>
): Columns | null {
	const id = fields.findIndex((field) => rows.has(idIn(field)));
	if (id < 0) return null;
	const last = fields.length - 1;
	const count = header
		? header.findIndex((heading) => countHeadings.has(heading.trim().toLowerCase()))
		: last !== id && isCount(fields[last] ?? '')
			? last
			: -1;
	return { id, count: count < 0 ? null : count };
}

function idIn(field: string): string {
	const text = field.trim();
	return (
		/^(?:spotify:track:|https?:\/\/open\.spotify\.com\/track\/)([0-9A-Za-z]+)/.exec(text)?.[1] ??
		text
	);
}

function looksLikeId(field: string): boolean {
	return /^[0-9A-Za-z]{22}$/.test(idIn(field));
}

function isCount(field: string): boolean {
	return /^\s*\d+(\.\d+)?\s*$/.test(field);
}
