/**
 * `npm test`: everything, on a machine that may have no more than Node and npm. Brings a browser if
 * there is none, checks the code and the database, then tests in the browser: modules by themselves, and the built
 * site as people use it.
 */
import { runChecks } from './check.ts';
import { findChromium } from './chromium.ts';
import { installDebianPackage } from './debian-package.ts';
import { hasFfmpeg } from './ffmpeg.ts';
import { check, close, playwright, runScript, runTool, vitest } from './run-step.ts';

/** Playwright's own download first; a closed network may still have Debian's packages. */
function bringBrowser(): boolean {
	if (findChromium() !== undefined) return true;
	runTool('playwright/cli.js', ['install', '--with-deps', 'chromium'], {
		PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000'
	});
	if (findChromium() !== undefined) return true;
	installDebianPackage('chromium');
	if (findChromium() !== undefined) return true;
	process.stderr.write('No browser: install Chrome or Chromium, or name one in CHROMIUM_PATH.\n');
	return false;
}

function bringFfmpeg(): boolean {
	if (hasFfmpeg() || (installDebianPackage('ffmpeg') && hasFfmpeg())) return true;
	process.stderr.write('No ffmpeg: install it, or name it in FFMPEG_PATH.\n');
	return false;
}

close([
	check('browser', bringBrowser),
	check('ffmpeg', bringFfmpeg),
	...(await runChecks()),
	check('the database', () => runScript('supabase/tests/run.ts')),
	check('mistakes in the database', () => runScript('supabase/tests/plant.ts')),
	vitest('tests in the browser', 'browser'),
	check('build', () => runScript('scripts/build-site.ts', ['--for-tests'])),
	playwright('the site in the browser', 'e2e.json', { projects: ['site', 'servers'] }),
	playwright('the site, measured', 'e2e-measured.json', { projects: ['measuring'] }),
	playwright('the site below a path of its host', 'e2e-below-a-path.json', {
		tag: '@addresses',
		env: { E2E_BASE_PATH: '/some/base' }
	})
]);
