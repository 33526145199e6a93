/**
 * The shapes of the answers: Spotify's own types, and what an app in development mode gets instead
 * since February 2026 (developer.spotify.com/documentation/web-api/references/changes/february-2026).
 * What builds an answer is held to these by the compiler.
 */
import type {
	Episode as PublishedEpisode,
	Page,
	PlaybackState,
	SimplifiedAlbum as PublishedAlbum,
	SimplifiedPlaylist as PublishedPlaylist,
	SnapshotReference,
	Track as PublishedTrack,
	TrackReference,
	UserProfile as PublishedProfile
} from '@spotify/web-api-ts-sdk';

export type { Page, SimplifiedArtist, UserReference } from '@spotify/web-api-ts-sdk';
export type Snapshot = SnapshotReference;

/** The published type lists what only a full album has. */
export type SimplifiedAlbum = Omit<
	PublishedAlbum,
	| 'album_group'
	| 'available_markets'
	| 'copyrights'
	| 'external_ids'
	| 'genres'
	| 'label'
	| 'popularity'
>;

/** Without what was removed; `episode` and `track` are only there inside a playlist. */
export type Track = Omit<
	PublishedTrack,
	| 'album'
	| 'available_markets'
	| 'episode'
	| 'external_ids'
	| 'linked_from'
	| 'popularity'
	| 'track'
> & {
	readonly album: SimplifiedAlbum;
	readonly external_ids: { readonly isrc?: string };
};

/** A file on the listener's own disk: Spotify knows its name and nothing else of it. */
export type LocalTrack = Omit<Track, 'album' | 'artists' | 'external_urls' | 'href' | 'id'> & {
	readonly id: null;
	readonly href: null;
	readonly external_urls: Record<string, never>;
	readonly album: { readonly name: string; readonly images: readonly never[] };
	readonly artists: readonly { readonly name: string; readonly type: 'artist' }[];
};

export type Episode = Omit<PublishedEpisode, 'restrictions' | 'show'> & {
	readonly show: Omit<PublishedEpisode['show'], 'available_markets' | 'copyrights' | 'publisher'>;
};

export type CurrentlyPlaying = Omit<
	PlaybackState,
	'device' | 'item' | 'repeat_state' | 'shuffle_state'
> & { readonly item: Track | LocalTrack | Episode | null };

export type UserProfile = Omit<
	PublishedProfile,
	'country' | 'email' | 'explicit_content' | 'followers' | 'product'
>;

/** `tracks` is called `items` now. */
export type SimplifiedPlaylist = Omit<
	PublishedPlaylist,
	'followers' | 'primary_color' | 'tracks'
> & {
	readonly primary_color: null;
	readonly items: TrackReference;
};

/** One entry of a playlist; `track` is called `item` now. */
export interface PlaylistEntry {
	readonly added_at: string;
	readonly is_local: boolean;
	/** Null for what is not to be had. */
	readonly item: Track | null;
}

/** The tracks of somebody else's playlist are not given. */
export type Playlist = Omit<SimplifiedPlaylist, 'items'> & { readonly items?: Page<PlaylistEntry> };

export interface TrackSearch {
	readonly tracks: Page<Track>;
}

export interface RegularError {
	readonly error: {
		readonly status: number;
		readonly message: string;
		readonly reason?: string;
	};
}

export interface AuthenticationError {
	readonly error: string;
	readonly error_description: string;
}

export interface TokenAnswer {
	readonly access_token: string;
	readonly token_type: 'Bearer';
	readonly expires_in: number;
	readonly scope?: string;
	readonly refresh_token?: string;
}
