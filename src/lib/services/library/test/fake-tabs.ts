/**
 * A browser for tests: one storage, one lock, word between its tabs; and tabs that can crash, after
 * which nothing that they were at ever comes to an end.
 */
import { success } from '#lib/contracts/failure.ts';
import type { LibraryStorage } from '#lib/services/storage/library-storage.ts';
import { createMemoryLibrary } from '#lib/services/storage/memory-library.ts';
import type { Library, LibraryState, Picked, PickedFile } from '../library.ts';
import { LocalLibrary } from '../local-library.ts';
import type { Locks, Tabs } from '../ports.ts';
import { createFakeListener, type FakeListener } from './fake-listener.ts';

export interface FakeTab {
	readonly library: Library;
	readonly listener: FakeListener;
	readonly crash: () => void;
	readonly state: () => LibraryState;
	/** Resolves as soon as it is so. */
	readonly until: (isSo: (state: LibraryState) => boolean) => Promise<LibraryState>;
	/** Takes files in and waits until all is done that can be done. */
	readonly addAll: (picked: Picked) => Promise<LibraryState>;
}

export interface FakeBrowser {
	/** What is on the device, whoever looks. */
	readonly storage: LibraryStorage;
	/** Called before each write of any tab. */
	beforeWrite: (tab: FakeTab, method: string) => void;
	openTab(listener?: FakeListener): FakeTab;
}

const never = new Promise<never>(() => undefined);
const writes: ReadonlySet<string> = new Set([
	'changeTracks',
	'putAnalysis',
	'putSounds',
	'putFolder',
	'removeFolder'
]);

export function createFakeBrowser(storage: LibraryStorage = createMemoryLibrary()): FakeBrowser {
	const lock = createLock();
	const ears = new Set<(message: unknown) => void>();
	let ids = 0;
	let nowMs = Date.parse('2026-01-01T10:00:00.000Z');

	function openTab(listener = createFakeListener()): FakeTab {
		const crashed = new AbortController();
		const { signal } = crashed;
		const isCrashed = () => signal.aborted;

		const ownStorage = new Proxy(storage, {
			get(target, name: keyof LibraryStorage) {
				if (name === 'close') return () => undefined;
				return async (...parameters: unknown[]) => {
					if (!isCrashed() && writes.has(name)) browser.beforeWrite(tab, name);
					if (isCrashed()) return never;
					const method = target[name].bind(target) as (...from: unknown[]) => Promise<unknown>;
					const result = await method(...parameters);
					return isCrashed() ? never : result;
				};
			}
		});
		const ownTabs: Tabs = {
			send(message) {
				if (signal.aborted) return;
				for (const hear of ears) if (hear !== ownEar) queueMicrotask(() => hear(message));
			},
			listen(onMessage) {
				ownEar = (message) => {
					if (!signal.aborted) onMessage(structuredClone(message));
				};
				const ear = ownEar;
				ears.add(ear);
				return () => ears.delete(ear);
			}
		};
		let ownEar: ((message: unknown) => void) | undefined;
		const library = new LocalLibrary({
			openStorage: () => Promise.resolve({ storage: ownStorage, isPersistent: true }),
			listener,
			currentRevision: () => Promise.resolve(success(listener.revision)),
			locks: () => lock(signal),
			tabs: () => ownTabs,
			clock: { now: () => (nowMs += 100) },
			newId: () => `id-${(ids += 1)}`
		});
		let state: LibraryState | undefined;
		library.subscribe((latest) => {
			state = latest;
		});
		const tab: FakeTab = {
			library,
			listener,
			crash: () => crashed.abort(),
			state() {
				if (!state) throw new Error('nobody was told anything');
				return state;
			},
			until: (isSo) =>
				new Promise((resolve) => {
					// Whoever is told at once, before there is anything to stop, stops afterwards.
					let isOver = false;
					const stop = library.subscribe((latest) => {
						if (isOver || !isSo(latest)) return;
						isOver = true;
						queueMicrotask(() => stop());
						resolve(latest);
					});
				}),
			async addAll(picked) {
				const added = await library.add(picked);
				if (!added.ok) throw new Error(added.failure.message);
				return tab.until(isAtRest);
			}
		};
		return tab;
	}

	const browser: FakeBrowser = { storage, beforeWrite: () => undefined, openTab };
	return browser;
}

/** Nothing is being done, and nothing that could be done is left. */
export function isAtRest({ isOpen, progress, tracks, reachableIds }: LibraryState): boolean {
	const hasWork = tracks.some(
		({ id, state }) =>
			(state.kind === 'waiting' || (state.kind === 'analysed' && state.batchId === null)) &&
			reachableIds.has(id)
	);
	return isOpen && progress.phase === 'idle' && !hasWork;
}

/** One lock; who crashes lets go. */
function createLock(): (crashed: AbortSignal) => Locks {
	let last: Promise<void> = Promise.resolve();
	return (crashed) => ({
		async hold(_name, signal, work) {
			const before = last;
			let release: () => void = () => undefined;
			const held = new Promise<void>((resolve) => {
				release = resolve;
			});
			crashed.addEventListener('abort', release);
			last = before.then(() => held);
			const calledOff = new Promise<'called off'>((resolve) => {
				signal.addEventListener('abort', () => resolve('called off'));
			});
			try {
				if ((await Promise.race([before, calledOff])) !== 'called off') await work();
			} finally {
				release();
			}
		}
	});
}

/** A folder as a file input hands it out: path below the folder → text. */
export function folder(
	files: Readonly<Record<string, string | null>>,
	name = 'Music',
	isWhole = true
): Picked {
	const entries: PickedFile[] = Object.entries(files).map(([path, text]) => ({
		path: `${name}/${path}`,
		file: text === null ? null : new File([text], path, { lastModified: 1000 })
	}));
	return { name, handle: null, isWhole, files: entries };
}

/** So many songs, a file each. */
export function songs(count: number, first = 0): Record<string, string> {
	return Object.fromEntries(
		Array.from({ length: count }, (_, i) => [`${first + i}.mp3`, `song ${first + i}`])
	);
}
