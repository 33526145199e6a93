/**
 * A network of the original's own widths, 42.6 million weights in 8 bits, all noise: for its size
 * and speed. Written byte by byte, because as numbers it would not fit.
 */
import { parseEncoder } from '#lib/contracts/encoder-plan.ts';
import {
	standardFrontEnd,
	tensorSizeBytes,
	type Layer,
	type TensorDescription
} from '#lib/contracts/encoder.ts';
import type { BuiltNetwork } from './small-networks.ts';

export function originalSized(): BuiltNetwork {
	const tensors: TensorDescription[] = [];
	let weightsSizeBytes = 0;
	const add = (name: string, shape: number[]): string => {
		const isKernel = shape.length > 1;
		const tensor: TensorDescription = {
			name,
			shape,
			encoding: isKernel ? 'int8' : 'float32',
			offsetBytes: weightsSizeBytes
		};
		tensors.push(tensor);
		weightsSizeBytes += tensorSizeBytes(tensor);
		return name;
	};
	const activated = (at: number, channels: number): Layer[] => [
		{ kind: 'leaky-relu', slope: 0.2 },
		{
			kind: 'batch-normalisation',
			gamma: add(`gamma-${at}`, [channels]),
			beta: add(`beta-${at}`, [channels]),
			mean: add(`mean-${at}`, [channels]),
			variance: add(`variance-${at}`, [channels]),
			epsilon: 0.001
		}
	];
	const dense = (at: number, inputs: number, outputs: number): Layer => ({
		kind: 'dense',
		kernel: add(`kernel-${at}`, [inputs, outputs]),
		bias: add(`bias-${at}`, [outputs])
	});
	const layers: Layer[] = [];
	let channels = 1;
	for (const [at, filters] of [32, 64, 128].entries()) {
		layers.push(
			{
				kind: 'separable-convolution',
				depthwise: add(`depthwise-${at}`, [3, 3, channels]),
				pointwise: add(`pointwise-${at}`, [channels, filters]),
				bias: add(`bias-${at}`, [filters]),
				strides: [1, 1],
				padding: 'same'
			},
			...activated(at, filters),
			{ kind: 'max-pool', size: [2, 2] }
		);
		channels = filters;
	}
	layers.push({ kind: 'flatten' }, dense(3, 12 * 27 * channels, 1024));
	layers.push(...activated(3, 1024), dense(4, 1024, 100));

	const weights = new Uint8Array(weightsSizeBytes);
	const view = new DataView(weights.buffer);
	let state = 7;
	const random = (): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	for (const tensor of tensors) {
		const { name, shape, encoding, offsetBytes } = tensor;
		const count = shape.reduce((product, n) => product * n, 1);
		const sizeBytes = tensorSizeBytes(tensor);
		if (encoding === 'int8') {
			for (let i = 0; i < count; i++) view.setInt8(offsetBytes + i, random() * 254 - 127);
			// The sum of the inputs stays about as large as each of them.
			const inputs = name.startsWith('depthwise') ? 9 : count / (shape.at(-1) ?? 1);
			for (let at = Math.ceil(count / 4) * 4; at < sizeBytes; at += 4) {
				view.setFloat32(offsetBytes + at, 1 / 64 / Math.sqrt(inputs), true);
			}
			continue;
		}
		const from = /^(gamma|variance)/.test(name) ? 0.5 : -0.5;
		for (let i = 0; i < count; i++) view.setFloat32(offsetBytes + i * 4, from + random(), true);
	}
	const plan = parseEncoder({
		id: 'original-sized',
		frontEnd: standardFrontEnd,
		layers,
		tensors,
		weightsSizeBytes
	});
	if (!plan.ok) throw new Error(plan.failure.message);
	return { plan: plan.value, weights };
}
