/**
 * What every implementation of `LibraryStorage` must keep, as tests: run on memory in Node and on
 * IndexedDB in a real browser.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryFolder, LibrarySound, LibraryTrack } from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import type { LibraryStorage, StoredSlices } from './library-storage.ts';

export function libraryId(n: number): LibraryId {
	return `file:${n.toString(16).padStart(32, '0')}`;
}

/** A track that waits, of this number. */
export function libraryTrack(n: number, changes: Partial<LibraryTrack> = {}): LibraryTrack {
	return {
		id: libraryId(n),
		artist: `Artist ${n % 100}`,
		title: `Song ${n}`,
		album: 'Album',
		albumArtist: '',
		genre: 'Ambient',
		year: 1999,
		discNumber: null,
		trackNumber: n,
		durationSeconds: 240.5,
		codec: 'MP3',
		coverId: null,
		addedAt: '2026-01-01T10:00:00.000Z',
		places: [
			{ folderId: 'folder', path: `Music/Ärtist/${n}.mp3`, sizeBytes: 4_000_000, modifiedMs: 1.5 }
		],
		state: { kind: 'waiting' },
		...changes
	};
}

const analysed: LibraryTrack['state'] = {
	kind: 'analysed',
	encoderRevision: 'one',
	mode: 'quick',
	notes: ['padded'],
	batchId: null
};

export function librarySound(n: number, value = n): LibrarySound {
	return { id: libraryId(n), encoderRevision: 'one', sound: new Float32Array(100).fill(value) };
}

function librarySlices(n: number, count: number): StoredSlices {
	return { id: libraryId(n), slices: new Float32Array(count * 100).fill(n) };
}

const done = { ok: true, value: undefined };
const unavailable = { ok: false, failure: { code: 'storage-unavailable' } };

