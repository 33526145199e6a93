/**
 * Puts sharing into a hosted Supabase project, and asks it from outside whether all is right there.
 * docs/sharing.md says what has to be there first.
 *
 *   node scripts/deploy-sharing.ts --project <ref>   link, migrations, settings, functions
 *   node scripts/deploy-sharing.ts --check           only asks
 *
 * The project's address and publishable key are those that the site is built with. Running it again
 * changes nothing that is right.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { probeSharing } from './probe-sharing.ts';
import { root } from './run-step.ts';
import { loadConfiguration } from './site-configuration.ts';

const { values } = parseArgs({
	options: { project: { type: 'string' }, check: { type: 'boolean', default: false } }
});

/** For whoever runs it: what is missing, without a stack trace. */
class Missing extends Error {}

function supabase(...args: readonly string[]): void {
	process.stdout.write(`\n── supabase ${args.join(' ')}\n`);
	const { status, error } = spawnSync('supabase', args, { cwd: root, stdio: 'inherit' });
	if (error) {
		throw new Missing(
			'The Supabase CLI is not installed: https://supabase.com/docs/guides/local-development/cli/getting-started'
		);
	}
	if (status !== 0)
		throw new Missing(`supabase ${args[0] ?? ''} failed; nothing after it was done.`);
}

function deploy(project: string | undefined): void {
	if (project === undefined || !/^[a-z]{20}$/.test(project)) {
		throw new Missing('Name the project: --project <its 20 letters>, or --check to only ask.');
	}
	supabase('--version');
	supabase('link', '--project-ref', project);
	supabase('db', 'push');
	supabase('config', 'push');
	supabase('functions', 'deploy', '--use-api');
}

/** @returns whether every promise is kept */
async function check(): Promise<boolean> {
	const { PUBLIC_SUPABASE_URL: url, PUBLIC_SUPABASE_PUBLISHABLE_KEY: key } =
		loadConfiguration(root);
	if (url === undefined || key === undefined) {
		throw new Missing('PUBLIC_SUPABASE_URL and PUBLIC_SUPABASE_PUBLISHABLE_KEY are not set.');
	}
	process.stdout.write(`\n── ${url}\n`);
	const findings = await probeSharing(url, key);
	for (const { promise, problem } of findings) {
		process.stdout.write(
			problem === undefined ? `right  ${promise}\n` : `WRONG  ${promise}: ${problem}\n`
		);
	}
	return findings.every(({ problem }) => problem === undefined);
}

try {
	if (!values.check) deploy(values.project);
	process.exitCode = (await check()) ? 0 : 1;
} catch (error) {
	if (!(error instanceof Missing)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}
