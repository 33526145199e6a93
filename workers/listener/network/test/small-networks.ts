/** Networks small enough to work out by hand, from layers and named tensors of noise. */
import { parseEncoder, planLayers, type EncoderPlan } from '#lib/contracts/encoder-plan.ts';
import { standardFrontEnd, type Layer } from '#lib/contracts/encoder.ts';
import { encodeTensors, type Tensor } from '../weights.ts';

export interface BuiltNetwork {
	readonly plan: EncoderPlan;
	readonly weights: Uint8Array;
}

/** Of the slice: mel bands and frames. */
export const height = 7;
export const width = 11;

/** −1 … 1, the same for the same seed. */
export function noise(count: number, seed: number): number[] {
	let state = seed;
	return Array.from({ length: count }, () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 31 - 1;
	});
}

/** Noise; a variance is not negative. */
export function tensor(name: string, shape: number[], seed: number): Tensor {
	const values = noise(
		shape.reduce((product, n) => product * n, 1),
		seed
	);
	const isVariance = name.startsWith('variance');
	return { name, shape, encoding: 'float32', values: isVariance ? values.map(Math.abs) : values };
}

export function build(layers: Layer[], tensors: Tensor[]): BuiltNetwork {
	const { descriptions, weights } = encodeTensors(tensors);
	const plan = parseEncoder({
		id: 'test',
		frontEnd: { ...standardFrontEnd, melBands: height, sliceFrames: width },
		layers,
		tensors: descriptions,
		weightsSizeBytes: weights.length
	});
	if (!plan.ok) throw new Error(plan.failure.message);
	return { plan: plan.value, weights };
}

/** What turns any image or vector of that many numbers into an embedding. */
export const end = (size: number): { layers: Layer[]; tensors: Tensor[] } => ({
	layers: [{ kind: 'flatten' }, { kind: 'dense', kernel: 'end', bias: 'end-bias' }],
	tensors: [tensor('end', [size, 100], 91), tensor('end-bias', [100], 92)]
});

/** Layers and their tensors, and after them whatever makes an embedding of what they give. */
export function buildWithEnd(layers: Layer[], tensors: Tensor[]): BuiltNetwork {
	const { descriptions, weights } = encodeTensors(tensors);
	const plan = planLayers({
		id: 'test',
		frontEnd: { ...standardFrontEnd, melBands: height, sliceFrames: width },
		layers,
		tensors: descriptions,
		weightsSizeBytes: weights.length
	});
	if (!plan.ok) throw new Error(plan.failure.message);
	const shape = plan.value.layers.at(-1)?.outputShape ?? [height, width, 1];
	const last = end(shape.reduce((product, n) => product * n, 1));
	return build([...layers, ...last.layers], [...tensors, ...last.tensors]);
}

/** Tensors of noise by name and shape. */
export function tensors(shapes: Readonly<Record<string, number[]>>): Tensor[] {
	return Object.entries(shapes).map(([name, shape], i) => tensor(name, shape, i + 5));
}

/** Reads `mean`, `variance`, `gamma` (of both signs) and `beta` with that suffix. */
export function normalisationOf(suffix: string): Layer {
	return {
		kind: 'batch-normalisation',
		mean: `mean${suffix}`,
		variance: `variance${suffix}`,
		gamma: `gamma${suffix}`,
		beta: `beta${suffix}`,
		epsilon: 0.05
	};
}

export function normalisationShapes(suffix: string, channels: number): Record<string, number[]> {
	return Object.fromEntries(
		['mean', 'variance', 'gamma', 'beta'].map((role) => [`${role}${suffix}`, [channels]])
	);
}
