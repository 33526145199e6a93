/**
 * The visitor's own music, as the page works with it: what is in the library, the scan that fills
 * it, and the files behind its tracks.
 */
import type { Result } from '#lib/contracts/failure.ts';
import type {
	FolderAccess,
	LibraryFolder,
	LibraryTable,
	LibraryTrack,
	ScanProgress
} from '#lib/contracts/library.ts';
import type { AnalysisMode } from '#lib/contracts/listener.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';

export interface PickedFile {
	/** With forward slashes, from and with the chosen folder's name. */
	readonly path: string;
	/** null: something is there, a file or a whole folder, but the browser could not read it. */
	readonly file: File | null;
}

/** A folder, or a handful of files, that somebody has just chosen or dropped. */
export interface Picked {
	readonly name: string;
	readonly handle: FileSystemDirectoryHandle | null;
	/** A folder with all that is in it: what was known in it and is not among the files is gone. */
	readonly isWhole: boolean;
	readonly files: AsyncIterable<PickedFile> | Iterable<PickedFile>;
}

/** What a choice of files came to. */
export interface AddReport {
	readonly foundFiles: number;
	/** New in the library. */
	readonly addedTracks: number;
	/** There already, perhaps at another place. */
	readonly knownTracks: number;
	/** Left out because their names are not those of audio files. */
	readonly otherFiles: number;
	/** Files and folders that are there but could not be read. */
	readonly unreadableFiles: number;
}

export interface LibraryState {
	/** Whether what is stored has been read. */
	readonly isOpen: boolean;
	readonly tracks: readonly LibraryTrack[];
	readonly folders: readonly LibraryFolder[];
	readonly progress: ScanProgress;
	/** Tracks whose files can be read now; the others need their folder again. */
	readonly reachableIds: ReadonlySet<LibraryId>;
	/** By folder id. */
	readonly folderAccess: ReadonlyMap<string, FolderAccess>;
	/** Counts what changes the vectors: the engine is given the library anew when it grows. */
	readonly soundsVersion: number;
	/** False where the browser refuses storage: the library lasts until the page closes. */
	readonly isStored: boolean;
}

export interface Library {
	/** Calls at once, and again with each change. @returns stops it */
	subscribe(listener: (state: LibraryState) => void): () => void;
	/** Reads what is stored and goes on with a scan that was cut off, as far as files can be reached. */
	open(): Promise<void>;
	/** Takes files in: lists them, then analyses what is new. Resolves when they are listed. */
	add(picked: Picked): Promise<Result<AddReport>>;
	pause(): void;
	resume(): void;
	/**
	 * Ends the scan; what has been analysed stays. What waits is taken out again, or is what it was
	 * before it was to be analysed again; files that wait for their folder to be chosen stay.
	 */
	cancel(): Promise<void>;
	/** How what comes next is analysed. */
	setMode(mode: AnalysisMode): void;
	/** Analyses these again (broken ones, say, or quick ones thoroughly). */
	analyseAgain(ids: readonly LibraryId[]): Promise<Result<void>>;
	remove(ids: readonly LibraryId[]): Promise<Result<void>>;
	/** The folder, and the tracks that are nowhere else. */
	removeFolder(folderId: string): Promise<Result<void>>;
	/**
	 * Lists a stored folder again, asking the browser for it if need be (so call it in a click), and
	 * takes in what is new. `file-unreachable` for a folder that has to be chosen again.
	 */
	reconnect(folderId: string): Promise<Result<void>>;
	/** A track's file; `file-unreachable` where its folder has to be chosen again. */
	fileOf(id: LibraryId): Promise<Result<File>>;
	/** A cover for an <img>; null where there is none. */
	coverOf(coverId: string): Promise<Blob | null>;
	/** The vectors for the engine, of the current encoder only. Reads them all: not after each file. */
	table(): Promise<Result<LibraryTable>>;
	close(): void;
}
