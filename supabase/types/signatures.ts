/** What the page may ask of the database, as the database itself says it. */
import * as v from 'valibot';
import type postgres from 'postgres';

const columnSchema = v.object({
	name: v.string(),
	/** PostgreSQL's own name of it; an array's is its element's. */
	type: v.string(),
	isArray: v.boolean(),
	/** Also where nobody can tell. */
	isNullable: v.boolean()
});

const argumentSchema = v.object({ ...columnSchema.entries, isOptional: v.boolean() });

const signaturesSchema = v.object({
	views: v.array(v.object({ name: v.string(), columns: v.array(columnSchema) })),
	functions: v.array(
		v.object({
			name: v.string(),
			arguments: v.array(argumentSchema),
			/** What `returns table` names; empty otherwise. */
			columns: v.array(columnSchema),
			/** For everything else: a view whose row it is, `void`, or a type. */
			type: v.string(),
			isArray: v.boolean(),
			isSet: v.boolean()
		})
	)
});

export type Column = Readonly<v.InferOutput<typeof columnSchema>>;
export type Signatures = Readonly<v.InferOutput<typeof signaturesSchema>>;
export type DatabaseFunction = Signatures['functions'][number];

/**
 * Functions that `anon` or `authenticated` may run, and views that they may read. A view's column is
 * never null if it has the name of a column that is not, in a table that it reads that column of; of
 * what an expression gives nobody can tell. An argument takes null if it is null when it is left out.
 */
const query = `
with
caller as (select unnest(array['anon', 'authenticated']) as role),
types as (
	select t.oid, coalesce(e.typname, t.typname)::text as type, e.oid is not null as "isArray"
	from pg_type t left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
),
views as (
	select c.oid, c.relname::text as name from pg_class c
	where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
		and exists (select from caller where has_table_privilege(role, c.oid, 'select'))
),
functions as (
	select p.*, coalesce(p.proallargtypes, p.proargtypes::oid[]) as all_types from pg_proc p
	where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
		and exists (select from caller where has_function_privilege(role, p.oid, 'execute'))
		and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
),
arguments as (
	select p.oid, place, p.proargnames[place] as name, types.type, types."isArray",
		coalesce(p.proargmodes[place], 'i') in ('i', 'b', 'v') as is_given,
		coalesce(p.proargmodes[place], 'i') in ('o', 'b', 't') as is_result,
		pg_get_function_arg_default(p.oid, place::integer) as default_value
	from functions p cross join unnest(p.all_types) with ordinality a (type_id, place)
	join types on types.oid = a.type_id
)
select json_build_object(
	'views', (select coalesce(json_agg(json_build_object(
		'name', views.name,
		'columns', (select json_agg(json_build_object(
			'name', a.attname, 'type', types.type, 'isArray', types."isArray",
			'isNullable', not exists (
				select from pg_rewrite r join pg_depend d on d.objid = r.oid
				join pg_attribute of_table
					on of_table.attrelid = d.refobjid and of_table.attnum = d.refobjsubid
				where r.ev_class = views.oid and d.classid = 'pg_rewrite'::regclass
					and d.refclassid = 'pg_class'::regclass and d.refobjid <> views.oid
					and of_table.attname = a.attname and of_table.atttypid = a.atttypid
					and of_table.attnotnull)
		) order by a.attnum)
		from pg_attribute a join types on types.oid = a.atttypid
		where a.attrelid = views.oid and a.attnum > 0 and not a.attisdropped)
	) order by views.name), '[]') from views),
	'functions', (select coalesce(json_agg(json_build_object(
		'name', p.proname,
		'arguments', (select coalesce(json_agg(json_build_object(
			'name', name, 'type', type, 'isArray', "isArray",
			'isOptional', default_value is not null,
			'isNullable', coalesce(default_value ~* '^null\\M', false)
		) order by place), '[]') from arguments where oid = p.oid and is_given),
		'columns', (select coalesce(json_agg(json_build_object(
			'name', name, 'type', type, 'isArray', "isArray", 'isNullable', true
		) order by place), '[]') from arguments where oid = p.oid and is_result),
		'type', types.type, 'isArray', types."isArray", 'isSet', p.proretset
	) order by p.proname, p.oid), '[]') from functions p join types on types.oid = p.prorettype)
)::text as signatures`;

/** @param sql whoever may read the catalogue, which is everybody */
export async function readSignatures(sql: postgres.Sql): Promise<Signatures> {
	const [row] = await sql.unsafe<{ signatures: string }[]>(query);
	return v.parse(signaturesSchema, JSON.parse(row?.signatures ?? 'null'));
}
