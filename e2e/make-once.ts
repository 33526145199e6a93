/** What tests take long to make is made once and kept. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Makes a file or a folder, unless it has been made before. Several may do so at once: nobody sees half
 * of it.
 * @param make makes it at the path that it is given, which has the same extension
 * @returns its path
 */
export function makeOnce(path: string, make: (unfinished: string) => void): string {
	if (existsSync(path)) return path;
	const unfinished = join(dirname(path), `unfinished-${process.pid}-${basename(path)}`);
	mkdirSync(dirname(path), { recursive: true });
	make(unfinished);
	try {
		renameSync(unfinished, path);
	} catch (error) {
		// Somebody else was there first, which a folder does not put up with.
		if (!existsSync(path)) throw error;
	} finally {
		rmSync(unfinished, { recursive: true, force: true });
	}
	return path;
}
