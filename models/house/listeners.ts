/**
 * Simulated listeners and the playlists that they make: the house's stand-in for the millions of
 * playlists that the original learned from.
 *
 * Listeners know music as people do, never as a signal. They go by style and artist, and by what no
 * microphone hears: *scenes* that artists of several styles belong to, an artist's *era*, how famous
 * somebody is, the mood in which a track is heard. So the space learned from playlists really
 * differs from the space of sounds, while the two agree on much.
 *
 * What must stay true: a listener follows from the seed and a number alone, so asking for more
 * listeners leaves the first ones as they were.
 */
import { createRandom, type Random } from '#lib/domain/random.ts';
import {
	distance,
	imagineSociety,
	sceneCount,
	type Artist,
	type KnownStyle,
	type KnownTrack,
	type Point,
	type Society
} from './society.ts';

export interface ListenersOptions {
	readonly listenerCount: number;
	readonly seed: string | number;
}

/** Each playlist is a list of positions in the tracks. */
export type TrackList = Uint32Array;

interface Listener {
	readonly scene: number;
	readonly secondScene: number;
	readonly styles: readonly number[];
	readonly favourites: ReadonlySet<number>;
	readonly era: number;
	readonly mood: Point;
	/** How much popularity counts for this person: 0 not at all, 1 in proportion. */
	readonly mainstream: number;
}

const shortestPlaylist = 6;
const longestPlaylist = 45;

/** How often people make which kind of playlist. */
const kinds = [
	['style', 0.24],
	['scene', 0.26],
	['fans', 0.14],
	['mood', 0.1],
	['favourites', 0.12],
	['party', 0.06],
	['journey', 0.08]
] as const;
type Kind = (typeof kinds)[number][0];

/**
 * The playlists of so many listeners, each making one to a dozen.
 * @returns playlists of 6 to 45 different tracks; the same for the same arguments
 */
export function simulatePlaylists(
	tracks: readonly KnownTrack[],
	styles: readonly KnownStyle[],
	{ listenerCount, seed }: ListenersOptions
): TrackList[] {
	const society = imagineSociety(tracks, styles, seed);
	const sampler = playlistSampler(society);
	const playlists: TrackList[] = [];
	for (let number = 0; number < listenerCount; number++) {
		const random = createRandom(`${seed}/listener/${number}`);
		const listener = imagineListener(society, random);
		for (let own = 0; own === 0 || (own < 12 && random.uniform() < 0.8); own++) {
			playlists.push(sampler(listener, drawKind(random), random));
		}
	}
	return playlists;
}

function imagineListener({ artists, styleMap }: Society, random: Random): Listener {
	// People meet music through somebody they know of: home follows a famous artist.
	const idol = drawByLogWeight(artists.length, (a) => artists[a]?.logFame ?? 0, random);
	const { style = 0, scene = 0, era = 0 } = artists[idol] ?? {};
	const styles = [style];
	const styleCount = 2 + random.integer(4);
	while (styles.length < styleCount) {
		const isCurious = random.uniform() < 0.2;
		styles.push(
			isCurious
				? random.integer(styleMap.length)
				: drawByLogWeight(styleMap.length, (s) => -distance(styleMap, style, s), random)
		);
	}
	const favourites = new Set([idol]);
	const favouriteCount = 4 + random.integer(6);
	while (favourites.size < Math.min(favouriteCount, artists.length)) {
		favourites.add(
			drawByLogWeight(
				artists.length,
				(a) => {
					const artist = artists[a];
					if (!artist) return 0;
					const fits = (artist.scene === scene ? 1.5 : 0) + (styles.includes(artist.style) ? 2 : 0);
					return artist.logFame + fits;
				},
				random
			)
		);
	}
	return {
		scene,
		secondScene: random.integer(sceneCount),
		styles,
		favourites,
		era: era + 0.4 * random.normal(),
		mood: { x: random.normal(), y: random.normal() },
		mainstream: 0.2 + 0.7 * random.uniform()
	};
}

function drawKind(random: Random): Kind {
	let left = random.uniform();
	for (const [kind, share] of kinds) {
		if (left < share) return kind;
		left -= share;
	}
	return 'style';
}

