/**
 * How a track is called, everywhere that it is named in one line.
 */

/** `Artist – Title`, or what there is of it. */
export function trackLabel(track: { readonly artist: string; readonly title: string }): string {
	return track.title === '' ? track.artist : `${track.artist} – ${track.title}`;
}
