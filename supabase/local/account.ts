/**
 * Whom PostgreSQL runs as: it refuses to run as root, where containers and CI often have nobody
 * else logged in. Then it runs as a system user that owns nothing of worth.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Numbers of a user and its group, as `spawn` takes them. */
export interface Account {
	readonly uid: number;
	readonly gid: number;
}

/** The first of these that the system has. */
const candidates = ['postgres', 'nobody'];

/** @returns undefined when we are an ordinary user and need no other */
export function otherAccount(): Account | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const accounts = new Map(
		readFileSync('/etc/passwd', 'utf8')
			.split('\n')
			.map((line) => line.split(':'))
			.map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }])
	);
	const name = candidates.find((candidate) => accounts.has(candidate));
	const account = name === undefined ? undefined : accounts.get(name);
	if (!account) {
		throw new Error(`PostgreSQL does not run as root: add a user named ${candidates.join(' or ')}`);
	}
	return account;
}

/** Whether a path can be reached and run (or a folder entered) by that account, or by us. */
export function isReachable(path: string, account: Account | undefined): boolean {
	const { status } = spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], {
		cwd: '/',
		stdio: 'ignore',
		...(account ?? {})
	});
	return status === 0;
}
