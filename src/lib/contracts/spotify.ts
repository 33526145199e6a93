/**
 * What the page knows of Spotify: tracks, what is playing, playlists that were made there.
 *
 * Spotify leaves fields out as it pleases, so what may be missing is null, and nothing else is
 * promised. Addresses here have been checked: they are HTTPS, or the configured service's own.
 */

export interface SpotifyCover {
	/** Shown as it is: neither cropped nor drawn over (Spotify's terms). */
	readonly url: string;
	readonly widthPx: number | null;
	readonly heightPx: number | null;
}

export interface SpotifyTrack {
	/** 22 base-62 digits. */
	readonly id: string;
	readonly title: string;
	/** All of them, joined by commas; empty where none is named. */
	readonly artist: string;
	readonly album: string | null;
	/** The track's page at Spotify: shown beside whatever comes from there. */
	readonly url: string;
	/** About 300 pixels wide where there is a choice. */
	readonly cover: SpotifyCover | null;
}

/** What the person listens to at Spotify, on whichever device. */
export type NowPlaying =
	| { readonly kind: 'nothing' }
	/** `isPlaying`: false while it is paused. */
	| { readonly kind: 'track'; readonly track: SpotifyTrack; readonly isPlaying: boolean }
	| {
			readonly kind: 'episode';
			readonly title: string;
			readonly show: string | null;
			readonly url: string | null;
	  }
	/** A file of the person's own, which Spotify plays but does not know. */
	| { readonly kind: 'local-file'; readonly title: string; readonly artist: string }
	| { readonly kind: 'advert' }
	/** Something that this program has no name for. */
	| { readonly kind: 'unknown' };

export interface SpotifyAccount {
	readonly id: string;
	/** The id where the person has given no name. */
	readonly name: string;
}

/** A playlist at Spotify. */
export interface SpotifyPlaylist {
	readonly id: string;
	readonly name: string;
	readonly url: string;
	/** null where Spotify does not say. */
	readonly trackCount: number | null;
}
