/**
 * The tests of the database, on a database made from the migrations: pgTAP's files in `sql/`, each in
 * a transaction that is rolled back, and then what needs many connections at once.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Cluster } from '../local/cluster.ts';
import { createTestDatabase, dropDatabase, type DatabaseOptions } from '../local/database.ts';
import { runParallelTests } from './parallel.ts';
import { findPgtap } from './pgtap.ts';
import { readTap, type TapReport } from './tap.ts';

export interface SuiteReport extends TapReport {
	readonly name: string;
}

const sqlFolder = join(import.meta.dirname, 'sql');
const fixtures = 'fixtures.sql';

/** One report for each file, and one for the parallel tests, as they come: enough may be enough. */
export async function* runSuite(
	cluster: Cluster,
	options: DatabaseOptions
): AsyncGenerator<SuiteReport> {
	const database = await createTestDatabase(cluster, options);
	try {
		await loadPgtap(cluster, database);
		for (const file of readdirSync(sqlFolder).sort()) {
			if (file === fixtures) continue;
			yield { name: file, ...(await runFile(cluster, database, file)) };
		}
		yield { name: 'parallel.ts', ...(await runParallelTests(cluster, database)) };
	} finally {
		await dropDatabase(cluster, database);
	}
}

async function loadPgtap(cluster: Cluster, database: string): Promise<void> {
	const sql = cluster.connect('supabase_admin', database, 1);
	try {
		await sql.unsafe('create schema tap; set search_path = tap');
		await sql.unsafe(readFileSync(findPgtap(), 'utf8'));
		await sql.unsafe('reset search_path');
		await sql.unsafe(readFileSync(join(sqlFolder, fixtures), 'utf8'));
	} finally {
		await sql.end();
	}
}

async function runFile(cluster: Cluster, database: string, file: string): Promise<TapReport> {
	// A connection of its own: what a file that broke off had set does not reach the next.
	const sql = cluster.connect('supabase_admin', database, 1);
	const text = readFileSync(join(sqlFolder, file), 'utf8');
	try {
		// Several statements give several results.
		const results: unknown = await sql.unsafe(text).simple();
		return readTap(collectTexts(results));
	} catch (error) {
		if (!(error instanceof postgres.PostgresError)) throw error;
		const line = text.slice(0, Number(error.position || '0')).split('\n').length;
		return { passed: 0, failures: [`${file}:${line}: ${error.message} ${error.where ?? ''}`] };
	} finally {
		await sql.end();
	}
}

/** All texts in results of any shape, in order. */
function collectTexts(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(collectTexts);
}
