/** Servers of our own come, stay apart, and leave nothing behind, however they end. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { startCluster, type Cluster } from './cluster.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'deejai-kept-'));
	folders.push(folder);
	return folder;
}

async function ask(cluster: Cluster, question: string): Promise<unknown> {
	const sql = cluster.connect('supabase_admin', 'postgres', 1);
	try {
		const [row] = await sql.unsafe<{ answer: unknown }[]>(`select (${question}) as answer`);
		return row?.answer;
	} finally {
		await sql.end();
	}
}

/** The processes that have a path among their arguments. */
function processesOf(path: string): readonly string[] {
	const { stdout } = spawnSync('ps', ['-eo', 'args', '-ww'], { encoding: 'utf8' });
	return stdout.split('\n').filter((line) => line.includes(path));
}

test('a throwaway is PostgreSQL 17, on no port, run by nobody of importance, and gone afterwards', async () => {
	const cluster = await startCluster();
	const folder = cluster.socketFolder;
	expect(await ask(cluster, `current_setting('server_version')`)).toMatch(/^17\./);
	expect(await ask(cluster, `current_setting('listen_addresses')`)).toBe('');
	expect(statSync(folder).uid).not.toBe(0);
	expect(statSync(folder).mode & 0o077).toBe(0);
	expect(processesOf(folder)).not.toEqual([]);
	await cluster.stop();
	expect(existsSync(folder)).toBe(false);
	expect(processesOf(folder)).toEqual([]);
});

test('text is sorted for people, and letters of every script are letters', async () => {
	const cluster = await startCluster();
	expect(await ask(cluster, `'Äpfel' < 'Birne' and 'birne' < 'Äpfel' is false`)).toBe('t');
	expect(await ask(cluster, `lower('ÉTÉ МОСКВА')`)).toBe('été москва');
	await cluster.stop();
});

test('a kept one has what it had', async () => {
	const folder = newFolder();
	const first = await startCluster(folder);
	const sql = first.connect('supabase_admin', 'postgres', 1);
	await sql`create table kept as select 42 as answer`;
	await sql.end();
	await first.stop();
	const second = await startCluster(folder);
	expect(await ask(second, 'select answer from kept')).toBe(42);
	await second.stop();
});

test('a folder in use is refused, and its server not disturbed', async () => {
	const folder = newFolder();
	const cluster = await startCluster(folder);
	await expect(startCluster(folder)).rejects.toThrow(
		/in use by another local stack \(process \d+\)/
	);
	expect(await ask(cluster, '1')).toBe(1);
	await cluster.stop();
});

test('a lock that a crash left behind is in nobody’s way', async () => {
	const folder = newFolder();
	await (await startCluster(folder)).stop();
	// The number is that of a process that lives: ours.
	const lines = [process.pid, join(folder, 'data'), 0, 5432, '/nowhere', '', 'ready'];
	writeFileSync(join(folder, 'data/postmaster.pid'), lines.join('\n'));
	const cluster = await startCluster(folder);
	expect(await ask(cluster, '1')).toBe(1);
	await cluster.stop();
});

test('who is killed takes the server and its folder along', async () => {
	const owner = spawn(
		process.execPath,
		[
			'--input-type=module-typescript',
			'--eval',
			`import { startCluster } from ${JSON.stringify(join(import.meta.dirname, 'cluster.ts'))};
			const cluster = await startCluster();
			console.log(cluster.socketFolder);
			setInterval(() => {}, 1000);`
		],
		{ stdio: ['ignore', 'pipe', 'inherit'] }
	);
	const [folder] = await new Promise<string[]>((resolve) => {
		createInterface({ input: owner.stdout }).once('line', (line) => resolve([line]));
	});
	if (folder === undefined) throw new Error('no folder');
	expect(processesOf(folder)).not.toEqual([]);
	owner.kill('SIGKILL');
	await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false);
	expect(processesOf(folder)).toEqual([]);
});

test('a server that cannot start says why, and leaves nothing', async () => {
	const folder = newFolder();
	await (await startCluster(folder)).stop();
	writeFileSync(join(folder, 'data/postgresql.conf'), 'no_such_setting = 1\n');
	await expect(startCluster(folder)).rejects.toThrow('no_such_setting');
	expect(processesOf(folder)).toEqual([]);
});
