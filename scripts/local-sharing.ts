/**
 * Playlists can be shared on a machine that has nothing but this checkout: `npm start` brings a
 * database of its own, unless somebody configured a project, does not want one, or it cannot run here.
 */
import { join, relative } from 'node:path';
import { stackAvailability } from '../supabase/local/availability.ts';
import { FolderInUseError } from '../supabase/local/cluster.ts';
import { startLocalStack } from '../supabase/local/stack.ts';
import { firstFreePort } from './ports.ts';
import { root } from './run-step.ts';
import type { SiteConfiguration } from './site-configuration.ts';

const folder = join(root, '.cache/supabase');
/** That of the Supabase CLI; where that runs too, one of the next. */
const usualPort = 54_321;

export interface LocalSharing {
	/** What the site is to be built with. */
	readonly configuration: SiteConfiguration;
	/** How it stands, in one line. */
	readonly message: string;
	stop(): Promise<void>;
}

/**
 * @param functionEnvironment what edge functions find in theirs
 * @throws FolderInUseError when another one runs already in this checkout
 */
export async function startLocalSharing(
	configured: SiteConfiguration,
	isWanted: boolean,
	functionEnvironment: Readonly<Record<string, string>> = {}
): Promise<LocalSharing> {
	const { PUBLIC_SUPABASE_URL } = configured;
	const without = { ...configured };
	delete without.PUBLIC_SUPABASE_URL;
	delete without.PUBLIC_SUPABASE_PUBLISHABLE_KEY;
	const none = (message: string): LocalSharing => ({
		configuration: without,
		message,
		stop: () => Promise.resolve()
	});
	if (!isWanted) return none('Without sharing, as you asked.');
	if (PUBLIC_SUPABASE_URL !== undefined) {
		return {
			...none(`Playlists are shared at ${PUBLIC_SUPABASE_URL}.`),
			configuration: configured
		};
	}
	const availability = stackAvailability();
	if (!availability.isAvailable) return none(`Without sharing: ${availability.reason}.`);
	try {
		const stack = await startLocalStack({
			...{ folder, functionEnvironment },
			port: await firstFreePort(usualPort, 20)
		});
		return {
			configuration: {
				...without,
				PUBLIC_SUPABASE_URL: stack.url,
				PUBLIC_SUPABASE_PUBLISHABLE_KEY: stack.publishableKey
			},
			message: `Playlists are shared on this machine alone (${relative(root, folder)}).`,
			stop: () => stack.stop()
		};
	} catch (error) {
		if (error instanceof FolderInUseError) throw error;
		const reason = error instanceof Error ? error.message : String(error);
		return none(`Without sharing: the local database does not start. ${reason}`);
	}
}
