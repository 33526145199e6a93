/**
 * Runs an encoder's layer list in plain TypeScript: the reference that other implementations are
 * held against, and what Node listens with.
 *
 * What must stay true: nothing about a particular network is written here, everything comes from
 * its description; and one machine gives the same bits for the same slice, always.
 */
import type { EncoderPlan, PlannedLayer } from '#lib/contracts/encoder-plan.ts';
import { normalisation } from './affine.ts';
import {
	affine,
	asImage,
	convolution,
	dense,
	depthwise,
	leakyRelu,
	pointwise,
	pool,
	square,
	squareRoot,
	timeStatistics,
	transposed,
	type Operation
} from './operations.ts';
import { decodeTensor } from './weights.ts';

export interface Network {
	/**
	 * The embedding of one slice.
	 * @param slice [mel band][frame], from the encoder's own front end
	 * @returns 100 numbers, not normalised
	 */
	embed(slice: Float32Array): Float32Array;
	/** Every layer's output in turn; for fitting and for comparing implementations. */
	activations(slice: Float32Array): readonly Float32Array[];
}

/** Owns buffers that it writes to: one for each thread. */
export function createNetwork(plan: EncoderPlan, weights: Uint8Array): Network {
	const read = (tensorName: string): Float32Array => {
		const tensor = plan.tensors.get(tensorName);
		if (!tensor) throw new TypeError(`The plan names a tensor that is not there: ${tensorName}`);
		return decodeTensor(weights, tensor);
	};
	const steps = plan.layers.map((planned) => ({
		inputs: planned.inputs,
		run: operation(planned, plan, read)
	}));

	function activations(slice: Float32Array): Float32Array[] {
		const outputs: Float32Array[] = [];
		for (const { inputs, run } of steps) {
			outputs.push(run(inputs.map((input) => outputs[input] ?? slice)));
		}
		return outputs;
	}

	return {
		activations,
		embed(slice) {
			const outputs = activations(slice);
			return outputs[outputs.length - 1] ?? slice;
		}
	};
}

type Step = (inputs: readonly Float32Array[]) => Float32Array;

function operation(
	planned: PlannedLayer,
	plan: EncoderPlan,
	read: (tensorName: string) => Float32Array
): Step {
	const { layer } = planned;
	if (layer.kind === 'concatenate') return concatenate;
	const run = singleInput(planned, plan, read);
	return ([input]) => run(input ?? new Float32Array(0));
}

function singleInput(
	{ layer, inputShapes, outputShape }: PlannedLayer,
	plan: EncoderPlan,
	read: (tensorName: string) => Float32Array
): Operation {
	const inputShape = inputShapes[0] ?? outputShape;
	const kernelSize = (tensorName: string): readonly [number, number] => {
		const [height = 1, width = 1] = plan.tensors.get(tensorName)?.shape ?? [];
		return [height, width];
	};
	const biasOf = (tensorName: string | undefined): Float32Array =>
		tensorName === undefined
			? new Float32Array(outputShape[outputShape.length - 1] ?? 0)
			: read(tensorName);

	switch (layer.kind) {
		case 'convolution': {
			const size = kernelSize(layer.kernel);
			const [, , channels] = asImage(inputShape);
			const output = asImage(outputShape);
			const kernel = transposed(read(layer.kernel), size[0] * size[1] * channels, output[2]);
			return convolution(layer, asImage(inputShape), output, size, kernel, biasOf(layer.bias));
		}
		case 'separable-convolution': {
			const [height, width, outChannels] = asImage(outputShape);
			const [, , channels] = asImage(inputShape);
			const first = depthwise(
				layer,
				asImage(inputShape),
				[height, width],
				kernelSize(layer.depthwise),
				read(layer.depthwise)
			);
			const matrix = transposed(read(layer.pointwise), channels, outChannels);
			const second = pointwise([height, width, channels], matrix, biasOf(layer.bias));
			return (input) => second(first(input));
		}
		case 'leaky-relu':
			return leakyRelu(layer.slope);
		case 'square':
			return square;
		case 'square-root':
			return squareRoot(layer.epsilon);
		case 'batch-normalisation': {
			const { factors, offsets } = normalisation(layer, read);
			return affine(factors, offsets);
		}
		case 'max-pool':
		case 'average-pool': {
			const [height, width] = asImage(outputShape);
			return pool(layer.kind, asImage(inputShape), [height, width], layer.size);
		}
		case 'time-statistics':
			return timeStatistics(layer.statistics, asImage(inputShape));
		case 'flatten':
			return (input) => input;
		case 'dense': {
			return dense(read(layer.kernel), biasOf(layer.bias));
		}
		case 'concatenate':
			throw new TypeError('Joining takes several inputs');
	}
}

function concatenate(inputs: readonly Float32Array[]): Float32Array {
	const output = new Float32Array(inputs.reduce((sum, input) => sum + input.length, 0));
	let at = 0;
	for (const input of inputs) {
		output.set(input, at);
		at += input.length;
	}
	return output;
}
