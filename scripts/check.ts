/**
 * `npm run check`: all that can be said of the code without a browser. Format, lint, types of every
 * runtime, boundaries, unused code, unit tests.
 */
import { prepare } from './prepare.ts';
import { check, close, inspect, runTool, vitest, type Tally } from './run-step.ts';

const typescript = 'typescript/bin/tsc';

export async function runChecks(): Promise<readonly Tally[]> {
	prepare();
	return [
		check('kit', () => runTool('@sveltejs/kit/svelte-kit.js', ['sync'])),
		...(await inspect([
			// Begins first, because it takes as long as all the others.
			{ name: 'lint', path: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
			{
				name: 'format',
				path: 'prettier/bin/prettier.cjs',
				args: ['--check', '--log-level', 'warn', '.']
			},
			{
				name: 'types: page',
				path: 'svelte-check/bin/svelte-check',
				args: ['--fail-on-warnings', '--output', 'human']
			},
			{ name: 'types: workers', path: typescript, args: ['-p', 'workers'] },
			{ name: 'types: service worker', path: typescript, args: ['-p', 'src/service-worker'] },
			{ name: 'types: Node', path: typescript, args: ['-p', 'models'] },
			{ name: 'types: end-to-end tests', path: typescript, args: ['-p', 'e2e'] },
			{ name: 'types: supabase', path: typescript, args: ['-p', 'supabase'] },
			{
				name: 'boundaries',
				path: 'dependency-cruiser/bin/dependency-cruise.mjs',
				args: [
					...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
					...['src', 'workers', 'models', 'scripts', 'e2e', 'supabase']
				]
			},
			{ name: 'unused code', path: 'knip/bin/knip.js', args: ['--no-progress'] }
		])),
		vitest('unit tests', 'node')
	];
}

if (import.meta.main) close(await runChecks());
