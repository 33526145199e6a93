import { describe, expect, it } from 'vitest';
import { failed } from '#lib/contracts/failure.ts';
import type { LibraryTrack } from '#lib/contracts/library.ts';
import type { Library, LibraryState } from './library.ts';
import { tfIdf } from '#workers/listener/pooling/tf-idf.ts';
import { createFakeListener, fakeId, fakeSlices } from './test/fake-listener.ts';
import { createFakeBrowser, folder, isAtRest, songs } from './test/fake-tabs.ts';

/** Title → state and places, as the table shows them. */
function shown({ tracks }: LibraryState): Record<string, string> {
	return Object.fromEntries(
		tracks.map(({ title, state, places }) => [
			title,
			`${state.kind} at ${places
				.map(({ path }) => path)
				.sort()
				.join(', ')}`
		])
	);
}

function stateOf({ tracks }: LibraryState, title: string): LibraryTrack['state'] | undefined {
	return tracks.find((track) => track.title === title)?.state;
}

/** Holds analyses up until it is opened. */
function turnstile() {
	let open: () => void = () => undefined;
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { pass: () => opened, open: () => open() };
}

describe('taking files in', () => {
	it('counts what it finds, and listens to the music', async () => {
		const { library, listener, until } = createFakeBrowser().openTab();
		const report = await library.add(
			folder({
				'Álbum/01.mp3': 'song one',
				'Álbum/02.FLAC': 'song two',
				'Álbum/copy of 02.flac': 'song two',
				'cover.jpg': 'a picture',
				'.hidden/03.mp3': 'hidden song',
				'._01.mp3': 'not a song'
			})
		);
		expect(report).toEqual({
			ok: true,
			value: { foundFiles: 3, addedTracks: 2, knownTracks: 0, otherFiles: 1, unreadableFiles: 0 }
		});
		const state = await until(isAtRest);
		expect(shown(state)).toEqual({
			'song one': 'analysed at Music/Álbum/01.mp3',
			'song two': 'analysed at Music/Álbum/02.FLAC, Music/Álbum/copy of 02.flac'
		});
		expect(listener.heard.sort()).toEqual(['song one', 'song two']);
		expect(state.folders).toMatchObject([{ name: 'Music', isListed: true, isWhole: true }]);
	});

	it('fills the table before anything is listened to', async () => {
		const { library, listener, state } = createFakeBrowser().openTab();
		const gate = turnstile();
		listener.whileAnalysing = gate.pass;
		await library.add(folder(songs(120)));
		expect(state().tracks).toHaveLength(120);
		expect(listener.heard).toEqual([]);
		gate.open();
	});

	it('does not read again what is known by place, size and date', async () => {
		const { library, listener, addAll } = createFakeBrowser().openTab();
		await addAll(folder(songs(5)));
		const report = await library.add(folder({ ...songs(5), 'new.mp3': 'new song' }));
		expect(report).toMatchObject({ value: { foundFiles: 6, addedTracks: 1, knownTracks: 5 } });
		expect(listener.identified).toHaveLength(6);
	});

	it('knows a folder again that is chosen again, and one that is not the same by its files', async () => {
		const { library, state, addAll } = createFakeBrowser().openTab();
		await addAll(folder(songs(3)));
		await addAll(folder(songs(3)));
		expect(state().folders).toHaveLength(1);
		await addAll(folder(songs(3, 50)));
		expect(state().folders).toHaveLength(2);
		expect(state().tracks).toHaveLength(6);
		library.close();
	});

	it('keeps no folder in which there is no music', async () => {
		const { library, state, addAll } = createFakeBrowser().openTab();
		const report = await library.add(folder({ 'notes.txt': 'notes' }));
		expect(report).toMatchObject({ value: { foundFiles: 0, otherFiles: 1 } });
		expect(state().folders).toEqual([]);
		// A disk that is not plugged in looks the same.
		await addAll(folder(songs(2)));
		await library.add(folder({}));
		expect(state()).toMatchObject({ folders: [{ name: 'Music' }], tracks: [{}, {}] });
	});

	it('keeps the analysis of files that are moved, renamed or exchanged', async () => {
		const { listener, addAll } = createFakeBrowser().openTab();
		const lasting = { 'e.mp3': 'song e' };
		await addAll(
			folder({ ...lasting, 'a.mp3': 'song a', 'b.mp3': 'song bb', 'c.mp3': 'song ccc' })
		);
		const state = await addAll(
			folder({
				...lasting,
				'a.mp3': 'song bb',
				'b.mp3': 'song a',
				'sub/C.mp3': 'song ccc',
				'd.mp3': 'song d'
			})
		);
		expect(shown(state)).toEqual({
			'song a': 'analysed at Music/b.mp3',
			'song bb': 'analysed at Music/a.mp3',
			'song ccc': 'analysed at Music/sub/C.mp3',
			'song d': 'analysed at Music/d.mp3',
			'song e': 'analysed at Music/e.mp3'
		});
		const everything = ['song a', 'song bb', 'song ccc', 'song d', 'song e'];
		expect(listener.heard.sort()).toEqual(everything);
	});

	it('gives up what is gone, and only what is certainly gone', async () => {
		const { library, state, addAll } = createFakeBrowser().openTab();
		await addAll(folder({ 'a.mp3': 'song a', 'b.mp3': 'song b', 'sub/c.mp3': 'song c' }));
		await addAll(folder({ 'elsewhere.mp3': 'song a' }, 'Other'));
		const titles = () => Object.keys(shown(state())).sort();

		await addAll(folder({}));
		expect(titles()).toEqual(['song a', 'song b', 'song c']);
		const cutOff = {
			...folder({}),
			files: (async function* () {
				yield* folder({ 'b.mp3': 'song b' }).files;
				throw new DOMException('the disk is gone', 'NotFoundError');
			})()
		};
		expect(await library.add(cutOff)).toMatchObject({ failure: { code: 'file-unreachable' } });
		expect(titles()).toEqual(['song a', 'song b', 'song c']);
		await addAll(folder({ 'b.mp3': 'song b', sub: null }));
		expect(titles()).toEqual(['song a', 'song b', 'song c']);
		await addAll(folder({ 'b.mp3': 'song b' }));
		expect(shown(state())).toEqual({
			'song a': 'analysed at Other/elsewhere.mp3',
			'song b': 'analysed at Music/b.mp3'
		});
	});

	it('tries again what could not be read, and makes one handful of files that are chosen again', async () => {
		const { library, listener, state, addAll } = createFakeBrowser().openTab();
		const files = { 'a.mp3': 'song a', 'b.mp3': 'song b' };
		const identify = listener.identify.bind(listener);
		listener.identify = (file) =>
			file.name === 'b.mp3' ? Promise.resolve(failed('bad-input', 'it is locked')) : identify(file);
		await addAll(folder(files, 'Files', false));
		expect(stateOf(state(), 'b')).toMatchObject({ failure: { code: 'bad-input' } });
		listener.identify = identify;
		await addAll(folder(files, 'Files', false));
		expect(stateOf(state(), 'song b')).toMatchObject({ kind: 'analysed' });
		expect(state().folders).toHaveLength(1);
		expect(state().tracks).toHaveLength(2);
		expect(listener.identified).toEqual(['song a', 'song b']);
		library.close();
	});

	it('identifies the file beside one that kills the worker', async () => {
		const { listener, addAll } = createFakeBrowser().openTab();
		const identify = listener.identify.bind(listener);
		let deaths = 0;
		listener.identify = async (file) => {
			if (file.name === 'killer.mp3') deaths += 1;
			return deaths < 2 || file.name === 'killer.mp3'
				? failed('internal', 'the worker died')
				: identify(file);
		};
		const state = await addAll(folder({ 'a.mp3': 'song a', 'killer.mp3': 'bytes' }));
		expect(deaths).toBe(2);
		expect(stateOf(state, 'killer')).toMatchObject({ failure: { code: 'internal' } });
	});

	it('says nothing against files when the listener has been closed', async () => {
		const { library, listener, state, until } = createFakeBrowser().openTab();
		const closed = failed('superseded', 'the listener has been closed');
		listener.analyse = () => {
			listener.outage = closed;
			return Promise.resolve(closed);
		};
		await library.add(folder(songs(2)));
		await until(({ progress }) => progress.phase === 'stopped');
		listener.identify = () => Promise.resolve(closed);
		expect(await library.add(folder(songs(2, 10), 'Other'))).toMatchObject(closed);
		expect(state().tracks.map(({ state: { kind } }) => kind)).toEqual(['waiting', 'waiting']);
	});

	it('breaks no file where what reads them cannot be fetched', async () => {
		const { library, listener, until, state } = createFakeBrowser().openTab();
		const identify = listener.identify.bind(listener);
		listener.identify = () => Promise.resolve(failed('network-unreachable', 'no network'));
		const report = await library.add(folder(songs(6)));
		expect(report).toMatchObject({ failure: { code: 'network-unreachable' } });
		expect(state().tracks).toEqual([]);
		listener.identify = identify;
		await library.add(folder(songs(6)));
		expect((await until(isAtRest)).tracks.every(({ state }) => state.kind === 'analysed')).toBe(
			true
		);
		expect(state().folders).toHaveLength(1);
	});

	it('writes nothing that it could not read back, whatever a file says of itself', async () => {
		const { addAll } = createFakeBrowser().openTab();
		const state = await addAll(folder({ 'Band - Epic.mp3': 'x'.repeat(5000) }));
		expect(state.tracks).toMatchObject([{ artist: 'Band', title: 'Epic' }]);
		expect(stateOf(state, 'Epic')).toMatchObject({ kind: 'analysed' });
	});

	it('removes a folder with what is nowhere else', async () => {
		const { library, state, addAll } = createFakeBrowser().openTab();
		await addAll(folder({ 'a.mp3': 'song a', 'b.mp3': 'song b' }));
		await addAll(folder({ 'a.mp3': 'song a' }, 'Other'));
		const [music] = state().folders;
		expect(await library.removeFolder(music?.id ?? '')).toMatchObject({ ok: true });
		const table = await library.table();
		expect(shown(state())).toEqual({ 'song a': 'analysed at Other/a.mp3' });
		expect(table).toMatchObject({ value: { titles: ['Artist - song a'] } });
		expect(state().folders).toHaveLength(1);
	});
});

