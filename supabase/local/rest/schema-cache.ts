/**
 * What `public` holds, as the REST interface knows it: tables with their columns, and functions
 * with their arguments. Read when it is first needed, and again when something is not in it.
 */
import type postgres from 'postgres';
import * as v from 'valibot';
import { Refusal } from '../refusal.ts';

const tableSchema = v.object({
	name: v.string(),
	columns: v.array(v.string()),
	primaryKey: v.array(v.string())
});

const functionSchema = v.object({
	name: v.string(),
	/** What it takes, in order; the last `optionalCount` may be left out. */
	arguments: v.array(v.object({ name: v.string(), type: v.string() })),
	optionalCount: v.number(),
	returns: v.picklist(['nothing', 'value', 'values', 'row', 'rows']),
	/** One that changes nothing runs in a read-only transaction. */
	isVolatile: v.boolean()
});

const cacheSchema = v.object({
	tables: v.array(tableSchema),
	functions: v.array(functionSchema)
});

export type Table = Readonly<v.InferOutput<typeof tableSchema>>;
export type DatabaseFunction = Readonly<v.InferOutput<typeof functionSchema>>;

/** Out arguments and those of a table (modes `o` and `t`) are results. */
const query = `
select json_build_object(
	'tables', (
		select coalesce(json_agg(json_build_object(
			'name', c.relname,
			'columns', (
				select coalesce(json_agg(a.attname order by a.attnum), '[]')
				from pg_attribute a
				where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
			'primaryKey', (
				select coalesce(json_agg(a.attname order by k.place), '[]')
				from pg_constraint p
				cross join unnest(p.conkey) with ordinality k (attnum, place)
				join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
				where p.conrelid = c.oid and p.contype = 'p')
		)), '[]')
		from pg_class c
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')),
	'functions', (
		select coalesce(json_agg(json_build_object(
			'name', p.proname,
			'arguments', (
				select coalesce(json_agg(json_build_object(
					'name', coalesce(p.proargnames[a.place], ''),
					'type', format_type(a.type, null)) order by a.place), '[]')
				from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]))
					with ordinality a (type, place)
				where coalesce(p.proargmodes[a.place], 'i') in ('i', 'b')),
			'optionalCount', p.pronargdefaults,
			'returns', case
				when t.typname = 'void' then 'nothing'
				when t.typtype = 'c' or t.typname = 'record' then
					case when p.proretset then 'rows' else 'row' end
				when p.proretset then 'values' else 'value' end,
			'isVolatile', p.provolatile = 'v'
		)), '[]')
		from pg_proc p
		join pg_type t on t.oid = p.prorettype
		where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
			and p.provariadic = 0 and t.typname <> 'trigger')
)::text as cache`;

export class SchemaCache {
	readonly #sql: postgres.Sql;
	#cache: Promise<v.InferOutput<typeof cacheSchema>> | undefined;

	/** @param sql whoever may read the catalogue, which is everybody */
	constructor(sql: postgres.Sql) {
		this.#sql = sql;
	}

	/** @throws Refusal 404 */
	async table(name: string): Promise<Table> {
		const found = await this.#find(({ tables }) => tables.find((table) => table.name === name));
		if (found) return found;
		throw new Refusal(
			404,
			'PGRST205',
			`Could not find the table 'public.${name}' in the schema cache`
		);
	}

	/**
	 * The one function of that name that takes these arguments.
	 * @throws Refusal 404 when there is none, 300 when there are several
	 */
	async function(name: string, given: readonly string[]): Promise<DatabaseFunction> {
		const matching = await this.#find(({ functions }) => {
			const found = functions.filter((one) => one.name === name && takes(one, given));
			return found.length === 0 ? undefined : found;
		});
		const signature = `public.${name}(${[...given].sort().join(', ')})`;
		if (!matching) {
			throw new Refusal(
				404,
				'PGRST202',
				`Could not find the function ${signature} in the schema cache`
			);
		}
		const [only, ...others] = matching;
		if (only && others.length === 0) return only;
		throw new Refusal(
			300,
			'PGRST203',
			`Could not choose the best candidate function between: ${signature}`
		);
	}

	async #find<T>(
		find: (cache: v.InferOutput<typeof cacheSchema>) => T | undefined
	): Promise<T | undefined> {
		if (this.#cache) {
			const found = find(await this.#cache);
			if (found !== undefined) return found;
		}
		const reading = this.#read();
		this.#cache = reading;
		// A failure is not remembered.
		reading.catch(() => (this.#cache = undefined));
		return find(await reading);
	}

	async #read(): Promise<v.InferOutput<typeof cacheSchema>> {
		const [row] = await this.#sql.unsafe<{ cache: string }[]>(query);
		return v.parse(cacheSchema, JSON.parse(row?.cache ?? 'null'));
	}
}

function takes({ arguments: taken, optionalCount }: DatabaseFunction, given: readonly string[]) {
	const names = taken.map(({ name }) => name);
	return (
		given.every((name) => names.includes(name)) &&
		names.slice(0, names.length - optionalCount).every((name) => given.includes(name))
	);
}
