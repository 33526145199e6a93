/**
 * A gallery for end-to-end tests: the local stack where the tests' site looks for it, from the first
 * test that asks for it until after the last. Everything in it is thrown away. Spec files with the same
 * options may find what an earlier one left.
 *
 *   import { test } from './sharing-stack.ts';
 *   test.use({ stackOptions: { hasFunctions: true } });   // where a file needs edge functions
 *   test('…', async ({ page, stack, setFault }) => { setFault({ kind: 'down' }); … });
 */
import { test as base } from '@playwright/test';
import { sharingForTests, stackPortForTests } from '../scripts/sharing-for-tests.ts';
import type { Fault } from '../supabase/local/faults.ts';
import {
	startLocalStack,
	type LocalStack,
	type LocalStackOptions
} from '../supabase/local/stack.ts';

interface ForTests {
	/** How the gallery fails from now on; without one: not at all. Every test begins without. */
	readonly setFault: (fault?: Fault | null) => void;
}

interface ForFiles {
	readonly stackOptions: Pick<
		LocalStackOptions,
		'hasFunctions' | 'accessTokenLifetimeS' | 'reuseIntervalS'
	>;
	readonly stack: LocalStack;
}

export const test = base.extend<ForTests, ForFiles>({
	stackOptions: [{}, { option: true, scope: 'worker' }],
	stack: [
		async ({ stackOptions }, use) => {
			const stack = await startLocalStack({
				...{ port: stackPortForTests, isFaultControlled: true, hasFunctions: false },
				...stackOptions
			});
			if (stack.url !== sharingForTests.PUBLIC_SUPABASE_URL) {
				throw new Error(`the site looks for ${sharingForTests.PUBLIC_SUPABASE_URL ?? 'nothing'}`);
			}
			await use(stack);
			await stack.stop();
		},
		{ scope: 'worker', auto: true, timeout: 60_000 }
	],
	setFault: async ({ stack }, use) => {
		await use((fault) => stack.setFault(fault ?? undefined));
		stack.setFault(undefined);
	}
});