describe('listening', () => {
	it('lists broken files with their reason, and goes on with the rest', async () => {
		const { addAll } = createFakeBrowser().openTab();
		const state = await addAll(
			folder({ '1.mp3': 'not audio', 'Band - Song.mp3': '', '3.mp3': 'song' })
		);
		expect(stateOf(state, 'not audio')).toMatchObject({ failure: { code: 'not-audio' } });
		expect(stateOf(state, 'Song')).toMatchObject({ failure: { code: 'empty-file' } });
		expect(stateOf(state, 'song')).toMatchObject({ kind: 'analysed' });
		const again = await addAll(folder({ 'Band - Song.mp3': '', '3.mp3': 'song' }));
		expect(again.tracks).toHaveLength(2);
	});

	it('breaks the file that kills the worker, not the one beside it', async () => {
		const { listener, addAll } = createFakeBrowser().openTab();
		const state = await addAll(
			folder({ '1.mp3': 'kills the worker', '2.mp3': 'song', '3.mp3': 'other song' })
		);
		expect(stateOf(state, 'kills the worker')).toMatchObject({ failure: { code: 'internal' } });
		expect(stateOf(state, 'song')).toMatchObject({ kind: 'analysed' });
		expect(stateOf(state, 'other song')).toMatchObject({ kind: 'analysed' });
		expect(listener.begun.filter((text) => text === 'kills the worker')).toHaveLength(2);
	});

	it('stops without the sound network, breaks nothing, and goes on when told to', async () => {
		const { library, listener, until } = createFakeBrowser().openTab();
		listener.outage = failed('network-unreachable', 'no network');
		await library.add(folder(songs(3)));
		const stopped = await until(({ progress }) => progress.phase === 'stopped');
		expect(stopped.progress).toMatchObject({
			failure: { code: 'network-unreachable' },
			doneFiles: 0,
			totalFiles: 3
		});
		expect(stopped.tracks.every(({ state }) => state.kind === 'waiting')).toBe(true);
		listener.outage = null;
		library.resume();
		expect((await until(isAtRest)).tracks).toHaveLength(3);
	});

	it('stops when the device is full, keeps what was stored, and goes on when told to', async () => {
		const browser = createFakeBrowser();
		const putAnalysis = browser.storage.putAnalysis.bind(browser.storage);
		let room = 2;
		browser.storage.putAnalysis = (...analysis) => {
			room -= 1;
			return room < 0
				? Promise.resolve(failed('storage-full', 'no room'))
				: putAnalysis(...analysis);
		};
		const { library, until } = browser.openTab();
		await library.add(folder(songs(6)));
		const stopped = await until(({ progress }) => progress.phase === 'stopped');
		expect(stopped.progress).toMatchObject({ failure: { code: 'storage-full' } });
		const kinds = () => stopped.tracks.map(({ state }) => state.kind).sort();
		expect(kinds()).toEqual(['analysed', 'analysed', ...Array<string>(4).fill('waiting')]);
		room = Infinity;
		library.resume();
		const { tracks } = await until(isAtRest);
		expect(tracks.every(({ state }) => state.kind === 'analysed')).toBe(true);
	});

	it('pauses at once, and goes on where it was', async () => {
		const { library, listener, until } = createFakeBrowser().openTab();
		const gate = turnstile();
		listener.whileAnalysing = (text) => (text === 'song 2' ? gate.pass() : undefined);
		await library.add(folder(songs(5)));
		await until(({ progress }) => progress.phase === 'analysing' && progress.doneFiles === 4);
		library.pause();
		const paused = await until(
			({ progress }) => progress.phase === 'analysing' && progress.isPaused
		);
		expect(paused.progress).toMatchObject({ doneFiles: 4, totalFiles: 5 });
		gate.open();
		await Promise.resolve();
		expect(listener.begun.filter((text) => text === 'song 2')).toHaveLength(1);
		library.resume();
		await until(isAtRest);
		expect(listener.begun.filter((text) => text === 'song 2')).toHaveLength(2);
	});

	it('takes out what waits when it is cancelled, and keeps what was analysed', async () => {
		const { library, listener, until, state, addAll } = createFakeBrowser().openTab();
		await addAll(folder(songs(2), 'Old'));
		listener.whileAnalysing = (text) =>
			text === 'song 11' ? new Promise<void>(() => undefined) : undefined;
		await library.add(folder(songs(3, 10)));
		await until(({ progress }) => progress.phase === 'analysing' && progress.doneFiles === 2);
		await library.cancel();
		expect(Object.keys(shown(state())).sort()).toEqual(['song 0', 'song 1', 'song 10', 'song 12']);
		expect(state().progress).toEqual({ phase: 'idle' });
	});

	it('keeps what a track was, when analysing it again is cancelled', async () => {
		const { library, listener, until, addAll } = createFakeBrowser().openTab();
		const { tracks } = await addAll(folder(songs(3)));
		listener.whileAnalysing = () => new Promise<void>(() => undefined);
		library.setMode('thorough');
		await library.analyseAgain(tracks.map(({ id }) => id));
		await until(({ progress }) => progress.phase === 'analysing');
		expect(await library.table()).toMatchObject({ value: { ids: { length: 3 } } });
		await library.cancel();
		const after = await until(isAtRest);
		expect(after.tracks).toEqual(tracks);
	});

	it('analyses again, in the mode that is set', async () => {
		const { library, addAll, until } = createFakeBrowser().openTab();
		const { tracks } = await addAll(folder(songs(2)));
		library.setMode('thorough');
		await library.analyseAgain(tracks.slice(0, 1).map(({ id }) => id));
		const state = await until(isAtRest);
		expect(stateOf(state, 'song 0')).toMatchObject({ mode: 'thorough' });
		expect(stateOf(state, 'song 1')).toMatchObject({ mode: 'quick' });
	});

	it('listens again with another encoder, and gives out only its vectors', async () => {
		const browser = createFakeBrowser();
		const first = browser.openTab();
		await first.addAll(folder(songs(3)));
		first.library.close();
		const listener = createFakeListener();
		listener.revision = 'two';
		const second = browser.openTab(listener);
		await second.library.open();
		await second.until(({ tracks }) => tracks.every(({ state }) => state.kind === 'waiting'));
		expect(await second.library.table()).toMatchObject({
			value: { encoderRevision: 'two', ids: [] }
		});
		await second.addAll(folder(songs(3)));
		expect(listener.heard).toHaveLength(3);
		expect(listener.identified).toEqual([]);
		expect(await second.library.table()).toMatchObject({ value: { ids: { length: 3 } } });
	});

	it('gives a file only while it is what it was', async () => {
		const { library, addAll, state } = createFakeBrowser().openTab();
		await addAll(folder({ 'a.mp3': 'song a' }));
		const id = await fakeId('song a');
		const file = await library.fileOf(id);
		expect(file.ok && (await file.value.text())).toBe('song a');
		expect(state().reachableIds.has(id)).toBe(true);
		expect(await library.fileOf(await fakeId('song b'))).toMatchObject({
			failure: { code: 'track-not-found' }
		});
	});

	it('cannot give a file of an earlier day before its folder is chosen again', async () => {
		const browser = createFakeBrowser();
		await browser.openTab().addAll(folder({ 'a.mp3': 'song a' }));
		const { library, listener, addAll, until } = browser.openTab();
		await library.open();
		const opened = await until(({ isOpen }) => isOpen);
		const id = await fakeId('song a');
		expect([...opened.folderAccess.values()]).toEqual(['choose']);
		expect(opened.reachableIds.has(id)).toBe(false);
		expect(await library.fileOf(id)).toMatchObject({ failure: { code: 'file-unreachable' } });
		await addAll(folder({ 'a.mp3': 'song a' }));
		expect(await library.fileOf(id)).toMatchObject({ ok: true });
		expect(listener.identified).toEqual([]);
	});

	it('keeps a cover once for all that show it', async () => {
		const { library, addAll } = createFakeBrowser().openTab();
		const { tracks } = await addAll(folder({ '1.mp3': 'cover 1', '2.mp3': 'cover 2' }));
		const [first, second] = tracks;
		expect(first?.coverId).toBe(second?.coverId);
		expect(await (await library.coverOf(first?.coverId ?? ''))?.text()).toBe('the cover');
	});
});

