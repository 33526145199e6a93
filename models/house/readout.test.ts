import { describe, expect, it } from 'vitest';
import { createRandom } from '#lib/domain/random.ts';
import { createMatrix, multiply, type Matrix } from './linear-algebra.ts';
import { alignReadout, fitReadout, standardise, type Readout } from './readout.ts';

const depth = 12;
const trackCount = 60;
const slicesEach = 4;

/**
 * Tracks differ in the first three features only, a little; slices of one track differ in all the
 * others, a lot. Told apart by what they say most loudly, tracks would all be alike.
 */
function world(seed: number): { features: Matrix; trackOf: number[]; places: number[][] } {
	const random = createRandom(seed);
	const places = Array.from({ length: trackCount }, () => [0, 1, 2].map(() => random.normal()));
	const trackOf = places.flatMap((_, track) => new Array<number>(slicesEach).fill(track));
	const features = createMatrix(trackOf.length, depth);
	for (const [slice, track] of trackOf.entries()) {
		for (let i = 0; i < depth; i++) {
			const own = places[track]?.[i];
			features.values[slice * depth + i] =
				own === undefined ? 5 + 10 * random.normal() : own + 0.08 * random.normal();
		}
	}
	return { features, trackOf, places };
}

function embed({ features }: { features: Matrix }, { mean, variance, kernel }: Readout): Matrix {
	return multiply(standardise(features, mean, variance), kernel);
}

function cosine(a: Float64Array, b: Float64Array): number {
	const dot = (x: Float64Array, y: Float64Array): number =>
		x.reduce((sum, each, i) => sum + each * (y[i] ?? NaN), 0);
	return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function row({ columns, values }: Matrix, index: number): Float64Array {
	return values.subarray(index * columns, (index + 1) * columns);
}

/** How often the slice nearest to a slice is of the same track. */
function sameTrack(embeddings: Matrix, trackOf: readonly number[]): number {
	const hits = trackOf.map((track, slice) => {
		const scores = trackOf.map((_, other) =>
			other === slice ? -2 : cosine(row(embeddings, slice), row(embeddings, other))
		);
		return trackOf[scores.indexOf(Math.max(...scores))] === track ? 1 : 0;
	});
	return hits.reduce<number>((sum, hit) => sum + hit, 0) / hits.length;
}

const options = { dims: 5, shrinkage: 0.1, artistScatter: 0, spreadPower: 1 };

describe('the readout', () => {
	it('hears what tells tracks apart, in tracks that it was not fitted on', () => {
		const learned = world(1);
		const readout = fitReadout(
			learned.features,
			learned.trackOf,
			learned.places.map((_, track) => track),
			options
		);
		const fresh = world(2);
		const untaught = standardise(fresh.features, readout.mean, readout.variance);
		expect(sameTrack(untaught, fresh.trackOf)).toBeLessThan(0.3);
		expect(sameTrack(embed(fresh, readout), fresh.trackOf)).toBeGreaterThan(0.5);
	});

	it('gives finite numbers even where there are more dimensions than differences', () => {
		const { features, trackOf, places } = world(3);
		const readout = fitReadout(
			features,
			trackOf,
			places.map((_, track) => track),
			{ ...options, dims: 100 }
		);
		expect(readout.kernel.columns).toBe(100);
		expect(readout.kernel.values.every(Number.isFinite)).toBe(true);
	});

	it('can be turned towards another space without changing an angle', () => {
		const learned = world(4);
		const readout = fitReadout(
			learned.features,
			learned.trackOf,
			learned.places.map((_, track) => track),
			options
		);
		const random = createRandom('targets');
		// Another space that knows the same three things, in its own directions.
		const own = createMatrix(3, 5);
		for (let i = 0; i < own.values.length; i++) own.values[i] = random.normal();
		const places = {
			rows: trackCount,
			columns: 3,
			values: Float64Array.from(learned.places.flat())
		};
		const targets = multiply(places, own);
		const turned = alignReadout(readout, learned.features, learned.trackOf, targets);

		const before = embed(learned, readout);
		const after = embed(learned, turned);
		for (let slice = 1; slice < 40; slice++) {
			expect(cosine(row(after, slice), row(after, slice - 1))).toBeCloseTo(
				cosine(row(before, slice), row(before, slice - 1)),
				8
			);
		}
		const agreement = (embeddings: Matrix): number =>
			learned.trackOf.reduce(
				(sum, track, slice) => sum + cosine(row(embeddings, slice), row(targets, track)),
				0
			) / learned.trackOf.length;
		expect(agreement(after)).toBeGreaterThan(agreement(before) + 0.2);
	});
});
