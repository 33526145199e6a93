/**
 * A part of the program that cannot be loaded any more, or does not belong to this page: its host
 * has a newer build, as a rule. The way out is to load the page again.
 *
 * What must stay true: that happens once, not again and again; not without a network, which would
 * not bring the part back; and not while there is work that would be lost.
 *
 * Loaded with the page itself: where parts are missing it could not be fetched.
 */
import { hostBuild, ownBuild } from './build.ts';

export interface MissingPartOptions {
	/** The folder that the site is served from, ending in a slash. */
	readonly siteUrl: string;
	/** Where somebody was going when the part was missed; null where they stayed. */
	readonly destination: () => string | null;
	/** What would be lost. */
	readonly isAtWork: () => boolean;
	/** The page has to be loaded again, but not now. */
	readonly onStuck: () => void;
}

const reloadedKey = 'deejai-reloaded';
let report: () => void = () => undefined;

/** Says that a part is missing, for those that no event speaks of: workers, and what they load. */
export function reportMissingPart(): void {
	report();
}

/** @returns stops it */
export function watchMissingParts(options: MissingPartOptions): () => void {
	let isLooking = false;

	async function look(): Promise<void> {
		if (isLooking) return;
		isLooking = true;
		const destination = options.destination();
		const isReachable = (await hostBuild(options.siteUrl)) !== null;
		isLooking = false;
		if (!isReachable) return;
		if (options.isAtWork() || !reloadOnce(destination)) options.onStuck();
	}

	const onMissing = (): void => void look();
	report = onMissing;
	window.addEventListener('vite:preloadError', onMissing);
	// From here on it is not src/first/rescue.js that does this; but it may have tried already.
	const { dataset } = document.documentElement;
	dataset['running'] = 'true';
	if (dataset['stuck'] === 'true') options.onStuck();
	return () => window.removeEventListener('vite:preloadError', onMissing);
}

/** @returns whether it does: only once in each tab for a build, however often that misses a part */
function reloadOnce(destination: string | null): boolean {
	const build = ownBuild();
	try {
		if (sessionStorage.getItem(reloadedKey) === build) return false;
		sessionStorage.setItem(reloadedKey, build);
	} catch {
		// Where nothing can be remembered it could go on for ever.
		return false;
	}
	if (destination === null) location.reload();
	else location.assign(destination);
	return true;
}
