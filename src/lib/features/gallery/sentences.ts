/** What the gallery's failures, and what waits to be sent, are called for people. */
import type { Failure } from '#lib/contracts/failure.ts';
import type { SharingAction, Stars } from '#lib/contracts/sharing.ts';

/** Why something was not read or not accepted, in a sentence that a person can act on. */
export function gallerySentence(failure: Failure, isOnline = true): string {
	switch (failure.code) {
		case 'network-unreachable':
			return isOnline
				? 'The gallery cannot be reached just now.'
				: 'You are offline, and the gallery is not on this device.';
		case 'timed-out':
			return 'The gallery did not answer in time.';
		case 'unexpected-response':
			return 'The gallery is in trouble: it answered with an error. That usually passes by itself.';
		case 'malformed':
			return 'The gallery answered with something that this page cannot read. Reloading it may help.';
		// Its own words, written for people.
		case 'too-many':
		case 'refused':
			return failure.message;
		case 'not-found':
			return 'There is no such playlist any more.';
		case 'unsupported':
		case 'out-of-date':
			return 'This needs a newer version of the page. Reloading it may bring that.';
		case 'storage-full':
			return 'There is no room left on this device to keep it until it can be sent.';
		case 'storage-unavailable':
			return 'This browser does not let the page keep it until it can be sent.';
		case 'out-of-range':
		case 'bad-input':
			return 'The gallery does not take it as it is.';
		case 'superseded':
			return 'Something newer was asked for in the meantime.';
		case 'not-allowed':
			return 'The gallery does not let you do that.';
		case 'signed-out':
		case 'piece-corrupt':
		case 'no-catalogue':
		case 'empty-library':
		case 'track-not-found':
		case 'not-audio':
		case 'silent':
		case 'empty-file':
		case 'file-unreachable':
		case 'internal':
			return 'Something went wrong inside the program. Reloading the page usually helps.';
	}
}

/** @param trouble why it was not sent at once; null where that is not known */
export function waitingSentence(trouble: Failure | null, isOnline: boolean): string {
	// When it may go on stands in the gallery's own words.
	if (trouble?.code === 'too-many') return `${trouble.message} It will be sent by itself then.`;
	return isOnline
		? 'The gallery does not answer just now. It will be sent as soon as it does.'
		: 'You are offline. It will be sent as soon as you are back.';
}

/** What was done, around the name of the playlist: that is somebody's text and stands by itself. */
export function actionWords(action: SharingAction): {
	readonly before: string;
	readonly name: string;
	readonly after: string;
} {
	switch (action.kind) {
		case 'publish':
			return { before: 'Publish', name: action.playlist.name, after: '' };
		case 'rename':
			return { before: 'Rename to', name: action.name, after: '' };
		case 'delete':
			return { before: 'Delete', name: action.name, after: '' };
		case 'rate':
			return { before: 'Rate', name: action.name, after: `with ${starWords(action.stars)}` };
		case 'count-upload':
			return { before: 'Count the upload of', name: action.name, after: '' };
	}
}

/** What had to wait, and does not any more. */
export function sentSentence(actions: readonly SharingAction[]): string {
	const [only] = actions;
	if (only === undefined || actions.length > 1) {
		return `${actions.length} things that waited have reached the gallery.`;
	}
	const { before, name, after } = actionWords(only);
	return `This has reached the gallery: ${before} “${name}”${after === '' ? '' : ` ${after}`}.`;
}

function starWords(stars: Stars): string {
	return stars === 1 ? '1 star' : `${stars} stars`;
}
