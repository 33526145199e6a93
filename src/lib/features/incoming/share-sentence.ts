/** Why nothing came of a share, in a sentence; nothing where something did. */
import { mostSharedFiles, type ShareOutcome } from '#lib/domain/shared-audio.ts';

const sentences: Record<ShareOutcome, string> = {
	audio: '',
	none: 'What was shared is not an audio file, so there is nothing to listen to.',
	'too-many': `Up to ${mostSharedFiles} files can be shared at once. More go in under My music.`,
	'too-large': 'That was too much at once. Large recordings go in under My music.',
	'no-room': 'This device has no room left for what was shared.',
	failed: 'What was shared could not be taken. Try once more, or choose the file here.'
};

export function shareSentence(outcome: ShareOutcome): string {
	return sentences[outcome];
}
