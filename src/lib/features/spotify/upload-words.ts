/** What is said while a playlist goes to Spotify, and what is written into it there. */
import type { UploadProgress } from '#lib/services/spotify/spotify.ts';

/** What Spotify keeps. */
const longestDescription = 300;
const number = new Intl.NumberFormat('en');

/** `1 track`, `2,000 tracks`. */
export function countOf(count: number, one: string): string {
	return `${number.format(count)} ${one}${count === 1 ? '' : 's'}`;
}

export function progressSentence(progress: UploadProgress): string {
	switch (progress.phase) {
		case 'looking':
			return 'Looking whether there is a playlist of that name …';
		case 'making':
			return 'Making the playlist …';
		case 'adding': {
			const { doneTracks, totalTracks } = progress;
			return `${number.format(doneTracks)} of ${countOf(totalTracks, 'track')} …`;
		}
	}
}

/**
 * Plain text, as Spotify wants it. A link that would not fit is left out.
 * @param link the playlist's own
 */
export function playlistDescription(link: string): string {
	const origin = 'Made with Deej-A.I., which joins the dots between tracks.';
	const full = `${origin} ${link}`;
	return full.length <= longestDescription ? full : origin;
}
