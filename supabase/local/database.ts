/**
 * Databases as a hosted project has them: the platform's slice, then our migrations.
 *
 * Migrations run in the order of their names, each in one transaction, as `postgres`, which is no
 * superuser there either. Tests copy a template, which takes a third of the time.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Cluster, LoginRole } from './cluster.ts';

/**
 * Whether what a migration makes in `public` is closed to the API's roles until it is granted
 * (projects since 2026), or open from the start (older ones). Migrations must be right under both.
 */
export type PrivilegeRegime = 'explicit' | 'legacy';

export interface DatabaseOptions {
	/** `explicit` without it. */
	readonly regime?: PrivilegeRegime;
	/** The folder of `<14 digits>_<name>.sql`; `supabase/migrations` without it. */
	readonly migrationsFolder?: string;
}

interface Migration {
	readonly version: string;
	readonly name: string;
	readonly text: string;
}

const platformFolder = join(import.meta.dirname, 'platform');
const ownMigrations = join(import.meta.dirname, '../migrations');
const migrationName = /^(\d{14})_([a-z0-9_]+)\.sql$/;

/** The kept database, made if it is not there, with the migrations that it has not had yet. */
export async function openDatabase(
	cluster: Cluster,
	name: string,
	options: DatabaseOptions = {}
): Promise<void> {
	const isNew = await asOne(cluster, 'supabase_admin', 'postgres', async (sql) => {
		const existing = await sql`select from pg_database where datname = ${name}`;
		return existing.length === 0;
	});
	if (isNew) await createPlatform(cluster, name, options.regime ?? 'explicit');
	await migrate(cluster, name, options.migrationsFolder);
}

/**
 * A database of its own for one test, with all migrations.
 * @returns its name
 */
export async function createTestDatabase(
	cluster: Cluster,
	options: DatabaseOptions = {}
): Promise<string> {
	const template = await ensureTemplate(cluster, options);
	const name = `test_${randomBytes(6).toString('hex')}`;
	await asOne(cluster, 'supabase_admin', 'postgres', async (sql) => {
		await sql`create database ${sql(name)} template ${sql(template)}`;
		await configureDatabase(sql, name);
	});
	return name;
}

/** Also ends whatever is still connected to it. */
export async function dropDatabase(cluster: Cluster, name: string): Promise<void> {
	await asOne(cluster, 'supabase_admin', 'postgres', async (sql) => {
		await sql`drop database ${sql(name)} with (force)`;
	});
}

/** Applies what a database has not had yet, and says in the error which line of which file failed. */
export async function migrate(
	cluster: Cluster,
	database: string,
	folder = ownMigrations
): Promise<void> {
	const migrations = readMigrations(folder);
	await asOne(cluster, 'postgres', database, async (sql) => {
		// The same record that the Supabase CLI keeps.
		await sql`create schema if not exists supabase_migrations`;
		await sql`create table if not exists supabase_migrations.schema_migrations (
			version text primary key, statements text[], name text)`;
		const rows = await sql<{ version: string; text: string }[]>`
			select version, statements[1] as text from supabase_migrations.schema_migrations`;
		const applied = new Map(rows.map(({ version, text }) => [version, text]));
		for (const migration of migrations) {
			const { version, name, text } = migration;
			if (!applied.has(version)) await apply(sql, migration);
			else if (applied.get(version) !== text) {
				throw new Error(
					`migration ${version}_${name}.sql has changed since it was applied: ` +
						'write another one, or remove the kept database'
				);
			}
		}
	});
}

async function apply(sql: postgres.Sql, { version, name, text }: Migration): Promise<void> {
	try {
		await sql.begin(async (transaction) => {
			await transaction.unsafe(text);
			await transaction`reset role`;
			await transaction`insert into supabase_migrations.schema_migrations
				(version, name, statements) values (${version}, ${name}, array[${text}])`;
		});
	} catch (error) {
		if (!(error instanceof postgres.PostgresError)) throw error;
		const position = Number(error.position || '0');
		const line = text.slice(0, position).split('\n').length;
		const place = position > 0 ? `:${line}` : '';
		const details = [error.message, error.detail, error.hint, error.where].filter(Boolean);
		throw new Error(`${version}_${name}.sql${place}: ${details.join('\n')}`, { cause: error });
	}
}

function readMigrations(folder: string): readonly Migration[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((file) => file.endsWith('.sql'))
		.sort()
		.map((file) => {
			const [, version, name] = migrationName.exec(file) ?? [];
			if (version === undefined || name === undefined) {
				throw new Error(`${file}: a migration is named <14 digits>_<name>.sql`);
			}
			return { version, name, text: readFileSync(join(folder, file), 'utf8') };
		});
}

/** One template for each regime and state of the migrations, made when it is first asked for. */
async function ensureTemplate(cluster: Cluster, options: DatabaseOptions): Promise<string> {
	const { regime = 'explicit', migrationsFolder = ownMigrations } = options;
	const migrations = JSON.stringify(readMigrations(migrationsFolder));
	const state = createHash('sha256').update(migrations).digest('hex').slice(0, 16);
	const name = `template_${regime}_${state}`;
	return asOne(cluster, 'supabase_admin', 'postgres', async (sql) => {
		// Two who ask at once get one: the lock goes with the connection.
		await sql`select pg_advisory_lock(1)`;
		const existing = await sql`select datistemplate from pg_database where datname = ${name}`;
		if (existing[0]?.datistemplate === 't') return name;
		// A half-made one, of a migration that failed, is made again.
		if (existing.length > 0) await sql`drop database ${sql(name)} with (force)`;
		await createPlatform(cluster, name, regime);
		await migrate(cluster, name, migrationsFolder);
		await sql`alter database ${sql(name)} is_template true`;
		return name;
	});
}

async function createPlatform(
	cluster: Cluster,
	name: string,
	regime: PrivilegeRegime
): Promise<void> {
	await asOne(cluster, 'supabase_admin', 'postgres', async (sql) => {
		await sql.unsafe(readPlatform('roles.sql'));
		await sql`create database ${sql(name)}`;
		await configureDatabase(sql, name);
	});
	await asOne(cluster, 'supabase_admin', name, async (sql) => {
		await sql.unsafe(readPlatform('database.sql'));
		if (regime === 'legacy') await sql.unsafe(readPlatform('legacy-defaults.sql'));
	});
}

/** What belongs to a database and is not copied with it. */
async function configureDatabase(sql: postgres.Sql, name: string): Promise<void> {
	await sql`alter database ${sql(name)} set search_path = "$user", public, extensions`;
	await sql`grant create on database ${sql(name)} to postgres`;
}

function readPlatform(file: string): string {
	return readFileSync(join(platformFolder, file), 'utf8');
}

/** Work on one connection, which is closed afterwards. */
async function asOne<T>(
	cluster: Cluster,
	role: LoginRole,
	database: string,
	work: (sql: postgres.Sql) => Promise<T>
): Promise<T> {
	const sql = cluster.connect(role, database, 1);
	try {
		return await work(sql);
	} finally {
		await sql.end();
	}
}
