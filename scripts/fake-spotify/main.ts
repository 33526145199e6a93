/**
 * The fake Spotify by itself: `node scripts/fake-spotify/main.ts [--port 4180]`. Prints what the
 * site's build needs to talk to it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startFakeSpotify } from './fake-spotify.ts';
import { siteVariables } from './site-variables.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4180' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	throw new RangeError(`--port is "${values.port}", expected a number up to 65535`);
}
const catalogueFolder = join(import.meta.dirname, '../../models/catalogues/house');
const spotify = await startFakeSpotify({ port, catalogueFolder });
const variables = Object.entries(siteVariables(spotify)).map(
	([name, value]) => `  ${name}=${value}\n`
);
process.stdout.write(
	`\n  A fake Spotify is at ${spotify.url}\n\n${variables.join('')}\n` +
		`  SPOTIFY_CLIENT_SECRET=${spotify.clientSecret}\n\n  Ctrl+C ends it.\n`
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		void spotify.stop().then(() => process.exit(0));
	});
}
