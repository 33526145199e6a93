/** The library on what a browser has: handles of folders, IndexedDB, Web Locks, channels, file inputs. */
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success } from '#lib/contracts/failure.ts';
import { openIndexedDbLibrary } from '#lib/services/storage/indexed-db-library.ts';
import { browserLocks, libraryTabs, systemClock } from './browser-ports.ts';
import type { LibraryState, Picked } from './library.ts';
import { LocalLibrary } from './local-library.ts';
import {
	canPickFolder,
	pickedFolder,
	pickedFromDrop,
	pickedFromInput,
	pickFolder
} from './pick-files.ts';
import { createFakeListener, fakeId } from './test/fake-listener.ts';
import { isAtRest } from './test/fake-tabs.ts';

let opened = 0;
let databaseName = '';
let root: FileSystemDirectoryHandle;
const closing: (() => void)[] = [];

beforeEach(async () => {
	opened += 1;
	databaseName = `local-library-test-${opened}`;
	await deleteDB(databaseName);
	const device = await navigator.storage.getDirectory();
	await device.removeEntry(databaseName, { recursive: true }).catch(() => undefined);
	const own = await device.getDirectoryHandle(databaseName, { create: true });
	root = await own.getDirectoryHandle('Music', { create: true });
});

afterEach(() => {
	for (const close of closing.splice(0)) close();
});

/** Writes a file below the folder, whose path has no more than one folder. */
async function write(path: string, text: string): Promise<void> {
	const [name = '', ...folders] = path.split('/').reverse();
	let folder = root;
	for (const segment of folders.reverse()) {
		folder = await folder.getDirectoryHandle(segment, { create: true });
	}
	const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
	await writable.write(text);
	await writable.close();
}

function openTab(listener = createFakeListener()) {
	const library = new LocalLibrary({
		openStorage: async () => ({
			storage: await openIndexedDbLibrary(databaseName),
			isPersistent: true
		}),
		listener,
		currentRevision: () => Promise.resolve(success(listener.revision)),
		locks: browserLocks,
		tabs: () => libraryTabs(databaseName),
		clock: systemClock,
		newId: () => crypto.randomUUID()
	});
	closing.push(() => library.close());
	const until = (isSo: (state: LibraryState) => boolean) =>
		new Promise<LibraryState>((resolve) => {
			library.subscribe((state) => {
				if (isSo(state)) resolve(state);
			});
		});
	return { library, listener, until };
}

function places({ tracks }: LibraryState): readonly string[] {
	return tracks.flatMap((track) => track.places.map(({ path }) => path)).sort();
}

describe('a folder behind a handle', () => {
	it('is listed as deep as it goes, and its files are found again after a restart', async () => {
		await write('Änne/Álbum/01.mp3', 'song 1');
		await write('Änne/02.flac', 'song 2');
		await write('notes.txt', 'text');
		await write('.hidden/03.mp3', 'song 3');
		const first = openTab();
		expect(await first.library.add(pickedFolder(root))).toMatchObject({
			value: { foundFiles: 2, addedTracks: 2, otherFiles: 1 }
		});
		expect(places(await first.until(isAtRest))).toEqual([
			'Music/Änne/02.flac',
			'Music/Änne/Álbum/01.mp3'
		]);
		first.library.close();

		const second = openTab();
		await second.library.open();
		const state = await second.until(isAtRest);
		expect([...state.folderAccess.values()]).toEqual(['open']);
		expect(state.reachableIds.size).toBe(2);
		const file = await second.library.fileOf(await fakeId('song 1'));
		expect(file.ok && (await file.value.text())).toBe('song 1');
		expect(second.listener.identified).toEqual([]);
		expect(second.listener.heard).toEqual([]);
	});

	it('goes on by itself after a restart, in the middle of its listing or of its analysis', async () => {
		for (let n = 0; n < 10; n++) await write(`${n}.mp3`, `song ${n}`);
		const first = openTab();
		first.listener.whileAnalysing = () =>
			first.listener.heard.length < 4 ? undefined : new Promise<void>(() => undefined);
		await first.library.add(pickedFolder(root));
		await first.until(({ progress }) => progress.phase === 'analysing' && progress.doneFiles >= 4);
		first.library.close();
		const storage = await openIndexedDbLibrary(databaseName);
		const [folder] = await storage.listFolders();
		if (!folder) throw new Error('no folder was stored');
		await storage.putFolder({ ...folder, isListed: false });
		await storage.changeTracks([await fakeId('song 9')], () => undefined);
		storage.close();

		const second = openTab();
		await second.library.open();
		const state = await second.until(
			(latest) => isAtRest(latest) && latest.folders.every(({ isListed }) => isListed)
		);
		expect(places(state)).toHaveLength(10);
		expect(state.folders).toHaveLength(1);
		const twice = second.listener.heard.filter((text) => first.listener.heard.includes(text));
		// The one whose record was taken away, if it had been heard.
		expect(twice.filter((text) => text !== 'song 9')).toEqual([]);
	});

	it('is known again when it is chosen again, with what was moved in it', async () => {
		await write('a.mp3', 'song a');
		await write('b.mp3', 'song b');
		const { library, listener, until } = openTab();
		await library.add(pickedFolder(root));
		await until(isAtRest);
		await root.removeEntry('a.mp3');
		await write('deeper/renamed.mp3', 'song a');
		const [folder] = (await until(isAtRest)).folders;
		expect(await library.reconnect(folder?.id ?? '')).toMatchObject({ ok: true });
		const state = await until(
			(latest) => isAtRest(latest) && !places(latest).includes('Music/a.mp3')
		);
		expect(places(state)).toEqual(['Music/b.mp3', 'Music/deeper/renamed.mp3']);
		expect(state.folders).toHaveLength(1);
		expect(listener.heard.sort()).toEqual(['song a', 'song b']);
	});

	it('gives no file whose content is not what was listed', async () => {
		await write('a.mp3', 'song a');
		const { library, until } = openTab();
		await library.add(pickedFolder(root));
		await until(isAtRest);
		await write('a.mp3', 'another song');
		const id = await fakeId('song a');
		expect(await library.fileOf(id)).toMatchObject({ failure: { code: 'file-unreachable' } });
		await until(({ reachableIds }) => !reachableIds.has(id));
	});
});

