/** Deno as npm brings it: the version that hosted edge functions run on. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The program's path, or undefined where there is none for this machine. */
export function findDeno(): string | undefined {
	const library = process.platform === 'linux' ? '-glibc' : '';
	try {
		const manifest = require.resolve(
			`@deno/${process.platform}-${process.arch}${library}/package.json`
		);
		const path = join(dirname(manifest), 'deno');
		return existsSync(path) ? path : undefined;
	} catch {
		return undefined;
	}
}