/** One playlist at a time: a log-weight for every track, then a weighted draw without replacement. */
function playlistSampler({
	artists,
	songs,
	styleMap
}: Society): (listener: Listener, kind: Kind, random: Random) => TrackList {
	const artistWeights = new Float64Array(artists.length);
	const keys = new Float64Array(songs.length);

	/** The log-weights that a kind of playlist gives to artists, when its mind is on one style. */
	function weighArtists(listener: Listener, kind: Kind, style: number, hero: Artist): void {
		for (const [index, artist] of artists.entries()) {
			const far = distance(styleMap, style, artist.style);
			const isOwnScene = artist.scene === listener.scene;
			const isFavourite = listener.favourites.has(index);
			const era = Math.abs(artist.era - listener.era);
			let weight = (isFavourite ? 0.8 : 0) - 0.4 * era;
			switch (kind) {
				case 'style':
				case 'journey':
					weight += (artist.style === style ? 3 : 0) - 1.3 * far + (isOwnScene ? 0.8 : 0);
					break;
				case 'scene':
					weight += (isOwnScene ? 4 : artist.scene === listener.secondScene ? 1.5 : 0) - far;
					weight += listener.styles.includes(artist.style) ? 0.7 : 0;
					break;
				case 'fans':
					weight +=
						(artist === hero ? 4 : 0) +
						(artist.scene === hero.scene ? 2.2 : 0) -
						1.2 * distance(styleMap, hero.style, artist.style) -
						0.9 * Math.abs(artist.era - hero.era);
					break;
				case 'mood':
					weight += (listener.styles.includes(artist.style) ? 1.5 : 0) - 0.9 * far;
					break;
				case 'favourites':
					weight += (isFavourite ? 3 : 0) + (isOwnScene ? 0.8 : 0);
					weight += listener.styles.includes(artist.style) ? 1 : 0;
					break;
				case 'party':
					weight += 0.5 * artist.logFame - 0.2 * far;
			}
			artistWeights[index] = weight;
		}
	}

	/** Adds `count` tracks to the playlist: the largest of log-weight + Gumbel noise (Vieira 2014). */
	function draw(
		chosen: Set<number>,
		count: number,
		listener: Listener,
		kind: Kind,
		random: Random
	): void {
		const mood = kind === 'party' ? { x: 1.5, y: 1 } : listener.mood;
		const moodWeight = kind === 'mood' || kind === 'party' ? 1.2 : 0.15;
		const popularityWeight = listener.mainstream + (kind === 'party' ? 0.4 : 0);
		for (const [index, song] of songs.entries()) {
			const gumbel = -Math.log(-Math.log(random.uniform() + 1e-12) + 1e-12);
			const off = (song.mood.x - mood.x) ** 2 + (song.mood.y - mood.y) ** 2;
			keys[index] =
				(artistWeights[song.artist] as number) +
				popularityWeight * song.logPopularity -
				moodWeight * off +
				gumbel;
		}
		const perArtist = new Map<number, number>();
		// Nobody fills a playlist with one artist, except a fan.
		const most = Math.max(2, Math.round(count * (kind === 'fans' ? 0.5 : 0.2)));
		const best = Array.from(keys.keys()).sort((a, b) => (keys[b] as number) - (keys[a] as number));
		const target = chosen.size + count;
		for (const index of best) {
			if (chosen.size >= target) break;
			const artist = songs[index]?.artist ?? 0;
			const already = perArtist.get(artist) ?? 0;
			if (already >= most || chosen.has(index)) continue;
			perArtist.set(artist, already + 1);
			chosen.add(index);
		}
	}

	return (listener, kind, random) => {
		const length = Math.min(
			longestPlaylist,
			shortestPlaylist + Math.floor(-12 * Math.log(1 - random.uniform()))
		);
		const style = random.pick(listener.styles);
		const heroIndex = random.pick([...listener.favourites]);
		const hero = artists[heroIndex] as Artist;
		const chosen = new Set<number>();
		// Something that fits nothing: a friend's wish, a song of the day.
		const strays = Math.round(length * 0.05 * random.uniform() * 2);
		if (kind === 'journey') {
			const neighbour = drawByLogWeight(
				styleMap.length,
				(s) => (s === style ? -Infinity : -1.5 * distance(styleMap, style, s)),
				random
			);
			const half = Math.ceil((length - strays) / 2);
			weighArtists(listener, kind, style, hero);
			draw(chosen, half, listener, kind, random);
			weighArtists(listener, kind, neighbour, hero);
			draw(chosen, length - strays - half, listener, kind, random);
		} else {
			weighArtists(listener, kind, style, hero);
			draw(chosen, length - strays, listener, kind, random);
		}
		while (chosen.size < Math.min(length, songs.length)) chosen.add(random.integer(songs.length));
		return Uint32Array.from(chosen);
	};
}

/** 0 … count − 1 with probability in proportion to e^weight. */
function drawByLogWeight(
	count: number,
	logWeight: (index: number) => number,
	random: Random
): number {
	const weights = Array.from({ length: count }, (_, index) => Math.exp(logWeight(index)));
	let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
	for (const [index, weight] of weights.entries()) {
		left -= weight;
		if (left < 0) return index;
	}
	return count - 1;
}
