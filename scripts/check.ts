/**
 * `npm run check`: all that can be said of the code without a browser. Format, lint, types of every
 * runtime, boundaries, unused code, unit tests.
 */
import { prepare } from './prepare.ts';
import { check, close, runTool, vitest, type Tally } from './run-step.ts';

export function runChecks(): readonly Tally[] {
	prepare();
	return [
		check('kit', () => runTool('@sveltejs/kit/svelte-kit.js', ['sync'])),
		check('format', () =>
			runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
		),
		check('lint', () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])),
		check('types: page', () =>
			runTool('svelte-check/bin/svelte-check', ['--fail-on-warnings', '--output', 'human'])
		),
		check('types: workers', () => runTool('typescript/bin/tsc', ['-p', 'workers'])),
		check('types: service worker', () =>
			runTool('typescript/bin/tsc', ['-p', 'src/service-worker'])
		),
		check('types: Node', () => runTool('typescript/bin/tsc', ['-p', 'models'])),
		check('types: end-to-end tests', () => runTool('typescript/bin/tsc', ['-p', 'e2e'])),
		check('types: supabase', () => runTool('typescript/bin/tsc', ['-p', 'supabase'])),
		check('boundaries', () =>
			runTool('dependency-cruiser/bin/dependency-cruise.mjs', [
				...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
				...['src', 'workers', 'models', 'scripts', 'e2e', 'supabase']
			])
		),
		check('unused code', () => runTool('knip/bin/knip.js', ['--no-progress'])),
		vitest('unit tests', 'node')
	];
}

if (import.meta.main) close(runChecks());
