/**
 * Shared playlists: what is read of the gallery, and what a person does there.
 *
 * Reading answers at once or fails. Doing goes through the outbox: it is written down on the device
 * first, sent in the order in which it was done, and kept until the gallery has answered for good.
 */
import type { PlaylistRequest } from './engine.ts';
import type { Failure } from './failure.ts';

export type Stars = 1 | 2 | 3 | 4 | 5;

/** A shared playlist as lists show it. Its texts are somebody else's: shown as text, never as markup. */
export interface SharedCard {
	/** 12 characters; the playlist's page is `/playlist/<id>`. */
	readonly id: string;
	readonly name: string;
	readonly catalogueId: string;
	readonly trackCount: number;
	/** `Artist - Title` of the first five at most. */
	readonly firstTitles: readonly string[];
	/** ISO 8601. */
	readonly createdAt: string;
	/** 1 … 5, as if ten people had given 3 before the first did. */
	readonly score: number;
	readonly ratingCount: number;
	readonly uploadCount: number;
	/** Whether this browser shared it. */
	readonly isOwn: boolean;
	readonly ownStars: Stars | null;
}

export interface SharedPlaylist extends SharedCard {
	readonly catalogueRevision: string;
	readonly trackIds: readonly string[];
	/** `Artist - Title`, one for each track. */
	readonly titles: readonly string[];
	/** What it was made by, to compute it again. */
	readonly request: PlaylistRequest;
}

export type GalleryOrder = 'latest' | 'top-rated' | 'most-uploaded' | 'own';

export interface GalleryPage {
	readonly cards: readonly SharedCard[];
	/** Where the next page begins, to be handed back as it is; null: this was the last. */
	readonly next: GalleryCursor | null;
}

/** The keys of a page's last card. */
export interface GalleryCursor {
	readonly order: GalleryOrder;
	readonly last: SharedCard;
}

export interface PlaylistToPublish {
	readonly name: string;
	readonly catalogueId: string;
	readonly catalogueRevision: string;
	readonly trackIds: readonly string[];
	readonly titles: readonly string[];
	readonly request: PlaylistRequest;
}

export type SharingAction =
	| { readonly kind: 'publish'; readonly playlist: PlaylistToPublish }
	| { readonly kind: 'rename'; readonly playlistId: string; readonly name: string }
	/** `name` is for the person, to know what waits. */
	| { readonly kind: 'delete'; readonly playlistId: string; readonly name: string }
	| {
			readonly kind: 'rate';
			readonly playlistId: string;
			readonly name: string;
			readonly stars: Stars;
	  }
	| { readonly kind: 'count-upload'; readonly playlistId: string; readonly name: string };

/** What the gallery answered when it was done. */
export type SharingAnswer =
	| {
			readonly kind: 'publish';
			readonly id: string;
			/** The first one's name, where the same had been shared before. */
			readonly sharedName: string;
			readonly isNew: boolean;
			readonly isOwn: boolean;
	  }
	| { readonly kind: 'rename'; readonly name: string }
	| { readonly kind: 'delete' }
	| {
			readonly kind: 'rate';
			readonly score: number;
			readonly ratingCount: number;
			readonly stars: Stars;
	  }
	| { readonly kind: 'count-upload'; readonly uploadCount: number };

export type SharingOutcome =
	| { readonly state: 'done'; readonly answer: SharingAnswer }
	/**
	 * Written down, and sent as soon as that works; why it did not yet. `superseded`: it was taken back
	 * before it was sent, or something newer took its place.
	 */
	| { readonly state: 'waiting'; readonly failure: Failure }
	/** Will never be accepted as it is; the failure says why. */
	| { readonly state: 'refused'; readonly failure: Failure };

/** Something that was done here and is not settled. */
export interface OutboxEntry {
	/** UUID. */
	readonly id: string;
	/** ISO 8601. */
	readonly createdAt: string;
	readonly action: SharingAction;
	/** Null while it waits; what was refused stays until the person has seen it and put it away. */
	readonly refusal: Failure | null;
}
