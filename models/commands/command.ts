/**
 * What a command of the command line is, and how its arguments are read.
 *
 * What must stay true: an argument that cannot be understood makes the command `misused` before it
 * has done anything.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Failure } from '#lib/contracts/failure.ts';
import type { Terminal } from './terminal.ts';

export type Outcome =
	| { readonly kind: 'done' }
	/** What was given cannot be used: exit status 1. */
	| { readonly kind: 'failed'; readonly failure: Failure }
	/** The command line itself is wrong: exit status 2. */
	| { readonly kind: 'misused'; readonly message: string };

export interface Command {
	/** One line for the list of commands. */
	readonly summary: string;
	/** All of `--help`. */
	readonly help: string;
	run(args: readonly string[], terminal: Terminal): Promise<Outcome>;
}

export const done: Outcome = { kind: 'done' };

export function misused(message: string): Outcome {
	return { kind: 'misused', message };
}

export function failedWith(failure: Failure): Outcome {
	return { kind: 'failed', failure };
}

/** Thrown by the readers below, and caught where arguments are parsed; never leaves a command. */
class Misuse extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options' values as node:util gives them, still texts. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/**
 * Reads a command's arguments and, if they can be read, carries on with them.
 * @param read turns texts into what the command needs; may use the readers of this file
 */
export async function withArguments<T>(
	args: readonly string[],
	options: Options,
	read: (values: Values, positionals: readonly string[]) => T,
	run: (parsed: T) => Promise<Outcome>
): Promise<Outcome> {
	let parsed: T;
	try {
		const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
		parsed = read(values, positionals);
	} catch (error) {
		if (error instanceof Misuse) return misused(error.message);
		const isParseError =
			error instanceof TypeError &&
			'code' in error &&
			String(error.code).startsWith('ERR_PARSE_ARGS');
		if (!isParseError) throw error;
		return misused(error.message.split(/[.\n]/)[0] ?? error.message);
	}
	return run(parsed);
}

export function readText(values: Values, name: string): string | undefined {
	const value = values[name];
	if (value === '') throw new Misuse(`--${name} is empty`);
	return typeof value === 'string' ? value : undefined;
}

export function readRequiredText(values: Values, name: string): string {
	const value = readText(values, name);
	if (value === undefined) throw new Misuse(`--${name} is missing`);
	return value;
}

export function readTexts(values: Values, name: string): readonly string[] {
	const value = values[name];
	return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

export function readChoice<const T extends string>(
	values: Values,
	name: string,
	choices: readonly T[],
	fallback: T
): T {
	const text = readText(values, name);
	if (text === undefined) return fallback;
	const choice = choices.find((candidate) => candidate === text);
	if (choice === undefined)
		throw new Misuse(`--${name} is "${text}", expected ${choices.join(' or ')}`);
	return choice;
}

export interface NumberRange {
	readonly min: number;
	readonly max: number;
	readonly isWhole: boolean;
}

export function readNumber(
	values: Values,
	name: string,
	{ min, max, isWhole }: NumberRange
): number | undefined {
	const text = readText(values, name);
	if (text === undefined) return undefined;
	const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
	if (!(number >= min && number <= max) || (isWhole && !Number.isInteger(number))) {
		const kind = isWhole ? 'a whole number' : 'a number';
		const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
		throw new Misuse(`--${name} is "${text}", expected ${kind} ${range}`);
	}
	return number;
}

/** @param what what is missing when it is not there, `DIR` */
export function readPositional(
	positionals: readonly string[],
	index: number,
	what: string
): string {
	const value = positionals[index];
	if (value === undefined || value === '') throw new Misuse(`${what} is missing`);
	return value;
}

export function expectNoMore(positionals: readonly string[], count: number): void {
	const extra = positionals[count];
	if (extra !== undefined) throw new Misuse(`"${extra}" is one argument too many`);
}
