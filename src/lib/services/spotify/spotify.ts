/**
 * Spotify, as the page works with it: log in, what is playing, playlists uploaded, titles and covers.
 *
 * What must stay true: nothing is asked of Spotify unless a person asked for it; no call throws, and
 * what went wrong is a failure; tokens stay inside this folder, and are in no failure and no address.
 *
 * Codes that any call may answer, beside what it says itself: `signed-out` (log in, perhaps again),
 * `refused` (its message is for people; `details.reason`: `allow-list`, `premium`, `scope`, `other`),
 * `too-many` (`details.retryAfterS` where known; `details.reason` is `quota` where waiting is all
 * that helps), `network-unreachable`, `timed-out`, `unexpected-response`, and `superseded` where the
 * caller's signal stopped it.
 */
import type { Result } from '#lib/contracts/failure.ts';
import type {
	NowPlaying,
	SpotifyAccount,
	SpotifyPlaylist,
	SpotifyTrack
} from '#lib/contracts/spotify.ts';

export interface SpotifyConfiguration {
	/** `PUBLIC_SPOTIFY_CLIENT_ID`. Empty: Spotify is not there, and nothing about it is shown. */
	readonly clientId: string;
	/** Where people log in; without a slash at the end. */
	readonly accountsUrl: string;
	readonly apiUrl: string;
	/** Where people see tracks and playlists: addresses that Spotify gives must lie there. */
	readonly webUrl: string;
	/** The callback page, absolute, exactly as it is registered: `redirectUriFor`. */
	readonly redirectUri: string;
	/** The site's base path, '' or '/some/base': what a login returns to lies below. */
	readonly basePath: string;
}

/** Titles and covers for whoever is not logged in, at most ten ids a call; those unknown are left out. */
export type TrackLookUp = (
	ids: readonly string[],
	signal: AbortSignal | undefined
) => Promise<Result<readonly SpotifyTrack[]>>;

export type SpotifySession =
	/** `ended`: there was a login, and it came to an end by itself; false: nobody is, or logged out. */
	| { readonly kind: 'signed-out'; readonly ended: boolean }
	/** `account` is null until `account()` was asked once. */
	| { readonly kind: 'signed-in'; readonly account: SpotifyAccount | null };

/** Why nothing is sent at the moment: Spotify wants less (`too-many`), or it cannot be reached. */
export interface SpotifyPause {
	readonly reason: 'too-many' | 'network';
	/** Milliseconds since 1970. */
	readonly untilMs: number;
}

export interface SpotifyState {
	readonly session: SpotifySession;
	readonly pause: SpotifyPause | null;
}

export type LoginOutcome =
	/** `returnTo`: path, query and fragment on this site, base path included. */
	| { readonly kind: 'signed-in'; readonly returnTo: string }
	/** The person said no at Spotify: nothing is wrong. */
	| { readonly kind: 'declined'; readonly returnTo: string }
	/**
	 * The answer belongs to no login that was begun here, or was used already (an old tab, the back
	 * button, another browser): offer to log in again.
	 */
	| { readonly kind: 'stale'; readonly returnTo: string };

export interface UploadRequest {
	/** Cut to 100 characters. */
	readonly name: string;
	/** What it is and where it comes from, on one line. Cut to 300 characters. */
	readonly description: string;
	/** In order. What is no Spotify id is left out and counted. */
	readonly trackIds: readonly string[];
	/** On the person's profile; false unless said. A playlist that is replaced stays what it was. */
	readonly isPublic?: boolean;
}

/** What to do where the person has a playlist of that name. */
export type OnExisting =
	/** Answer `exists`, with nothing changed. */
	| { readonly kind: 'ask' }
	/** Make another of the same name. */
	| { readonly kind: 'make-another' }
	/** Put the tracks in place of what is in it: one that `exists` gave. */
	| { readonly kind: 'replace'; readonly playlist: SpotifyPlaylist };

export type UploadOutcome =
	| {
			readonly kind: 'uploaded';
			readonly playlist: SpotifyPlaylist;
			readonly uploadedTracks: number;
			/** Had no Spotify id. */
			readonly leftOutTracks: number;
			readonly isReplacement: boolean;
	  }
	/** The person's own of that name, at least one; the latest first. */
	| { readonly kind: 'exists'; readonly playlists: readonly SpotifyPlaylist[] };

export type UploadProgress =
	| { readonly phase: 'looking' }
	| { readonly phase: 'making' }
	| { readonly phase: 'adding'; readonly doneTracks: number; readonly totalTracks: number };

export interface UploadOptions {
	readonly onExisting: OnExisting;
	readonly onProgress?: (progress: UploadProgress) => void;
	readonly signal?: AbortSignal | undefined;
}

/**
 * One playlist on its way to Spotify. Keep it until it is there: it remembers the playlist that it
 * made, so that `run` after a failure fills that one from its beginning and makes no second one.
 */
export interface PlaylistUpload {
	/** `bad-input` where no track has a Spotify id. One run at a time: a newer waits for the older. */
	run(options: UploadOptions): Promise<Result<UploadOutcome>>;
}

export interface Spotify {
	/** Calls at once, and again with each change, other tabs' logins and logouts included. @returns stops it */
	subscribe(listener: (state: SpotifyState) => void): () => void;
	/**
	 * Leaves for Spotify's own page; the answer comes to the callback page. `unsupported` where
	 * Spotify would refuse this page's address (its message is for people; `details.address` is the
	 * same page where it works, if there is one).
	 * @param returnTo path, query and fragment of this site; anything else becomes the first page
	 */
	logIn(returnTo: string): Promise<Result<void>>;
	/** Once, on the callback page, when it opens: takes the answer out of the address, and uses it. */
	completeLogin(): Promise<Result<LoginOutcome>>;
	/** Forgets the tokens and all that came from Spotify, in every tab. At Spotify: `revokeUrl`. */
	logOut(): Promise<void>;
	/** Who is logged in; asked once, then remembered with the login. */
	account(signal?: AbortSignal): Promise<Result<SpotifyAccount>>;
	/** On demand: when a button is pressed or the window gets the focus, never by a timer. */
	currentlyPlaying(signal?: AbortSignal): Promise<Result<NowPlaying>>;
	/** Begins nothing: `run` does. */
	upload(request: UploadRequest): PlaylistUpload;
	/**
	 * Title, artist and cover; null for ids that Spotify does not know. With a login from Spotify,
	 * one request each; else by the look-up; kept for a day. `signed-out` where there is neither.
	 * @param onTrack called as each comes
	 */
	tracks(
		ids: readonly string[],
		options?: {
			readonly signal?: AbortSignal | undefined;
			readonly onTrack?: (id: string, track: SpotifyTrack | null) => void;
		}
	): Promise<Result<ReadonlyMap<string, SpotifyTrack | null>>>;
	/** Stops what runs and what listens. */
	close(): void;
}
