/** Builds the static site into `build/`, with all that it needs. */
import { join } from 'node:path';
import { describeShell, embedShell } from './embed-shell.ts';
import { prepare } from './prepare.ts';
import { root, runTool } from './run-step.ts';

export function buildSite(): boolean {
	prepare();
	if (!runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'])) return false;
	const shell = embedShell(join(root, process.env.BUILD_FOLDER ?? 'build'));
	process.stdout.write(`${describeShell(shell)}\n`);
	return true;
}

if (import.meta.main && !buildSite()) process.exitCode = 1;
