import { describe, expect, it } from 'vitest';
import { failed, success } from '#lib/contracts/failure.ts';
import type { LibraryTrack, LibraryTrackState, ScanProgress } from '#lib/contracts/library.ts';
import { libraryIdOf, type LibraryId } from '#lib/domain/library-id.ts';
import type { Library, LibraryState, Picked } from '#lib/services/library/library.ts';
import { MyMusic } from './library.svelte.ts';

const idOf = (number: number): LibraryId =>
	libraryIdOf(number.toString(16).padStart(64, '0').slice(-32));
const analysed: LibraryTrackState = {
	kind: 'analysed',
	encoderRevision: 'r1',
	mode: 'quick',
	notes: [],
	batchId: null
};

function track(number: number, change: Partial<LibraryTrack> = {}): LibraryTrack {
	return {
		id: idOf(number),
		artist: `Artist ${number}`,
		title: `Title ${number}`,
		album: 'Album',
		albumArtist: '',
		genre: '',
		year: null,
		discNumber: null,
		trackNumber: null,
		durationSeconds: 180.5,
		codec: 'MP3',
		coverId: null,
		addedAt: '2026-11-22T10:00:00.000Z',
		places: [{ folderId: 'a', path: `Music/${number}.mp3`, sizeBytes: 1, modifiedMs: 0 }],
		state: analysed,
		...change
	};
}

const folderA = {
	id: 'a',
	name: 'Music',
	addedAt: '2026-11-20T10:00:00.000Z',
	handle: null,
	isWhole: true,
	isListed: true
};
const tracks = [track(1), track(2), track(3)];
const openState: LibraryState = {
	isOpen: true,
	tracks,
	folders: [folderA],
	progress: { phase: 'idle' },
	reachableIds: new Set(tracks.map(({ id }) => id)),
	folderAccess: new Map([['a', 'open']]),
	soundsVersion: 1,
	isStored: true
};

/** A library that says what it is told to, and notes what is asked of it. */
function scriptedLibrary() {
	const asked: string[] = [];
	let state = openState;
	let tell: (state: LibraryState) => void = () => {};
	const take = (change: Partial<LibraryState>): void => {
		state = { ...state, ...change };
		tell(state);
	};
	const library: Library = {
		subscribe(listener) {
			tell = listener;
			listener(state);
			return () => (tell = () => {});
		},
		open: async () => void asked.push('open'),
		add: async ({ name }) => {
			asked.push(`add ${name}`);
			return success({
				foundFiles: 1,
				addedTracks: 1,
				knownTracks: 0,
				otherFiles: 0,
				unreadableFiles: 0
			});
		},
		pause: () => void asked.push('pause'),
		resume: () => void asked.push('resume'),
		async cancel() {
			asked.push('cancel');
			take({ progress: { phase: 'idle' } });
		},
		setMode: (mode) => void asked.push(mode),
		analyseAgain: async (ids) => {
			asked.push(`again ${ids.length}`);
			return success(undefined);
		},
		async remove(ids) {
			asked.push(`remove ${ids.length}`);
			take({ tracks: state.tracks.filter(({ id }) => !ids.includes(id)) });
			return success(undefined);
		},
		async removeFolder(id) {
			asked.push(`remove folder ${id}`);
			take({
				folders: state.folders.filter((folder) => folder.id !== id),
				tracks: state.tracks.filter(({ places }) => places.some(({ folderId }) => folderId !== id))
			});
			return success(undefined);
		},
		reconnect: async () => failed('file-unreachable', 'not here'),
		fileOf: async () => failed('file-unreachable', 'not here'),
		coverOf: async () => null,
		table: async () =>
			success({ encoderRevision: 'r1', ids: [], titles: [], sound: new Float32Array() }),
		close: () => {}
	};
	return { library, asked, take };
}

function started() {
	const scripted = scriptedLibrary();
	const music = new MyMusic();
	music.start(scripted.library);
	return { music, ...scripted };
}

function analysing(doneFiles: number, rate = 2): ScanProgress {
	return {
		phase: 'analysing',
		isPaused: false,
		doneFiles,
		totalFiles: 3,
		rate,
		secondsLeft: 1,
		currentPath: 'Music/3.mp3',
		brokenFiles: 0
	};
}

