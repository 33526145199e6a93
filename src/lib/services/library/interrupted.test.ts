/** Crashes, and several tabs: nothing is lost, and nothing that was stored is done twice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryTrack } from '#lib/contracts/library.ts';
import { createFakeBrowser, folder, isAtRest, songs } from './test/fake-tabs.ts';

const fileCount = 6;

/** Runs a scan that crashes before its n-th write, and takes it up in another tab. */
async function crashBefore(n: number) {
	const browser = createFakeBrowser();
	const first = browser.openTab();
	let writes = 0;
	const crashed = new Promise<void>((resolve) => {
		browser.beforeWrite = (tab) => {
			if (tab !== first) return;
			writes += 1;
			if (writes === n) {
				first.crash();
				resolve();
			}
		};
	});
	const wasDone = first.addAll(folder(songs(fileCount))).then(() => true);
	const isDone = await Promise.race([wasDone, crashed.then(() => false)]);
	const stored = await browser.storage.listTracks();
	const done = stored.filter(({ state }) => state.kind === 'analysed').map(({ title }) => title);
	const second = browser.openTab();
	const state = await second.addAll(folder(songs(fileCount)));
	return { isDone, done, first, second, state };
}

describe('a crash', () => {
	it('at whichever write loses nothing, and nothing stored is listened to again', async () => {
		let n = 1;
		for (; ; n++) {
			const { isDone, done, first, second, state } = await crashBefore(n);
			const titles = state.tracks.map(({ title }) => title).sort();
			expect(titles).toEqual(Object.values(songs(fileCount)));
			expect(state.tracks.every(({ state: { kind } }) => kind === 'analysed')).toBe(true);
			expect(state.folders).toHaveLength(1);
			const again = second.listener.heard.filter((text) => done.includes(text));
			expect(again).toEqual([]);
			const twice = second.listener.heard.filter((text) => first.listener.heard.includes(text));
			expect(twice.length).toBeLessThanOrEqual(2);
			if (isDone) break;
		}
		// A folder twice, the records, six analyses begun and stored, the vectors: all were tried.
		expect(n).toBeGreaterThan(2 * fileCount + 3);
	});

	it('that one file brings about does not come back for ever', async () => {
		const browser = createFakeBrowser();
		let states: readonly LibraryTrack['state'][] = [];
		const crashes: string[] = [];
		for (let day = 0; day < 6; day++) {
			const tab = browser.openTab();
			const ended = new Promise<void>((resolve) => {
				tab.listener.whileAnalysing = (text) => {
					if (text !== 'song 1') return;
					crashes.push(text);
					tab.crash();
					resolve();
				};
			});
			await Promise.race([tab.addAll(folder(songs(4))), ended]);
			states = (await browser.storage.listTracks()).map(({ state }) => state);
		}
		expect(crashes).toHaveLength(3);
		expect(states.filter(({ kind }) => kind === 'broken')).toHaveLength(1);
		expect(states.filter(({ kind }) => kind === 'analysed')).toHaveLength(3);
	});
});

describe('two tabs', () => {
	it('listen to each file once between them, and both see all of it', async () => {
		const browser = createFakeBrowser();
		const [one, two] = [browser.openTab(), browser.openTab()];
		await Promise.all([one.library.open(), two.library.open()]);
		await Promise.all([
			one.library.add(folder(songs(8))),
			two.library.add(folder({ ...songs(8), ...songs(4, 20) }, 'Other'))
		]);
		const [left, right] = await Promise.all([one.until(isAtRest), two.until(isAtRest)]);
		const heard = [...one.listener.heard, ...two.listener.heard];
		expect(heard).toHaveLength(12);
		expect(new Set(heard).size).toBe(12);
		const titles = (tracks: readonly LibraryTrack[]) => tracks.map(({ title }) => title).sort();
		expect(titles(left.tracks)).toEqual(titles(right.tracks));
		const inBoth = left.tracks.find(({ title }) => title === 'song 3')?.places;
		expect(inBoth?.map(({ path }) => path).sort()).toEqual(['Music/3.mp3', 'Other/3.mp3']);
	});

	it('follow the one that leads, can pause it, and take over when it is closed', async () => {
		const browser = createFakeBrowser();
		const leader = browser.openTab();
		leader.listener.whileAnalysing = (text) =>
			text === 'song 2' ? new Promise<void>(() => undefined) : undefined;
		await leader.library.add(folder(songs(4)));
		await leader.until(
			({ progress }) => progress.phase === 'analysing' && progress.doneFiles === 3
		);

		const follower = browser.openTab();
		await follower.library.open();
		const following = await follower.until(({ progress }) => progress.phase === 'elsewhere');
		const elsewhere = { phase: 'elsewhere', doneFiles: 3, totalFiles: 4 };
		expect(following.progress).toEqual({ ...elsewhere, isPaused: false });
		expect(following.tracks).toHaveLength(4);
		follower.library.pause();
		await leader.until(({ progress }) => progress.phase === 'analysing' && progress.isPaused);
		await follower.until(({ progress }) => progress.phase === 'elsewhere' && progress.isPaused);

		await follower.library.add(folder(songs(4)));
		leader.crash();
		await follower.until(isAtRest);
		expect(follower.listener.heard).toEqual(['song 2']);
	});

	it('do not bring back what one removes while the other listens to it', async () => {
		const browser = createFakeBrowser();
		const [one, two] = [browser.openTab(), browser.openTab()];
		let open: () => void = () => undefined;
		const opened = new Promise<void>((resolve) => {
			open = resolve;
		});
		one.listener.whileAnalysing = () => opened;
		await one.library.add(folder(songs(2)));
		await two.library.open();
		await one.until(
			({ progress }) => progress.phase === 'analysing' && progress.currentPath !== ''
		);
		const { tracks } = two.state();
		await two.library.remove(tracks.filter(({ title }) => title === 'song 0').map(({ id }) => id));
		open();
		const left = await one.until(isAtRest);
		expect(left.tracks.map(({ title }) => title)).toEqual(['song 1']);
		expect(await browser.storage.listSounds()).toHaveLength(1);
	});
});

