/**
 * SQL with its parameters, put together so that nothing of a request ever becomes SQL: names are
 * quoted, values are parameters.
 */
import type { Condition, Operator } from './conditions.ts';
import type { Ordering, Query, SelectedColumn } from './query-string.ts';

/** The parameters of one statement, in order: always text, which the server takes for what it needs. */
export class Parameters {
	readonly values: string[] = [];

	/** @returns the place that stands for it */
	add(value: string): string {
		return `$${this.values.push(value)}`;
	}
}

/** What columns belong to: a table of `public`, or the rows that a function returned. */
export interface Source {
	/** Quoted. */
	readonly name: string;
	column(name: string): string;
}

export function quote(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

export function sourceNamed(...path: readonly string[]): Source {
	const name = path.map(quote).join('.');
	return { name, column: (column) => `${name}.${quote(column)}` };
}

export function columnList(source: Source, columns: readonly SelectedColumn[] | undefined): string {
	if (columns === undefined) return `${source.name}.*`;
	return columns
		.map(({ name, alias }) => `${source.column(name)} as ${quote(alias ?? name)}`)
		.join(', ');
}

/** With its `where`, or empty. */
export function whereClause(
	source: Source,
	conditions: readonly Condition[],
	parameters: Parameters
): string {
	if (conditions.length === 0) return '';
	return ` where ${conditions.map((one) => conditionSql(source, one, parameters)).join(' and ')}`;
}

/** Order, limit and offset. */
export function pageClause(source: Source, { order, limit, offset }: Query): string {
	const ordering = order.map((one) => orderingSql(source, one)).join(', ');
	return `${ordering === '' ? '' : ` order by ${ordering}`} limit ${limit} offset ${offset}`;
}

const comparison: Readonly<Record<Operator, string>> = {
	eq: '=',
	neq: '<>',
	gt: '>',
	gte: '>=',
	lt: '<',
	lte: '<=',
	like: 'like',
	ilike: 'ilike'
};

function conditionSql(source: Source, condition: Condition, parameters: Parameters): string {
	const sql = positiveSql(source, condition, parameters);
	return condition.isNegated ? `not (${sql})` : sql;
}

function positiveSql(source: Source, condition: Condition, parameters: Parameters): string {
	switch (condition.kind) {
		case 'comparison': {
			const { column, operator, value } = condition;
			// An address cannot well hold a per cent sign.
			const isPattern = operator === 'like' || operator === 'ilike';
			const operand = parameters.add(isPattern ? value.replaceAll('*', '%') : value);
			return `${source.column(column)} ${comparison[operator]} ${operand}`;
		}
		case 'in':
			return `${source.column(condition.column)} = any (${parameters.add(arrayLiteral(condition.values))})`;
		case 'is':
			return `${source.column(condition.column)} is ${condition.value}`;
		case 'and':
		case 'or': {
			const parts = condition.conditions.map((one) => conditionSql(source, one, parameters));
			return `(${parts.join(` ${condition.kind} `)})`;
		}
	}
}

function orderingSql(source: Source, { column, isDescending, nulls }: Ordering): string {
	const direction = isDescending ? ' desc' : ' asc';
	return `${source.column(column)}${direction}${nulls ? ` nulls ${nulls}` : ''}`;
}

/** An array as PostgreSQL reads it, every element quoted. */
function arrayLiteral(values: readonly string[]): string {
	const elements = values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`);
	return `{${elements.join(',')}}`;
}
