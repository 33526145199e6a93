/**
 * Failures in sentences that a person understands and can act on.
 */
import type { Failure, FailureCode } from '#lib/contracts/failure.ts';

const sentences: Record<FailureCode, string> = {
	'network-unreachable': 'The catalogue could not be reached. Is there a connection?',
	'unexpected-response':
		'The server answered with something other than the catalogue. That usually passes by itself.',
	'piece-corrupt': 'A part of the catalogue arrived damaged and was thrown away.',
	malformed: 'This does not have the form that it should have, so nothing could be read from it.',
	unsupported:
		'This was made for another version of the program. Reloading the page may bring the newer one.',
	'storage-full': 'There is no room left on this device to keep the catalogue.',
	'storage-unavailable':
		'This browser does not let the page keep anything, so the catalogue has to be fetched on every visit.',
	'no-catalogue': 'There is no catalogue here yet.',
	'empty-library': 'None of your own music has been listened to yet. Add some under My music.',
	'track-not-found': 'A track is not in this catalogue.',
	'out-of-range': 'A setting is outside of what is possible.',
	'bad-input': 'A file could not be used.',
	'not-audio': 'This is not a recording that this browser can read.',
	silent: 'Nothing can be heard in this recording.',
	'empty-file': 'This file is empty.',
	'file-unreachable':
		'The browser has let go of this file. Choose its folder again under My music.',
	'not-allowed': 'The browser was not allowed to.',
	'signed-out': 'This needs a login, and there is none any more.',
	superseded: 'Something newer was asked for in the meantime.',
	'timed-out': 'The server took too long to answer. That usually passes by itself.',
	'too-many': 'That was a lot in a short time. Please wait a little.',
	refused: 'The server did not accept this.',
	'not-found': 'There is no such thing here, or not any more.',
	'out-of-date':
		'A part of the program is gone: there is a newer version of it. Reload the page to get it.',
	internal: 'Something went wrong inside the program. Reloading the page usually helps.'
};

export function failureSentence(failure: Failure, isOnline = true): string {
	if (failure.code === 'network-unreachable' && !isOnline) {
		return 'You are offline, and the catalogue is not on this device yet. It will be fetched when you are back.';
	}
	return sentences[failure.code];
}

/** Which file it was about, what was expected there and what was found; null where none was. */
export function failureFacts({ details }: Failure): string | null {
	const address = details['file'] ?? details['source'] ?? details['url'];
	if (typeof address !== 'string') return null;
	const file = new URL(address, 'https://localhost/').pathname.split('/').at(-1) ?? address;
	const { expected, found, path } = details;
	if (expected !== undefined && found !== undefined) {
		return `${file}: expected ${expected}, found ${found}`;
	}
	return path === undefined ? file : `${file}: ${path}`;
}
