import { beforeAll, expect, it } from 'vitest';
import { vectorDims } from '#lib/contracts/manifest.ts';
import { createRandom } from '#lib/domain/random.ts';
import { Engine } from './engine.ts';
import { compiledKernels } from './test/compiled-kernels.ts';
import { engineWith, randomTracks } from './test/small-catalogue.ts';

const titles = Array.from({ length: 300 }, (_, i) => `Artist - Song ${i}`);
/** Every track from the hundredth on sounds exactly like one of the first hundred. */
const tracks = randomTracks(titles, 3).map((track, i, all) => ({
	...track,
	sound: all[i % 100]?.sound ?? track.sound
}));
let engine: Engine;
beforeAll(async () => {
	engine = await engineWith(tracks, compiledKernels, 128);
});

function randomSound(seed: number, length: number): Float64Array {
	const random = createRandom(seed);
	return Float64Array.from({ length: vectorDims }, () => length * random.normal());
}

async function nearest(sound: Float64Array, limit: number): Promise<readonly [string, number][]> {
	const found = await engine.nearest({ sound, limit });
	if (!found.ok) throw new Error(found.failure.message);
	return found.value.map(({ track, score }) => [track.id, score]);
}

it.each([1, 1e-6, 1e6])(
	'is what scoring every row finds, ties to the lower (length %d)',
	async (length) => {
		for (let seed = 0; seed < 20; seed++) {
			const sound = randomSound(seed, length);
			const norm = Math.hypot(...sound);
			const scored = tracks
				.map(({ sound: own }, row) => {
					let score = 0;
					for (const [i, x] of own.entries()) score += x * (sound[i] ?? NaN);
					return { row, score };
				})
				.sort((a, b) => b.score - a.score || a.row - b.row);
			for (const limit of [1, 2, 10, 300, 1000]) {
				const found = await nearest(sound, limit);
				const wanted = scored.slice(0, limit);
				expect(found.map(([id]) => id)).toEqual(wanted.map(({ row }) => `t${row}`));
				for (const [i, { score }] of wanted.entries()) {
					expect(found[i]?.[1]).toBeCloseTo(score / norm, 9);
				}
			}
		}
	}
);

it('wants a vector that points somewhere, and a catalogue', async () => {
	expect(await nearest(randomSound(1, 1), 0)).toEqual([]);
	for (const sound of [
		new Float64Array(vectorDims),
		new Float64Array(vectorDims).fill(NaN),
		new Float64Array(3).fill(1)
	]) {
		expect(await engine.nearest({ sound, limit: 5 })).toMatchObject({
			failure: { code: 'out-of-range' }
		});
	}
	const empty = new Engine(compiledKernels);
	expect(await empty.nearest({ sound: randomSound(1, 1), limit: 5 })).toMatchObject({
		failure: { code: 'no-catalogue' }
	});
});
