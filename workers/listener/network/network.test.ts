import { describe, expect, it } from 'vitest';
import { createNetwork } from './network.ts';
import { build, end, height, noise, tensor, width } from './test/small-networks.ts';
import { decodeTensor, encodeTensors } from './weights.ts';

/** A toEqual for floats: both lengths, and every number within rounding. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
	expect(actual.length).toBe(expected.length);
	expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 4));
}

type Image = number[][][];

/** A convolution straight from its definition. */
function naiveConvolution(
	image: Image,
	kernel: (ky: number, kx: number, input: number, output: number) => number,
	[kernelHeight, kernelWidth, outputs]: [number, number, number],
	[strideY, strideX]: [number, number],
	isSame: boolean
): Image {
	const sizes = [image.length, image[0]?.length ?? 0];
	const kernels = [kernelHeight, kernelWidth];
	const strides = [strideY, strideX];
	const [geometryY, geometryX] = [0, 1].map((axis) => {
		const size = sizes[axis] ?? 0;
		const kernelSize = kernels[axis] ?? 0;
		const stride = strides[axis] ?? 1;
		if (!isSame) return { count: Math.floor((size - kernelSize) / stride) + 1, before: 0 };
		const count = Math.ceil(size / stride);
		return { count, before: Math.floor(Math.max(0, (count - 1) * stride + kernelSize - size) / 2) };
	});
	return Array.from({ length: geometryY?.count ?? 0 }, (_, y) =>
		Array.from({ length: geometryX?.count ?? 0 }, (__, x) =>
			Array.from({ length: outputs }, (___, output) => {
				let sum = 0;
				for (let ky = 0; ky < kernelHeight; ky++) {
					for (let kx = 0; kx < kernelWidth; kx++) {
						const row = image[y * strideY + ky - (geometryY?.before ?? 0)];
						const pixel = row?.[x * strideX + kx - (geometryX?.before ?? 0)] ?? [];
						pixel.forEach((value, input) => (sum += value * kernel(ky, kx, input, output)));
					}
				}
				return sum;
			})
		)
	);
}

function asImage(values: readonly number[], channels = 1): Image {
	const columns = values.length / height / channels;
	return Array.from({ length: height }, (_, y) =>
		Array.from({ length: columns }, (__, x) =>
			values.slice((y * columns + x) * channels, (y * columns + x + 1) * channels)
		)
	);
}

const slice = noise(height * width, 1);

