/**
 * A layer list as steps of tensorflow.js, with its weights on the device.
 *
 * Normalisations are put off as far as that is exact (`affine.ts`) and mostly end in a matrix: one
 * that follows a matrix directly goes into it, others into the next one. In the original's network
 * a leak stands before each: the last two go forward into a dense layer, the others past their pool
 * (a quarter of the numbers) and no further, because the next convolution pads with zeros.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { EncoderPlan, PlannedLayer } from '#lib/contracts/encoder-plan.ts';
import type { TensorDescription } from '#lib/contracts/encoder.ts';
import { afterLayer, canFollow, inTurn, normalisation, type Affine } from './affine.ts';
import {
	affineOperation,
	tensorOperation,
	type LayerWeights,
	type TensorOperation
} from './tensor-layers.ts';
import { decodeTensor } from './weights.ts';

/** Inputs are positions of steps; −1 is the slices. */
export interface Step {
	readonly inputs: readonly number[];
	readonly run: TensorOperation;
}

/** A layer's output as the steps leave it: at a position, and still to be normalised. */
interface Output {
	readonly position: number;
	readonly owed: Affine | null;
}

/**
 * The last step gives the embeddings.
 * @param kept takes every tensor that is put on the device; to be disposed of by the caller
 */
export function compileSteps(
	plan: EncoderPlan,
	bytes: Uint8Array,
	maxTensorBytes: number,
	kept: tf.Tensor[]
): readonly Step[] {
	const weights = keptWeights(plan, bytes, maxTensorBytes, kept);
	const steps: Step[] = [];
	const outputs: Output[] = [];
	const push = (inputs: readonly number[], run: TensorOperation): number =>
		steps.push({ inputs, run }) - 1;

	const outputOf = (position: number): Output => outputs[position] ?? { position: -1, owed: null };
	/** The output with nothing owed. From then on it serves everyone. */
	const settled = (position: number): Output => {
		const output = outputOf(position);
		if (!output.owed) return output;
		const whole = {
			position: push([output.position], affineOperation(output.owed, weights)),
			owed: null
		};
		outputs[position] = whole;
		return whole;
	};
	const inputOf = (planned: PlannedLayer, position: number): Output => {
		const output = outputOf(position);
		const canWait =
			!output.owed || canFollow(planned, output.owed, kernelSize(planned.layer, weights));
		return canWait ? output : settled(position);
	};

	const foldedInto = normalisationsAfterMatrices(plan);
	for (const [index, planned] of plan.layers.entries()) {
		const inputs = planned.inputs.map((position) => inputOf(planned, position));
		const [first] = inputs;
		if (planned.layer.kind === 'batch-normalisation' && first) {
			const isFolded = [...foldedInto.values()].includes(planned);
			const owed = isFolded
				? first.owed
				: inTurn(
						first.owed,
						normalisation(planned.layer, (name) => weights.read(name))
					);
			outputs.push({ position: first.position, owed });
			continue;
		}
		const next = foldedInto.get(index);
		const after =
			next?.layer.kind === 'batch-normalisation'
				? normalisation(next.layer, (name) => weights.read(name))
				: null;
		const before = first?.owed ?? null;
		outputs.push({
			position: push(
				inputs.map(({ position }) => position),
				tensorOperation(planned, weights, { before, after })
			),
			owed: afterLayer(
				planned,
				inputs.map(({ owed }) => owed)
			)
		});
	}
	const last = settled(plan.layers.length - 1);
	// A branch that nothing uses may stand after it.
	return steps.slice(0, last.position + 1);
}

/** Matrices whose output goes nowhere but into a normalisation, by their position. */
function normalisationsAfterMatrices({ layers }: EncoderPlan): ReadonlyMap<number, PlannedLayer> {
	const found = new Map<number, PlannedLayer>();
	for (const [position, { layer }] of layers.entries()) {
		if (!['convolution', 'separable-convolution', 'dense'].includes(layer.kind)) continue;
		const users = layers.filter(({ inputs }) => inputs.includes(position));
		const [user] = users;
		if (users.length === 1 && user?.layer.kind === 'batch-normalisation') {
			found.set(position, user);
		}
	}
	return found;
}

function kernelSize(
	layer: PlannedLayer['layer'],
	weights: LayerWeights
): readonly [number, number] {
	const kernel =
		layer.kind === 'convolution'
			? layer.kernel
			: layer.kind === 'separable-convolution'
				? layer.depthwise
				: undefined;
	const [height = 1, width = 1] = kernel === undefined ? [] : weights.shapeOf(kernel);
	return [height, width];
}

function keptWeights(
	plan: EncoderPlan,
	bytes: Uint8Array,
	maxTensorBytes: number,
	kept: tf.Tensor[]
): LayerWeights {
	const describe = (name: string): TensorDescription => {
		const tensor = plan.tensors.get(name);
		if (!tensor) throw new TypeError(`The plan names a tensor that is not there: ${name}`);
		return tensor;
	};
	return {
		maxTensorBytes,
		read: (name) => decodeTensor(bytes, describe(name)),
		shapeOf: (name) => describe(name).shape,
		keep(values, shape) {
			const tensor = tf.tensor(values, [...shape]);
			kept.push(tensor);
			return tensor;
		}
	};
}
