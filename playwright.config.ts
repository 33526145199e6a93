import { defineConfig } from '@playwright/test';
import { basePath, buildEnvironmentFor, buildFolderFor } from './e2e/base-path.ts';
import { chromiumLaunchOptions } from './scripts/chromium.ts';

const port = 4174;
const baseURL = `http://127.0.0.1:${port}${basePath}`;
const serve = `node scripts/serve-site.ts ${port}`;
/** At the root there is one already; below a path the site is built for it. */
const webServer =
	basePath === ''
		? { command: serve }
		: {
				command: `node scripts/build-site.ts --for-tests --unless-built && ${serve} --folder ${buildFolderFor(basePath)} --base-path ${basePath}`,
				env: buildEnvironmentFor(basePath),
				timeout: 300_000
			};

/** Those that need the gallery or Spotify, and what measures. */
const withServers = /(sharing|gallery|spotify|with-others)[\w-]*\.spec\.ts$/;
const measuring = /(speed|memory|long-recording)\.spec\.ts$/;

export default defineConfig({
	testDir: 'e2e',
	outputDir: '.cache/e2e',
	// Each test keeps more than one core busy: the page, its workers, the browser and the test itself.
	workers: 2,
	projects: [
		{ name: 'site', testIgnore: [withServers, measuring] },
		// One after the other: the site knows each of these servers by one address.
		{ name: 'servers', testMatch: withServers, workers: 1 },
		// Figures, and much memory: `npm test` leaves them the machine to themselves.
		{ name: 'measuring', testMatch: measuring, workers: 1 }
	],
	retries: 0,
	// Generous, for machines with other things to do: what is right does not wait for them.
	timeout: 90_000,
	expect: { timeout: 20_000 },
	forbidOnly: process.env.CI !== undefined,
	use: {
		baseURL,
		launchOptions: {
			...chromiumLaunchOptions(),
			args: [...chromiumLaunchOptions().args, '--autoplay-policy=no-user-gesture-required']
		}
	},
	webServer: {
		...webServer,
		url: `${baseURL}/`,
		reuseExistingServer: false
	}
});
