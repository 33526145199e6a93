/**
 * One statement for each kind of request. Each that answers with rows gives one row of its own:
 * `body`, the answer as JSON text, `rows`, how many there are in it, and `total`, how many there
 * would be without a page.
 */
import { Refusal, unsupported } from '../refusal.ts';
import type { Preferences } from './preferences.ts';
import type { Query } from './query-string.ts';
import type { DatabaseFunction, Table } from './schema-cache.ts';
import {
	columnList,
	pageClause,
	Parameters,
	quote,
	sourceNamed,
	whereClause,
	type Source
} from './sql.ts';

export interface Statement {
	readonly text: string;
	readonly parameters: readonly string[];
	readonly isReadOnly: boolean;
	/** `none`: nothing but how many rows it touched. */
	readonly answer: 'rows' | 'value' | 'none';
}

export function selectStatement(table: Table, query: Query, { isCounted }: Preferences): Statement {
	const source = sourceOf(table);
	const parameters = new Parameters();
	return {
		text: pageSql(source, source.name, query, isCounted, parameters),
		parameters: parameters.values,
		isReadOnly: true,
		answer: 'rows'
	};
}

/** @param body one object, or several with the same keys */
export function insertStatement(
	table: Table,
	query: Query,
	preferences: Preferences,
	body: string
): Statement {
	refusePage(query);
	if (query.conditions.length > 0) throw unsupported('conditions on an insert');
	const objects = parseObjects(body);
	const keys = query.insertColumns ?? Object.keys(objects[0] ?? {});
	const isUniform = objects.every((object) => {
		const own = Object.keys(object);
		return own.length === keys.length && keys.every((key) => Object.hasOwn(object, key));
	});
	if (query.insertColumns === undefined && !isUniform) {
		throw new Refusal(400, 'PGRST102', 'All object keys must match');
	}
	refuseUnknown(table, keys);

	const source = sourceOf(table);
	const parameters = new Parameters();
	const columns = keys.map(quote).join(', ');
	const rows = parameters.add(body.trimStart().startsWith('[') ? body : `[${body}]`);
	const values =
		keys.length === 0
			? 'default values'
			: `(${columns}) select ${columns} from json_populate_recordset(null::${source.name}, ${rows}::json)`;
	if (keys.length === 0) {
		if (objects.length !== 1) throw unsupported('several objects without a key');
		parameters.values.pop();
	}
	return written(
		source,
		`insert into ${source.name} ${values}${conflictClause(table, query, preferences, keys)}`,
		parameters,
		query,
		preferences
	);
}

export function updateStatement(
	table: Table,
	query: Query,
	preferences: Preferences,
	body: string
): Statement {
	refusePage(query);
	const [changes] = parseObjects(body);
	const keys = Object.keys(changes ?? {});
	if (keys.length === 0 || body.trimStart().startsWith('[')) {
		throw unsupported('an update of anything but one object with a key');
	}
	refuseUnknown(table, keys);
	const source = sourceOf(table);
	const parameters = new Parameters();
	const given = parameters.add(body);
	const assignments = keys.map((key) => `${quote(key)} = "_given".${quote(key)}`).join(', ');
	const where = requiredWhere(source, query, parameters, 'UPDATE');
	return written(
		source,
		`update ${source.name} set ${assignments} ` +
			`from json_populate_record(null::${source.name}, ${given}::json) as "_given"${where}`,
		parameters,
		query,
		preferences
	);
}

export function deleteStatement(table: Table, query: Query, preferences: Preferences): Statement {
	refusePage(query);
	const source = sourceOf(table);
	const parameters = new Parameters();
	const where = requiredWhere(source, query, parameters, 'DELETE');
	return written(source, `delete from ${source.name}${where}`, parameters, query, preferences);
}

