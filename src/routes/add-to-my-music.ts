/**
 * Takes files that came from outside into one's own music, and says what came of it. Loaded when it
 * is first needed.
 */
import { librarySentence } from '#lib/features/library/failure-sentences.ts';
import type { MyMusic } from '#lib/features/library/library.svelte.ts';
import { addedWords } from '#lib/features/library/words.ts';
import { chosenFiles } from '#lib/services/library/choose-files.ts';
import { pickedFromInput } from '#lib/services/library/pick-files.ts';

/** @returns a sentence; empty for no files */
export async function addToMyMusic(music: MyMusic, files: readonly File[]): Promise<string> {
	const [picked] = pickedFromInput(files, chosenFiles);
	if (picked === undefined) return '';
	const added = await music.addOnceOpen(picked);
	return added.ok ? addedWords(added.value) : librarySentence(added.failure);
}
