import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from './scripts/chromium.ts';
import { frameChunk } from './scripts/frame-chunk.ts';

export default defineConfig({
	plugins: [sveltekit(), frameChunk()],
	worker: { format: 'es' },
	// Where a build's time went is not for whoever starts the site.
	build: { rolldownOptions: { checks: { bundlerTimings: false } } },
	// Kit serves `src` only; the workers live beside it.
	server: { fs: { allow: ['workers', '.cache'] } },
	// Only workers and dynamic imports ask for these: found late, they would reload what is running.
	optimizeDeps: {
		include: [
			'@supabase/supabase-js',
			'@tensorflow/tfjs-backend-wasm',
			'@tensorflow/tfjs-backend-webgpu',
			'@tensorflow/tfjs-core',
			'mediabunny',
			'music-metadata'
		]
	},
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'node',
					environment: 'node',
					include: ['{src,workers,models,scripts,supabase/{local,types}}/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 120_000
				}
			},
			{
				extends: true,
				test: {
					name: 'browser',
					include: ['{src,workers,supabase/tests}/**/*.browser.ts'],
					globalSetup: [
						'models/import/reference-catalogues.ts',
						'supabase/tests/stack-for-browsers.ts',
						'scripts/fake-spotify/for-browser-tests.ts'
					],
					testTimeout: 60_000,
					// Sound is played in real time: what runs beside it would be heard.
					fileParallelism: false,
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: chromiumLaunchOptions(),
							contextOptions: { permissions: ['microphone'] }
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
