/**
 * One layer as tensorflow.js operations, for several slices at once: images are
 * [slice][height][width][channel], vectors [slice][length].
 *
 * The formulations are the fastest of those measured on WASM, where a few operations (leakyRelu,
 * maximum, mean, max, moments) are plain loops an order of magnitude slower than their neighbours
 * in XNNPACK: PReLU in place of leakyRelu, pooling over whole rows in place of reductions.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { PlannedLayer } from '#lib/contracts/encoder-plan.ts';
import { foldIntoMatrix, type Affine } from './affine.ts';
import { asImage } from './operations.ts';

/** The inputs are the caller's; what it makes on the way is for a `tf.tidy` around it. */
export type TensorOperation = (inputs: readonly tf.Tensor[]) => tf.Tensor;

export interface LayerWeights {
	/** A copy of its own, de-quantised. */
	read(tensorName: string): Float32Array;
	shapeOf(tensorName: string): readonly number[];
	/** Puts numbers on the device until the network is disposed of. */
	keep(values: Float32Array, shape: readonly number[]): tf.Tensor;
	/** A tensor must not be larger. */
	readonly maxTensorBytes: number;
}

/** Normalisations that a matrix takes in: still owed by its input, and following its output. */
export interface Folded {
	readonly before: Affine | null;
	readonly after: Affine | null;
}

export function tensorOperation(
	{ layer, inputShapes, outputShape }: PlannedLayer,
	weights: LayerWeights,
	folded: Folded
): TensorOperation {
	const inputShape = inputShapes[0] ?? outputShape;
	const outputs = outputShape[outputShape.length - 1] ?? 0;
	const readBias = (name: string | undefined): Float32Array | undefined =>
		name === undefined ? undefined : weights.read(name);

	switch (layer.kind) {
		case 'convolution': {
			const matrix = foldIntoMatrix(
				weights.read(layer.kernel),
				outputs,
				readBias(layer.bias),
				folded
			);
			const filter = weights.keep(matrix.kernel, weights.shapeOf(layer.kernel)) as tf.Tensor4D;
			const bias = weights.keep(matrix.bias, [outputs]);
			const { strides, padding } = layer;
			return only((x) =>
				tf.fused.conv2d({ x: x as tf.Tensor4D, filter, strides, pad: padding, bias })
			);
		}
		case 'separable-convolution': {
			const [height = 1, width = 1, channels = 1] = weights.shapeOf(layer.depthwise);
			const kernel = weights.read(layer.depthwise);
			// Each channel by itself is only scaled and shifted: its matrix takes both in.
			const before = folded.before && throughDepthwise(folded.before, kernel);
			const matrix = foldIntoMatrix(weights.read(layer.pointwise), outputs, readBias(layer.bias), {
				before,
				after: folded.after
			});
			const depthwise = weights.keep(kernel, [height, width, channels, 1]) as tf.Tensor4D;
			const pointwise = weights.keep(matrix.kernel, [1, 1, channels, outputs]) as tf.Tensor4D;
			const bias = weights.keep(matrix.bias, [outputs]);
			const { strides, padding } = layer;
			return only((x) =>
				tf.fused.conv2d({
					x: tf.depthwiseConv2d(x as tf.Tensor4D, depthwise, strides, padding),
					filter: pointwise,
					strides: 1,
					pad: 'valid',
					bias
				})
			);
		}
		case 'leaky-relu': {
			// A slope for every number of a row: with one channel alone PReLU would go one by one.
			const rowLength = inputShape.length === 3 ? inputShape[1] * inputShape[2] : inputShape[0];
			const slopes = weights.keep(new Float32Array(rowLength).fill(layer.slope), [rowLength]);
			return only((x) => tf.reshape(tf.prelu(tf.reshape(x, [-1, rowLength]), slopes), x.shape));
		}
		case 'square':
			return only((x) => tf.square(x));
		case 'square-root': {
			const epsilon = weights.keep(Float32Array.of(layer.epsilon), [1]);
			return only((x) => tf.sqrt(tf.add(x, epsilon)));
		}
		case 'max-pool':
		case 'average-pool':
			return only((x) => pool(layer.kind, x as tf.Tensor4D, layer.size));
		case 'time-statistics': {
			const [height, width, channels] = asImage(inputShape);
			return only((x) =>
				timeStatistics(layer.statistics, x as tf.Tensor4D, width, height * channels)
			);
		}
		case 'flatten':
			return only((x) => tf.reshape(x, [x.shape[0], -1]));
		case 'dense': {
			const matrix = foldIntoMatrix(
				weights.read(layer.kernel),
				outputs,
				readBias(layer.bias),
				folded
			);
			return dense(matrix, outputs, weights);
		}
		case 'concatenate':
			return (inputs) => tf.concat([...inputs], 1);
		case 'batch-normalisation':
			throw new TypeError('A normalisation is folded or made by `affineOperation`');
	}
}

