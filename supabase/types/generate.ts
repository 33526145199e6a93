/** The committed types, and what they would be now. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Cluster } from '../local/cluster.ts';
import { createTestDatabase, dropDatabase, type DatabaseOptions } from '../local/database.ts';
import { readSignatures } from './signatures.ts';
import { writeTypes } from './write-types.ts';

export const typesFile = join(
	import.meta.dirname,
	'../../src/lib/services/sharing/database-types.ts'
);

/** @returns the types of a database made from the migrations, as they are to be committed */
export async function generateTypes(
	cluster: Cluster,
	options: DatabaseOptions = {}
): Promise<string> {
	const database = await createTestDatabase(cluster, options);
	const sql = cluster.connect('postgres', database, 1);
	try {
		const text = writeTypes(await readSignatures(sql));
		return await format(text, { ...(await resolveConfig(typesFile)), filepath: typesFile });
	} finally {
		await sql.end();
		await dropDatabase(cluster, database);
	}
}

/** @returns how the committed types differ from these, line by line; empty when they do not */
export function typesDrift(types: string): string {
	const { stdout, stderr, error } = spawnSync('diff', ['-u', typesFile, '-'], {
		input: types,
		encoding: 'utf8'
	});
	if (error) throw error;
	return stdout + stderr;
}
