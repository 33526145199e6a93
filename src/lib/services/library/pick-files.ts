/**
 * From what browsers hand out (folder pickers, file inputs, drops) to what the library takes in.
 *
 * What must stay true: nothing is read here but names, and folders only as the library asks for the
 * next file. What the browser refuses to read is handed on as such, and its neighbours still come.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import type { Picked, PickedFile } from './library.ts';

/** What TypeScript does not know yet. */
declare global {
	interface Window {
		showDirectoryPicker?(options: {
			id?: string;
			mode: 'read';
			startIn?: string;
		}): Promise<FileSystemDirectoryHandle>;
	}
	interface DataTransferItem {
		getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
	}
}

/** Whether a folder can be chosen in a way that outlasts the page. */
export function canPickFolder(): boolean {
	return typeof window.showDirectoryPicker === 'function';
}

/** Asks for a folder: in a click, and where `canPickFolder`. null: they thought better of it. */
export async function pickFolder(): Promise<Result<Picked | null>> {
	if (!window.showDirectoryPicker) {
		return failed('unsupported', 'this browser has no folder picker');
	}
	try {
		const handle = await window.showDirectoryPicker({
			id: 'deejai-music',
			mode: 'read',
			startIn: 'music'
		});
		return success(pickedFolder(handle));
	} catch (error) {
		const name = error instanceof DOMException ? error.name : '';
		if (name === 'AbortError') return success(null);
		return failed('not-allowed', `the browser refused the folder: ${String(error)}`);
	}
}

/** All that lies in a folder, as far down as it goes. */
export function pickedFolder(handle: FileSystemDirectoryHandle): Picked {
	return { name: handle.name, handle, isWhole: true, files: filesIn(handle, handle.name) };
}

/**
 * What a file input holds after its `change`: with `webkitdirectory` one folder, otherwise files.
 * @param filesName what a handful of files is to be called
 */
export function pickedFromInput(files: Iterable<File>, filesName: string): readonly Picked[] {
	const loose: PickedFile[] = [];
	const folders = new Map<string, PickedFile[]>();
	for (const file of files) {
		const path = file.webkitRelativePath;
		if (path === '') {
			loose.push({ path: file.name, file });
			continue;
		}
		const [name = ''] = path.split('/');
		const inFolder = folders.get(name) ?? [];
		inFolder.push({ path, file });
		folders.set(name, inFolder);
	}
	return [
		...Array.from(folders, ([name, inFolder]) => ({
			name,
			handle: null,
			isWhole: true,
			files: inFolder
		})),
		...(loose.length > 0 ? [{ name: filesName, handle: null, isWhole: false, files: loose }] : [])
	];
}

/**
 * What was dropped. Call it in the `drop` event itself: browsers empty the items as soon as it ends.
 * @returns each folder by itself, and the loose files together; none where nothing was a file
 */
export async function pickedFromDrop(
	items: DataTransferItemList,
	filesName: string
): Promise<readonly Picked[]> {
	// Everything is asked for before anything is waited for.
	const asked = [...items].filter(({ kind }) => kind === 'file').map(askItem);
	const picked: Picked[] = [];
	const loose: PickedFile[] = [];
	for (const { handle, entry, file } of asked) {
		const got = await handle;
		if (got instanceof FileSystemDirectoryHandle) {
			picked.push(pickedFolder(got));
		} else if (entry?.isDirectory === true) {
			const folder = entry as FileSystemDirectoryEntry;
			const files = filesBelow(folder, folder.name);
			picked.push({ name: folder.name, handle: null, isWhole: true, files });
		} else if (file) {
			loose.push({ path: file.name, file });
		}
	}
	if (loose.length > 0) {
		picked.push({ name: filesName, handle: null, isWhole: false, files: loose });
	}
	return picked;
}

/** An item as a handle where there are such, as an entry of the older interface, and as a file. */
function askItem(item: DataTransferItem): {
	readonly handle: Promise<FileSystemHandle | null>;
	readonly entry: FileSystemEntry | null;
	readonly file: File | null;
} {
	const handle = item.getAsFileSystemHandle?.().catch(() => null);
	return {
		handle: handle ?? Promise.resolve(null),
		entry: item.webkitGetAsEntry(),
		file: item.getAsFile()
	};
}

async function* filesIn(
	folder: FileSystemDirectoryHandle,
	path: string,
	isRoot = true
): AsyncGenerator<PickedFile> {
	const handles = folder.values()[Symbol.asyncIterator]();
	for (;;) {
		let next: IteratorResult<FileSystemHandle, unknown>;
		try {
			next = await handles.next();
		} catch (error) {
			// Of the chosen folder itself nothing is known then: whoever lists it has to know.
			if (isRoot) throw error;
			yield { path, file: null };
			return;
		}
		if (next.done === true) return;
		const handle = next.value;
		const ownPath = `${path}/${handle.name}`;
		if (handle instanceof FileSystemDirectoryHandle) {
			yield* filesIn(handle, ownPath, false);
		} else if (handle instanceof FileSystemFileHandle) {
			yield { path: ownPath, file: await handle.getFile().catch(() => null) };
		}
	}
}

async function* filesBelow(
	folder: FileSystemDirectoryEntry,
	path: string,
	isRoot = true
): AsyncGenerator<PickedFile> {
	const reader = folder.createReader();
	for (;;) {
		let entries: readonly FileSystemEntry[];
		try {
			entries = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
				reader.readEntries(resolve, reject)
			);
		} catch (error) {
			if (isRoot) throw error;
			yield { path, file: null };
			return;
		}
		// Browsers hand out a hundred at a time; none is the end.
		if (entries.length === 0) return;
		for (const entry of entries) {
			const ownPath = `${path}/${entry.name}`;
			if (entry.isDirectory) {
				yield* filesBelow(entry as FileSystemDirectoryEntry, ownPath, false);
			} else {
				yield { path: ownPath, file: await fileOf(entry as FileSystemFileEntry) };
			}
		}
	}
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
	return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}
