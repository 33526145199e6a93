/** Builds the Web API's answers out of what the fake knows. */
import type {
	CurrentlyPlaying,
	Episode,
	LocalTrack,
	Page,
	Playlist,
	SimplifiedArtist,
	SimplifiedPlaylist,
	Track,
	UserProfile,
	UserReference
} from './shapes.ts';
import { idOf } from './ids.ts';
import type { FakePlaylist, FakeTrack, FakeUser, Playing, World } from './world.ts';

/** @param url of the fake: where links lead, which at the real one is another host */
function reference<Kind extends string>(url: string, kind: Kind, id: string) {
	return {
		id,
		type: kind,
		uri: `spotify:${kind}:${id}`,
		href: `${url}/v1/${kind}s/${id}`,
		external_urls: { spotify: `${url}/${kind}/${id}` }
	};
}

const coverSizesPx = [640, 300, 64];

function covers(url: string, name: string) {
	return coverSizesPx.map((size) => ({
		url: `${url}/image/${idOf(name)}-${size}`,
		height: size,
		width: size
	}));
}

export function trackAnswer(url: string, track: FakeTrack): Track {
	const artists = track.artists.map((name): SimplifiedArtist => ({
		...reference(url, 'artist', idOf(name)),
		name
	}));
	return {
		...reference(url, 'track', track.id),
		name: track.title,
		artists,
		album: {
			...reference(url, 'album', idOf(`album ${track.album}`)),
			album_type: 'album',
			name: track.album,
			artists,
			images: covers(url, track.album),
			release_date: '2026-03-06',
			release_date_precision: 'day',
			total_tracks: 3
		},
		disc_number: 1,
		duration_ms: track.durationMs,
		explicit: false,
		external_ids: {},
		is_local: false,
		preview_url: null,
		track_number: 1
	};
}

function localTrack(title: string, artist: string): LocalTrack {
	const escape = (part: string): string => encodeURIComponent(part).replaceAll('%20', '+');
	return {
		id: null,
		href: null,
		external_urls: {},
		type: 'track',
		uri: `spotify:local:${escape(artist)}::${escape(title)}:201`,
		name: title,
		artists: [{ name: artist, type: 'artist' }],
		album: { name: '', images: [] },
		disc_number: 0,
		duration_ms: 201_000,
		explicit: false,
		external_ids: {},
		is_local: true,
		preview_url: null,
		track_number: 0
	};
}

function episode(url: string): Episode {
	const description = 'Two people talk about weather.';
	const common = {
		description,
		html_description: `<p>${description}</p>`,
		explicit: false,
		images: covers(url, 'episode'),
		is_externally_hosted: false,
		languages: ['en']
	};
	return {
		...reference(url, 'episode', idOf('episode')),
		...common,
		name: 'It rained',
		audio_preview_url: '',
		duration_ms: 1_800_000,
		is_playable: true,
		language: 'en',
		release_date: '2026-10-01',
		release_date_precision: 'day',
		resume_point: { fully_played: false, resume_position_ms: 0 },
		show: {
			...reference(url, 'show', idOf('show')),
			...common,
			media_type: 'audio',
			name: 'Weather or not',
			total_episodes: 12
		}
	};
}

/** @returns undefined where the answer is 204 */
export function playingAnswer(world: World, playing: Playing): CurrentlyPlaying | undefined {
	const common = {
		context: null,
		timestamp: world.now(),
		progress_ms: 42_000,
		is_playing: true,
		actions: {}
	};
	switch (playing.kind) {
		case 'nothing':
			return undefined;
		case 'track': {
			const track = world.tracks.get(playing.id);
			const item = track === undefined ? null : trackAnswer(world.url, track);
			const is_playing = playing.isPlaying ?? true;
			return { ...common, is_playing, currently_playing_type: 'track', item };
		}
		case 'local-file': {
			const item = localTrack(playing.title, playing.artist);
			return { ...common, currently_playing_type: 'track', item };
		}
		case 'episode':
			return { ...common, currently_playing_type: 'episode', item: episode(world.url) };
		case 'no-item':
			return { ...common, currently_playing_type: 'unknown', item: null };
		case 'advert':
			return { ...common, currently_playing_type: 'ad', item: null };
	}
}

export function profileAnswer(url: string, user: FakeUser): UserProfile {
	return { ...reference(url, 'user', user.id), display_name: user.name, images: [] };
}

function owner(url: string, user: FakeUser): UserReference {
	return { ...reference(url, 'user', user.id), display_name: user.name };
}

export function playlistSummary(world: World, playlist: FakePlaylist): SimplifiedPlaylist {
	const { url, users } = world;
	const ownedBy = users.get(playlist.ownerId);
	if (ownedBy === undefined) throw new Error(`nobody owns the playlist ${playlist.id}`);
	return {
		...reference(url, 'playlist', playlist.id),
		collaborative: false,
		description: playlist.description,
		images: [],
		items: { href: `${url}/v1/playlists/${playlist.id}/items`, total: playlist.uris.length },
		name: playlist.name,
		owner: owner(url, ownedBy),
		primary_color: null,
		public: playlist.isPublic,
		snapshot_id: snapshotOf(playlist)
	};
}

/** @param readerId gets the tracks if it is their own */
export function playlistAnswer(
	world: World,
	playlist: FakePlaylist,
	readerId: string | undefined
): Playlist {
	const { items, ...metadata } = playlistSummary(world, playlist);
	if (playlist.ownerId !== readerId) return metadata;
	const entries = playlist.uris.map((uri) => {
		const track = world.tracks.get(uri.replace('spotify:track:', ''));
		const item = track === undefined ? null : trackAnswer(world.url, track);
		return { added_at: '2026-11-01T12:00:00Z', is_local: false, item };
	});
	return { ...metadata, items: pageOf(items.href, entries, 0, 100) };
}

export function snapshotOf({ id, revision }: FakePlaylist): string {
	return Buffer.from(`${revision},${id}`).toString('base64');
}

export function pageOf<Item>(
	href: string,
	all: readonly Item[],
	offset: number,
	limit: number
): Page<Item> {
	const address = (from: number): string => {
		const url = new URL(href);
		url.searchParams.set('offset', String(from));
		url.searchParams.set('limit', String(limit));
		return url.href;
	};
	return {
		href: address(offset),
		items: all.slice(offset, offset + limit),
		limit,
		offset,
		total: all.length,
		next: offset + limit < all.length ? address(offset + limit) : null,
		previous: offset > 0 ? address(Math.max(0, offset - limit)) : null
	};
}
