import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createRandom } from '#lib/domain/random.ts';
import { tfIdf } from './tf-idf.ts';

const dims = 100;

function flat(rows: readonly (readonly number[])[]): Float32Array {
	return Float32Array.from(rows.flat());
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
	return Array.from(a).reduce((sum, x, k) => sum + x * (b[k] ?? NaN), 0);
}

function unit(vector: ArrayLike<number>): number[] {
	const length = Math.sqrt(dot(vector, vector));
	return Array.from(vector, (x) => x / length);
}

/** The definition, word for word. */
function plainTfIdf(batch: readonly (readonly number[][])[], epsilon: number): number[][] {
	const isSame = (a: number[], b: number[]) => 1 - dot(unit(a), unit(b)) < epsilon;
	return batch.map((own) => {
		const total = new Array<number>(dims).fill(0);
		for (const slice of own) {
			const recurrences = own.filter((other) => isSame(slice, other)).length;
			const tracks = batch.filter((track) => track.some((other) => isSame(slice, other))).length;
			const weight = recurrences * -Math.log(tracks / batch.length);
			for (const [k, x] of unit(slice).entries()) total[k] = (total[k] ?? 0) + weight * x;
		}
		return unit(total);
	});
}

/** Slices around a few centres, some of them within epsilon of one another. */
function randomBatch(seed: number, trackCount: number, sliceCount: number): number[][][] {
	const random = createRandom(seed);
	const centres = Array.from({ length: 6 }, () =>
		Array.from({ length: dims }, () => random.normal())
	);
	return Array.from({ length: trackCount }, () =>
		Array.from({ length: sliceCount }, () => {
			const centre = centres[Math.floor(random.uniform() * centres.length)] ?? [];
			const spread = random.uniform() < 0.5 ? 0.02 : 0.2;
			return centre.map((x) => 3 * (x + spread * random.normal()));
		})
	);
}

it("gives the original's figures", async () => {
	const testdata = new URL('../../../models/import/testdata/listening/', import.meta.url);
	const clips = JSON.parse(await readFile(new URL('expected.json', testdata), 'utf8')) as Record<
		string,
		{ embeddings: number[][] }
	>;
	const figures = new URL('fixtures/tf-idf.json', import.meta.url);
	const expected = JSON.parse(await readFile(figures, 'utf8')) as Record<string, number[]>;
	const names = Object.keys(expected);
	expect(names).toHaveLength(3);
	const pooled = tfIdf(names.map((name) => flat(clips[name]?.embeddings ?? [])));
	for (const [i, name] of names.entries()) {
		const wanted = unit(expected[name] ?? []);
		for (const [k, x] of wanted.entries()) expect(pooled[i]?.[k]).toBeCloseTo(x, 6);
	}
});

it('is the definition, for batches with recurring and shared slices', () => {
	fc.assert(
		fc.property(fc.integer(), fc.integer({ min: 2, max: 8 }), (seed, trackCount) => {
			const batch = randomBatch(seed, trackCount, 5);
			const expected = plainTfIdf(batch, 0.001);
			const pooled = tfIdf(batch.map(flat), 0.001);
			for (const [i, vector] of expected.entries()) {
				if (vector.some(Number.isNaN)) continue;
				expect(dot(pooled[i] ?? [], vector)).toBeCloseTo(1, 5);
			}
		}),
		{ numRuns: 30 }
	);
});

it('weighs out of the sum what every track has', () => {
	const axis = (k: number) => Array.from({ length: dims }, (_, i) => (i === k ? 2 : 0));
	const everywhere = axis(0);
	const [first, second] = tfIdf([flat([everywhere, axis(1)]), flat([axis(2), everywhere])]);
	expect(Array.from(first ?? [])).toEqual(unit(axis(1)));
	expect(Array.from(second ?? [])).toEqual(unit(axis(2)));
});

it('takes the mean of a track that nothing tells from the others', () => {
	const track = randomBatch(1, 1, 4).flat();
	const sum = Array.from({ length: dims }, (_, k) =>
		track.reduce((s, row) => s + (row[k] ?? 0), 0)
	);
	const [alone] = tfIdf([flat(track)]);
	expect(dot(alone ?? [], unit(sum))).toBeCloseTo(1, 6);
	const twins = tfIdf([flat(track), flat(track)]);
	for (const twin of twins) expect(dot(twin, unit(sum))).toBeCloseTo(1, 6);
});

it('gives zeros, not nonsense, where there is nothing to weigh', () => {
	expect(tfIdf([])).toEqual([]);
	const [empty, mute] = tfIdf([new Float32Array(), new Float32Array(2 * dims)]);
	expect(empty).toEqual(new Float32Array(dims));
	expect(mute).toEqual(new Float32Array(dims));
});