describe('a file that could not be used', () => {
	it('is another track as soon as it is repaired and tried again', async () => {
		await write('a.mp3', 'not audio');
		await write('b.mp3', 'song b');
		const { library, until } = openTab();
		await library.add(pickedFolder(root));
		const [broken] = (await until(isAtRest)).tracks.filter(({ state }) => state.kind === 'broken');
		await write('a.mp3', 'a whole song');
		expect(await library.analyseAgain([broken?.id ?? (await fakeId(''))])).toMatchObject({
			ok: true
		});
		const { tracks } = await until(isAtRest);
		expect(tracks.map(({ title, state }) => [title, state.kind]).sort()).toEqual([
			['a whole song', 'analysed'],
			['song b', 'analysed']
		]);
	});

	it('stays so when it is tried again and is not there any more', async () => {
		await write('a.mp3', 'not audio');
		await write('b.mp3', 'song b');
		const { library, until } = openTab();
		await library.add(pickedFolder(root));
		await until(isAtRest);
		await root.removeEntry('a.mp3');
		const id = await fakeId('not audio');
		for (let time = 0; time < 2; time++) {
			await library.analyseAgain([id]);
			await until(isAtRest);
			const { tracks } = await until(({ reachableIds }) => !reachableIds.has(id));
			expect(tracks.find((track) => track.id === id)?.state.kind).toBe('broken');
		}
	});
});

describe('two tabs', () => {
	it('share the work, and see the same', async () => {
		for (let n = 0; n < 6; n++) await write(`${n}.mp3`, `song ${n}`);
		const [one, two] = [openTab(), openTab()];
		await Promise.all([one.library.open(), two.library.open()]);
		await Promise.all([
			one.library.add(pickedFolder(root)),
			two.library.add(pickedFromInput([new File(['song x'], 'x.mp3')], 'Files')[0] ?? never())
		]);
		const isAll = (state: LibraryState) => state.tracks.length === 7 && isAtRest(state);
		const [left, right] = await Promise.all([one.until(isAll), two.until(isAll)]);
		expect(places(left)).toEqual(places(right));
		const heard = [...one.listener.heard, ...two.listener.heard].sort();
		expect(heard).toEqual([...Array.from({ length: 6 }, (_, n) => `song ${n}`), 'song x']);
	});

	it('take over from one that is closed', async () => {
		for (let n = 0; n < 4; n++) await write(`${n}.mp3`, `song ${n}`);
		const [one, two] = [openTab(), openTab()];
		one.listener.whileAnalysing = (text) =>
			text === 'song 3' ? new Promise<void>(() => undefined) : undefined;
		await one.library.add(pickedFolder(root));
		await one.until(({ progress }) => progress.phase === 'analysing' && progress.doneFiles === 3);
		await two.library.open();
		await two.until(({ progress }) => progress.phase === 'elsewhere' && progress.doneFiles === 3);
		one.library.close();
		const state = await two.until((latest) => isAtRest(latest) && latest.tracks.length === 4);
		expect(state.tracks.every(({ state: { kind } }) => kind === 'analysed')).toBe(true);
		expect(two.listener.heard).toEqual(['song 3']);
	});
});

