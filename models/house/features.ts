/**
 * The layers that turn a slice into many numbers, before any fit: what the house's network knows of
 * sound without having been taught.
 *
 * - *Bands*: how loud each mel band is, how much that varies, its peak, and how fast it moves.
 * - *Rhythm*: onsets in eight regions of the spectrum, and how strongly they recur at each of a few
 *   dozen rates (a modulation spectrum: windowed cosines and sines across the whole slice).
 * - *Texture*: three blocks of convolutions with random weights, normalised, then statistics over
 *   time. Random filters in normalised blocks keep much of what trained ones would (Jarrett et al.,
 *   "What is the Best Multi-Stage Architecture for Object Recognition?", 2009).
 * - *Timbre*: a dictionary of short, full-height spectral patches, found by clustering (Coates and
 *   Ng, "Learning Feature Representations with K-means", 2012); see `dictionary.ts`.
 *
 * What must stay true: everything is expressed in the contract's layers, all chance is seeded, and
 * weights are rounded to what is stored before anything is calibrated on top of them.
 */
import { createRandom, type Random } from '#lib/domain/random.ts';
import type { FrontEnd, Layer } from '#lib/contracts/encoder.ts';
import type { Tensor } from '#workers/listener/network/weights.ts';
import type { Dictionary } from './dictionary.ts';

/** Layers with the tensors that they name. */
export interface Part {
	readonly layers: readonly Layer[];
	readonly tensors: readonly Tensor[];
}

const leak = 0.2;
export const epsilon = 1e-3;

/** 3 × bands from the levels, 2 × bands from their changes. */
export function bandsPart(): Part {
	return {
		layers: [
			{
				kind: 'time-statistics',
				input: 'input',
				statistics: ['mean', 'deviation', 'maximum'],
				name: 'bands'
			},
			{ kind: 'convolution', input: 'input', kernel: 'change', strides: [1, 1], padding: 'valid' },
			{ kind: 'leaky-relu', slope: -1 },
			{ kind: 'time-statistics', statistics: ['mean', 'deviation'], name: 'changes' }
		],
		tensors: [{ name: 'change', shape: [1, 2, 1, 1], encoding: 'float32', values: [-1, 1] }]
	};
}

export interface RhythmOptions {
	/** Mel bands that count as one region. */
	readonly regionBands: number;
	readonly rates: number;
	readonly lowestHz: number;
	readonly highestHz: number;
}

/** Regions × rates numbers: the strength of each rate in each region's onsets. */
export function rhythmPart(frontEnd: FrontEnd, options: RhythmOptions): Part {
	const { sliceFrames, sampleRateHz, hopSize } = frontEnd;
	const { rates, lowestHz, highestHz } = options;
	const frames = sliceFrames - 1;
	const waves = new Float64Array(frames * rates * 2);
	const pairs = new Float64Array(rates * 2 * rates);
	for (let rate = 0; rate < rates; rate++) {
		const hertz = lowestHz * (highestHz / lowestHz) ** (rate / (rates - 1));
		for (let t = 0; t < frames; t++) {
			const hann = (0.5 - 0.5 * Math.cos((2 * Math.PI * (t + 0.5)) / frames)) / Math.sqrt(frames);
			const phase = (2 * Math.PI * hertz * t * hopSize) / sampleRateHz;
			waves[(t * rates + rate) * 2] = hann * Math.cos(phase);
			waves[(t * rates + rate) * 2 + 1] = hann * Math.sin(phase);
		}
		pairs[2 * rate * rates + rate] = 1;
		pairs[(2 * rate + 1) * rates + rate] = 1;
	}
	return {
		layers: [
			{ kind: 'average-pool', input: 'input', size: [options.regionBands, 1] },
			{ kind: 'convolution', kernel: 'change', strides: [1, 1], padding: 'valid' },
			{ kind: 'leaky-relu', slope: 0 },
			{ kind: 'convolution', kernel: 'waves', strides: [1, 1], padding: 'valid' },
			{ kind: 'square' },
			{ kind: 'convolution', kernel: 'wave-pairs', strides: [1, 1], padding: 'valid' },
			{ kind: 'square-root', epsilon: 1e-6 },
			{ kind: 'flatten', name: 'rhythm' }
		],
		tensors: [
			{ name: 'waves', shape: [1, frames, 1, rates * 2], encoding: 'int8', values: waves },
			{ name: 'wave-pairs', shape: [1, 1, rates * 2, rates], encoding: 'int8', values: pairs }
		]
	};
}

/** One of the three blocks, its normalisation still to be calibrated. */
export interface Block {
	readonly channels: number;
}

/**
 * Three blocks of random convolutions, then regions of the spectrum by average, then statistics:
 * 3 × regions × (the last block's channels) numbers.
 */
export function texturePart(
	blocks: readonly Block[],
	regionRows: number,
	seed: string | number
): Part {
	const random = createRandom(`${seed}/texture`);
	const layers: Layer[] = [];
	const tensors: Tensor[] = [];
	let input = 1;
	for (const [index, { channels }] of blocks.entries()) {
		const name = `block-${index + 1}`;
		const window = { strides: [1, 1] as [number, number], padding: 'same' as const };
		if (index === 0) {
			// One channel cannot be taken apart and mixed again: the first block convolves in full.
			layers.push({ kind: 'convolution', ...window, kernel: `${name}/kernel`, input: 'input' });
			tensors.push(randomTensor(`${name}/kernel`, [3, 3, input, channels], random));
		} else {
			layers.push({
				kind: 'separable-convolution',
				...window,
				depthwise: `${name}/depthwise`,
				pointwise: `${name}/pointwise`
			});
			tensors.push(
				randomTensor(`${name}/depthwise`, [3, 3, input], random),
				randomTensor(`${name}/pointwise`, [input, channels], random)
			);
		}
		layers.push({ kind: 'leaky-relu', slope: leak }, normalisation(name), {
			kind: 'max-pool',
			size: [2, 2]
		});
		input = channels;
	}
	layers.push(
		{ kind: 'average-pool', size: [regionRows, 1] },
		{ kind: 'time-statistics', statistics: ['mean', 'deviation', 'maximum'], name: 'texture' }
	);
	return { layers, tensors };
}

function randomTensor(name: string, shape: number[], random: Random): Tensor {
	const count = shape.reduce((product, n) => product * n, 1);
	const values = Float64Array.from({ length: count }, () => random.normal());
	return { name, shape, encoding: 'int8', values };
}

/** The dictionary's patches at every second frame: how much, how variably and at most. */
export function timbrePart({ kernel, frames, size, bands }: Dictionary): Part {
	return {
		layers: [
			{
				kind: 'convolution',
				input: 'input',
				kernel: 'timbre/kernel',
				strides: [1, 2],
				padding: 'valid',
				name: 'timbre/raw'
			},
			normalisation('timbre'),
			{ kind: 'leaky-relu', slope: 0 },
			{ kind: 'time-statistics', statistics: ['mean', 'deviation', 'maximum'], name: 'timbre' }
		],
		tensors: [
			{ name: 'timbre/kernel', shape: [bands, frames, 1, size], encoding: 'int8', values: kernel }
		]
	};
}

function normalisation(name: string): Layer {
	return {
		kind: 'batch-normalisation',
		beta: `${name}/beta`,
		mean: `${name}/mean`,
		variance: `${name}/variance`,
		epsilon
	};
}
