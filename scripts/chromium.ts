/**
 * Finds the browser that the tests drive: an installed Chrome or Chromium, else Playwright's own.
 *
 * The flags keep a browser from calling home, which on a closed network costs seconds a page, and
 * give it WebGPU in software where there is no GPU, and a microphone that beeps in place of a real one.
 */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const installedPaths = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'
];

/** The path of a browser that is there, or undefined when one has to be brought first. */
export function findChromium(): string | undefined {
	return [...installedPaths, chromium.executablePath()].find(
		(path) => path !== undefined && path !== '' && existsSync(path)
	);
}

export function chromiumLaunchOptions(): { executablePath?: string; args: string[] } {
	const executablePath = findChromium();
	return {
		...(executablePath === undefined ? {} : { executablePath }),
		args: [
			'--no-sandbox',
			'--enable-unsafe-webgpu',
			'--use-fake-device-for-media-stream',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--no-first-run'
		]
	};
}