/** x × factors + offsets, for what could not be folded. */
export function affineOperation(
	{ factors, offsets }: Affine,
	weights: Pick<LayerWeights, 'keep'>
): TensorOperation {
	const scale = weights.keep(Float32Array.from(factors), [factors.length]);
	const shift = weights.keep(Float32Array.from(offsets), [offsets.length]);
	return only((x) => tf.add(tf.mul(x, scale), shift));
}

function only(run: (input: tf.Tensor) => tf.Tensor): TensorOperation {
	return ([input]) => {
		if (!input) throw new TypeError('A layer was run without its input');
		return run(input);
	};
}

/** @param kernel [height][width][channel] */
function throughDepthwise({ factors, offsets }: Affine, kernel: Float32Array): Affine {
	const sums = new Float64Array(factors.length);
	kernel.forEach((weight, i) => {
		sums[i % sums.length] = (sums[i % sums.length] ?? 0) + weight;
	});
	return { factors, offsets: offsets.map((offset, c) => offset * (sums[c] ?? 0)) };
}

function pool(
	kind: 'max-pool' | 'average-pool',
	x: tf.Tensor4D,
	size: readonly [number, number]
): tf.Tensor4D {
	const window: [number, number] = [...size];
	// XNNPACK refuses a window of one.
	if (window[0] * window[1] === 1) return tf.clone(x);
	return kind === 'max-pool'
		? tf.maxPool(x, window, window, 'valid')
		: tf.avgPool(x, window, window, 'valid');
}

type Statistics = readonly ('mean' | 'deviation' | 'maximum')[];

function timeStatistics(
	statistics: Statistics,
	x: tf.Tensor4D,
	width: number,
	length: number
): tf.Tensor {
	const mean = (image: tf.Tensor4D): tf.Tensor4D => pool('average-pool', image, [1, width]);
	const parts = statistics.map((statistic) => {
		switch (statistic) {
			case 'mean':
				return mean(x);
			case 'maximum':
				return pool('max-pool', x, [1, width]);
			case 'deviation':
				// Two passes: the difference of large sums would lose a small variance.
				return tf.sqrt(mean(tf.square(tf.sub(x, mean(x)))));
		}
	});
	return tf.concat(
		parts.map((part) => tf.reshape(part, [x.shape[0], length])),
		1
	);
}

/** In parts where the kernel is larger than a tensor may be: rows of it, whose products are summed. */
function dense(
	{ kernel, bias }: { kernel: Float32Array; bias: Float32Array },
	outputs: number,
	weights: LayerWeights
): TensorOperation {
	const rows = kernel.length / outputs;
	const rowsAtOnce = Math.min(rows, Math.floor(weights.maxTensorBytes / 4 / outputs));
	const keptBias = weights.keep(bias, [outputs]);
	const parts = Array.from({ length: Math.ceil(rows / rowsAtOnce) }, (_, i) => {
		const from = i * rowsAtOnce;
		const count = Math.min(rowsAtOnce, rows - from);
		const values = kernel.subarray(from * outputs, (from + count) * outputs);
		return { from, count, values: weights.keep(values, [count, outputs]) as tf.Tensor2D };
	});
	const [first] = parts;
	if (parts.length === 1 && first) {
		return only((x) => tf.fused.matMul({ a: x, b: first.values, bias: keptBias }));
	}
	return only((x) =>
		parts.reduce<tf.Tensor>((sum, { from, count, values }) => {
			const columns = tf.slice(x, [0, from], [-1, count]);
			return tf.add(sum, tf.matMul(columns, values));
		}, keptBias)
	);
}
