/**
 * How a track is called, everywhere that it is named in one line.
 */

/** `Artist – Title`, or what there is of it. */
export function trackLabel(track: { readonly artist: string; readonly title: string }): string {
	return [track.artist, track.title].filter((part) => part !== '').join(' – ');
}
