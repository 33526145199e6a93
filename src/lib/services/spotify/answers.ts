/**
 * Spotify's answers, read liberally: every field may be missing, null or of another kind, a list may
 * hold nulls, and what was renamed is found under either name. Reading never fails for a field; what
 * cannot be used is null.
 */
import * as v from 'valibot';
import type {
	NowPlaying,
	SpotifyAccount,
	SpotifyCover,
	SpotifyPlaylist,
	SpotifyTrack
} from '#lib/contracts/spotify.ts';
import { hasSpotifyIdShape } from '#lib/domain/spotify-id.ts';

/** Null for whatever is missing or not of this kind. */
function perhaps<const Schema extends v.GenericSchema>(schema: Schema) {
	return v.fallback(v.nullish(schema, null), null);
}

/** Without the entries that are not of this kind; empty for whatever is no list. */
function listOf<const Schema extends v.GenericSchema>(schema: Schema) {
	return v.pipe(
		perhaps(v.array(perhaps(schema))),
		v.transform((list) => (list ?? []).filter((entry) => entry !== null))
	);
}

const text = perhaps(v.string());
const count = perhaps(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const pageAddress = perhaps(v.object({ spotify: text }));
const images = listOf(v.object({ url: v.string(), width: count, height: count }));

const trackSchema = v.object({
	type: text,
	id: text,
	uri: text,
	name: text,
	is_local: perhaps(v.boolean()),
	artists: listOf(v.object({ name: text })),
	album: perhaps(v.object({ name: text, images })),
	external_urls: pageAddress,
	/** Of an episode. */
	show: perhaps(v.object({ name: text }))
});

const playingSchema = v.object({
	is_playing: perhaps(v.boolean()),
	currently_playing_type: text,
	item: perhaps(trackSchema),
	track: perhaps(trackSchema)
});

const accountSchema = v.object({
	id: v.pipe(v.string(), v.minLength(1)),
	display_name: text
});

const trackTotal = perhaps(v.object({ total: count }));
const playlistSchema = v.object({
	id: v.pipe(v.string(), v.check(hasSpotifyIdShape, 'expected an id')),
	name: text,
	owner: perhaps(v.object({ id: text })),
	external_urls: pageAddress,
	items: trackTotal,
	tracks: trackTotal
});

const playlistPageSchema = v.object({
	items: listOf(playlistSchema),
	total: count,
	next: text
});

/** Which of an answer's objects a call wants; null where it is not one. */
export type Reader<T> = (answer: unknown) => T | null;

export interface OwnedPlaylist extends SpotifyPlaylist {
	readonly ownerId: string | null;
}

export interface PlaylistPage {
	readonly playlists: readonly OwnedPlaylist[];
	readonly hasMore: boolean;
}

export class AnswerReaders {
	readonly #webUrl: string;

	/** @param webUrl where the pages of tracks and playlists lie */
	constructor(webUrl: string) {
		this.#webUrl = webUrl;
	}

	readonly account: Reader<SpotifyAccount> = (answer) => {
		const parsed = v.safeParse(accountSchema, answer);
		if (!parsed.success) return null;
		const { id, display_name: name } = parsed.output;
		return { id, name: name?.trim() || id };
	};

	readonly track: Reader<SpotifyTrack> = (answer) => {
		const parsed = v.safeParse(trackSchema, answer);
		return parsed.success ? this.#track(parsed.output) : null;
	};

	readonly playlist: Reader<OwnedPlaylist> = (answer) => {
		const parsed = v.safeParse(playlistSchema, answer);
		return parsed.success ? this.#playlist(parsed.output) : null;
	};

	/** @param offset the page's own */
	readonly playlistPage =
		(offset: number): Reader<PlaylistPage> =>
		(answer) => {
			const parsed = v.safeParse(playlistPageSchema, answer);
			if (!parsed.success) return null;
			const { items, total, next } = parsed.output;
			const isLast = next === null && (total === null || offset + playlistPageSize >= total);
			return {
				playlists: items.map((item) => this.#playlist(item)),
				hasMore: !isLast && items.length > 0
			};
		};

	readonly nowPlaying: Reader<NowPlaying> = (answer) => {
		const parsed = v.safeParse(playingSchema, answer);
		if (!parsed.success) return null;
		const { item: named, track: formerlyNamed, is_playing, currently_playing_type } = parsed.output;
		const item = named ?? formerlyNamed;
		if (currently_playing_type === 'ad') return { kind: 'advert' };
		if (item === null) {
			const isSomething = is_playing === true && currently_playing_type === 'unknown';
			return { kind: isSomething ? 'unknown' : 'nothing' };
		}
		if (item.type === 'episode' || currently_playing_type === 'episode') {
			const url = item.external_urls?.spotify ?? '';
			return {
				kind: 'episode',
				title: item.name ?? '',
				show: item.show?.name ?? null,
				url: this.#isWebAddress(url) ? url : null
			};
		}
		if (item.is_local === true || item.uri?.startsWith('spotify:local:') === true) {
			return { kind: 'local-file', title: item.name ?? '', artist: artistsOf(item) };
		}
		const track = this.#track(item);
		return track === null
			? { kind: 'unknown' }
			: { kind: 'track', track, isPlaying: is_playing ?? true };
	};

	#track(raw: v.InferOutput<typeof trackSchema>): SpotifyTrack | null {
		const { id, name, album, external_urls } = raw;
		if (id === null || !hasSpotifyIdShape(id)) return null;
		return {
			id,
			title: name ?? '',
			artist: artistsOf(raw),
			album: album?.name ?? null,
			url: this.#webAddress(external_urls?.spotify, `/track/${id}`),
			cover: chooseCover(album?.images ?? [])
		};
	}

	#playlist(raw: v.InferOutput<typeof playlistSchema>): OwnedPlaylist {
		const { id, name, owner, external_urls, items, tracks } = raw;
		return {
			id,
			name: name ?? '',
			url: this.#webAddress(external_urls?.spotify, `/playlist/${id}`),
			trackCount: items?.total ?? tracks?.total ?? null,
			ownerId: owner?.id ?? null
		};
	}

	/** The address that Spotify gives if it leads to Spotify's pages, else the one that it must be. */
	#webAddress(given: string | null | undefined, path: string): string {
		return given && this.#isWebAddress(given) ? given : this.#webUrl + path;
	}

	#isWebAddress(address: string): boolean {
		return URL.canParse(address) && new URL(address).origin === new URL(this.#webUrl).origin;
	}
}

/** As many as Spotify gives at a time. */
export const playlistPageSize = 50;

function artistsOf({ artists }: v.InferOutput<typeof trackSchema>): string {
	return artists.flatMap(({ name }) => name ?? []).join(', ');
}

const wantedCoverPx = 300;

/** The smallest that is large enough, else the largest: Spotify has them at about 64, 300 and 640. */
function chooseCover(given: v.InferOutput<typeof images>): SpotifyCover | null {
	const usable = given
		.filter(({ url }) => isImageAddress(url))
		.toSorted((a, b) => (a.width ?? 0) - (b.width ?? 0));
	const chosen = usable.find(({ width }) => (width ?? 0) >= wantedCoverPx) ?? usable.at(-1);
	return chosen ? { url: chosen.url, widthPx: chosen.width, heightPx: chosen.height } : null;
}

function isImageAddress(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}
