/**
 * Spotify for end-to-end tests: the fake one where the tests' site looks for it, as it was made at the
 * beginning of each test; and the house's catalogue with Spotify's ids in the site's own place.
 *
 *   import { test } from './spotify-fake.ts';
 *   test('…', async ({ page, spotify, catalogue }) => { spotify.control.setPlaying({ kind: 'nothing' }); … });
 */
import { join } from 'node:path';
import { test as base, type BrowserContext } from '@playwright/test';
import { startFakeSpotify, type FakeSpotify } from '../scripts/fake-spotify/fake-spotify.ts';
import {
	readSpotifyEdition,
	type SpotifyEdition
} from '../scripts/fake-spotify/spotify-edition.ts';
import { spotifyForTests, spotifyPortForTests } from '../scripts/spotify-for-tests.ts';

interface ForTests {
	/** Gives the site in this context the catalogue with Spotify's ids; `context` has it already. */
	readonly serveCatalogue: (context: BrowserContext) => Promise<void>;
	readonly asItWasMade: undefined;
}

interface ForFiles {
	readonly catalogueFolder: string;
	readonly spotify: FakeSpotify;
	readonly catalogue: SpotifyEdition;
}

const houseFolder = join(import.meta.dirname, '../models/catalogues/house');

export const test = base.extend<ForTests, ForFiles>({
	catalogueFolder: [houseFolder, { option: true, scope: 'worker' }],
	spotify: [
		async ({ catalogueFolder }, use) => {
			const spotify = await startFakeSpotify({ port: spotifyPortForTests, catalogueFolder });
			if (spotify.apiUrl !== spotifyForTests.PUBLIC_SPOTIFY_API_URL) {
				throw new Error(
					`the site looks for ${spotifyForTests.PUBLIC_SPOTIFY_API_URL ?? 'nothing'}`
				);
			}
			await use(spotify);
			await spotify.stop();
		},
		{ scope: 'worker', auto: true }
	],
	catalogue: [
		async ({ catalogueFolder }, use) => use(readSpotifyEdition(catalogueFolder)),
		{ scope: 'worker' }
	],
	serveCatalogue: async ({ catalogue }, use) => {
		await use(async (context) => {
			await context.route('**/catalogues/house/*', async (route) => {
				const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
				const body = catalogue.files.get(name);
				await route.fulfill(body === undefined ? { status: 404 } : { body });
			});
		});
	},
	asItWasMade: [
		async ({ spotify, context, serveCatalogue }, use) => {
			spotify.control.reset();
			await serveCatalogue(context);
			await use(undefined);
			// What is held back must not hold up the end.
			spotify.control.setFaults();
		},
		{ auto: true }
	]
});
