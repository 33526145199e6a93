/**
 * PostgREST's query language, as far as this project speaks it: which columns, which rows, in which
 * order, how many.
 *
 * Everything becomes a value of the types below before any SQL is written. A name is letters, digits
 * and underscores or is refused; what people typed stays a value, and values never become SQL.
 */
import { unsupported } from '../refusal.ts';
import { parseLogic, parsePredicate, type Condition } from './conditions.ts';
import { malformed, parseName } from './names.ts';

export interface SelectedColumn {
	readonly name: string;
	readonly alias?: string;
}

export interface Ordering {
	readonly column: string;
	readonly isDescending: boolean;
	readonly nulls?: 'first' | 'last';
}

export interface Query {
	/** All columns when undefined. */
	readonly columns: readonly SelectedColumn[] | undefined;
	/** Every one of them holds. */
	readonly conditions: readonly Condition[];
	readonly order: readonly Ordering[];
	readonly limit: number;
	readonly offset: number;
	/** Whether limit or offset were asked for. */
	readonly hasPage: boolean;
	/** The columns that an insert takes from each object; undefined: those of the first. */
	readonly insertColumns: readonly string[] | undefined;
	readonly conflictColumns: readonly string[] | undefined;
}

/** No answer has more rows, as on a hosted project. */
const maxRows = 1000;

const reserved = new Set([
	'select',
	'order',
	'limit',
	'offset',
	'columns',
	'on_conflict',
	'apikey'
]);
const operatorStart =
	/^(not|eq|neq|gt|gte|lt|lte|like|ilike|is|in|cs|cd|ov|fts|plfts|phfts|wfts|match|imatch|isdistinct|sl|sr|nxr|nxl|adj)[.(]/;

export function parseQuery(parameters: URLSearchParams): Query {
	const conditions: Condition[] = [];
	for (const [key, value] of parameters) {
		if (reserved.has(key)) continue;
		const logic = /^(not\.)?(and|or)$/.exec(key);
		conditions.push(logic ? parseLogic(key, value) : parsePredicate(parseName(key), value));
	}
	const insertColumns = parameters.get('columns');
	const conflictColumns = parameters.get('on_conflict');
	return {
		columns: parseSelect(parameters.get('select')),
		conditions,
		order: list(parameters.get('order')).map(parseOrdering),
		limit: Math.min(parseCount(parameters.get('limit'), 'limit') ?? maxRows, maxRows),
		offset: parseCount(parameters.get('offset'), 'offset') ?? 0,
		hasPage: parameters.has('limit') || parameters.has('offset'),
		insertColumns: insertColumns === null ? undefined : list(insertColumns).map(parseName),
		conflictColumns: conflictColumns === null ? undefined : list(conflictColumns).map(parseName)
	};
}

/** A function called by GET has its arguments there too: whatever does not look like a condition. */
export function splitArguments(parameters: URLSearchParams): {
	readonly functionArguments: Readonly<Record<string, string>>;
	readonly rest: URLSearchParams;
} {
	const isArgument = ([key, value]: [string, string]) =>
		!reserved.has(key) && !/^(not\.)?(and|or)$/.test(key) && !operatorStart.test(value);
	const entries = [...parameters];
	const given = entries.filter(isArgument);
	if (new Set(given.map(([key]) => key)).size < given.length) {
		throw unsupported('an argument that is given twice');
	}
	return {
		functionArguments: Object.fromEntries(given),
		rest: new URLSearchParams(entries.filter((entry) => !isArgument(entry)))
	};
}

function parseSelect(text: string | null): readonly SelectedColumn[] | undefined {
	if (text === null || text === '' || text === '*') return undefined;
	return text.split(',').map((item) => {
		if (item === '*') throw unsupported('"*" beside other columns');
		const [, alias, name = ''] = /^(?:([^:]*):(?!:))?([\s\S]*)$/.exec(item) ?? [];
		return {
			name: parseName(name),
			...(alias === undefined ? {} : { alias: parseName(alias) })
		};
	});
}

function parseOrdering(item: string): Ordering {
	const [, column = '', direction, nulls] =
		/^([^.]*)(?:\.(asc|desc))?(?:\.nulls(first|last))?$/.exec(item) ?? [];
	if (column === '') throw malformed(`"${item}" is no order`);
	return {
		column: parseName(column),
		isDescending: direction === 'desc',
		...(nulls === 'first' || nulls === 'last' ? { nulls } : {})
	};
}

function parseCount(text: string | null, name: string): number | undefined {
	if (text === null) return undefined;
	if (!/^\d{1,9}$/.test(text)) throw malformed(`${name} is "${text}"`);
	return Number(text);
}

function list(text: string | null): readonly string[] {
	return text === null || text === '' ? [] : text.split(',');
}
