/** The database's signatures as the `Database` type that supabase-js takes. */
import type { Column, DatabaseFunction, Signatures } from './signatures.ts';

const heading = `/**
 * What the database answers to, as \`createClient<Database>\` takes it.
 *
 * Generated from the migrations by \`node supabase/types/main.ts\`: never edited. What is not known
 * never to be null may be null, and whatever comes back is still parsed.
 */
`;

/** As JSON brings them. */
const typeScript: Readonly<Record<string, string>> = {
	...group('boolean', ['bool']),
	...group('number', ['int2', 'int4', 'int8', 'float4', 'float8', 'numeric']),
	...group('string', ['text', 'varchar', 'uuid', 'timestamptz', 'date', 'bytea', 'interval']),
	...group('unknown', ['json', 'jsonb']),
	...group('undefined', ['void'])
};

/**
 * @returns a module, not formatted
 * @throws when something has a type or a form that nobody has thought of yet
 */
export function writeTypes({ views, functions }: Signatures): string {
	const rows = new Set(views.map(({ name }) => name));
	const lines = [
		heading,
		'export interface Database { public: {',
		'Tables: Record<string, never>;',
		'Views: {',
		...views.map(({ name, columns }) => `${name}: { Row: ${record(columns)}; Relationships: [] };`),
		'};',
		'Functions: {'
	];
	for (const [index, called] of functions.entries()) {
		if (functions[index + 1]?.name === called.name) {
			throw new Error(`there are several functions "${called.name}": give each a name of its own`);
		}
		const taken =
			called.arguments.length === 0
				? 'Record<string, never>'
				: `{ ${called.arguments.map((one) => `${one.name}${one.isOptional ? '?' : ''}: ${one.isArray ? 'readonly ' : ''}${valueType(one)};`).join(' ')} }`;
		lines.push(`${called.name}: { Args: ${taken}; Returns: ${returned(called, rows)} };`);
	}
	return [...lines, '}; }; }', ''].join('\n');
}

function returned(called: DatabaseFunction, rows: ReadonlySet<string>): string {
	const { name, type, columns, isArray, isSet } = called;
	const isVoid = type === 'void';
	const one =
		columns.length > 1 || type === 'record'
			? record(columns)
			: rows.has(type)
				? `Database['public']['Views']['${type}']['Row']`
				: valueType({ name, type, isArray, isNullable: !isVoid });
	return isSet ? `(${one})[]` : one;
}

function record(columns: readonly Column[]): string {
	return `{ ${columns.map((column) => `${column.name}: ${valueType(column)};`).join(' ')} }`;
}

function valueType({ name, type, isArray, isNullable }: Column): string {
	const single = typeScript[type];
	if (single === undefined) throw new Error(`${name}: no type of TypeScript is known for ${type}`);
	return `${single}${isArray ? '[]' : ''}${isNullable ? ' | null' : ''}`;
}

function group(type: string, names: readonly string[]): Record<string, string> {
	return Object.fromEntries(names.map((name) => [name, type]));
}
