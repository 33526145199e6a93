/** The whole stack, as `npm start` has it: kept data, edge functions, and an end that is one. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stackAvailability } from './availability.ts';
import { findDeno } from './deno-binary.ts';
import { denoEnvironment, functionsFolder, listFunctions, startFunctions } from './functions.ts';
import { startLocalStack } from './stack.ts';
import { signIn, visit, writeMigrations } from './test/notes.ts';

const folder = mkdtempSync(join(tmpdir(), 'deejai-stack-'));
const migrationsFolder = writeMigrations();
afterAll(() => {
	for (const path of [folder, migrationsFolder]) rmSync(path, { recursive: true });
});

function runDeno(...args: readonly string[]): { readonly status: number | null; output: string } {
	const { status, stdout, stderr } = spawnSync(findDeno() ?? 'deno', args, {
		cwd: functionsFolder,
		encoding: 'utf8',
		env: { ...process.env, ...denoEnvironment }
	});
	return { status, output: stdout + stderr };
}

test('this machine can run it', () => {
	expect(stackAvailability()).toEqual({ isAvailable: true });
});

test('the functions are right by Deno’s own checks and tests', () => {
	const hostPath = join(import.meta.dirname, 'deno/functions-host.ts');
	const files = listFunctions().flatMap((name) => [`${name}/index.ts`, `${name}/handler.test.ts`]);
	const checked = runDeno('check', '--no-lock', '--config', 'deno.json', ...files, hostPath);
	expect(checked).toMatchObject({ status: 0 });
	const tested = runDeno('test', '--no-lock', '--no-prompt', '--config', 'deno.json', '.');
	expect(tested).toMatchObject({ status: 0 });
	expect(tested.output).toMatch(/[1-9]\d* passed/);
});

test('a function answers through the gateway, and who is signed in stays so after a new start', async () => {
	const first = await startLocalStack({ folder, migrationsFolder });
	const health = await visit(first, first.publishableKey).functions.invoke<unknown>('health');
	expect(health.data).toEqual({ status: 'working' });
	const missing = await visit(first, first.publishableKey).functions.invoke<unknown>('nowhere');
	expect(missing.response?.status).toBe(404);

	const { visitor, session, userId } = await signIn(first);
	await visitor.from('notes').insert({ name: 'kept' }).throwOnError();
	await Promise.all([first.stop(), first.stop()]);
	expect(existsSync(first.cluster.socketFolder)).toBe(false);
	await expect(fetch(`${first.url}/auth/v1/health`)).rejects.toThrow('fetch failed');

	const second = await startLocalStack({ folder, migrationsFolder });
	const again = visit(second, second.publishableKey, session.access_token);
	expect((await again.rpc('who_am_i')).data).toBe(userId);
	expect((await again.from('notes').select('name')).data).toEqual([{ name: 'kept' }]);
	const refreshed = await visit(second, second.publishableKey).auth.refreshSession(session);
	expect(refreshed.data.user?.id).toBe(userId);
	await second.stop();
});

test('a function that does not start says why', async () => {
	await expect(startFunctions({})).rejects.toThrow('SUPABASE_URL is not set');
});

test('a port that is taken is said, and nothing is left running', async () => {
	const taken = await startLocalStack({ migrationsFolder, hasFunctions: false });
	const port = Number(new URL(taken.url).port);
	await expect(startLocalStack({ port, migrationsFolder, hasFunctions: false })).rejects.toThrow(
		'EADDRINUSE'
	);
	await taken.stop();
	const { stdout } = spawnSync('ps', ['-eo', 'args', '-ww'], { encoding: 'utf8' });
	expect(stdout).not.toContain(taken.cluster.socketFolder);
});
