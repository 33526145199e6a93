/** What went wrong with Spotify, in sentences that a person understands and can act on. */
import type { Failure } from '#lib/contracts/failure.ts';

export function spotifySentence(failure: Failure): string {
	switch (failure.code) {
		case 'signed-out':
			return 'Spotify doesn’t know this login any more. Connect again, and it goes on.';
		case 'refused':
		case 'unsupported':
			// Written for people, by Spotify or by what talks to it.
			return failure.message;
		case 'too-many':
			return pauseSentence(failure);
		case 'network-unreachable':
			return 'Spotify can’t be reached. Is there a connection?';
		case 'timed-out':
			return 'Spotify doesn’t answer just now.';
		case 'not-found':
			return 'Spotify doesn’t have this any more.';
		case 'bad-input':
			return 'None of these tracks is at Spotify.';
		case 'storage-full':
		case 'storage-unavailable':
			return 'This browser lets the page keep nothing, and a login has to be kept.';
		default:
			return 'Spotify answered with something unexpected. That usually passes by itself.';
	}
}

function pauseSentence({ details }: Failure): string {
	const seconds = Number(details['retryAfterS']);
	const when = Number.isFinite(seconds) && seconds > 0 ? ` Try again ${inWords(seconds)}.` : '';
	return details['reason'] === 'quota'
		? `This site has asked Spotify for all that it may for now.${when}`
		: `Spotify wants a pause: it was asked too much.${when}`;
}

function inWords(seconds: number): string {
	const many = (count: number, unit: string): string =>
		`in ${count} ${unit}${count === 1 ? '' : 's'}`;
	if (seconds <= 90) return many(Math.ceil(seconds), 'second');
	const minutes = Math.ceil(seconds / 60);
	return minutes <= 90 ? many(minutes, 'minute') : many(Math.ceil(minutes / 60), 'hour');
}
