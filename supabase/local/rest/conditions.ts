/**
 * Which rows: `column=operator.value`, and `and(…)`, `or(…)` of such, which nest.
 *
 * Within brackets a value ends at a comma or a bracket, unless it is quoted; outside it is
 * everything that follows.
 */
import { unsupported } from '../refusal.ts';
import { malformed, parseName } from './names.ts';

export type Operator = 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'like' | 'ilike';

export type Condition = { readonly isNegated: boolean } & (
	| {
			readonly kind: 'comparison';
			readonly column: string;
			readonly operator: Operator;
			readonly value: string;
	  }
	| { readonly kind: 'in'; readonly column: string; readonly values: readonly string[] }
	| { readonly kind: 'is'; readonly column: string; readonly value: 'null' | 'true' | 'false' }
	| {
			readonly kind: 'and' | 'or';
			/** At least one. */
			readonly conditions: readonly Condition[];
	  }
);

const operators = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike'] as const;
const deepest = 5;

/** @param text all that follows `column=` */
export function parsePredicate(column: string, text: string): Condition {
	const [, not, operator, value = ''] = /^(not\.)?([a-z]+)\.([\s\S]*)$/.exec(text) ?? [];
	if (operator === undefined) throw malformed(`${column}=${text}`);
	return predicate(column, not !== undefined, operator, value);
}

/**
 * @param key `and`, `or`, `not.and` or `not.or`
 * @param text what follows, in brackets
 */
export function parseLogic(key: string, text: string): Condition {
	const reader = new Reader(text);
	const isNegated = key.startsWith('not.');
	const conditions = reader.readGroup(0);
	reader.expectEnd();
	return { kind: key.endsWith('or') ? 'or' : 'and', isNegated, conditions };
}

function predicate(column: string, isNegated: boolean, operator: string, value: string): Condition {
	const known = operators.find((name) => name === operator);
	if (known) return { kind: 'comparison', column, operator: known, value, isNegated };
	if (operator === 'in') {
		const reader = new Reader(value);
		const values = reader.readList();
		reader.expectEnd();
		return { kind: 'in', column, values, isNegated };
	}
	if (operator === 'is') {
		if (value !== 'null' && value !== 'true' && value !== 'false') {
			throw unsupported(`"is.${value}"`);
		}
		return { kind: 'is', column, value, isNegated };
	}
	throw unsupported(`the condition ${column}=${operator}.…`);
}

class Reader {
	readonly #text: string;
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	expectEnd(): void {
		if (this.#at < this.#text.length) throw this.#unexpected();
	}

	readGroup(depth: number): readonly Condition[] {
		if (depth > deepest) throw malformed('too many brackets within brackets');
		return this.#readBrackets(() => this.#readCondition(depth));
	}

	readList(): readonly string[] {
		if (this.#text.slice(this.#at) === '()') {
			this.#at += 2;
			return [];
		}
		return this.#readBrackets(() => this.#readValue());
	}

	#readCondition(depth: number): Condition {
		const logic = this.#take(/(not\.)?(and|or)(?=\()/y);
		if (logic) {
			return {
				kind: logic[2] === 'or' ? 'or' : 'and',
				isNegated: logic[1] !== undefined,
				conditions: this.readGroup(depth + 1)
			};
		}
		const [, name = '', not, operator = ''] = this.#take(/([^.,()]*)\.(not\.)?([a-z]+)\./y) ?? [];
		const column = parseName(name);
		const isNegated = not !== undefined;
		if (operator === 'in') return { kind: 'in', column, values: this.readList(), isNegated };
		return predicate(column, isNegated, operator, this.#readValue());
	}

	#readBrackets<T>(readItem: () => T): readonly T[] {
		if (!this.#take(/\(/y)) throw this.#unexpected();
		const items = [readItem()];
		while (this.#take(/,/y)) items.push(readItem());
		if (!this.#take(/\)/y)) throw this.#unexpected();
		return items;
	}

	#readValue(): string {
		const quoted = this.#take(/"((?:[^"\\]|\\[\s\S])*)"(?=[,)])/y);
		if (quoted) return (quoted[1] ?? '').replaceAll(/\\([\s\S])/g, '$1');
		const plain = this.#take(/[^,)]*/y);
		return plain?.[0] ?? '';
	}

	#take(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.#at;
		const match = pattern.exec(this.#text);
		if (match) this.#at += match[0].length;
		return match;
	}

	#unexpected() {
		return malformed(`"${this.#text}" at character ${this.#at + 1}`);
	}
}
