/**
 * What the fake knows: people, their playlists, tracks, what is playing, and the time. All of it is
 * made up, and may be changed while it runs.
 */
import { idOf } from './ids.ts';
import { madeUpTracks } from './made-up-tracks.ts';

export interface FakeTrack {
	/** 22 base-62 digits. */
	readonly id: string;
	readonly title: string;
	readonly artists: readonly string[];
	readonly album: string;
	readonly durationMs: number;
}

export interface FakeUser {
	readonly id: string;
	readonly name: string;
	/** Whether the developer has named them in the dashboard: five people at most are. */
	readonly isAllowListed: boolean;
}

export interface FakePlaylist {
	readonly id: string;
	readonly ownerId: string;
	name: string;
	description: string;
	isPublic: boolean;
	/** Of tracks, in order. */
	uris: readonly string[];
	/** How often it was changed. */
	revision: number;
	/** Who has it in their library beside its owner. */
	readonly followerIds: readonly string[];
}

export type Playing =
	/** 204. */
	| { readonly kind: 'nothing' }
	| { readonly kind: 'track'; readonly id: string; readonly isPlaying?: boolean }
	| { readonly kind: 'episode' }
	| { readonly kind: 'local-file'; readonly title: string; readonly artist: string }
	/** 200 with `item: null`. */
	| { readonly kind: 'no-item' }
	| { readonly kind: 'advert' };

export interface Settings {
	/** Whether refreshing gives a new refresh token (and ends the old one), or none. */
	readonly refresh: 'rotates' | 'keeps';
	readonly accessTokenLifetimeS: number;
	/** The whole app stops where its owner has let Premium lapse. */
	readonly hasOwnerPremium: boolean;
	/** In the embed: whole tracks for those who are logged in there, else the first seconds. */
	readonly isEmbedLoggedIn: boolean;
	readonly embedPreviewMs: number;
}

const defaultSettings: Settings = {
	refresh: 'rotates',
	accessTokenLifetimeS: 3600,
	hasOwnerPremium: true,
	isEmbedLoggedIn: false,
	embedPreviewMs: 30_000
};

const listener: FakeUser = { id: 'listener', name: 'Lena Listener', isAllowListed: true };
const stranger: FakeUser = { id: 'stranger', name: 'Sam Stranger', isAllowListed: false };
const friend: FakeUser = { id: 'friend', name: 'Fay Friend', isAllowListed: true };

export class World {
	/** Where it answers; known when it listens. */
	url = '';
	settings: Settings = defaultSettings;
	playing: Playing = { kind: 'nothing' };
	readonly users = new Map([listener, friend, stranger].map((user) => [user.id, user]));
	readonly tracks = new Map<string, FakeTrack>();
	readonly playlists = new Map<string, FakePlaylist>();
	/** Of the catalogue that the site uses; the other tracks are not in it. */
	readonly #catalogueTracks: readonly FakeTrack[];
	/** How far its clock runs before the machine's. */
	#aheadMs = 0;
	#madePlaylists = 0;

	constructor(catalogueTracks: readonly FakeTrack[] = []) {
		this.#catalogueTracks = catalogueTracks;
		this.reset();
	}

	reset(): void {
		this.settings = defaultSettings;
		this.#aheadMs = 0;
		this.#madePlaylists = 0;
		this.tracks.clear();
		this.addTracks(this.#catalogueTracks);
		this.addTracks(madeUpTracks);
		this.playlists.clear();
		const uris = madeUpTracks.map(({ id }) => `spotify:track:${id}`);
		this.addPlaylist({ ownerId: listener.id, name: 'Sunday morning', uris: uris.slice(0, 3) });
		this.addPlaylist({
			...{ ownerId: friend.id, name: 'Fay’s mix', uris: uris.slice(3, 6) },
			followerIds: [listener.id]
		});
		const [first] = this.tracks.values();
		this.playing = first ? { kind: 'track', id: first.id } : { kind: 'nothing' };
	}

	now(): number {
		return Date.now() + this.#aheadMs;
	}

	advanceClock(byMs: number): void {
		this.#aheadMs += byMs;
	}

	addTracks(tracks: readonly FakeTrack[]): void {
		for (const track of tracks) this.tracks.set(track.id, track);
	}

	addPlaylist(given: Pick<FakePlaylist, 'ownerId' | 'name'> & Partial<FakePlaylist>): FakePlaylist {
		this.#madePlaylists += 1;
		const playlist: FakePlaylist = {
			id: idOf(`playlist ${this.#madePlaylists}`),
			...{ description: '', isPublic: true, uris: [], revision: 1, followerIds: [] },
			...given
		};
		this.playlists.set(playlist.id, playlist);
		return playlist;
	}

	/** Their own and those they follow, the latest first. */
	libraryOf(userId: string): readonly FakePlaylist[] {
		return [...this.playlists.values()]
			.filter(({ ownerId, followerIds }) => ownerId === userId || followerIds.includes(userId))
			.reverse();
	}
}
