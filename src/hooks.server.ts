/**
 * Makes the pages, while the site is built. What has to run before anything else is written into each
 * of them: fetching it would hold up the first paint. `svelte.config.js` allows it by its hash.
 */
import type { Handle } from '@sveltejs/kit';
import rescue from './first/rescue.js?raw';
import theme from './first/theme.js?raw';

const firstScripts = [theme, rescue].map((script) => `<script>${script}</script>`).join('\n\t\t');

export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		transformPageChunk: ({ html }) => html.replace('<!-- first scripts -->', () => firstScripts)
	});
