/**
 * pgTAP, which the tests are written with: one file of SQL, for any version of PostgreSQL.
 *
 * Debian and Ubuntu have it as a package, of which only that file is needed: it is downloaded and
 * unpacked, not installed, so that no second PostgreSQL comes along. Elsewhere it is found where an
 * installed PostgreSQL keeps its extensions, or in PGTAP_SQL.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cacheFolder = join(import.meta.dirname, '../../.cache/pgtap');
const extensionFolders = [
	'/usr/share/postgresql/*/extension',
	'/usr/share/postgresql/extension',
	'/usr/local/share/postgresql*/extension',
	'/opt/homebrew/share/postgresql*/extension'
];

/** @throws with what to do, where there is none to be had */
export function findPgtap(): string {
	const named = process.env.PGTAP_SQL;
	if (named !== undefined) return named;
	const found = installed() ?? unpacked() ?? (downloadDebianPackage() ? unpacked() : undefined);
	if (found === undefined) {
		throw new Error(
			'no pgTAP: install it (https://pgtap.org), or name its pgtap--<version>.sql in PGTAP_SQL'
		);
	}
	return found;
}

function installed(): string | undefined {
	return newest(extensionFolders);
}

function unpacked(): string | undefined {
	return newest([join(cacheFolder, 'usr/share/postgresql/*/extension')]);
}

/** The whole extension, not the step from one version to the next: `pgtap--1.2.0.sql`. */
function newest(folders: readonly string[]): string | undefined {
	return folders
		.flatMap((folder) => globSync(join(folder, 'pgtap--*.sql')))
		.filter((file) => /\/pgtap--[0-9.]+\.sql$/.test(file))
		.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
		.at(-1);
}

function downloadDebianPackage(): boolean {
	const name = packageName() ?? (updateLists() ? packageName() : undefined);
	if (name === undefined) return false;
	const folder = mkdtempSync(join(tmpdir(), 'pgtap-'));
	try {
		if (!run('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', name], folder))
			return false;
		const [file] = globSync(join(folder, '*.deb'));
		if (file === undefined) return false;
		mkdirSync(cacheFolder, { recursive: true });
		return run('dpkg-deb', ['-x', file, cacheFolder], folder) && existsSync(cacheFolder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Named after the PostgreSQL that the distribution has: `postgresql-15-pgtap`. */
function packageName(): string | undefined {
	const { stdout } = spawnSync('apt-cache', ['pkgnames', 'postgresql-'], { encoding: 'utf8' });
	return (stdout as string | null)
		?.split('\n')
		.filter((name) => /^postgresql-\d+-pgtap$/.test(name))
		.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
		.at(-1);
}

/** A clean machine has no lists of packages yet; only root can fetch them. */
function updateLists(): boolean {
	return process.getuid?.() === 0 && run('apt-get', ['update', '-qq'], '/');
}

function run(program: string, args: readonly string[], cwd: string): boolean {
	return spawnSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
