/**
 * Where the library is kept on this device, as a port beside `DeviceStorage`, in the same database.
 *
 * What must stay true of every implementation (the contract suite holds them to it):
 * - A write that cannot be done is a `Failure` (`storage-full`, `storage-unavailable`), never a throw.
 * - What cannot be read, or does not parse, counts as absent.
 * - An analysis is there whole or not at all: the record that says `analysed`, its slices and its
 *   vector are written in one transaction. So after a crash a track is either waiting or done.
 */
import type { LibraryFolder, LibrarySound, LibraryTrack } from '#lib/contracts/library.ts';
import type { Result } from '#lib/contracts/failure.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';

export interface StoredSlices {
	readonly id: LibraryId;
	/** float32[count][100], not normalised. */
	readonly slices: Float32Array<ArrayBuffer>;
}

export interface LibraryStorage {
	listTracks(): Promise<readonly LibraryTrack[]>;
	/** In one transaction; a track that is there is replaced. */
	putTracks(tracks: readonly LibraryTrack[]): Promise<Result<void>>;
	/** In one transaction: the record, its slices and its vector. */
	putAnalysis(
		track: LibraryTrack,
		sound: LibrarySound,
		slices: StoredSlices
	): Promise<Result<void>>;
	/** New vectors for tracks that are there, with their records (which say in which batch they were weighed). */
	putSounds(
		sounds: readonly LibrarySound[],
		tracks: readonly LibraryTrack[]
	): Promise<Result<void>>;
	/** Records, slices and vectors; covers that nothing needs any more go too. */
	removeTracks(ids: readonly LibraryId[]): Promise<Result<void>>;

	listSounds(): Promise<readonly LibrarySound[]>;
	/** Those that are there, in the order of `ids`. */
	readSlices(ids: readonly LibraryId[]): Promise<readonly StoredSlices[]>;

	readCover(coverId: string): Promise<Blob | undefined>;
	putCover(coverId: string, cover: Blob): Promise<Result<void>>;

	listFolders(): Promise<readonly LibraryFolder[]>;
	putFolder(folder: LibraryFolder): Promise<Result<void>>;
	removeFolder(id: string): Promise<Result<void>>;

	/** Everything of the library. */
	clear(): Promise<Result<void>>;
	close(): void;
}
