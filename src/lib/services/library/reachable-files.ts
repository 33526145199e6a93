/**
 * From a track to its file: what was chosen since the page was opened, and folders whose handles
 * are stored.
 *
 * What must stay true: a path is not trusted. A file whose size or date is not what it was when it
 * was listed counts only if its content is still the track's. Nothing here holds a file's bytes.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type {
	FolderAccess,
	LibraryFolder,
	LibraryPlace,
	LibraryTrack
} from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import { isUnchanged, placeKey } from './places.ts';

/** What TypeScript does not know of handles; browsers without it allow what they handed out. */
declare global {
	interface FileSystemHandle {
		queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
		requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
	}
}

export class ReachableFiles {
	readonly #contentOf: (file: File) => Promise<LibraryId | undefined>;
	/** Folder id → path → file: what was chosen without a handle. */
	readonly #chosen = new Map<string, Map<string, File>>();
	/** Folder id → handle that may be read. */
	readonly #open = new Map<string, FileSystemDirectoryHandle>();
	/** Places that were looked up in vain since their folder was last listed. */
	readonly #missing = new Set<string>();

	/** @param contentOf the id of a file's content; undefined where it cannot be read */
	constructor(contentOf: (file: File) => Promise<LibraryId | undefined>) {
		this.#contentOf = contentOf;
	}

	/** A folder, or files, that somebody has just chosen: files are then remembered one by one. */
	beginFolder(folderId: string, handle: FileSystemDirectoryHandle | null): void {
		for (const key of this.#missing) {
			if (key.startsWith(placeKey(folderId, ''))) this.#missing.delete(key);
		}
		if (handle) this.#open.set(folderId, handle);
	}

	remember(folderId: string, path: string, file: File): void {
		if (this.#open.has(folderId)) return;
		const files = this.#chosen.get(folderId) ?? new Map<string, File>();
		this.#chosen.set(folderId, files.set(path, file));
	}

	forgetFolder(folderId: string): void {
		this.#chosen.delete(folderId);
		this.#open.delete(folderId);
	}

	/** Looks which of the stored folders may be read without asking. */
	async learnAccess(folders: Iterable<LibraryFolder>): Promise<void> {
		for (const { id, handle } of folders) {
			if (!handle || this.#open.has(id)) continue;
			if ((await permission(handle, 'query')) === 'granted') this.#open.set(id, handle);
		}
	}

	/** Asks for a stored folder; browsers show this only in a click. */
	async request(folder: LibraryFolder): Promise<Result<FileSystemDirectoryHandle>> {
		const { id, name, handle } = folder;
		if (!handle) return failed('file-unreachable', `${name} has to be chosen again`);
		if ((await permission(handle, 'request')) !== 'granted') {
			return failed('not-allowed', `the browser may not read ${name}`, { retryable: true });
		}
		this.#open.set(id, handle);
		return success(handle);
	}

	access({ id, handle }: LibraryFolder): FolderAccess {
		if (this.#open.has(id) || this.#chosen.has(id)) return 'open';
		return handle ? 'ask' : 'choose';
	}

	canReach(track: LibraryTrack): boolean {
		return track.places.some((place) => this.#canReachPlace(place));
	}

	/** The track's file; `file-unreachable` where none of its places leads to it now. */
	async locate(track: LibraryTrack): Promise<Result<File>> {
		for (const place of track.places) {
			if (!this.#canReachPlace(place)) continue;
			const file = await this.#fileAt(place);
			if (file && (isUnchanged(place, file) || (await this.#contentOf(file)) === track.id)) {
				return success(file);
			}
			this.#missing.add(placeKey(place.folderId, place.path));
		}
		return failed('file-unreachable', `the file of ${track.title} cannot be reached`, {
			details: { path: track.places[0]?.path ?? '' }
		});
	}

	/** What lies at a track's places now, be it still the track or not; looked for anew. */
	async lookAgain(track: LibraryTrack): Promise<readonly { place: LibraryPlace; file: File }[]> {
		const found: { place: LibraryPlace; file: File }[] = [];
		for (const place of track.places) {
			this.#missing.delete(placeKey(place.folderId, place.path));
			const file = this.#canReachPlace(place) ? await this.#fileAt(place) : undefined;
			if (file) found.push({ place, file });
		}
		return found;
	}

	/** Its file turned out not to be readable: it is looked for no more until its folder is listed again. */
	giveUp(track: LibraryTrack): void {
		for (const { folderId, path } of track.places) this.#missing.add(placeKey(folderId, path));
	}

	#canReachPlace({ folderId, path }: LibraryPlace): boolean {
		if (this.#missing.size > 0 && this.#missing.has(placeKey(folderId, path))) return false;
		return this.#open.has(folderId) || this.#chosen.get(folderId)?.has(path) === true;
	}

	async #fileAt({ folderId, path }: LibraryPlace): Promise<File | undefined> {
		const root = this.#open.get(folderId);
		if (!root) return this.#chosen.get(folderId)?.get(path);
		// The first segment is the chosen folder's own name.
		const segments = path.split('/').slice(1);
		const name = segments.pop() ?? '';
		try {
			let folder = root;
			for (const segment of segments) folder = await folder.getDirectoryHandle(segment);
			return await (await folder.getFileHandle(name)).getFile();
		} catch (error) {
			if (error instanceof DOMException && error.name === 'NotAllowedError') {
				this.#open.delete(folderId);
			}
			return undefined;
		}
	}
}

async function permission(
	handle: FileSystemDirectoryHandle,
	how: 'query' | 'request'
): Promise<PermissionState> {
	try {
		const descriptor = { mode: 'read' } as const;
		const answer =
			how === 'query'
				? handle.queryPermission?.(descriptor)
				: handle.requestPermission?.(descriptor);
		return (await answer) ?? 'granted';
	} catch {
		// Asked outside of a click, or of a folder that is not there any more.
		return 'denied';
	}
}
