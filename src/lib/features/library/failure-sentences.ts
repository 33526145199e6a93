/**
 * What went wrong with a file, or with the library as a whole, in sentences that a person
 * understands and can act on.
 */
import type { Failure, FailureCode } from '#lib/contracts/failure.ts';

const damaged = 'It is damaged, or not what its name says.';

const fileSentences: Record<FailureCode, string> = {
	'not-audio': 'No sound could be read from it: damaged, protected, or no audio file at all.',
	silent: 'It is silent from beginning to end.',
	'empty-file': 'The file is empty.',
	unsupported: 'This browser cannot play this kind of file.',
	malformed: damaged,
	'bad-input': damaged,
	'piece-corrupt': damaged,
	'out-of-range': 'It is too long, or too large, to be listened to here.',
	'file-unreachable': 'It could not be opened. Was it moved, deleted, or on a drive that is away?',
	'not-allowed': 'The browser was not allowed to open it.',
	'storage-full': 'There was no room left on this device to keep what was heard.',
	'storage-unavailable': 'What was heard could not be kept on this device.',
	'network-unreachable': 'What listens could not be fetched. Is there a connection?',
	'unexpected-response': 'What listens could not be fetched.',
	'no-catalogue': 'The catalogue, which brings what listens, was not here.',
	'track-not-found': 'It is not in your music any more.',
	'empty-library': 'There is nothing in your music yet.',
	'signed-out': 'What listens could not be fetched.',
	superseded: 'Listening to it was interrupted.',
	'timed-out': 'What listens could not be fetched in time.',
	'too-many': 'What listens could not be fetched.',
	refused: 'What listens could not be fetched.',
	'not-found': 'It is not in your music any more.',
	'out-of-date':
		'A part of the program that listens to it is gone. Reload the page to get the newer one.',
	internal: 'Something went wrong inside the program while listening to it.'
};

const librarySentences: Record<FailureCode, string> = {
	'not-audio': 'This is not a recording that this browser can play.',
	silent: 'Nothing can be heard in this recording.',
	'empty-file': 'This file is empty.',
	unsupported: 'This catalogue cannot listen: it comes without a sound network.',
	malformed: 'What was kept of your music could not be read.',
	'bad-input': 'These files could not be read.',
	'piece-corrupt': 'What listens arrived damaged and was thrown away. Please try again.',
	'out-of-range': 'That is more than can be taken in at once.',
	'file-unreachable': 'The browser has let go of this file: its folder has to be opened again.',
	'not-allowed': 'The browser was not allowed to open it.',
	'storage-full': 'There is no room left on this device.',
	'storage-unavailable': 'This browser does not let the page keep anything.',
	'network-unreachable': 'What listens could not be fetched. Is there a connection?',
	'unexpected-response': 'What listens could not be fetched. That usually passes by itself.',
	'no-catalogue': 'The catalogue, which brings what listens, is not here yet.',
	'track-not-found': 'This track is not in your music any more.',
	'empty-library': 'There is nothing in your music yet.',
	'signed-out': 'What listens could not be fetched.',
	superseded: 'Something newer was asked for in the meantime.',
	'timed-out': 'What listens could not be fetched in time. Please try again.',
	'too-many': 'What listens could not be fetched. Please wait a little.',
	refused: 'What listens could not be fetched.',
	'not-found': 'This is not in your music any more.',
	'out-of-date':
		'A part of the program is gone: there is a newer version of it. Reload the page to get it.',
	internal: 'Something went wrong inside the program. Reloading the page usually helps.'
};

/** Why a file could not be used. A code of another version of the program gets the general answer. */
export function fileSentence({ code }: { readonly code: string }): string {
	return isKnown(code) ? fileSentences[code] : fileSentences.internal;
}

/** Why something that was asked of the library was not done. */
export function librarySentence({ code }: Failure): string {
	return librarySentences[code];
}

function isKnown(code: string): code is FailureCode {
	return Object.hasOwn(fileSentences, code);
}
