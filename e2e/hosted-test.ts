/** Tests that have a host of their own, which they may break, and a browser that they may restart. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium, test as base, type BrowserContext } from '@playwright/test';
import { root } from '../scripts/run-step.ts';
import { basePath, buildEnvironmentFor, buildFolderFor } from './base-path.ts';
import { SiteHost } from './misbehaving-host.ts';
import { siteVersion, type SiteVersion } from './site-versions.ts';

interface HostedOptions {
	/** Where on its host the site lies, ending in a slash. */
	readonly basePath: string;
}

interface HostedFixtures {
	/** Serves version A to begin with. */
	readonly host: SiteHost;
	/** Ends the browser, if there is one, and starts it with the same profile. */
	readonly startBrowser: () => Promise<BrowserContext>;
}

interface HostedWorker {
	/** Makes the version of this name, once for all tests. */
	readonly versionFor: (name: string, basePath: string) => SiteVersion;
}

export const test = base.extend<HostedOptions & HostedFixtures, HostedWorker>({
	basePath: [`${basePath}/`, { option: true }],
	versionFor: [
		async ({ browserName }, use) => {
			const made = new Map<string, SiteVersion>();
			await use((name, basePath) => {
				const key = `${browserName} ${basePath} ${name}`;
				const version = made.get(key) ?? siteVersion(name, builtFor(basePath));
				made.set(key, version);
				return version;
			});
		},
		{ scope: 'worker' }
	],
	host: async ({ basePath, versionFor }, use) => {
		const host = await SiteHost.start(versionFor('A', basePath), { basePath });
		await use(host);
		await host.close();
	},
	startBrowser: async ({ launchOptions }, use, testInfo) => {
		let context: BrowserContext | undefined;
		await use(async () => {
			await context?.close();
			context = await chromium.launchPersistentContext(
				testInfo.outputPath('profile'),
				launchOptions
			);
			return context;
		});
		await context?.close();
	}
});

/** A site knows its base path from when it was built. @returns the folder that it is in */
function builtFor(path: string): string {
	const base = path.replace(/\/$/, '');
	// The one at the root is what all these tests look at: it is there.
	if (base !== '') {
		const script = join(root, 'scripts/build-site.ts');
		const { status } = spawnSync(process.execPath, [script, '--for-tests', '--unless-built'], {
			cwd: root,
			stdio: 'ignore',
			env: { ...process.env, ...buildEnvironmentFor(base) }
		});
		if (status !== 0) throw new Error(`the site cannot be built for ${base}`);
	}
	return join(root, buildFolderFor(base));
}
