/** Which caches may go: only our own, and only of builds that no open page needs. */
import { buildOfCache } from '#lib/domain/shell.ts';

export interface Needs {
	/** That of the active worker. */
	readonly build: string;
	/** Of each page that has said which build it is of. */
	readonly openBuilds: readonly string[];
	/** Of all the site's pages that are open. */
	readonly pageCount: number;
}

export function unneededCaches(
	cacheNames: readonly string[],
	{ build, openBuilds, pageCount }: Needs
): readonly string[] {
	// A page that has only begun to load has not said anything yet, and needs its files most.
	if (pageCount > openBuilds.length) return [];
	const needed = new Set([build, ...openBuilds]);
	return cacheNames.filter((name) => {
		const cached = buildOfCache(name);
		return cached !== null && !needed.has(cached);
	});
}
