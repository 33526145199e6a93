/** Whatever a request says, what becomes a name in SQL is a plain name. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import type { Condition } from './conditions.ts';
import { parseQuery, splitArguments } from './query-string.ts';
import { columnList, pageClause, Parameters, sourceNamed, whereClause } from './sql.ts';

const query = (text: string) => parseQuery(new URLSearchParams(text));

test('conditions nest, and a quoted value holds what it likes', () => {
	expect(
		query('or=(a.eq.1,not.and(b.in.(x,"y,)"),c.not.is.null),d.like."a\\"b")').conditions
	).toEqual([
		{
			kind: 'or',
			isNegated: false,
			conditions: [
				{ kind: 'comparison', column: 'a', operator: 'eq', value: '1', isNegated: false },
				{
					kind: 'and',
					isNegated: true,
					conditions: [
						{ kind: 'in', column: 'b', values: ['x', 'y,)'], isNegated: false },
						{ kind: 'is', column: 'c', value: 'null', isNegated: true }
					]
				},
				{ kind: 'comparison', column: 'd', operator: 'like', value: 'a"b', isNegated: false }
			]
		} satisfies Condition
	]);
});

test.each([
	...[
		'or=(',
		'or=()',
		'or=(a.eq.1',
		'or=(a.eq.1))',
		'or=a.eq.1',
		'or=(a.eq.1,)',
		'a=in.(1',
		'a=in.1'
	],
	...[
		'a=',
		'a=1',
		'a=eq',
		'order=a.up',
		'limit=x',
		'offset=1e3',
		'select=a,,b',
		`or=${'(or'.repeat(99)}`
	]
])('%s is refused', (text) => {
	expect(() => query(text)).toThrow(Refusal);
});

test('what a function takes is told from what chooses among its rows', () => {
	const given = new URLSearchParams('q=hello&lim=3&score=gt.4&order=score.desc&or=(a.eq.1)');
	const { functionArguments, rest } = splitArguments(given);
	expect(functionArguments).toEqual({ q: 'hello', lim: '3' });
	expect([...rest.keys()]).toEqual(['score', 'order', 'or']);
});

test('no request gets a character of its own into the SQL, except in plain names', () => {
	const part = fc.oneof(
		fc.constantFrom(
			'a',
			'eq',
			'in',
			'is',
			'not',
			'and',
			'or',
			'.',
			',',
			'(',
			')',
			'"',
			':',
			'\\',
			"'"
		),
		fc.constantFrom(';', '--', ' ', '$1', '*', 'null', 'desc', '/*', '\0', '1'),
		fc.string({ maxLength: 3 })
	);
	const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
	const key = fc.oneof(
		fc.constantFrom('select', 'order', 'or', 'and', 'not.or', 'a', 'limit'),
		text
	);
	const source = sourceNamed('public', 'notes');
	let accepted = 0;
	fc.assert(
		fc.property(fc.array(fc.tuple(key, text), { maxLength: 3 }), (pairs) => {
			let sql: string;
			try {
				const parsed = parseQuery(new URLSearchParams(pairs));
				const parameters = new Parameters();
				const where = whereClause(source, parsed.conditions, parameters);
				sql = columnList(source, parsed.columns) + where + pageClause(source, parsed);
			} catch (error) {
				expect(error).toBeInstanceOf(Refusal);
				return;
			}
			accepted += 1;
			const words =
				/^(?:"[A-Za-z_]\w*"|\$\d+|\d+|[.,*()=<>]|\b(?:as|where|and|or|not|is|null|true|false|any|like|ilike|order|by|asc|desc|nulls|first|last|limit|offset)\b|\s)*$/;
			expect(sql).toMatch(words);
		}),
		{ numRuns: 5000 }
	);
	expect(accepted).toBeGreaterThan(100);
});