describe('what inputs and drops hand out', () => {
	it('makes a folder of what a folder input holds, and a handful of loose files', () => {
		const inFolder = new File(['song'], 'a.mp3');
		Object.defineProperty(inFolder, 'webkitRelativePath', { value: 'Music/sub/a.mp3' });
		const [folder, loose, ...more] = pickedFromInput([inFolder, new File([''], 'b.mp3')], 'Files');
		expect(folder).toMatchObject({ name: 'Music', isWhole: true });
		expect(folder?.files).toMatchObject([{ path: 'Music/sub/a.mp3' }]);
		expect(loose).toMatchObject({ name: 'Files', isWhole: false, files: [{ path: 'b.mp3' }] });
		expect(more).toEqual([]);
	});

	it('takes a dropped folder by its handle', async () => {
		await write('sub/a.mp3', 'song');
		const [folder, ...more] = await pickedFromDrop(
			dropOf({ kind: 'file', getAsFileSystemHandle: () => Promise.resolve(root) }),
			'Files'
		);
		expect(folder).toMatchObject({ name: 'Music', isWhole: true, handle: root });
		expect(await pathsOf(folder)).toEqual(['Music/sub/a.mp3']);
		expect(more).toEqual([]);
	});

	it('takes a dropped folder by its entries, which come in parts, where there are no handles', async () => {
		const file = (name: string) => ({
			isDirectory: false,
			name,
			file: (take: (file: File) => void) => take(new File(['song'], name))
		});
		const locked = {
			isDirectory: false,
			name: 'locked.mp3',
			file: (_take: unknown, refuse: () => void) => refuse()
		};
		const directory = (name: string, ...parts: readonly (readonly unknown[])[]) => ({
			isDirectory: true,
			name,
			createReader() {
				const left = [...parts];
				return { readEntries: (take: (part: unknown) => void) => take(left.shift() ?? []) };
			}
		});
		const closed = {
			isDirectory: true,
			name: 'closed',
			createReader: () => ({ readEntries: (_take: unknown, refuse: () => void) => refuse() })
		};
		const entry = directory(
			'Music',
			[file('1.mp3'), directory('sub', [file('2.mp3')])],
			[file('3.mp3'), locked, closed]
		);
		const [folder] = await pickedFromDrop(
			dropOf({ kind: 'file', webkitGetAsEntry: () => entry }),
			'Files'
		);
		expect(folder).toMatchObject({ name: 'Music', isWhole: true, handle: null });
		expect(await pathsOf(folder)).toEqual([
			'Music/1.mp3',
			'Music/sub/2.mp3',
			'Music/3.mp3',
			'Music/locked.mp3 (unreadable)',
			'Music/closed (unreadable)'
		]);
	});

	it('is no failure to think better of choosing a folder', async () => {
		const refuse = (name: string) => () => Promise.reject(new DOMException('no', name));
		vi.stubGlobal('showDirectoryPicker', refuse('AbortError'));
		expect(await pickFolder()).toEqual({ ok: true, value: null });
		vi.stubGlobal('showDirectoryPicker', refuse('SecurityError'));
		expect(await pickFolder()).toMatchObject({ failure: { code: 'not-allowed' } });
		vi.stubGlobal('showDirectoryPicker', undefined);
		expect(canPickFolder()).toBe(false);
		expect(await pickFolder()).toMatchObject({ failure: { code: 'unsupported' } });
		vi.unstubAllGlobals();
	});

	it('takes dropped files and leaves dropped text', async () => {
		const dropped = new DataTransfer();
		dropped.items.add(new File(['song'], 'a.mp3'));
		dropped.items.add('text', 'text/plain');
		expect(await pickedFromDrop(dropped.items, 'Files')).toMatchObject([
			{ name: 'Files', isWhole: false, handle: null, files: [{ path: 'a.mp3' }] }
		]);
	});
});

/** A drop of one thing, as a browser hands it out. */
function dropOf(item: object): DataTransferItemList {
	const empty = { getAsFile: () => null, webkitGetAsEntry: () => null };
	return [{ ...empty, ...item }] as unknown as DataTransferItemList;
}

async function pathsOf(picked: Picked | undefined): Promise<readonly string[]> {
	const paths: string[] = [];
	for await (const { path, file } of picked?.files ?? []) {
		paths.push(file ? path : `${path} (unreadable)`);
	}
	return paths;
}

function never(): never {
	throw new Error('nothing was picked');
}
