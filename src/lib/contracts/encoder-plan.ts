/**
 * Works out a network from its description: each layer's inputs and shapes.
 *
 * What must stay true: a description that gets a plan can be built. Shapes agree from layer to
 * layer, every tensor lies within the weights, and every name that is used exists.
 */
import * as v from 'valibot';
import {
	embeddingDims,
	encoderSchema,
	tensorSizeBytes,
	type EncoderDescription,
	type Layer,
	type TensorDescription
} from './encoder.ts';
import { failed, success, type Result } from './failure.ts';

/** [height, width, channels] of an image, or [length] of a vector. */
export type Shape = readonly [number, number, number] | readonly [number];

/** A layer with its inputs and sizes worked out: what an implementation builds from. */
export interface PlannedLayer {
	readonly layer: Layer;
	/** Positions of the layers whose output it takes; −1 is the slice. */
	readonly inputs: readonly number[];
	readonly inputShapes: readonly Shape[];
	readonly outputShape: Shape;
}

export interface EncoderPlan {
	readonly description: EncoderDescription;
	readonly layers: readonly PlannedLayer[];
	readonly tensors: ReadonlyMap<string, TensorDescription>;
}

/** Output size along one axis, by tensorflow's rules. */
function windowedSize(
	inputSize: number,
	kernelSize: number,
	stride: number,
	padding: 'same' | 'valid'
): number {
	return padding === 'same'
		? Math.ceil(inputSize / stride)
		: Math.floor((inputSize - kernelSize) / stride) + 1;
}

/** Rows or columns of zeros before the first, by tensorflow's rules. */
export function paddingBefore(
	inputSize: number,
	kernelSize: number,
	stride: number,
	padding: 'same' | 'valid'
): number {
	if (padding === 'valid') return 0;
	const outputSize = Math.ceil(inputSize / stride);
	return Math.floor(Math.max(0, (outputSize - 1) * stride + kernelSize - inputSize) / 2);
}

/** Why a description cannot be built; caught in `planEncoder`, never seen outside. */
class Mismatch extends Error {}

/** Checks a description from outside and works out every layer's shape. */
export function parseEncoder(document: unknown): Result<EncoderPlan> {
	const parsed = v.safeParse(encoderSchema, document);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const where = v.getDotPath(issue) ?? 'encoder';
		return failed('malformed', `encoder: ${where}: ${issue.message}`, { details: { path: where } });
	}
	return planEncoder(parsed.output);
}

/** The plan of a whole encoder: one whose last layer gives an embedding. */
function planEncoder(description: EncoderDescription): Result<EncoderPlan> {
	const plan = planLayers(description);
	if (!plan.ok) return plan;
	const last = plan.value.layers.at(-1)?.outputShape;
	if (last?.length !== 1 || last[0] !== embeddingDims) {
		return malformed(
			`the last layer gives [${(last ?? []).join(', ')}], expected [${embeddingDims}]`
		);
	}
	return plan;
}

/**
 * Works out every layer's inputs and shapes, whatever the last layer gives: part of an encoder will
 * do. `malformed` names the first layer that does not fit.
 */
export function planLayers(description: EncoderDescription): Result<EncoderPlan> {
	const { frontEnd, layers, weightsSizeBytes } = description;
	const tensors = new Map<string, TensorDescription>();
	for (const tensor of description.tensors) {
		if (tensors.has(tensor.name)) return malformed(`tensor ${tensor.name} is there twice`);
		if (tensor.offsetBytes + tensorSizeBytes(tensor) > weightsSizeBytes) {
			return malformed(`tensor ${tensor.name} reaches beyond the weights`);
		}
		tensors.set(tensor.name, tensor);
	}
	const shapes: Shape[] = [];
	const planned: PlannedLayer[] = [];
	const positions = new Map<string, number>([['input', -1]]);
	const slice: Shape = [frontEnd.melBands, frontEnd.sliceFrames, 1];
	for (const [position, layer] of layers.entries()) {
		const label = `layer ${position} (${layer.name ?? layer.kind})`;
		try {
			const inputs = inputPositions(layer, position, positions);
			const inputShapes = inputs.map((input) => shapes[input] ?? slice);
			const outputShape = shapeAfter(layer, inputShapes, tensors);
			if (outputShape.some((n) => !(n >= 1))) throw new Mismatch('nothing is left of its input');
			shapes.push(outputShape);
			planned.push({ layer, inputs, inputShapes, outputShape });
		} catch (error) {
			if (error instanceof Mismatch) return malformed(`${label}: ${error.message}`);
			throw error;
		}
		if (layer.name !== undefined) {
			if (positions.has(layer.name)) return malformed(`${label}: the name is taken`);
			positions.set(layer.name, position);
		}
	}
	return success({ description, layers: planned, tensors });
}

