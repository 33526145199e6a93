import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './scripts/chromium.ts';

const port = 4174;

export default defineConfig({
	testDir: 'e2e',
	outputDir: '.cache/e2e',
	// Two cores: the page, its workers and the test share them.
	workers: 1,
	retries: 0,
	forbidOnly: process.env.CI !== undefined,
	use: {
		baseURL: `http://127.0.0.1:${port}`,
		launchOptions: {
			...chromiumLaunchOptions(),
			args: [...chromiumLaunchOptions().args, '--autoplay-policy=no-user-gesture-required']
		}
	},
	webServer: {
		command: `node scripts/serve-site.ts ${port}`,
		url: `http://127.0.0.1:${port}/`,
		reuseExistingServer: false
	}
});
