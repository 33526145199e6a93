/**
 * The layers that turn a slice into many numbers, before any fit: what the house's network knows of
 * sound without having been taught.
 *
 * - *Bands*: how loud each mel band is, how much that varies, its peak, and how fast it moves.
 * - *Rhythm*: onsets in eight regions of the spectrum, and how strongly they recur at each of a few
 *   dozen rates (a modulation spectrum: windowed cosines and sines across the whole slice).
 * - *Texture*: blocks of convolutions with random weights, normalised, and statistics over time
 *   behind each. Random filters in normalised blocks keep much of what trained ones would (Jarrett et al.,
 *   "What is the Best Multi-Stage Architecture for Object Recognition?", 2009).
 *
 * What must stay true: everything is expressed in the contract's layers, all chance is seeded, and
 * weights are rounded to what is stored before anything is calibrated on top of them.
 */
import { createRandom, type Random } from '#lib/domain/random.ts';
import type { FrontEnd, Layer } from '#lib/contracts/encoder.ts';
import type { Tensor } from '#workers/listener/network/weights.ts';

/** Layers with the tensors that they name. */
export interface Part {
	readonly layers: readonly Layer[];
	readonly tensors: readonly Tensor[];
}

const leak = 0.2;
const epsilon = 1e-3;

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

export interface Block {
	readonly channels: number;
	/** Rows of the block's output that count as one region of the spectrum. */
	readonly regionRows: number;
}

/** The names of the texture's feature layers. */
export function textureLayers(blocks: readonly Block[]): string[] {
	return blocks.map((_, index) => `texture-${index + 1}`);
}

/**
 * Blocks of random convolutions, and for each the statistics of its output, averaged in regions of
 * the spectrum: 3 × regions × channels numbers. So texture is taken at several scales.
 */
export function texturePart(blocks: readonly Block[], seed: string | number): Part {
	const random = createRandom(`${seed}/texture`);
	const layers: Layer[] = [];
	const statistics: Layer[] = [];
	const tensors: Tensor[] = [];
	let inputChannels = 1;
	for (const [index, { channels, regionRows }] of blocks.entries()) {
		const name = `block-${index + 1}`;
		const window = { strides: [1, 1] as [number, number], padding: 'same' as const };
		if (index === 0) {
			// One channel cannot be taken apart and mixed again: the first block convolves in full.
			layers.push({ kind: 'convolution', ...window, kernel: `${name}/kernel`, input: 'input' });
			tensors.push(randomTensor(`${name}/kernel`, [3, 3, inputChannels, channels], random));
		} else {
			layers.push({
				kind: 'separable-convolution',
				...window,
				depthwise: `${name}/depthwise`,
				pointwise: `${name}/pointwise`
			});
			tensors.push(
				randomTensor(`${name}/depthwise`, [3, 3, inputChannels], random),
				randomTensor(`${name}/pointwise`, [inputChannels, channels], random)
			);
		}
		layers.push(
			{ kind: 'leaky-relu', slope: leak },
			{
				kind: 'batch-normalisation',
				mean: `${name}/mean`,
				variance: `${name}/variance`,
				epsilon
			},
			{ kind: 'max-pool', size: [2, 2], name }
		);
		statistics.push(
			{ kind: 'average-pool', input: name, size: [regionRows, 1] },
			{
				kind: 'time-statistics',
				statistics: ['mean', 'deviation', 'maximum'],
				name: `texture-${index + 1}`
			}
		);
		inputChannels = channels;
	}
	return { layers: [...layers, ...statistics], tensors };
}

function randomTensor(name: string, shape: number[], random: Random): Tensor {
	const count = shape.reduce((product, n) => product * n, 1);
	const values = Float64Array.from({ length: count }, () => random.normal());
	return { name, shape, encoding: 'int8', values };
}
