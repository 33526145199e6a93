import { describe, expect, it } from 'vitest';
import { parseEncoder, planLayers } from '#lib/contracts/encoder-plan.ts';
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import { createRandom } from '#lib/domain/random.ts';
import { createNetwork } from '#workers/listener/network/network.ts';
import { createMatrix } from './linear-algebra.ts';
import {
	encoderFiles,
	featureWeights,
	makeFeatures,
	withReadout,
	type SoundNetworkOptions
} from './sound-network.ts';

const options: SoundNetworkOptions = {
	frontEnd: { ...standardFrontEnd, melBands: 24, sliceFrames: 48 },
	blocks: [
		{ channels: 4, regionRows: 3 },
		{ channels: 8, regionRows: 3 }
	],
	rhythm: { regionBands: 6, rates: 5, lowestHz: 1, highestHz: 10 },
	rhythmWeight: 0.5,
	seed: 'test'
};

/** Beats of so many a second under a melody, with noise. */
function slice(number: number, beatHz = 2): Float32Array {
	const random = createRandom(number);
	const { melBands, sliceFrames, hopSize, sampleRateHz } = options.frontEnd;
	return Float32Array.from({ length: melBands * sliceFrames }, (_, i) => {
		const seconds = ((i % sliceFrames) * hopSize) / sampleRateHz;
		const beat = Math.exp(-8 * ((seconds * beatHz) % 1));
		return 0.6 * beat + 0.2 * random.uniform() + (Math.floor(i / sliceFrames) % 5 === 0 ? 0.2 : 0);
	});
}

const slices = Array.from({ length: 12 }, (_, number) => slice(number));
const features = makeFeatures(slices, options);

function run(input: Float32Array): Map<string, Float32Array> {
	const { description, weights } = encoderFiles(features, options.frontEnd);
	const plan = planLayers(description);
	if (!plan.ok) throw new Error(plan.failure.message);
	const outputs = createNetwork(plan.value, weights).activations(input);
	return new Map(description.layers.map((layer, i) => [layer.name ?? `${i}`, outputs[i] ?? input]));
}

describe('the features', () => {
	it('are calibrated: each block gives channels of mean 0 and deviation 1', () => {
		const { description, weights } = encoderFiles(features, options.frontEnd);
		const plan = planLayers(description);
		if (!plan.ok) throw new Error(plan.failure.message);
		const network = createNetwork(plan.value, weights);
		for (const [index, layer] of description.layers.entries()) {
			if (layer.kind !== 'batch-normalisation') continue;
			const outputs = slices.flatMap((each) => [...(network.activations(each)[index] ?? [])]);
			const mean = outputs.reduce((sum, x) => sum + x, 0) / outputs.length;
			const variance = outputs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / outputs.length;
			expect(Math.abs(mean)).toBeLessThan(0.01);
			expect(Math.abs(variance - 1)).toBeLessThan(0.1);
		}
	});

	it('hear at which rate something recurs', () => {
		const { rates, lowestHz, highestHz } = options.rhythm;
		const strongest = (beatHz: number): number => {
			const region = run(slice(99, beatHz)).get('rhythm')?.subarray(0, rates) ?? [];
			return [...region].indexOf(Math.max(...region));
		};
		const rateOf = (index: number): number =>
			lowestHz * (highestHz / lowestHz) ** (index / (rates - 1));
		expect(strongest(rateOf(2))).toBe(2);
		expect(strongest(rateOf(3))).toBe(3);
	});

	it('are the same for the same seed, and others for another', () => {
		const id = (seed: string): string =>
			encoderFiles(makeFeatures(slices.slice(0, 3), { ...options, seed }), options.frontEnd)
				.description.id;
		expect(id('a')).toBe(id('a'));
		expect(id('a')).not.toBe(id('b'));
	});

	it('have a weight each up to the rhythm’s', () => {
		const outputs = run(slice(0));
		const before = (outputs.get('bands')?.length ?? 0) + (outputs.get('changes')?.length ?? 0);
		const weights = featureWeights(options);
		expect(weights.indexOf(0.5)).toBe(before);
		expect(weights.length).toBe(before + (outputs.get('rhythm')?.length ?? 0));
	});
});

describe('the whole network', () => {
	it('is a description that the contract takes, and normalises before it reads out', () => {
		const count = run(slice(0)).get('features')?.length ?? 0;
		const kernel = createMatrix(count, 100);
		kernel.values.fill(1);
		const mean = new Float64Array(count).fill(0.25);
		const variance = new Float64Array(count).fill(4);
		const { description, weights } = encoderFiles(
			withReadout(features, { mean, variance, kernel }),
			options.frontEnd
		);
		const plan = parseEncoder(JSON.parse(JSON.stringify(description)));
		if (!plan.ok) throw new Error(plan.failure.message);
		const embedding = createNetwork(plan.value, weights).embed(slice(0));
		const own = run(slice(0)).get('features') ?? new Float32Array(0);
		const expected = own.reduce((sum, x) => sum + (x - 0.25) / 2, 0);
		expect(embedding.length).toBe(100);
		expect(embedding[7]).toBeCloseTo(expected, 2);
	});
});
