/**
 * `node supabase/tests/plant.ts`: plants one mistake after the other in a copy of the migrations and
 * sees the tests fail. A mistake that they do not notice is a test that is missing.
 */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { close, type Tally } from '../../scripts/run-step.ts';
import { startCluster, type Cluster } from '../local/cluster.ts';
import { mistakes, type Mistake } from './mistakes.ts';
import { runSuite } from './suite.ts';

const migrations = join(import.meta.dirname, '../migrations');

/** A copy of the migrations with that mistake in it. */
function plant({ file, right, wrong, what }: Mistake): string {
	const folder = mkdtempSync(join(tmpdir(), 'planted-'));
	cpSync(migrations, folder, { recursive: true });
	const name = readdirSync(folder).find((each) => each.endsWith(`_${file}.sql`));
	if (name === undefined) throw new Error(`${what}: there is no migration "${file}"`);
	const text = readFileSync(join(folder, name), 'utf8');
	if (text.split(right).length !== 2) throw new Error(`${what}: not once in ${name}: ${right}`);
	writeFileSync(
		join(folder, name),
		text.replace(right, () => wrong)
	);
	return folder;
}

/** @returns what failed in the first file that notices it, a line each; none when nothing did */
async function failuresWith(cluster: Cluster, mistake: Mistake): Promise<readonly string[]> {
	const migrationsFolder = plant(mistake);
	const regime = mistake.regime ?? 'explicit';
	try {
		for await (const { name, failures } of runSuite(cluster, { migrationsFolder, regime })) {
			if (failures.length === 0) continue;
			return failures.map((failure) => `${name}: ${failure.split('\n')[0] ?? ''}`);
		}
		return [];
	} finally {
		rmSync(migrationsFolder, { recursive: true, force: true });
	}
}

const tallies: Tally[] = [];
const cluster = await startCluster();
try {
	const regimes = ['explicit', 'legacy'] as const;
	for (const regime of regimes) {
		// A suite that fails by itself would notice everything.
		const failed: string[] = [];
		for await (const { failures } of runSuite(cluster, { regime })) failed.push(...failures);
		process.stdout.write(`without a mistake (${regime}): ${failed.length} failed\n`);
		tallies.push({ passed: Number(failed.length === 0), failed: Number(failed.length > 0) });
	}
	for (const mistake of mistakes) {
		const failures = await failuresWith(cluster, mistake);
		const isNoticed = failures.length > 0;
		process.stdout.write(
			`${isNoticed ? 'noticed' : 'NOT NOTICED'}: ${mistake.what} (${failures.length} failed)\n` +
				failures
					.slice(0, 3)
					.map((failure) => `    ${failure}\n`)
					.join('')
		);
		tallies.push({ passed: Number(isNoticed), failed: Number(!isNoticed) });
	}
} finally {
	await cluster.stop();
}
close(tallies);