function malformed(message: string): Result<EncoderPlan> {
	return failed('malformed', `encoder: ${message}`);
}

function inputPositions(
	layer: Layer,
	position: number,
	positions: ReadonlyMap<string, number>
): readonly number[] {
	const names = layer.kind === 'concatenate' ? layer.inputs : [layer.input];
	return names.map((wanted) => {
		if (wanted === undefined) return position - 1;
		const found = positions.get(wanted);
		if (found === undefined) throw new Mismatch(`no layer before it is called ${wanted}`);
		return found;
	});
}

function shapeAfter(
	layer: Layer,
	inputs: readonly Shape[],
	tensors: ReadonlyMap<string, TensorDescription>
): Shape {
	const [input] = inputs;
	if (!input) throw new Mismatch('it has no input');
	const expectTensor = (
		tensorName: string | undefined,
		...expected: (number | null)[]
	): readonly number[] => {
		if (tensorName === undefined) return [];
		const shape = tensors.get(tensorName)?.shape;
		if (!shape) throw new Mismatch(`no tensor is called ${tensorName}`);
		const fits =
			shape.length === expected.length &&
			expected.every((n, axis) => n === null || n === shape[axis]);
		if (!fits) {
			const wanted = expected.map((n) => n ?? '*').join(', ');
			throw new Mismatch(`${tensorName} is [${shape.join(', ')}], expected [${wanted}]`);
		}
		return shape;
	};
	switch (layer.kind) {
		case 'convolution': {
			const [height, width, channels] = image(input);
			const [kh = 0, kw = 0, , out = 0] = expectTensor(layer.kernel, null, null, channels, null);
			expectTensor(layer.bias, out);
			return [...windowed(height, width, kh, kw, layer), out];
		}
		case 'separable-convolution': {
			const [height, width, channels] = image(input);
			const [kh = 0, kw = 0] = expectTensor(layer.depthwise, null, null, channels);
			const [, out = 0] = expectTensor(layer.pointwise, channels, null);
			expectTensor(layer.bias, out);
			return [...windowed(height, width, kh, kw, layer), out];
		}
		case 'batch-normalisation': {
			const channels = input[input.length - 1] ?? 0;
			for (const tensor of [layer.gamma, layer.beta, layer.mean, layer.variance]) {
				expectTensor(tensor, channels);
			}
			return input;
		}
		case 'leaky-relu':
		case 'square-root':
		case 'square':
			return input;
		case 'max-pool':
		case 'average-pool': {
			const [height, width, channels] = image(input);
			return [Math.floor(height / layer.size[0]), Math.floor(width / layer.size[1]), channels];
		}
		case 'time-statistics': {
			const [height, , channels] = image(input);
			return [layer.statistics.length * height * channels];
		}
		case 'flatten':
			return [input.reduce((product, n) => product * n, 1)];
		case 'concatenate':
			return [inputs.reduce((sum, shape) => sum + vectorLength(shape), 0)];
		case 'dense': {
			const [, out = 0] = expectTensor(layer.kernel, vectorLength(input), null);
			expectTensor(layer.bias, out);
			return [out];
		}
	}
}

function windowed(
	height: number,
	width: number,
	kernelHeight: number,
	kernelWidth: number,
	{ strides, padding }: { strides: readonly [number, number]; padding: 'same' | 'valid' }
): [number, number] {
	return [
		windowedSize(height, kernelHeight, strides[0], padding),
		windowedSize(width, kernelWidth, strides[1], padding)
	];
}

function image(shape: Shape): readonly [number, number, number] {
	if (shape.length !== 3) throw new Mismatch('it needs an image, but its input is a vector');
	return shape;
}

function vectorLength(shape: Shape): number {
	if (shape.length !== 1) throw new Mismatch('it needs a vector, but its input is an image');
	return shape[0];
}
