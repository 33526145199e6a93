/**
 * How good the house's two spaces are, in figures that mean something: do artists sound like
 * themselves, and can a playlist that nobody learned from be continued?
 */
import type { BuiltHouse, BuiltTrack } from './build.ts';

export interface Evaluation {
	readonly trackCount: number;
	/** Of a track's five nearest by sound, the share by the same artist. */
	readonly sameArtistAt5: {
		readonly network: number;
		readonly melStatistics: number;
		readonly randomFeatures: number;
		readonly chance: number;
		/** What a perfect ear would get: many artists have fewer than five other tracks. */
		readonly ceiling: number;
	};
	/** Of a track's ten nearest by sound, the share that has its style or its artist. */
	readonly styleOrArtistAt10: { readonly network: number; readonly chance: number };
	/** Given half of a held-out playlist, the share of the other half among as many suggestions. */
	readonly continuation: {
		readonly playlists: number;
		readonly byCreativity: readonly { readonly creativity: number; readonly rPrecision: number }[];
		readonly popularity: number;
		readonly chance: number;
	};
	/** Overlap of the ten nearest in the two spaces: 1 would mean that one of them is superfluous. */
	readonly spacesOverlapAt10: number;
	/** Mean cosine of a track's sound vector to its own playlists vector, and to another track's. */
	readonly soundToPlaylists: { readonly own: number; readonly other: number };
}

/** The figures in sentences. */
export function describeEvaluation(evaluation: Evaluation): string {
	const { sameArtistAt5, styleOrArtistAt10, continuation, soundToPlaylists } = evaluation;
	const figure = (value: number): string => value.toFixed(3);
	const byCreativity = continuation.byCreativity
		.map(({ creativity, rPrecision }) => `${figure(rPrecision)} at creativity ${creativity}`)
		.join(', ');
	return [
		`${evaluation.trackCount} tracks`,
		`same artist among the five nearest by sound: ${figure(sameArtistAt5.network)} (random features ${figure(sameArtistAt5.randomFeatures)}, mel statistics ${figure(sameArtistAt5.melStatistics)}, chance ${figure(sameArtistAt5.chance)}, at best ${figure(sameArtistAt5.ceiling)})`,
		`same style or artist among the ten nearest by sound: ${figure(styleOrArtistAt10.network)} (chance ${figure(styleOrArtistAt10.chance)})`,
		`continuing ${continuation.playlists} held-out playlists, R-precision: ${byCreativity} (popularity ${figure(continuation.popularity)}, chance ${figure(continuation.chance)})`,
		`overlap of the two spaces' ten nearest: ${figure(evaluation.spacesOverlapAt10)}; cosine of a sound vector to its own playlists vector ${figure(soundToPlaylists.own)}, to another's ${figure(soundToPlaylists.other)}`
	].join('\n');
}

/** Too short a playlist has no halves to speak of. */
const shortestContinued = 8;

