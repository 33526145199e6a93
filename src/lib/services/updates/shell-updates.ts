/**
 * Newer builds of the program, from the page's side: has the service worker installed, notices when
 * a newer one waits, and goes over to it when somebody agrees.
 *
 * What must stay true:
 * - Nobody's page is loaded again but with their consent, or while it is out of sight and idle.
 * - Consent is given once, for all tabs: the newer worker takes over everywhere, the tab in which it
 *   was given is loaded again, exactly once, and the others are told.
 * - Nothing is lost of what any tab is at: as long as one has work, there is no going over.
 * - To reload by hand is consent, too: where a newer build waits and no other page is open, the page
 *   goes over before anybody touches it. So no old version can stay by accident.
 */
import { buildOfLock, type ShellRequest } from '#lib/domain/shell.ts';
import { hostBuild, ownBuild } from './build.ts';
import { holdLock } from './shared-lock.ts';

export interface UpdateState {
	/** A newer build can be had by loading the page again. */
	readonly isReady: boolean;
	/** Another tab has work that must not be broken off. */
	readonly isOtherAtWork: boolean;
}

export interface ShellUpdates {
	/** Calls at once, and with each change. @returns stops it */
	subscribe(listener: (state: UpdateState) => void): () => void;
	/** Whether this tab has work that must not be broken off: other tabs wait for it. */
	setAtWork(isAtWork: boolean): void;
	/** Goes over to the newer build: with consent. Waits for other tabs' work. */
	reload(): Promise<void>;
	close(): void;
}

export interface ShellUpdatesOptions {
	/** The folder that the site is served from, ending in a slash. */
	readonly siteUrl: string;
	/** Whether nothing would be lost if this tab, out of sight, were loaded again. */
	readonly isIdle: () => boolean;
}

const workLockName = 'deejai-at-work';
const betweenLooksMs = 30 * 60_000;
/** What was not to be had is looked for again, each time after twice as long. */
const firstLookAgainMs = 2000;
/** How often other tabs are looked at while a newer build waits for them. */
const betweenGlancesMs = 1000;
const answerTimeoutMs = 2000;
const takeOverTimeoutMs = 10_000;

