/**
 * What PostgreSQL does inside our functions, too, whose plans EXPLAIN does not show: auto_explain
 * reports each statement as it ends.
 */
import { join } from 'node:path';
import postgres from 'postgres';
import type { Cluster } from '../../local/cluster.ts';

/** Whom a request without a token runs as, and one with. */
export type ApiRole = 'anon' | 'authenticated';

export interface Explained {
	/** Runs one statement; returns the plans of all that it ran. */
	run(
		role: ApiRole,
		statement: string,
		values: readonly (string | number | null)[]
	): Promise<readonly string[]>;
	end(): Promise<void>;
}

export async function explainAs(
	cluster: Cluster,
	database: string,
	claims: string
): Promise<Explained> {
	let plans: string[] = [];
	const sql = postgres({
		path: join(cluster.socketFolder, '.s.PGSQL.5432'),
		user: 'supabase_admin',
		database,
		max: 1,
		fetch_types: false,
		onnotice: ({ message = '' }) => {
			if (message.includes('plan:')) plans.push(message);
		}
	});
	await sql.unsafe(`
		load 'auto_explain';
		set auto_explain.log_min_duration = 0;
		set auto_explain.log_nested_statements = on;
		set auto_explain.log_analyze = on;
		set auto_explain.log_timing = off;
		set client_min_messages = log;
	`);
	await sql`select set_config('request.jwt.claims', ${claims}, false)`;
	return {
		async run(role, statement, values) {
			await sql`set role ${sql(role)}`;
			plans = [];
			await sql.unsafe(statement, [...values]);
			return plans;
		},
		end: () => sql.end()
	};
}

/** The tables that a plan reads from one end to the other. */
export function sequentialScans(plan: string): readonly string[] {
	return [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table = '']) => table);
}
