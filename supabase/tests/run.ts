/**
 * `node supabase/tests/run.ts`: all tests of the database, under both regimes of privileges that a
 * hosted project may have.
 */
import { close, type Tally } from '../../scripts/run-step.ts';
import { startCluster } from '../local/cluster.ts';
import { runSuite } from './suite.ts';

const cluster = await startCluster();
const tallies: Tally[] = [];
try {
	for (const regime of ['explicit', 'legacy'] as const) {
		process.stdout.write(`\n── privileges: ${regime}\n`);
		for await (const { name, passed, failures } of runSuite(cluster, { regime })) {
			process.stdout.write(`${name}: ${passed} passed, ${failures.length} failed\n`);
			for (const failure of failures) process.stdout.write(`  not ok: ${failure}\n`);
			tallies.push({ passed, failed: failures.length });
		}
	}
} finally {
	await cluster.stop();
}
close(tallies);