export function startShellUpdates({ siteUrl, isIdle }: ShellUpdatesOptions): ShellUpdates {
	const build = ownBuild();
	const listeners = new Set<(state: UpdateState) => void>();
	const closing = new AbortController();
	const { signal } = closing;
	let state: UpdateState = { isReady: false, isOtherAtWork: false };
	let registration: ServiceWorkerRegistration | null = null;
	/** Another tab has gone over already: the sooner this one does, the better. */
	let isLeftBehind = false;
	let isReloading = false;
	let isLooking = false;
	let shouldLook = false;
	let lookAgainMs = firstLookAgainMs;
	let lookingAgain: ReturnType<typeof setTimeout> | undefined;
	let endWork: (() => void) | null = null;

	function change(changes: Partial<UpdateState>): void {
		const next = { ...state, ...changes };
		if (next.isReady === state.isReady && next.isOtherAtWork === state.isOtherAtWork) return;
		state = next;
		for (const listener of listeners) listener(state);
	}

	async function start(): Promise<void> {
		try {
			registration = await navigator.serviceWorker.register(`${siteUrl}service-worker.js`, {
				scope: siteUrl,
				updateViaCache: 'none'
			});
		} catch {
			// No secure connection, or refused: there is no going offline, but still a newer build.
			registration = null;
		}
		if (signal.aborted) return;
		if (registration !== null) await follow(registration);
		await look();
	}

	async function follow(registration: ServiceWorkerRegistration): Promise<void> {
		const { serviceWorker } = navigator;
		serviceWorker.addEventListener('controllerchange', () => void onNewController(), { signal });
		registration.addEventListener('updatefound', followInstallation, { signal });
		followInstallation();
		await compare();
		// There may be files that only pages that are gone by now had needed.
		serviceWorker.controller?.postMessage('page-is-here' satisfies ShellRequest);
		const { waiting } = registration;
		if (waiting === null || !(await isReloadedByHand())) return;
		// This page may have come past the service worker, and be of the waiting build itself.
		if (state.isReady) await reload();
		else await takeOver(waiting);
	}

	function followInstallation(): void {
		const installing = registration?.installing;
		installing?.addEventListener(
			'statechange',
			() => {
				if (installing.state === 'installed') void compare();
			},
			{ signal }
		);
	}

	async function onNewController(): Promise<void> {
		if (isReloading) return;
		await compare();
		isLeftBehind = state.isReady;
		reloadUnseen();
	}

	/** Whether the worker that serves this page, or one that waits, has another build than the page. */
	async function compare(): Promise<void> {
		const { controller } = navigator.serviceWorker;
		const workers = [controller, registration?.waiting ?? null].filter((worker) => worker !== null);
		const others = await Promise.all(workers.map(buildOf));
		if (signal.aborted) return;
		change({ isReady: others.some((other) => other !== null && other !== build) });
	}

	/** Asks the host; asked while it is asking, it asks once more. */
	async function look(): Promise<void> {
		shouldLook = document.visibilityState === 'visible';
		if (isLooking) return;
		isLooking = true;
		while (shouldLook && !signal.aborted) {
			shouldLook = false;
			await lookOnce();
		}
		isLooking = false;
	}

	/** Has the browser fetch what is there, if it is of another build. */
	async function lookOnce(): Promise<void> {
		const found = await hostBuild(siteUrl);
		if (registration === null) change({ isReady: found !== null && found !== build });
		// A host that went back to this very build has one for those who wait for another, too.
		else if (found !== null && (found !== build || state.isReady)) {
			await registration.update().catch(() => undefined);
			const { installing, waiting } = registration;
			// Not all there yet, or the browser had just looked by itself, before it was there.
			if (found !== build && !installing && !waiting && !state.isReady) lookAgainSoon();
		}
	}

	function lookAgainSoon(): void {
		clearTimeout(lookingAgain);
		lookingAgain = setTimeout(() => void look(), lookAgainMs);
		lookAgainMs = Math.min(2 * lookAgainMs, betweenLooksMs);
	}

	async function glanceAtOthers(): Promise<void> {
		if (!state.isReady) return;
		const held = await heldLocks(workLockName);
		change({ isOtherAtWork: held > (endWork === null ? 0 : 1) });
	}

	/** By nobody who has another page open, or has gone on to something in this one. */
	async function isReloadedByHand(): Promise<boolean> {
		const [navigation] = performance.getEntriesByType('navigation');
		const isReload =
			navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
		if (!isReload || !isIdle() || !('locks' in navigator)) return false;
		// Some browsers do not say whether a page was touched.
		const isTouched = !('userActivation' in navigator) || navigator.userActivation.hasBeenActive;
		return !isTouched && (await openPages()) === 1;
	}

	function reloadUnseen(): void {
		if (isLeftBehind && document.visibilityState === 'hidden' && isIdle()) reloadPage();
	}

	async function reload(): Promise<void> {
		if (isReloading) return;
		await glanceAtOthers();
		if (state.isOtherAtWork || endWork !== null) return;
		const waiting = registration?.waiting ?? null;
		isReloading = true;
		const isOver = waiting === null || (await takeOver(waiting));
		isReloading = false;
		if (isOver) reloadPage();
	}

	function reloadPage(): void {
		if (isReloading) return;
		isReloading = true;
		location.reload();
	}

	const onSight = (): void => {
		if (document.visibilityState === 'visible') void look();
		else reloadUnseen();
	};
	document.addEventListener('visibilitychange', onSight, { signal });
	window.addEventListener('focus', () => void look(), { signal });
	window.addEventListener('online', () => void look(), { signal });
	const looking = setInterval(() => void look(), betweenLooksMs);
	const glancing = setInterval(() => void glanceAtOthers(), betweenGlancesMs);
	void start();

	return {
		subscribe(listener) {
			listeners.add(listener);
			listener(state);
			return () => listeners.delete(listener);
		},
		setAtWork(isAtWork) {
			if (isAtWork === (endWork !== null)) return;
			if (isAtWork) endWork = holdLock(workLockName);
			else {
				endWork?.();
				endWork = null;
			}
		},
		reload,
		close() {
			closing.abort();
			clearInterval(looking);
			clearTimeout(lookingAgain);
			clearInterval(glancing);
			endWork?.();
		}
	};
}

async function heldLocks(name: string): Promise<number> {
	if (!('locks' in navigator)) return 0;
	const { held = [] } = await navigator.locks.query();
	return held.filter((lock) => lock.name === name).length;
}

async function openPages(): Promise<number> {
	const { held = [] } = await navigator.locks.query();
	return held.filter(({ name = '' }) => buildOfLock(name) !== null).length;
}

const builds = new WeakMap<ServiceWorker, Promise<string | null>>();

/**
 * Asked once: a question keeps the active worker busy, and in Chromium one that comes at the wrong
 * moment keeps a newer one from taking over.
 */
function buildOf(worker: ServiceWorker): Promise<string | null> {
	const known = builds.get(worker) ?? askBuild(worker);
	builds.set(worker, known);
	return known;
}

/** @returns null where it does not answer, as the one that ends all service workers does not */
function askBuild(worker: ServiceWorker): Promise<string | null> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		const timer = setTimeout(() => resolve(null), answerTimeoutMs);
		port1.onmessage = ({ data }: MessageEvent<unknown>) => {
			clearTimeout(timer);
			port1.close();
			resolve(typeof data === 'string' ? data : null);
		};
		worker.postMessage('which-build' satisfies ShellRequest, [port2]);
	});
}

/** @returns whether it is active: a browser that waits for something else may take long over it */
function takeOver(worker: ServiceWorker): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), takeOverTimeoutMs);
		worker.addEventListener('statechange', () => {
			if (worker.state !== 'activated' && worker.state !== 'redundant') return;
			clearTimeout(timer);
			resolve(worker.state === 'activated');
		});
		worker.postMessage('take-over' satisfies ShellRequest);
	});
}