describe('any day', () => {
	/** What happens to a folder of files, and to the tab that scans it. */
	const step = fc.oneof(
		fc.record({
			kind: fc.constantFrom('write' as const, 'delete' as const),
			path: fc.integer({ min: 0, max: 5 }),
			song: fc.integer({ min: 0, max: 9 })
		}),
		fc.record({
			kind: fc.constant('scan' as const),
			crashAtWrite: fc.integer({ min: 1, max: 25 })
		}),
		fc.record({ kind: fc.constant('cancel' as const), atWrite: fc.integer({ min: 1, max: 25 }) }),
		fc.record({ kind: fc.constant('pause' as const), atWrite: fc.integer({ min: 1, max: 25 }) })
	);

	it('ends with what is in the folder, all of it analysed, however often it was interrupted', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
				const browser = createFakeBrowser();
				let tab = browser.openTab();
				let writes = 0;
				/** Called when the tab that scans writes for the n-th time. */
				const atWrite = (n: number, act: () => void) => {
					writes = 0;
					browser.beforeWrite = (writer) => {
						if (writer !== tab) return;
						writes += 1;
						if (writes === n) act();
					};
				};
				// A file that never changes, so that the folder is known again.
				const files: Record<string, string> = { 'lasting.mp3': 'song that lasts' };
				for (const next of steps) {
					browser.beforeWrite = () => undefined;
					switch (next.kind) {
						case 'write':
							// Of a length of its own: size and date tell contents apart, as on a disk.
							files[`${next.path}.mp3`] = `song ${'x'.repeat(next.song + 1)}`;
							break;
						case 'delete':
							Reflect.deleteProperty(files, `${next.path}.mp3`);
							break;
						case 'scan': {
							const crashed = new Promise<void>((resolve) =>
								atWrite(next.crashAtWrite, () => {
									tab.crash();
									resolve();
								})
							);
							const old = tab;
							await Promise.race([old.addAll(folder(files)), crashed]);
							old.crash();
							tab = browser.openTab();
							break;
						}
						case 'cancel': {
							let cancelled: Promise<void> | undefined;
							atWrite(next.atWrite, () => {
								cancelled = tab.library.cancel();
							});
							await tab.addAll(folder(files));
							await cancelled;
							break;
						}
						case 'pause':
							atWrite(next.atWrite, () => {
								tab.library.pause();
								queueMicrotask(() => tab.library.resume());
							});
							await tab.addAll(folder(files));
							break;
					}
				}
				browser.beforeWrite = () => undefined;
				const state = await tab.addAll(folder(files));
				expect(new Set(state.tracks.map(({ title }) => title))).toEqual(
					new Set(Object.values(files))
				);
				const places = state.tracks.flatMap((track) => track.places.map(({ path }) => path));
				expect(places.sort()).toEqual(
					Object.keys(files)
						.map((path) => `Music/${path}`)
						.sort()
				);
				expect(state.tracks.every(({ state: { kind } }) => kind === 'analysed')).toBe(true);
				const stored = await browser.storage.listSounds();
				expect(new Set(stored.map(({ id }) => id))).toEqual(
					new Set(state.tracks.map(({ id }) => id))
				);
			}),
			{ numRuns: 150 }
		);
	});
});