export function evaluateHouse({
	tracks,
	heldOut
}: Pick<BuiltHouse, 'tracks' | 'heldOut'>): Evaluation {
	const sound = tracks.map((track) => track.sound);
	const playlists = tracks.map((track) => track.playlists);
	const sameArtist = (a: number, b: number): boolean =>
		tracks[a]?.track.artist === tracks[b]?.track.artist;
	const sameStyleOrArtist = (a: number, b: number): boolean =>
		sameArtist(a, b) || tracks[a]?.track.styleId === tracks[b]?.track.styleId;
	const soundNearest = nearest(sound, 10);
	const playlistsNearest = nearest(playlists, 10);
	const worksOf = new Map<string, number>();
	for (const { track } of tracks) worksOf.set(track.artist, (worksOf.get(track.artist) ?? 0) + 1);
	return {
		trackCount: tracks.length,
		sameArtistAt5: {
			network: precision(soundNearest, 5, sameArtist),
			melStatistics: precision(
				nearest(standardised(tracks.map((track) => track.melStatistics)), 5),
				5,
				sameArtist
			),
			randomFeatures: precision(
				nearest(standardised(tracks.map((track) => track.randomFeatures)), 5),
				5,
				sameArtist
			),
			chance: chanceOf(tracks, sameArtist),
			ceiling: mean(
				tracks.map(({ track }) => Math.min(5, (worksOf.get(track.artist) ?? 1) - 1) / 5)
			)
		},
		styleOrArtistAt10: {
			network: precision(soundNearest, 10, sameStyleOrArtist),
			chance: chanceOf(tracks, sameStyleOrArtist)
		},
		continuation: continuation(tracks, heldOut),
		spacesOverlapAt10: mean(
			soundNearest.map(
				(list, track) =>
					list.filter((other) => playlistsNearest[track]?.includes(other)).length / 10
			)
		),
		soundToPlaylists: {
			own: mean(sound.map((vector, i) => dot(vector, playlists[i] ?? vector))),
			other: mean(
				sound.map((vector, i) => dot(vector, playlists[(i + 1) % sound.length] ?? vector))
			)
		}
	};
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function dot(a: Float32Array, b: Float32Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
	return sum;
}

/** For each vector the nearest others by cosine, nearest first. */
function nearest(vectors: readonly Float32Array[], count: number): number[][] {
	return vectors.map((vector, own) => {
		const scores = vectors.map((other) => dot(vector, other));
		return topOf(scores, count, (index) => index !== own);
	});
}

function topOf(
	scores: readonly number[],
	count: number,
	isAllowed: (index: number) => boolean
): number[] {
	return Array.from(scores.keys())
		.filter(isAllowed)
		.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
		.slice(0, count);
}

function precision(
	lists: readonly (readonly number[])[],
	count: number,
	isHit: (a: number, b: number) => boolean
): number {
	return mean(
		lists.map((list, track) => mean(list.slice(0, count).map((other) => +isHit(track, other))))
	);
}

function chanceOf(tracks: readonly BuiltTrack[], isHit: (a: number, b: number) => boolean): number {
	return mean(
		tracks.map(
			(_, a) => tracks.filter((__, b) => a !== b && isHit(a, b)).length / (tracks.length - 1)
		)
	);
}

/** Each component to mean 0 and deviation 1 over all tracks, then each vector to length 1. */
function standardised(vectors: readonly Float64Array[]): Float32Array[] {
	const dims = vectors[0]?.length ?? 0;
	const columns = Array.from({ length: dims }, (_, d) => {
		const values = vectors.map((vector) => vector[d] as number);
		const average = mean(values);
		return { average, deviation: Math.sqrt(mean(values.map((x) => (x - average) ** 2))) || 1 };
	});
	return vectors.map((vector) => {
		const scaled = Float32Array.from(columns, ({ average, deviation }, d) => {
			return ((vector[d] as number) - average) / deviation;
		});
		const length = Math.sqrt(dot(scaled, scaled)) || 1;
		return scaled.map((x) => x / length);
	});
}

function continuation(
	tracks: readonly BuiltTrack[],
	heldOut: readonly Uint32Array[]
): Evaluation['continuation'] {
	const usable = heldOut.filter((list) => list.length >= shortestContinued);
	const sound = tracks.map((track) => track.sound);
	const playlists = tracks.map((track) => track.playlists);
	const popularity = tracks.map((track) => track.popularity);

	function score(scoresFor: (seeds: readonly number[]) => readonly number[]): number {
		return mean(
			usable.map((list) => {
				// Every second track is given, so that neither half is the playlist's beginning.
				const seeds = [...list].filter((_, i) => i % 2 === 0);
				const wanted = new Set([...list].filter((_, i) => i % 2 === 1));
				const given = new Set(seeds);
				const suggested = topOf(scoresFor(seeds), wanted.size, (index) => !given.has(index));
				return suggested.filter((index) => wanted.has(index)).length / wanted.size;
			})
		);
	}
	const byCreativity = [0, 0.5, 1].map((creativity) => ({
		creativity,
		rPrecision: score((seeds) => {
			const bySound = cosinesToSum(sound, seeds);
			const byPlaylists = cosinesToSum(playlists, seeds);
			return bySound.map((x, i) => creativity * x + (1 - creativity) * (byPlaylists[i] as number));
		})
	}));
	const chance = mean(
		usable.map((list) => {
			const wanted = Math.floor(list.length / 2);
			return wanted / (tracks.length - (list.length - wanted));
		})
	);
	return { playlists: usable.length, byCreativity, popularity: score(() => popularity), chance };
}

/** The cosine of each vector to the sum of some of them. */
function cosinesToSum(vectors: readonly Float32Array[], seeds: readonly number[]): number[] {
	const sum = new Float32Array(vectors[0]?.length ?? 0);
	for (const seed of seeds) {
		for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + (vectors[seed]?.[d] ?? 0);
	}
	const length = Math.sqrt(dot(sum, sum)) || 1;
	return vectors.map((vector) => dot(vector, sum) / length);
}