export function describeLibraryStorageContract(
	name: string,
	open: () => Promise<LibraryStorage>
): void {
	describe(name, () => {
		let storage: LibraryStorage;
		beforeEach(async () => {
			storage = await open();
		});
		afterEach(() => storage.close());

		async function put(...tracks: readonly LibraryTrack[]): Promise<void> {
			const byId = new Map(tracks.map((track) => [track.id, track]));
			const ids = [...byId.keys()];
			expect(await storage.changeTracks(ids, (_stored, id) => byId.get(id))).toEqual(done);
		}

		async function analyse(n: number): Promise<void> {
			const change = (track: LibraryTrack) => ({ ...track, state: analysed });
			expect(await storage.putAnalysis(librarySound(n), librarySlices(n, 3), change)).toEqual(done);
		}

		it('gives tracks back as they were written', async () => {
			const broken = libraryTrack(2, {
				state: { kind: 'broken', failure: { code: 'not-audio', message: 'no audio in it' } }
			});
			await put(libraryTrack(1), broken);
			expect(await storage.listTracks()).toEqual([libraryTrack(1), broken]);
			expect(await storage.readTracks([libraryId(2), libraryId(3)])).toEqual([broken]);
		});

		it('shows a change what is there, and lets it alone, replace or remove it', async () => {
			await put(libraryTrack(1), libraryTrack(2), libraryTrack(3));
			const ids = [1, 2, 3, 4].map(libraryId);
			const shown: unknown[] = [];
			await storage.changeTracks(ids, (stored, id) => {
				shown.push(stored?.title);
				if (id === libraryId(1)) return stored;
				return stored && id === libraryId(2) ? { ...stored, title: 'Renamed' } : undefined;
			});
			expect(shown).toEqual(['Song 1', 'Song 2', 'Song 3', undefined]);
			const left = await storage.listTracks();
			expect(left).toEqual([libraryTrack(1), libraryTrack(2, { title: 'Renamed' })]);
		});

		it('loses neither of two changes at once', async () => {
			await put(libraryTrack(1));
			const place = (path: string) => ({ folderId: 'other', path, sizeBytes: 1, modifiedMs: 1 });
			const add = (path: string) =>
				storage.changeTracks([libraryId(1)], (stored) =>
					stored ? { ...stored, places: [...stored.places, place(path)] } : undefined
				);
			await Promise.all([add('a'), add('b')]);
			const [track] = await storage.listTracks();
			expect(track?.places.map(({ path }) => path)).toEqual(['Music/Ärtist/1.mp3', 'a', 'b']);
		});

		it('writes an analysis with its record, and nothing of a track that was removed', async () => {
			await put(libraryTrack(1));
			await analyse(1);
			await analyse(2);
			expect(await storage.listTracks()).toEqual([libraryTrack(1, { state: analysed })]);
			expect(await storage.listSounds()).toEqual([librarySound(1)]);
			const slices = await storage.readSlices([libraryId(2), libraryId(1)]);
			expect(slices).toEqual([librarySlices(1, 3)]);
		});

		it('keeps numbers of its own, whatever they were a part of', async () => {
			await put(libraryTrack(1));
			const buffer = new Float32Array(400).map((_, i) => i);
			const sound = { ...librarySound(1), sound: buffer.subarray(100, 200) };
			const slices = { id: libraryId(1), slices: buffer.subarray(200, 400) };
			await storage.putAnalysis(sound, slices, (track) => ({ ...track, state: analysed }));
			buffer.fill(0);
			const [storedSound] = await storage.listSounds();
			const [storedSlices] = await storage.readSlices([libraryId(1)]);
			expect(storedSound?.sound[0]).toBe(100);
			expect(storedSlices?.slices[199]).toBe(399);
			expect(storedSlices?.slices).toHaveLength(200);
		});

		it('writes new vectors where a track is still what it was', async () => {
			await put(libraryTrack(1), libraryTrack(2));
			await analyse(1);
			await analyse(2);
			const written = await storage.putSounds(
				[librarySound(1, 7), librarySound(2, 7), librarySound(3, 7)],
				(track) =>
					track.id === libraryId(1)
						? { ...track, state: { ...analysed, batchId: 'batch' } }
						: undefined
			);
			expect(written).toEqual(done);
			expect(await storage.listSounds()).toEqual([librarySound(1, 7), librarySound(2)]);
			const [first, second] = await storage.listTracks();
			expect(first?.state).toEqual({ ...analysed, batchId: 'batch' });
			expect(second?.state).toEqual(analysed);
		});

		it('removes a track with its vector and its slices', async () => {
			await put(libraryTrack(1), libraryTrack(2));
			await analyse(1);
			await storage.changeTracks([libraryId(1)], () => undefined);
			expect(await storage.listTracks()).toEqual([libraryTrack(2)]);
			expect(await storage.listSounds()).toEqual([]);
			expect(await storage.readSlices([libraryId(1)])).toEqual([]);
		});

		it('keeps a cover as long as a track shows it', async () => {
			const covered = [1, 2].map((n) => libraryTrack(n, { coverId: 'front' }));
			await storage.changeTracks(
				[libraryId(1), libraryId(2)],
				(_stored, id) => covered.find((track) => track.id === id),
				new Map([['front', new Blob(['picture'])]])
			);
			const cover = async () => (await storage.readCover('front'))?.text();
			expect(await cover()).toBe('picture');
			await storage.changeTracks([libraryId(1)], () => undefined);
			expect(await cover()).toBe('picture');
			await storage.changeTracks([libraryId(2)], (stored) =>
				stored ? { ...stored, coverId: null } : undefined
			);
			expect(await cover()).toBeUndefined();
		});

		it('keeps, replaces and removes folders', async () => {
			const folder: LibraryFolder = {
				id: 'a',
				name: 'Music',
				addedAt: '2026-01-01T10:00:00.000Z',
				handle: null,
				isWhole: true,
				isListed: false
			};
			await storage.putFolder(folder);
			await storage.putFolder({ ...folder, id: 'b' });
			await storage.putFolder({ ...folder, isListed: true });
			expect(await storage.removeFolder('b')).toEqual(done);
			expect(await storage.listFolders()).toEqual([{ ...folder, isListed: true }]);
		});

		it('forgets everything when told to', async () => {
			await put(libraryTrack(1));
			await analyse(1);
			await storage.changeTracks(
				[libraryId(1)],
				(stored) => (stored ? { ...stored, coverId: 'front' } : undefined),
				new Map([['front', new Blob(['picture'])]])
			);
			expect(await storage.clear()).toEqual(done);
			expect(await storage.listTracks()).toEqual([]);
			expect(await storage.listSounds()).toEqual([]);
			expect(await storage.readSlices([libraryId(1)])).toEqual([]);
			expect(await storage.readCover('front')).toBeUndefined();
		});

		it('finds nothing and writes nothing once it is closed', async () => {
			await put(libraryTrack(1));
			await analyse(1);
			storage.close();
			expect(await storage.listTracks()).toEqual([]);
			expect(await storage.readTracks([libraryId(1)])).toEqual([]);
			expect(await storage.listSounds()).toEqual([]);
			expect(await storage.changeTracks([libraryId(1)], () => undefined)).toMatchObject(
				unavailable
			);
			const putAnalysis = storage.putAnalysis(
				librarySound(1),
				librarySlices(1, 1),
				(track) => track
			);
			expect(await putAnalysis).toMatchObject(unavailable);
			expect(await storage.clear()).toMatchObject(unavailable);
		});
	});
}
