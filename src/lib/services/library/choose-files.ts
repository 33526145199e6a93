/** Asks a person for a folder or for files, in whichever way this browser has. Call it in a click. */
import { success, type Result } from '#lib/contracts/failure.ts';
import type { Picked } from './library.ts';
import { canPickFolder, pickedFromInput, pickFolder } from './pick-files.ts';

/** null: they thought better of it, or the folder is empty. */
export async function chooseFolder(): Promise<Result<Picked | null>> {
	return canPickFolder() ? pickFolder() : chooseByInput('folder');
}

export async function chooseFiles(): Promise<Result<Picked | null>> {
	return chooseByInput('files');
}

function chooseByInput(kind: 'folder' | 'files'): Promise<Result<Picked | null>> {
	const input = document.createElement('input');
	input.type = 'file';
	input.multiple = true;
	if (kind === 'folder') input.webkitdirectory = true;
	else input.accept = 'audio/*,video/mp4,video/webm,.mka,.opus,.flac';
	return new Promise((resolve) => {
		input.addEventListener('cancel', () => resolve(success(null)));
		input.addEventListener('change', () => {
			const [picked = null] = pickedFromInput(input.files ?? new DataTransfer().files, chosenFiles);
			resolve(success(picked));
		});
		input.click();
	});
}

/** What a handful of files is called among the folders. */
export const chosenFiles = 'Chosen files';
