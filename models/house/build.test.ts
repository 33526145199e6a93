import { describe, expect, it } from 'vitest';
import { houseTracks, trainingTracks } from '#workers/house/catalogue.ts';
import { buildHouse, standardOptions, type BuiltHouse } from './build.ts';
import { evaluateHouse } from './evaluate.ts';

function buildSmall(threads: number): Promise<BuiltHouse> {
	const standard = standardOptions();
	return buildHouse({
		...standard,
		tracks: houseTracks().slice(0, 2),
		training: trainingTracks(3, 5),
		calibrationSlices: 2,
		network: {
			...standard.network,
			blocks: [
				{ channels: 4, regionRows: 12 },
				{ channels: 8, regionRows: 6 }
			]
		},
		listenerCount: 60,
		heldOutListenerCount: 10,
		word2vec: { ...standard.word2vec, epochs: 2 },
		threads
	});
}

describe('building the house', () => {
	it('gives unit vectors, most popular track first, the same whatever the threads', async () => {
		const house = await buildSmall(1);
		expect(house.tracks.length).toBe(2);
		for (const { sound, playlists } of house.tracks) {
			for (const vector of [sound, playlists]) {
				expect(vector.length).toBe(100);
				expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
			}
		}
		const popularity = house.tracks.map((track) => track.popularity);
		expect(popularity).toEqual([...popularity].sort((a, b) => b - a));
		const figures = evaluateHouse(house);
		expect(figures.continuation.byCreativity.map(({ creativity }) => creativity)).toEqual([
			0, 0.5, 1
		]);

		const again = await buildSmall(2);
		expect(again.encoder.description.id).toBe(house.encoder.description.id);
		expect(again.encoder.weights).toEqual(house.encoder.weights);
		expect(again.tracks).toEqual(house.tracks);
	});
});
