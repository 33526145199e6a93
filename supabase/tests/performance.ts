/**
 * `node supabase/tests/performance.ts`: every list and search on 100,000 playlists and 1,000,000
 * ratings. 95 of 100 calls take less than 50 ms, whatever they ask for, and none reads a table from
 * one end to the other. Prints the plans of one call each.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { close, type Tally } from '../../scripts/run-step.ts';
import { startCluster } from '../local/cluster.ts';
import { createTestDatabase } from '../local/database.ts';
import { explainAs, sequentialScans, type Explained } from './performance/plans.ts';
import { makeQuestions, type Question } from './performance/questions.ts';

const mostMs = 50;
/** Calls of each kind whose plans are looked at. */
const explainedCalls = 10;
/** With ratings and a thousand playlists of their own. */
const person = '00000000-0000-4000-8000-000000000007';
const claims = JSON.stringify({ role: 'authenticated', sub: person });

/** Milliseconds that each call took, from the request to the last row, in ascending order. */
async function time(sql: postgres.Sql, { statement, calls }: Question): Promise<readonly number[]> {
	const tookMs: number[] = [];
	for (const values of calls) {
		const startedMs = performance.now();
		await sql.unsafe(statement, [...values], { prepare: true });
		tookMs.push(performance.now() - startedMs);
	}
	return tookMs.sort((a, b) => a - b);
}

function percentile(sorted: readonly number[], fraction: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? NaN;
}

/** @returns the tables that were read from one end to the other */
async function explain(explained: Explained, question: Question): Promise<readonly string[]> {
	const step = Math.max(1, Math.floor(question.calls.length / explainedCalls));
	const scanned = new Set<string>();
	for (const [index, values] of question.calls.entries()) {
		if (index % step !== 0) continue;
		const plans = await explained.run(question.role ?? 'authenticated', question.statement, values);
		if (plans.length === 0) throw new Error('auto_explain reports nothing');
		// Helpers that are called for each row would repeat themselves.
		const distinct = [...new Map(plans.map((plan) => [plan.split('\n')[1], plan])).values()];
		if (index === 0) process.stdout.write(`\n── ${question.name}\n${distinct.join('\n')}\n`);
		for (const table of plans.flatMap(sequentialScans)) scanned.add(table);
	}
	return [...scanned];
}

const tallies: Tally[] = [];
const lines: string[] = [];
const cluster = await startCluster();
try {
	const database = await createTestDatabase(cluster);
	const admin = cluster.connect('supabase_admin', database, 1);
	const startedMs = performance.now();
	await admin.unsafe(readFileSync(join(import.meta.dirname, 'performance/seed.sql'), 'utf8'));
	await admin.unsafe('vacuum analyze');
	const [counts] = await admin`select
		(select count(*) from public.playlists)::integer as playlists,
		(select count(*) from public.ratings)::integer as ratings,
		(select count(*) from private.words)::integer as words,
		pg_size_pretty(pg_database_size(current_database())) as size`;
	const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
	process.stdout.write(`${JSON.stringify(counts)}, seeded in ${seconds} s\n`);

	const questions = await makeQuestions(admin, person);
	const explained = await explainAs(cluster, database, claims);
	const scans = new Map<string, readonly string[]>();
	for (const question of questions) scans.set(question.name, await explain(explained, question));
	await explained.end();

	const api = cluster.connect('authenticator', database, 1);
	await api`select set_config('request.jwt.claims', ${claims}, false)`;
	for (const question of questions) {
		await api`set role ${api(question.role ?? 'authenticated')}`;
		const tookMs = await time(api, question);
		const p95Ms = percentile(tookMs, 0.95);
		const scanned = scans.get(question.name) ?? [];
		const isPassed = p95Ms < mostMs && scanned.length === 0;
		const figures = [0.5, 0.95, 1].map((fraction) =>
			percentile(tookMs, fraction).toFixed(1).padStart(7)
		);
		lines.push(
			`${question.name.padEnd(36)} ${String(tookMs.length).padStart(5)} ${figures.join(' ')}` +
				(isPassed ? '' : '  FAILED') +
				(scanned.length === 0 ? '' : `, reads all of ${scanned.join(', ')}`)
		);
		tallies.push({ passed: Number(isPassed), failed: Number(!isPassed) });
	}
	await Promise.all([api.end(), admin.end()]);
} finally {
	await cluster.stop();
}
process.stdout.write(
	`\n${'ms in the database'.padEnd(36)} calls  median     p95     max\n${lines.join('\n')}\n`
);
close(tallies);
