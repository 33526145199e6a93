/**
 * Spotify on a machine without credentials: `npm start -- --fake-spotify` brings one that is made up,
 * and the house's catalogue as if Spotify had it. The site that is built then talks to nobody else.
 */
import { join } from 'node:path';
import { startFakeSpotify, type FakeSpotify } from './fake-spotify/fake-spotify.ts';
import { functionVariables, siteVariables } from './fake-spotify/site-variables.ts';
import { root } from './run-step.ts';
import type { SiteConfiguration } from './site-configuration.ts';

/** The next time the same, so that the site need not be built again. */
const usualPort = 4180;

export interface LocalSpotify {
	/** What the site is to be built with. */
	readonly configuration: SiteConfiguration;
	/** For edge functions. */
	readonly functionEnvironment: Readonly<Record<string, string>>;
	/** What it is and what to do with it, for whoever started it. */
	readonly message: string;
	stop(): Promise<void>;
}

/**
 * @param configured by whoever runs this; what is said there of Spotify and of the catalogue is
 *   for nothing
 * @param siteUrl where the site will be
 */
export async function startLocalSpotify(
	configured: SiteConfiguration,
	siteUrl: string
): Promise<LocalSpotify> {
	const catalogueFolder = join(root, 'models/catalogues/house');
	const spotify = await startFakeSpotify({ port: usualPort, catalogueFolder }).catch(
		(error: unknown): Promise<FakeSpotify> => {
			const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
			if (!isTaken) throw error;
			return startFakeSpotify({ catalogueFolder });
		}
	);
	return {
		configuration: { ...configured, ...siteVariables(spotify) },
		functionEnvironment: functionVariables(spotify, siteUrl),
		message: `Spotify is a fake one on this machine: ${spotify.url}/ says what plays there, and changes it.`,
		stop: () => spotify.stop()
	};
}
