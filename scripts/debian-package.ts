/** Brings a program that tests need, where the machine is Debian's and we may. */
import { spawnSync } from 'node:child_process';

/** @returns whether the package was installed just now */
export function installDebianPackage(name: string): boolean {
	if (process.getuid?.() !== 0) return false;
	const options = {
		stdio: 'inherit',
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
	} as const;
	if (spawnSync('apt-get', ['update', '-qq'], options).status !== 0) return false;
	const arguments_ = ['install', '-y', '-qq', '--no-install-recommends', name];
	return spawnSync('apt-get', arguments_, options).status === 0;
}
