import { describe, expect, it } from 'vitest';
import type { BuiltTrack } from './build.ts';
import { evaluateHouse } from './evaluate.ts';

const artists = 6;
const worksEach = 8;
const house = Array.from({ length: artists * worksEach }, (_, i): BuiltTrack => {
	const artist = i % artists;
	const ofArtist = unit(artist, i / 1000);
	return {
		track: {
			id: `t${i}`,
			artist: `Artist ${artist}`,
			title: `Song ${i}`,
			styleId: `style-${artist % 3}`,
			durationSeconds: 60,
			seed: i,
			artistSeed: `${artist}`,
			version: 'original',
			isTraining: false,
			gainDb: 0
		},
		sound: ofArtist,
		playlists: unit(Math.floor(i / worksEach), i / 1000),
		popularity: popularityOf(i),
		// Says nothing about the artist.
		melStatistics: Float64Array.from(unit(i % 7, 0)),
		randomFeatures: Float64Array.from(ofArtist)
	};
});

function popularityOf(i: number): number {
	return artists * worksEach - i;
}

/** Mostly one axis, a little of another. */
function unit(axis: number, off: number): Float32Array {
	const vector = new Float32Array(100);
	vector[axis] = Math.sqrt(1 - off * off);
	vector[50] = off;
	return vector;
}

/** Playlists that go by what the playlists' space goes by. */
const heldOut = Array.from({ length: artists }, (_, group) =>
	Uint32Array.from({ length: worksEach }, (__, i) => group * worksEach + i)
);

describe('the evaluation', () => {
	const figures = evaluateHouse({ tracks: house, heldOut });

	it('sees a space that knows every artist as perfect', () => {
		expect(figures.sameArtistAt5.network).toBe(1);
		expect(figures.sameArtistAt5.randomFeatures).toBe(1);
		expect(figures.sameArtistAt5.ceiling).toBe(1);
		expect(figures.sameArtistAt5.melStatistics).toBeLessThan(0.4);
		expect(figures.sameArtistAt5.chance).toBeCloseTo(7 / 47, 10);
		expect(figures.styleOrArtistAt10.network).toBeGreaterThan(0.7);
		expect(figures.styleOrArtistAt10.chance).toBeCloseTo(15 / 47, 10);
	});

	it('sees which of two spaces continues playlists', () => {
		const [byPlaylists, , bySound] = figures.continuation.byCreativity;
		expect(byPlaylists?.rPrecision).toBe(1);
		expect(bySound?.rPrecision).toBeLessThan(0.5);
		expect(figures.continuation.popularity).toBeLessThan(0.5);
		expect(figures.continuation.chance).toBeCloseTo(4 / 44, 10);
	});
});
