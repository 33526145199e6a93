import { expect, test } from 'vitest';
import { decodeFloat16 } from '#lib/domain/float16.ts';
import { createRandom } from '#lib/domain/random.ts';
import { RowQuantiser } from './row-quantiser.ts';

const dims = 100;
const random = createRandom('quantiser');

/** Unit vectors that crowd into a few directions, as a catalogue's do. */
function crowdedVectors(count: number): readonly Float32Array[] {
	const directions = Array.from({ length: 8 }, () =>
		Float64Array.from({ length: dims }, () => random.normal())
	);
	return Array.from({ length: count }, () => {
		const weights = directions.map(() => random.normal());
		const vector = Float64Array.from({ length: dims }, (_, i) =>
			directions.reduce(
				(sum, direction, d) => sum + (weights[d] ?? 0) * (direction[i] ?? 0),
				0.7 * random.normal()
			)
		);
		const length = Math.hypot(...vector);
		return Float32Array.from(vector, (x) => x / length);
	});
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
	let sum = 0;
	for (let i = 0; i < dims; i++) sum += (a[i] ?? NaN) * (b[i] ?? NaN);
	return sum;
};

/** Mean squared error of the scores of every vector with every one of `queries`. */
function scoreError(
	vectors: readonly Float32Array[],
	quantised: readonly Float64Array[],
	queries: readonly Float32Array[]
): number {
	let sum = 0;
	for (const [row, vector] of vectors.entries()) {
		for (const query of queries) {
			sum += (dot(quantised[row] ?? [], query) - dot(vector, query)) ** 2;
		}
	}
	return sum / (vectors.length * queries.length);
}

function dequantise(quantiser: RowQuantiser, vector: Float32Array): Float64Array {
	const codes = new Int8Array(dims);
	const scale = decodeFloat16(quantiser.quantise(vector, codes, 0));
	return Float64Array.from(codes, (code) => code * scale);
}

test('scores come out nearer than if every component were rounded by itself', () => {
	const vectors = crowdedVectors(300);
	const quantiser = RowQuantiser.learn(Float32Array.from(vectors.flatMap((v) => [...v])));
	const learnt = vectors.map((vector) => dequantise(quantiser, vector));
	const rounded = vectors.map((vector) => {
		const scale = vector.reduce((max, x) => Math.max(max, Math.abs(x)), 0) / 127;
		return Float64Array.from(vector, (x) => Math.round(x / scale) * scale);
	});
	const queries = vectors.slice(0, 50);
	const ratio = scoreError(vectors, learnt, queries) / scoreError(vectors, rounded, queries);
	expect(ratio).toBeLessThan(0.7);
});

test('one vector, a zero vector and the largest float are no trouble', () => {
	const [vector = new Float32Array(dims)] = crowdedVectors(1);
	const quantiser = RowQuantiser.learn(vector);
	expect(dot(dequantise(quantiser, vector), vector)).toBeCloseTo(1, 3);
	expect([...dequantise(quantiser, new Float32Array(dims))]).toEqual(Array(dims).fill(0));
	const oneSided = new Float32Array(dims);
	oneSided[3] = 1;
	expect(dequantise(quantiser, oneSided)[3]).toBeCloseTo(1, 2);
});
