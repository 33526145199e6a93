/** The committed types are the database's, and a database that went another way is noticed. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startCluster, type Cluster } from '../local/cluster.ts';
import { generateTypes, typesDrift } from './generate.ts';

let cluster: Cluster;
beforeAll(async () => {
	cluster = await startCluster();
});
afterAll(() => cluster.stop());

/** The types after one more migration. */
function generateWith(migration: string): Promise<string> {
	const migrationsFolder = mkdtempSync(join(tmpdir(), 'deejai-types-'));
	onTestFinished(() => rmSync(migrationsFolder, { recursive: true }));
	cpSync(join(import.meta.dirname, '../migrations'), migrationsFolder, { recursive: true });
	writeFileSync(join(migrationsFolder, '99999999000000_later.sql'), migration);
	return generateTypes(cluster, { migrationsFolder });
}

test('the committed types are those of the migrations: `node supabase/types/main.ts` writes them', async () => {
	expect(typesDrift(await generateTypes(cluster))).toBe('');
});

test('an argument that a migration adds is a difference', async () => {
	const drift = typesDrift(
		await generateWith(`
			drop function public.delete_playlist(text);
			create function public.delete_playlist(playlist_id text, reason text default null)
				returns void language sql as '';
			grant execute on function public.delete_playlist(text, text) to authenticated;
		`)
	);
	expect(drift).toMatch(/^\+.*playlist_id: string; reason\?: string \| null/m);
	expect(drift).toMatch(/^-.*delete_playlist/m);
});

test('what nobody may call from a page has no type', async () => {
	const closed = `create function public.closed() returns integer language sql as 'select 1';`;
	expect(typesDrift(await generateWith(closed))).toBe('');
	expect(
		typesDrift(await generateWith(`${closed} grant execute on function public.closed() to anon;`))
	).toMatch(/^\+.*closed: \{ Args: Record<string, never>; Returns: number \| null \}/m);
});

test('what has no type that is known is an error', async () => {
	const migration = `
		create function public.where_is(place point) returns void language sql as '';
		grant execute on function public.where_is(point) to anon;
	`;
	await expect(generateWith(migration)).rejects.toThrow(
		'place: no type of TypeScript is known for point'
	);
	await expect(generateWith(migration.replaceAll('where_is', 'get_playlist'))).rejects.toThrow(
		'several functions "get_playlist"'
	);
});
