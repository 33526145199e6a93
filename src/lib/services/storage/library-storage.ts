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

/** What a track is to become: itself, another record, or (undefined) no track at all. */
export type TrackChange = (
	stored: LibraryTrack | undefined,
	id: LibraryId
) => LibraryTrack | undefined;

export interface LibraryStorage {
	listTracks(): Promise<readonly LibraryTrack[]>;
	/** Those that are there. */
	readTracks(ids: readonly LibraryId[]): Promise<readonly LibraryTrack[]>;
	/**
	 * Reads these tracks and writes what becomes of them, in one transaction, so that no other tab's
	 * change gets lost. What is removed goes with its slices, its vector, and covers that nothing
	 * needs any more.
	 * @param change called once for each id; must not wait for anything
	 * @param covers by their id, written with the records that show them
	 */
	changeTracks(
		ids: readonly LibraryId[],
		change: TrackChange,
		covers?: ReadonlyMap<string, Blob>
	): Promise<Result<void>>;
	/**
	 * In one transaction: the record, its slices and its vector. Nothing is written of a track that
	 * has been removed meanwhile.
	 */
	putAnalysis(
		sound: LibrarySound,
		slices: StoredSlices,
		change: (stored: LibraryTrack) => LibraryTrack
	): Promise<Result<void>>;
	/**
	 * New vectors, in one transaction with their records.
	 * @param change undefined: the track is not what it was when its vector was made; both stay
	 */
	putSounds(
		sounds: readonly LibrarySound[],
		change: (stored: LibraryTrack) => LibraryTrack | undefined
	): Promise<Result<void>>;

	listSounds(): Promise<readonly LibrarySound[]>;
	/** Those that are there, in the order of `ids`. */
	readSlices(ids: readonly LibraryId[]): Promise<readonly StoredSlices[]>;

	readCover(coverId: string): Promise<Blob | undefined>;

	listFolders(): Promise<readonly LibraryFolder[]>;
	putFolder(folder: LibraryFolder): Promise<Result<void>>;
	removeFolder(id: string): Promise<Result<void>>;

	/** Everything of the library. */
	clear(): Promise<Result<void>>;
	/** Everything after this finds nothing and writes nothing. */
	close(): void;
}
