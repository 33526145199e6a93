/** Builds the static site into `build/`, with all that it needs. */
import { prepare } from './prepare.ts';
import { runTool } from './run-step.ts';

export function buildSite(): boolean {
	prepare();
	return runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
}

if (import.meta.main && !buildSite()) process.exitCode = 1;
