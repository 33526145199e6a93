/** What went wrong with playing a track, in a sentence that a person understands and can act on. */
import type { Track } from '#lib/contracts/engine.ts';
import type { Failure, FailureCode } from '#lib/contracts/failure.ts';
import { trackLabel } from '#lib/domain/track-label.ts';

/**
 * @param isAvailable whether the track can be played here at all
 * @param isEmbedded whether Spotify's own player was to play it
 */
export function playbackSentence(
	{ code }: Failure,
	isAvailable: boolean,
	isEmbedded = false
): string {
	if (!isAvailable) return 'This catalogue brings no sound that could be played here.';
	if (isEmbedded) return embedSentence(code);
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

function embedSentence(code: FailureCode): string {
	switch (code) {
		case 'network-unreachable':
			return 'Spotify’s player can’t be loaded: there is no network, or something in this browser blocks it.';
		case 'track-not-found':
			return 'Spotify doesn’t play this track.';
		default:
			return 'Spotify’s player doesn’t answer.';
	}
}

/** A track that was left out of what is played, and why. */
export interface PassedOver {
	readonly track: Track;
	readonly failure: Failure;
}

/** Whether it is the track that cannot be played, rather than anything at all. */
export function isOfOneTrack({ code }: Failure): boolean {
	return code !== 'internal' && code !== 'network-unreachable';
}

/** Empty where nothing was passed over. */
export function passedOverSentence(passedOver: readonly PassedOver[]): string {
	const [first, ...others] = passedOver;
	if (first === undefined) return '';
	const isFileGone = passedOver.every(({ failure }) => failure.code === 'file-unreachable');
	if (others.length === 0) {
		const reason = isFileGone ? 'its file can’t be reached' : 'it can’t be played here';
		return `Skipped ${trackLabel(first.track)}: ${reason}.`;
	}
	const reason = isFileGone ? 'whose files can’t be reached' : 'that can’t be played here';
	return `Skipped ${passedOver.length} tracks ${reason}.`;
}
