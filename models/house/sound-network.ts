/**
 * Puts the house's sound network together: features, calibrated on real slices, then the fitted
 * readout, as one description and its weights.
 */
import { createHash } from 'node:crypto';
import { planLayers } from '#lib/contracts/encoder-plan.ts';
import type { FrontEnd, Layer } from '#lib/contracts/encoder.ts';
import { createNetwork } from '#workers/listener/network/network.ts';
import { encodeTensors, type Tensor } from '#workers/listener/network/weights.ts';
import {
	bandsPart,
	rhythmPart,
	textureLayers,
	texturePart,
	type Block,
	type Part,
	type RhythmOptions
} from './features.ts';
import type { EncoderFiles } from './listen-worker.ts';
import { leastVariance, type Readout } from './readout.ts';

export interface SoundNetworkOptions {
	readonly frontEnd: FrontEnd;
	readonly blocks: readonly Block[];
	readonly rhythm: RhythmOptions;
	/** How much a rhythm feature counts in the readout, beside 1 for all the others. */
	readonly rhythmWeight: number;
	readonly seed: string | number;
}

/**
 * The feature layers, calibrated.
 * @param slices [band][frame] each: some hundreds, of as many tracks
 */
export function makeFeatures(slices: readonly Float32Array[], options: SoundNetworkOptions): Part {
	const { frontEnd, blocks, rhythm, seed } = options;
	const parts = [bandsPart(), rhythmPart(frontEnd, rhythm), texturePart(blocks, seed)];
	const inputs = ['bands', 'changes', 'rhythm', ...textureLayers(blocks)];
	const uncalibrated: Part = {
		layers: [
			...parts.flatMap(({ layers }) => layers),
			{ kind: 'concatenate', inputs, name: 'features' }
		],
		tensors: parts.flatMap(({ tensors }) => tensors)
	};
	return calibrate(uncalibrated, slices, frontEnd);
}

/** A weight for each feature, in the features' order, as far as they are not all 1. */
export function featureWeights({ frontEnd, rhythm, rhythmWeight }: SoundNetworkOptions): number[] {
	const { melBands } = frontEnd;
	const regions = Math.floor(melBands / rhythm.regionBands);
	const before = new Array<number>(5 * melBands).fill(1);
	return [...before, ...new Array<number>(regions * rhythm.rates).fill(rhythmWeight)];
}

/**
 * Gives each normalisation, in order, the mean and variance that its input has over the slices.
 * Each is measured with all before it in place and all weights as they are stored.
 */
function calibrate(part: Part, slices: readonly Float32Array[], frontEnd: FrontEnd): Part {
	const tensors = [...part.tensors];
	for (const [position, layer] of part.layers.entries()) {
		if (layer.kind !== 'batch-normalisation') continue;
		const before = encoderFiles({ layers: part.layers.slice(0, position), tensors }, frontEnd);
		const plan = planLayers(before.description);
		if (!plan.ok) throw new Error(plan.failure.message);
		const network = createNetwork(plan.value, before.weights);
		const channels = plan.value.layers[position - 1]?.outputShape.at(-1) ?? 0;
		const { mean, variance } = channelMoments(slices, channels, (slice) => network.embed(slice));
		tensors.push(vector(layer.mean, mean), vector(layer.variance, variance));
	}
	return { layers: part.layers, tensors };
}

function channelMoments(
	slices: readonly Float32Array[],
	channels: number,
	run: (slice: Float32Array) => Float32Array
): { mean: Float64Array; variance: Float64Array } {
	const sum = new Float64Array(channels);
	const squares = new Float64Array(channels);
	let count = 0;
	for (const slice of slices) {
		const output = run(slice);
		for (let at = 0; at < output.length; at += channels) {
			for (let c = 0; c < channels; c++) {
				const value = output[at + c] as number;
				sum[c] = (sum[c] as number) + value;
				squares[c] = (squares[c] as number) + value * value;
			}
		}
		count += output.length / channels;
	}
	const mean = sum.map((each) => each / count);
	const variance = squares.map((each, c) => Math.max(0, each / count - (mean[c] as number) ** 2));
	return { mean, variance };
}

function vector(name: string, values: ArrayLike<number>): Tensor {
	return { name, shape: [values.length], encoding: 'float32', values };
}

/** The features, normalised, and the readout behind them: the whole network. */
export function withReadout(features: Part, { mean, variance, kernel }: Readout): Part {
	const layers: Layer[] = [
		...features.layers,
		{
			kind: 'batch-normalisation',
			mean: 'readout/mean',
			variance: 'readout/variance',
			epsilon: leastVariance
		},
		{ kind: 'dense', kernel: 'readout/kernel', name: 'embedding' }
	];
	return {
		layers,
		tensors: [
			...features.tensors,
			vector('readout/mean', mean),
			vector('readout/variance', variance),
			{
				name: 'readout/kernel',
				shape: [kernel.rows, kernel.columns],
				encoding: 'int8',
				values: kernel.values
			}
		]
	};
}

/** The description and weights as they are stored; the id is a hash of both. */
export function encoderFiles({ layers, tensors }: Part, frontEnd: FrontEnd): EncoderFiles {
	const { descriptions, weights } = encodeTensors(tensors);
	const described = {
		frontEnd,
		layers: [...layers],
		tensors: descriptions,
		weightsSizeBytes: weights.length
	};
	const hash = createHash('sha256').update(JSON.stringify(described)).update(weights).digest('hex');
	return { description: { id: `house-${hash.slice(0, 16)}`, ...described }, weights };
}
