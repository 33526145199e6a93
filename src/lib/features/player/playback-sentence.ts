/** What went wrong with playing a track, in a sentence that a person understands and can act on. */
import type { Failure } from '#lib/contracts/failure.ts';

/** @param isAvailable whether the track can be played here at all */
export function playbackSentence({ code }: Failure, isAvailable: boolean): string {
	if (!isAvailable) return 'This catalogue brings no sound that could be played here.';
	switch (code) {
		case 'network-unreachable':
			return 'The network can’t be reached just now, so this track can’t be fetched.';
		case 'unexpected-response':
		case 'malformed':
			return 'There is no music to be found at this track’s address.';
		case 'unsupported':
			return 'This browser can’t play this track.';
		case 'file-unreachable':
			return 'This file can’t be reached. Its folder may have to be chosen again in your music.';
		case 'track-not-found':
			return 'This track is not there any more.';
		default:
			return 'Playing this track stopped unexpectedly.';
	}
}
