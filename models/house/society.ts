/**
 * What listeners know, or believe, about the house's music: where styles lie, which scene an artist
 * belongs to and how famous he is, the mood of a song. None of it can be heard.
 *
 * What must stay true: everything hidden about a track follows from its artist's name, its id and
 * the seed alone, so a catalogue may grow without the rest changing character.
 */
import { createRandom, type Random } from '#lib/domain/random.ts';

/** What a listener can know of a track from its sleeve. */
export interface KnownTrack {
	readonly id: string;
	readonly artist: string;
	readonly styleId: string;
}

export interface KnownStyle {
	readonly id: string;
	readonly family: string;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface Artist {
	readonly name: string;
	readonly style: number;
	readonly scene: number;
	/** −1 … 1, early to late. */
	readonly era: number;
	readonly logFame: number;
}

interface Song {
	readonly artist: number;
	/** Energy and brightness, about −2 … 2. */
	readonly mood: Point;
	/** Natural logarithm of its popularity, the artist's fame included. */
	readonly logPopularity: number;
}

export interface Society {
	/** Where each style lies on the map that listeners have in their heads. */
	readonly styleMap: readonly Point[];
	readonly artists: readonly Artist[];
	readonly songs: readonly Song[];
}

export const sceneCount = 14;

export function imagineSociety(
	tracks: readonly KnownTrack[],
	styles: readonly KnownStyle[],
	seed: string | number
): Society {
	const styleMap = styles.map((style) => {
		const family = createRandom(`${seed}/family/${style.family}`);
		const own = createRandom(`${seed}/style/${style.id}`);
		return {
			x: 2 * family.normal() + 0.6 * own.normal(),
			y: 2 * family.normal() + 0.6 * own.normal()
		};
	});
	const styleIndex = new Map(styles.map((style, index) => [style.id, index]));
	const artistIndex = new Map<string, number>();
	const artists: Artist[] = [];
	const songs: Song[] = [];
	for (const track of tracks) {
		const style = styleIndex.get(track.styleId) ?? 0;
		let index = artistIndex.get(track.artist);
		if (index === undefined) {
			index = artists.length;
			artistIndex.set(track.artist, index);
			artists.push(imagineArtist(track.artist, style, styles[style]?.family ?? '', seed));
		}
		songs.push(imagineSong(track, index, artists[index]?.logFame ?? 0, seed));
	}
	return { styleMap, artists, songs };
}

function imagineArtist(name: string, style: number, family: string, seed: string | number): Artist {
	const random = createRandom(`${seed}/artist/${name}`);
	// A family of styles has three scenes where it is at home; two artists in five are elsewhere.
	const home = createRandom(`${seed}/home/${family}`);
	const homes = [home.integer(sceneCount), home.integer(sceneCount), home.integer(sceneCount)];
	const scene = random.uniform() < 0.6 ? random.pick(homes) : random.integer(sceneCount);
	return {
		name,
		style,
		scene,
		era: 2 * random.uniform() - 1,
		logFame: logZipf(random, 0.9)
	};
}

function imagineSong(
	track: KnownTrack,
	artist: number,
	logFame: number,
	seed: string | number
): Song {
	const style = createRandom(`${seed}/style-mood/${track.styleId}`);
	const hand = createRandom(`${seed}/artist-mood/${track.artist}`);
	const own = createRandom(`${seed}/song/${track.id}`);
	return {
		artist,
		mood: {
			x: 0.7 * style.normal() + 0.5 * hand.normal() + 0.5 * own.normal(),
			y: 0.7 * style.normal() + 0.5 * hand.normal() + 0.5 * own.normal()
		},
		logPopularity: logFame + logZipf(own, 0.8)
	};
}

/**
 * The logarithm of a popularity such that, over many draws, the r-th most popular has about
 * r^(−exponent): Zipf's law without knowing how many there will be.
 */
function logZipf(random: Random, exponent: number): number {
	return -exponent * Math.log(random.uniform() + 0.01);
}

/** Between two styles on the listeners' map. */
export function distance(map: readonly Point[], a: number, b: number): number {
	const from = map[a];
	const to = map[b];
	return from && to ? Math.hypot(from.x - to.x, from.y - to.y) : 0;
}