/** @param given the arguments by name, as JSON values */
export function callStatement(
	called: DatabaseFunction,
	given: Readonly<Record<string, unknown>>,
	query: Query,
	{ isCounted }: Preferences
): Statement {
	const parameters = new Parameters();
	const used = called.arguments.filter(({ name }) => Object.hasOwn(given, name));
	const passed = used.map(({ name }) => `${quote(name)} := "_given".${quote(name)}`).join(', ');
	const call = `${quote('public')}.${quote(called.name)}(${passed})`;
	const types = used.map(({ name, type }) => `${quote(name)} ${type}`).join(', ');
	const from =
		used.length === 0
			? `${call} as "_result"`
			: `json_to_record(${parameters.add(JSON.stringify(given))}::json) as "_given"(${types}), ` +
				`lateral ${call} as "_result"`;
	const source = sourceNamed('_result');
	const isOfRows = called.returns === 'rows' || called.returns === 'row';
	if (!isOfRows && (query.columns ?? query.conditions[0] ?? query.order[0]) !== undefined) {
		throw unsupported('choosing from what is no table');
	}
	const texts: Readonly<Record<DatabaseFunction['returns'], () => string>> = {
		nothing: () => `select 'null' as body from ${from}`,
		value: () => `select coalesce(to_json("_result")::text, 'null') as body from ${from}`,
		values: () =>
			`select coalesce(json_agg("_result"), '[]')::text as body, count(*) as rows from ${from}`,
		row: () =>
			`select coalesce(to_json("_result")::text, 'null') as body from (${chosen()}) as "_result"`,
		// Called once, however often its rows are looked at.
		rows: () =>
			`with "_result" as materialized (select "_result".* from ${from}) ` +
			pageSql(source, source.name, query, isCounted, parameters)
	};
	const chosen = () => `select ${columnList(source, query.columns)} from ${from}`;
	return {
		text: texts[called.returns](),
		parameters: parameters.values,
		isReadOnly: !called.isVolatile,
		answer: called.returns === 'rows' || called.returns === 'values' ? 'rows' : 'value'
	};
}

function pageSql(
	source: Source,
	from: string,
	query: Query,
	isCounted: boolean,
	parameters: Parameters
): string {
	const where = whereClause(source, query.conditions, parameters);
	const page = `select ${columnList(source, query.columns)} from ${from}${where}${pageClause(source, query)}`;
	const total = isCounted ? `, (select count(*) from ${from}${where}) as total` : '';
	return `${collected}${total} from (${page}) as "_row"`;
}

const collected = `select coalesce(json_agg("_row"), '[]')::text as body, count(*) as rows`;

function written(
	source: Source,
	change: string,
	parameters: Parameters,
	query: Query,
	{ isRepresented }: Preferences
): Statement {
	const returning = `returning ${columnList(source, query.columns)}`;
	return {
		text: isRepresented
			? `with "_row" as (${change} ${returning}) ${collected} from "_row"`
			: change,
		parameters: parameters.values,
		isReadOnly: false,
		answer: isRepresented ? 'rows' : 'none'
	};
}

function conflictClause(
	table: Table,
	{ conflictColumns }: Query,
	{ duplicates }: Preferences,
	keys: readonly string[]
): string {
	if (duplicates === undefined) return '';
	const target = conflictColumns ?? table.primaryKey;
	refuseUnknown(table, target);
	const columns = target.map(quote).join(', ');
	const assignments = keys.map((key) => `${quote(key)} = excluded.${quote(key)}`).join(', ');
	const action = duplicates === 'ignore' ? 'nothing' : `update set ${assignments}`;
	return ` on conflict (${columns}) do ${action}`;
}

/** Hosted projects refuse to change or delete everything at once. */
function requiredWhere(source: Source, query: Query, parameters: Parameters, what: string): string {
	const where = whereClause(source, query.conditions, parameters);
	if (where === '') throw new Refusal(400, '21000', `${what} requires a WHERE clause`);
	return where;
}

function refusePage({ order, hasPage }: Query): void {
	if (order.length > 0 || hasPage) throw unsupported('order and limit on what is written');
}

function refuseUnknown({ name, columns }: Table, keys: readonly string[]): void {
	const unknown = keys.find((key) => !columns.includes(key));
	if (unknown !== undefined) {
		throw new Refusal(
			400,
			'PGRST204',
			`Could not find the '${unknown}' column of '${name}' in the schema cache`
		);
	}
}

function parseObjects(body: string): readonly object[] {
	const content = [parseJson(body)].flat();
	const isObject = (value: unknown): value is object =>
		typeof value === 'object' && value !== null && !Array.isArray(value);
	if (!content.every(isObject)) {
		throw new Refusal(400, 'PGRST102', 'expected an object, or an array of objects');
	}
	return content;
}

/** @throws Refusal 400 */
export function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		throw new Refusal(400, 'PGRST102', 'Empty or invalid json');
	}
}

function sourceOf(table: Table): Source {
	return sourceNamed('public', table.name);
}
