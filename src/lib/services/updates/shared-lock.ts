/** Locks that many tabs hold at once: each says that there is a tab of its kind, until it is gone. */
import { pageLockName } from '#lib/domain/shell.ts';
import { ownBuild } from './build.ts';

/** @returns lets go of it */
export function holdLock(name: string): () => void {
	// Browsers that are too old, and pages without HTTPS, have none.
	if (!('locks' in navigator)) return () => undefined;
	const controller = new AbortController();
	let release = (): void => undefined;
	const released = new Promise<void>((resolve) => (release = resolve));
	navigator.locks
		.request(name, { mode: 'shared', signal: controller.signal }, () => released)
		// Let go of before it was had.
		.catch(() => undefined);
	return () => {
		controller.abort();
		release();
	};
}

/** Says to the service worker that a page of this build is open: its files must stay. */
export function holdBuild(): () => void {
	return holdLock(pageLockName(ownBuild()));
}
