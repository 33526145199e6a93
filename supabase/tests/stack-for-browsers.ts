/**
 * The stack that tests in a browser speak to: vitest's global set-up, once for all of them. Each test
 * brings its own people and playlists, and looks only at those.
 */
import type { TestProject } from 'vitest/node';
import { startCluster } from '../local/cluster.ts';
import { startLocalStack, type LocalStack } from '../local/stack.ts';

export interface StackAddress {
	readonly url: string;
	readonly publishableKey: string;
}

declare module 'vitest' {
	interface ProvidedContext {
		stack: StackAddress;
		/** The same, but a session lasts a second. */
		briefStack: StackAddress;
	}
}

/** @returns what ends it */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const cluster = await startCluster();
	const stack = await startLocalStack({ cluster, hasFunctions: false });
	const briefStack = await startLocalStack({
		...{ cluster, hasFunctions: false },
		accessTokenLifetimeS: 1
	});
	project.provide('stack', addressOf(stack));
	project.provide('briefStack', addressOf(briefStack));
	return async () => {
		await briefStack.stop();
		await stack.stop();
		await cluster.stop();
	};
}

function addressOf({ url, publishableKey }: LocalStack): StackAddress {
	return { url, publishableKey };
}
