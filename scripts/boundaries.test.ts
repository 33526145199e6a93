/** Every boundary is proved by a deliberate violation, in a copy of the folders' shape. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { root } from './run-step.ts';

/** Each imports what it must not, and the rule that says so. */
const violations = [
	['src/lib/domain/a.ts', '../contracts/b.ts', 'domain-knows-nothing'],
	['src/lib/contracts/c.ts', '../services/engine/b.ts', 'contracts-know-the-domain'],
	['src/lib/ui/a.ts', '../features/create/b.ts', 'ui-knows-no-feature'],
	['src/lib/services/engine/a.ts', '../../features/create/b.ts', 'services-know-contracts'],
	['src/lib/services/engine/c.ts', '#workers/engine/b.ts', 'services-know-contracts-types'],
	['src/lib/features/create/a.ts', '#workers/engine/b.ts', 'features-know-services'],
	['src/lib/features/create/c.ts', '../playlist/b.ts', 'features-do-not-know-each-other'],
	['src/service-worker/a.ts', '#lib/contracts/b.ts', 'service-worker-knows-the-domain'],
	['workers/engine/a.ts', '#lib/services/engine/b.ts', 'workers-know-contracts'],
	['workers/house/a.ts', '../engine/b.ts', 'workers-do-not-know-each-other'],
	['models/a.ts', '#lib/services/engine/b.ts', 'models-know-workers'],
	['supabase/local/a.ts', '#lib/contracts/b.ts', 'supabase-knows-itself'],
	['workers/engine/c.ts', 'node:fs', 'pure-code-knows-no-node'],
	['workers/engine/d.ts', './e.test.ts', 'not-to-test'],
	['src/lib/domain/d.ts', 'fast-check', 'no-dev-dependency-in-the-page'],
	['src/lib/domain/e.ts', './f.ts', 'no-circular']
] as const;

/** What the violations reach for, and what is allowed all the same. */
const others = {
	'src/lib/contracts/b.ts': 'export const b = 1;',
	'src/lib/services/engine/b.ts': 'export const b = 1;',
	'src/lib/features/create/b.ts': 'export const b = 1;',
	'src/lib/features/playlist/b.ts': 'export const b = 1;',
	'workers/engine/b.ts': 'export const b = 1;',
	'workers/engine/e.test.ts': 'export const b = 1;',
	'src/lib/domain/f.ts': "import { b } from './e.ts';\nexport { b };",
	'src/lib/services/engine/allowed.ts':
		"import type { b } from '#workers/engine/b.ts';\nexport type B = typeof b;",
	'src/routes/allowed.ts': "import { b } from '#lib/features/create/b.ts';\nexport const c = b;"
};

const report = v.object({
	summary: v.object({
		violations: v.array(v.object({ from: v.string(), rule: v.object({ name: v.string() }) }))
	})
});

let folder: string;
let found: readonly { readonly from: string; readonly rule: { readonly name: string } }[];

beforeAll(() => {
	// Inside the project, so that packages are found.
	const parent = join(root, '.cache');
	mkdirSync(parent, { recursive: true });
	folder = mkdtempSync(join(parent, 'boundaries-'));
	for (const file of ['package.json', 'tsconfig.base.json', '.dependency-cruiser.cjs']) {
		cpSync(join(root, file), join(folder, file));
	}
	write('tsconfig.json', '{ "extends": "./tsconfig.base.json" }');
	for (const [file, target] of violations) {
		write(file, `import * as imported from '${target}';\nexport const b = imported;`);
	}
	for (const [file, content] of Object.entries(others)) write(file, content);
	const { stdout } = spawnSync(
		process.execPath,
		[
			join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
			...[
				'--config',
				'.dependency-cruiser.cjs',
				'--output-type',
				'json',
				'src',
				'workers',
				'models',
				'supabase'
			]
		],
		{ cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 }
	);
	found = v.parse(report, JSON.parse(stdout)).summary.violations;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: string): void {
	mkdirSync(dirname(join(folder, file)), { recursive: true });
	writeFileSync(join(folder, file), content);
}

test.each(violations)('%s must not import %s', (file, _target, rule) => {
	const broken = found.filter(({ from }) => from === file).map(({ rule: { name } }) => name);
	expect(broken).toContain(rule);
});

test('what is allowed is not complained of', () => {
	const innocent = ['src/lib/services/engine/allowed.ts', 'src/routes/allowed.ts'];
	expect(found.filter(({ from }) => innocent.includes(from))).toEqual([]);
});
