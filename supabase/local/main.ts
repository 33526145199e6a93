/**
 * The local stack by itself: `node supabase/local/main.ts`.
 *
 *   --port 54321       of the gateway
 *   --folder <folder>  where data is kept; `.cache/supabase` without it
 *   --throwaway        keep nothing
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stackAvailability } from './availability.ts';
import { startLocalStack } from './stack.ts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '54321' },
		folder: { type: 'string', default: join(import.meta.dirname, '../../.cache/supabase') },
		throwaway: { type: 'boolean', default: false }
	}
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
	throw new RangeError(`--port is "${values.port}", expected a number up to 65535`);
}

const availability = stackAvailability();
if (!availability.isAvailable) {
	process.stderr.write(`The local stack cannot run: ${availability.reason}.\n`);
	process.exit(1);
}
const stack = await startLocalStack({
	port,
	...(values.throwaway ? {} : { folder: values.folder })
});
process.stdout.write(
	`\n  PUBLIC_SUPABASE_URL=${stack.url}\n` +
		`  PUBLIC_SUPABASE_PUBLISHABLE_KEY=${stack.publishableKey}\n\n` +
		`  psql -h ${stack.cluster.socketFolder} -U postgres ${stack.database}\n\n  Ctrl+C ends it.\n`
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		void stack.stop().then(() => process.exit(0));
	});
}