describe('my music', () => {
	it('is not open before its library is, and then refuses in words instead of breaking', async () => {
		const music = new MyMusic();
		const picked: Picked = { name: 'Music', handle: null, isWhole: true, files: [] };
		expect(music.isOpen).toBe(false);
		expect(await music.add(picked)).toMatchObject({ ok: false, failure: { retryable: true } });
		expect(await music.cancel()).toBe(0);
	});

	it('opens its library with the mode that was remembered', () => {
		const { library, asked } = scriptedLibrary();
		const music = new MyMusic();
		music.restoreMode('thorough');
		music.restoreMode('sideways');
		music.start(library);
		expect(music.mode).toBe('thorough');
		expect(asked).toEqual(['thorough', 'open']);
	});

	it('knows what can be listened to more carefully', () => {
		const { music, take } = started();
		const thorough = track(2, { state: { ...analysed, mode: 'thorough' } });
		const broken = track(3, {
			state: { kind: 'broken', failure: { code: 'silent', message: '' } }
		});
		const outOfReach = track(4);
		take({ tracks: [track(1), thorough, broken, outOfReach] });
		expect(music.heardQuickly.map(({ title }) => title)).toEqual(['Title 1']);
	});

	it('counts as usable what has been analysed, also while it is analysed again', () => {
		const { music, take } = started();
		take({
			tracks: [
				track(1),
				track(2, { state: { kind: 'waiting' } }),
				track(3, { state: { kind: 'waiting', previous: analysed } }),
				track(4, { state: { kind: 'broken', failure: { code: 'silent', message: '' } } })
			]
		});
		expect(music.usable.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
		expect(music.broken.map(({ id }) => id)).toEqual([idOf(4)]);
	});

	it('says when a scan has come to its end, and keeps the rate that it had', () => {
		const { music, take } = started();
		take({ progress: analysing(1, 2.5) });
		take({ progress: analysing(2, 0) });
		expect(music.hasFinished).toBe(false);
		take({ progress: { phase: 'idle' } });
		expect(music.hasFinished).toBe(true);
		expect(music.knownRate).toBe(2.5);
		take({ progress: { phase: 'listing', foundFiles: 0, readFiles: 0 } });
		expect(music.hasFinished).toBe(false);
	});

	it('does not call a scan finished that was ended, and says what stays', async () => {
		const { music, take } = started();
		take({ progress: analysing(1) });
		expect(await music.cancel()).toBe(3);
		expect(music.hasFinished).toBe(false);
	});
});

describe('a removal', () => {
	it('is out of sight at once, and can be taken back', async () => {
		const { music, asked } = started();
		music.view.selectAll();
		music.hide([track(2)]);
		expect(music.tracks.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
		expect(music.view.selected).toEqual([]);
		music.keep();
		await music.leave();
		expect(music.tracks).toHaveLength(3);
		expect(asked).toEqual(['quick', 'open']);
	});

	it('reaches the library when it can no longer be taken back', async () => {
		const { music, asked } = started();
		music.hide([track(2)]);
		await music.leave();
		expect(asked.at(-1)).toBe('remove 1');
		expect(music.tracks).toHaveLength(2);
		await music.leave();
		expect(asked.filter((line) => line.startsWith('remove'))).toHaveLength(1);
	});

	it('of something else makes the one before it final', async () => {
		const { music, asked } = started();
		music.hide([track(1)]);
		music.hide([track(2), track(3)]);
		expect(asked.at(-1)).toBe('remove 1');
		music.keep();
		expect(music.tracks.map(({ id }) => id)).toEqual([idOf(2), idOf(3)]);
	});

	it('that the library refuses brings the tracks back, and says why', async () => {
		const { library } = scriptedLibrary();
		const music = new MyMusic();
		music.start({ ...library, remove: async () => failed('storage-unavailable', 'refused') });
		music.hide([track(1)]);
		expect(await music.leave()).toMatchObject({ failure: { code: 'storage-unavailable' } });
		expect(music.tracks).toHaveLength(3);
	});

	it('of a folder takes only tracks that are nowhere else', () => {
		const { music, take } = started();
		const elsewhere = { folderId: 'b', path: 'More/2.mp3', sizeBytes: 1, modifiedMs: 0 };
		take({
			folders: [folderA, { ...folderA, id: 'b', name: 'More' }],
			tracks: [track(1), track(2, { places: [...track(2).places, elsewhere] })]
		});
		music.hideFolder(folderA);
		expect(music.folders.map(({ name }) => name)).toEqual(['More']);
		expect(music.tracks.map(({ id }) => id)).toEqual([idOf(2)]);
	});

	it('of everything ends the scan first and leaves nothing', async () => {
		const { music, asked, take } = started();
		take({ progress: analysing(1) });
		expect(await music.removeEverything()).toEqual(success(undefined));
		expect(asked).toContain('cancel');
		expect(music.isEmpty).toBe(true);
	});
});

describe('the folders', () => {
	it('are told with their counts, and those that are shut with what waits for them', () => {
		const { music, take } = started();
		take({
			folders: [
				{ ...folderA, id: 'b', name: 'Later', addedAt: '2026-11-21T10:00:00.000Z' },
				folderA
			],
			tracks: [
				track(1),
				track(2, { state: { kind: 'broken', failure: { code: 'silent', message: '' } } }),
				track(3, { places: [{ folderId: 'b', path: '3.mp3', sizeBytes: 1, modifiedMs: 0 }] })
			],
			reachableIds: new Set([idOf(3)]),
			folderAccess: new Map([
				['a', 'ask'],
				['b', 'open']
			])
		});
		expect(music.folders).toMatchObject([
			{ name: 'Music', trackCount: 2, brokenCount: 1, outOfReachCount: 2, access: 'ask' },
			{ name: 'Later', trackCount: 1, brokenCount: 0, outOfReachCount: 0, access: 'open' }
		]);
		expect(music.foldersToOpen.map(({ name }) => name)).toEqual(['Music']);
	});
});

describe('what the engine and other programs are told', () => {
	it('tracks that the catalogue has too', () => {
		const { music } = started();
		const ids = [idOf(1), idOf(2)];
		music.setRecognised(
			{ encoderRevision: 'r1', ids, titles: ['a', 'b'], sound: new Float32Array(200) },
			{ trackCount: 2, recognisedAs: [null, 'house-0001'] }
		);
		expect([...music.recognisedIds]).toEqual([idOf(2)]);
	});

	it('where a file lies and how long it plays; of other tracks nothing', () => {
		const { music } = started();
		expect(music.exportDetails(idOf(2))).toEqual({ path: 'Music/2.mp3', durationSeconds: 180.5 });
		expect(music.exportDetails('house-0001')).toEqual({});
	});
});