describe('the network', () => {
	it.each([
		['same', [1, 1], 5],
		['same', [2, 3], 4],
		['valid', [1, 1], 3],
		['valid', [1, 2], 9]
	] as const)(
		'convolves with %s padding and strides %j into %i channels',
		(padding, strides, out) => {
			const kernel = tensor('k', [3, 4, 1, out], 2);
			const bias = tensor('b', [out], 3);
			const expected = naiveConvolution(
				asImage(slice),
				(ky, kx, _, output) => kernel.values[(ky * 4 + kx) * out + output] ?? NaN,
				[3, 4, out],
				[...strides],
				padding === 'same'
			);
			const flat = expected
				.flat()
				.flatMap((pixel) => pixel.map((x, o) => x + (bias.values[o] ?? NaN)));
			const last = end(flat.length);
			const { plan, weights } = build(
				[
					{ kind: 'convolution', kernel: 'k', bias: 'b', padding, strides: [...strides] },
					...last.layers
				],
				[kernel, bias, ...last.tensors]
			);
			const [convolved] = createNetwork(plan, weights).activations(Float32Array.from(slice));
			expectClose(convolved ?? [], flat);
		}
	);

	it('runs the original’s block: separable convolution, leak, normalisation, pool, dense', () => {
		const channels = 6;
		const tensors = [
			tensor('k', [1, 1, 1, 3], 4),
			tensor('depthwise', [3, 3, 3], 5),
			tensor('pointwise', [3, channels], 6),
			tensor('bias', [channels], 7),
			tensor('gamma', [channels], 8),
			tensor('beta', [channels], 9),
			tensor('mean', [channels], 10),
			tensor('variance', [channels], 11)
		];
		const value = (index: number, at: number): number => tensors[index]?.values[at] ?? NaN;
		const last = end(3 * 5 * channels);
		const { plan, weights } = build(
			[
				{ kind: 'convolution', kernel: 'k', padding: 'same', strides: [1, 1] },
				{
					kind: 'separable-convolution',
					depthwise: 'depthwise',
					pointwise: 'pointwise',
					bias: 'bias',
					padding: 'same',
					strides: [1, 1]
				},
				{ kind: 'leaky-relu', slope: 0.2 },
				{
					kind: 'batch-normalisation',
					gamma: 'gamma',
					beta: 'beta',
					mean: 'mean',
					variance: 'variance',
					epsilon: 0.001
				},
				{ kind: 'max-pool', size: [2, 2] },
				...last.layers
			],
			[...tensors, ...last.tensors]
		);
		const three = asImage(slice).map((row) =>
			row.map(([x = NaN]) => [0, 1, 2].map((c) => x * value(0, c)))
		);
		const deep = naiveConvolution(
			three,
			(ky, kx, input, output) => (input === output ? value(1, (ky * 3 + kx) * 3 + input) : 0),
			[3, 3, 3],
			[1, 1],
			true
		);
		const normalised = deep.map((row) =>
			row.map((pixel) =>
				Array.from({ length: channels }, (_, c) => {
					const mixed = pixel.reduce(
						(sum, x, i) => sum + x * value(2, i * channels + c),
						value(3, c)
					);
					const leaked = mixed < 0 ? 0.2 * mixed : mixed;
					return (
						((leaked - value(6, c)) / Math.sqrt(value(7, c) + 0.001)) * value(4, c) + value(5, c)
					);
				})
			)
		);
		const pooled = Array.from({ length: 3 }, (_, y) =>
			Array.from({ length: 5 }, (__, x) =>
				Array.from({ length: channels }, (___, c) =>
					Math.max(
						...[0, 1].flatMap((py) =>
							[0, 1].map((px) => normalised[2 * y + py]?.[2 * x + px]?.[c] ?? NaN)
						)
					)
				)
			)
		)
			.flat()
			.flat();
		const embedding = Array.from({ length: 100 }, (_, n) =>
			pooled.reduce(
				(sum, x, i) => sum + x * (last.tensors[0]?.values[i * 100 + n] ?? NaN),
				last.tensors[1]?.values[n] ?? NaN
			)
		);
		expectClose(createNetwork(plan, weights).embed(Float32Array.from(slice)), embedding);
	});

	it('takes statistics over time and joins branches', () => {
		const statistics = ['maximum', 'mean', 'deviation'] as const;
		const { plan, weights } = build(
			[
				{ kind: 'square' },
				{ kind: 'square-root', epsilon: 1e-12, name: 'magnitude' },
				{ kind: 'time-statistics', statistics: [...statistics], name: 'a' },
				{ kind: 'average-pool', size: [7, 5], input: 'input' },
				{ kind: 'flatten', name: 'b' },
				{ kind: 'concatenate', inputs: ['b', 'a'], name: 'joined' },
				{ kind: 'dense', kernel: 'd' }
			],
			[tensor('d', [3 * height + 2, 100], 12)]
		);
		const rows = asImage(slice).map((row) => row.map(([x = NaN]) => x));
		const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;
		const magnitudes = rows.map((row) => row.map(Math.abs));
		const means = magnitudes.map(mean);
		const expected = [
			mean(rows.flatMap((row) => row.slice(0, 5))),
			mean(rows.flatMap((row) => row.slice(5, 10))),
			...magnitudes.map((row) => Math.max(...row)),
			...means,
			...magnitudes.map((row, y) => Math.sqrt(mean(row.map((x) => (x - (means[y] ?? NaN)) ** 2))))
		];
		const activations = createNetwork(plan, weights).activations(Float32Array.from(slice));
		expectClose(activations[5] ?? [], expected);
	});

	it('gives the same bits again', () => {
		const last = end(height * width);
		const { plan, weights } = build(last.layers, last.tensors);
		const embed = (): Float32Array => createNetwork(plan, weights).embed(Float32Array.from(slice));
		expect(embed()).toEqual(embed());
	});
});

describe('tensors as bytes', () => {
	it('come back exactly as float32, nearly as float16 and int8', () => {
		const values = noise(6 * 5, 3);
		for (const [encoding, tolerance] of [
			['float32', 1e-7],
			['float16', 5e-4],
			['int8', 1 / 254 + 1e-6]
		] as const) {
			const { descriptions, weights } = encodeTensors([
				{ name: 'first', shape: [3], encoding: 'int8', values: [0, 0, 0] },
				{ name: 'second', shape: [6, 5], encoding, values }
			]);
			const [first, second] = descriptions.map((each) => decodeTensor(weights, each));
			expect(first).toEqual(new Float32Array(3));
			values.forEach((value, i) => {
				expect(Math.abs(value - (second?.[i] ?? NaN))).toBeLessThanOrEqual(tolerance);
			});
		}
	});
});
