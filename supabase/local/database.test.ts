/** Databases are what a hosted project's are, before and after the migrations. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rmSync } from 'node:fs';
import { startCluster, type Cluster } from './cluster.ts';
import {
	createTestDatabase,
	dropDatabase,
	migrate,
	openDatabase,
	type DatabaseOptions
} from './database.ts';
import { writeMigrations } from './test/notes.ts';

let cluster: Cluster;
const folders: string[] = [];
beforeAll(async () => {
	cluster = await startCluster();
});
afterAll(async () => {
	await cluster.stop();
	for (const folder of folders) rmSync(folder, { recursive: true });
});

function migrations(files: Readonly<Record<string, string>>): string {
	const folder = writeMigrations(files);
	folders.push(folder);
	return folder;
}

async function ask(database: string, question: string): Promise<unknown> {
	const sql = cluster.connect('supabase_admin', database, 1);
	try {
		const [row] = await sql.unsafe<{ answer: unknown }[]>(`select (${question}) as answer`);
		return row?.answer;
	} finally {
		await sql.end();
	}
}

const table = (name: string) => `create table public.${name} (id integer);`;

test('migrations run in the order of their names, as postgres, which is no superuser', async () => {
	const database = await createTestDatabase(cluster, {
		migrationsFolder: migrations({
			'20260102000000_second.sql':
				'alter table public.first add column who text default current_user;',
			'20260101000000_first.sql': table('first') + 'insert into public.first values (1);'
		})
	});
	expect(await ask(database, 'select who from public.first')).toBe('postgres');
	expect(await ask(database, `select rolsuper from pg_roles where rolname = 'postgres'`)).toBe('f');
	const versions = `select string_agg(version, ',' order by version) from supabase_migrations.schema_migrations`;
	expect(await ask(database, versions)).toBe('20260101000000,20260102000000');
});

test('a migration that fails says in which line of which file, and is not half there', async () => {
	const migrationsFolder = migrations({
		'20260101000000_broken.sql': `${table('before')}\n\nselect nothing_like_this;`
	});
	const open = () => openDatabase(cluster, 'broken', { migrationsFolder });
	await expect(open()).rejects.toThrow('20260101000000_broken.sql:3: column "nothing_like_this"');
	expect(await ask('broken', `to_regclass('public.before')`)).toBeNull();
	await expect(createTestDatabase(cluster, { migrationsFolder })).rejects.toThrow('broken.sql:3');
	await expect(createTestDatabase(cluster, { migrationsFolder })).rejects.toThrow('broken.sql:3');
});

test('a kept database gets only what is new, and one that was changed afterwards is told of', async () => {
	const first = { '20260101000000_first.sql': table('first') };
	await openDatabase(cluster, 'kept', { migrationsFolder: migrations(first) });
	const both = migrations({ ...first, '20260102000000_second.sql': table('second') });
	await openDatabase(cluster, 'kept', { migrationsFolder: both });
	expect(await ask('kept', `to_regclass('public.second')::text`)).toBe('second');
	const changed = migrations({ '20260101000000_first.sql': table('other') });
	await expect(migrate(cluster, 'kept', changed)).rejects.toThrow(
		'20260101000000_first.sql has changed since it was applied'
	);
});

test('a file that is named otherwise is refused, not passed over', async () => {
	const migrationsFolder = migrations({ 'first.sql': table('first') });
	await expect(createTestDatabase(cluster, { migrationsFolder })).rejects.toThrow(
		'first.sql: a migration is named'
	);
});

test.each([
	['explicit', 'f'],
	['legacy', 't']
] as const)('under the %s regime, what is new is open to the API: %s', async (regime, isOpen) => {
	const options: DatabaseOptions = {
		regime,
		migrationsFolder: migrations({ '20260101000000_first.sql': table('first') })
	};
	const database = await createTestDatabase(cluster, options);
	for (const role of ['anon', 'authenticated', 'service_role']) {
		const question = `has_table_privilege('${role}', 'public.first', 'insert')`;
		expect(await ask(database, question)).toBe(isOpen);
	}
});

test('every test has a database of its own, with all that belongs to one', async () => {
	const options = { migrationsFolder: migrations({ '20260101000000_a.sql': table('a') }) };
	const [one, other] = await Promise.all([
		createTestDatabase(cluster, options),
		createTestDatabase(cluster, options)
	]);
	const sql = cluster.connect('postgres', one, 1);
	await sql`insert into public.a values (1)`;
	await sql`create extension pg_trgm with schema extensions`;
	await sql.end();
	expect(await ask(one, 'select count(*)::int from public.a')).toBe(1);
	expect(await ask(other, 'select count(*)::int from public.a')).toBe(0);
	expect(await ask(other, `current_setting('search_path')`)).toBe('"$user", public, extensions');
	await dropDatabase(cluster, one);
	expect(
		await ask('postgres', `select count(*)::int from pg_database where datname = '${one}'`)
	).toBe(0);
});
