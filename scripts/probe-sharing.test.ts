import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalStack, type LocalStackOptions } from '../supabase/local/stack.ts';
import { probeSharing } from './probe-sharing.ts';

/** The promises that such a project does not keep. */
async function brokenPromises(options: LocalStackOptions): Promise<readonly string[]> {
	const stack = await startLocalStack(options);
	onTestFinished(() => stack.stop());
	const findings = await probeSharing(stack.url, stack.publishableKey);
	expect(findings.length).toBeGreaterThan(15);
	return findings.flatMap(({ promise, problem }) => (problem === undefined ? [] : [promise]));
}

test('a project with the migrations and functions keeps every promise', async () => {
	expect(await brokenPromises({})).toEqual([]);
});

test('what somebody opened by mistake is noticed', async () => {
	const migrationsFolder = mkdtempSync(join(tmpdir(), 'deejai-probe-'));
	onTestFinished(() => rmSync(migrationsFolder, { recursive: true }));
	cpSync(join(import.meta.dirname, '../supabase/migrations'), migrationsFolder, {
		recursive: true
	});
	writeFileSync(
		join(migrationsFolder, '99999999000000_mistakes.sql'),
		`grant select (owner) on public.playlists to anon;
		grant update (rating_sum) on public.playlists to authenticated;
		grant select (stars) on public.ratings to anon;
		revoke execute on function public.latest_playlists from anon;`
	);
	expect(await brokenPromises({ migrationsFolder, hasFunctions: false })).toEqual([
		'anybody reads latest_playlists',
		'a function answers',
		'who is not signed in cannot read who shared a playlist',
		'a person cannot write a counter',
		'who is not signed in cannot read ratings'
	]);
});

test('a project that does not answer is not taken for one that refuses', async () => {
	const findings = await probeSharing('http://host.invalid', 'sb_publishable_1');
	expect(findings).toEqual([
		{ promise: 'the project answers', problem: expect.stringContaining('fetch failed') as string }
	]);
});
