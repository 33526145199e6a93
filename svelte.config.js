// A wholly static site: every page is prerendered, and addresses that no page was made for
// (a shared playlist's id) reach the same shell through 404.html on any static host.
import adapter from '@sveltejs/adapter-static';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectedOrigins, loadConfiguration } from './scripts/site-configuration.ts';
import { isSpotifyCatalogue, spotifySources } from './scripts/spotify-sources.ts';

const configuration = loadConfiguration(import.meta.dirname);
const base = process.env.BASE_PATH ?? '';
const staticFolder = join(import.meta.dirname, 'static');
const spotify = spotifySources(
	configuration,
	isSpotifyCatalogue(configuration, staticFolder, base)
);
/** Written into every page (src/hooks.server.ts). */
const firstScripts = ['theme.js', 'rescue.js'].map((name) =>
	readFileSync(join(import.meta.dirname, 'src/first', name))
);

/** @param {Buffer} text @returns {`sha256-${string}`} */
function hashSource(text) {
	return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ fallback: '404.html', pages: process.env.BUILD_FOLDER || 'build' }),
		// The page does it, once it has nothing better to do.
		serviceWorker: { register: false },
		paths: { base, relative: true },
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['none'],
				'script-src': [
					'self',
					'wasm-unsafe-eval',
					...firstScripts.map(hashSource),
					...spotify.script
				],
				'frame-src': spotify.frame.length > 0 ? [...spotify.frame] : ['none'],
				'worker-src': ['self'],
				'connect-src': ['self', ...connectedOrigins(configuration), ...spotify.connect],
				// The hash is of the one style attribute that Kit sets, on its announcer for screen readers.
				'style-src': [
					'self',
					'unsafe-hashes',
					'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='
				],
				// A cover out of one's own file is a blob.
				'img-src': ['self', 'data:', 'blob:', ...spotify.image],
				'font-src': ['self'],
				'media-src': ['self', 'blob:'],
				'manifest-src': ['self'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'object-src': ['none']
			}
		},
		// A page comes with its styles: fetching them would hold up the first paint.
		inlineStyleThreshold: 30_000,
		// A build is named by its files (scripts/embed-shell.ts): the same sources give the same files.
		version: { name: 'deejai', pollInterval: 0 }
	}
};