describe('weighing', () => {
	async function vectorOf(library: Library, title: string): Promise<Float32Array> {
		const table = await library.table();
		if (!table.ok) throw new Error(table.failure.message);
		const row = table.value.titles.indexOf(`Artist - ${title}`);
		return table.value.sound.subarray(row * 100, (row + 1) * 100);
	}

	it('weighs a scan together at its end, and every vector is of unit length', async () => {
		const { library, listener, addAll } = createFakeBrowser().openTab();
		const { tracks } = await addAll(folder(songs(30)));
		expect(listener.pooled).toEqual([30]);
		const batches = new Set(tracks.map(({ state }) => state.kind === 'analysed' && state.batchId));
		expect(batches.size).toBe(1);
		const texts = tracks.map(({ title }) => title);
		const expected = tfIdf(texts.map((text) => fakeSlices(text, 3)));
		for (const [i, text] of texts.entries()) {
			const vector = await vectorOf(library, text);
			for (const [k, x] of (expected[i] ?? []).entries()) expect(vector[k]).toBeCloseTo(x, 5);
		}
	});

	it('weighs large scans in batches, and few new tracks against older ones', async () => {
		const { listener, addAll } = createFakeBrowser().openTab();
		await addAll(folder(songs(650)));
		expect(listener.pooled).toHaveLength(3);
		expect(listener.pooled.slice(0, 2)).toEqual([300, 300]);
		expect(listener.pooled[2]).toBe(200);
		const state = await addAll(folder(songs(4), 'Other'));
		expect(listener.pooled).toHaveLength(3);
		await addAll(folder(songs(4, 1000), 'Third'));
		expect(listener.pooled.at(-1)).toBe(200);
		expect(state.tracks).toHaveLength(650);
	});

	it('goes by the mean until then', async () => {
		const { library, listener, until } = createFakeBrowser().openTab();
		const gate = turnstile();
		listener.whileAnalysing = (text) => (text === 'song 1' ? gate.pass() : undefined);
		await library.add(folder(songs(2)));
		const before = await until(
			({ soundsVersion, progress }) =>
				progress.phase === 'analysing' && progress.doneFiles === 1 && soundsVersion > 0
		);
		const [mean] = tfIdf([fakeSlices('song 0', 3)]);
		const vector = await vectorOf(library, 'song 0');
		for (const [k, x] of (mean ?? []).entries()) expect(vector[k]).toBeCloseTo(x, 5);
		gate.open();
		const after = await until(isAtRest);
		expect(after.soundsVersion).toBeGreaterThan(before.soundsVersion);
	});
});
