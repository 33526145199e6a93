/**
 * `node supabase/types/main.ts`: writes the page's types of the database, anew from the migrations.
 * With `--check` it writes nothing, and fails with the difference if there is one.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startCluster } from '../local/cluster.ts';
import { generateTypes, typesDrift, typesFile } from './generate.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const cluster = await startCluster();
try {
	const types = await generateTypes(cluster);
	if (values.check) {
		const drift = typesDrift(types);
		process.stdout.write(drift);
		process.exitCode = drift === '' ? 0 : 1;
	} else writeFileSync(typesFile, types);
} finally {
	await cluster.stop();
}
