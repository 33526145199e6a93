import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { parseEncoder } from '#lib/contracts/encoder-plan.ts';
import type { Layer } from '#lib/contracts/encoder.ts';
import type { Result } from '#lib/contracts/failure.ts';
import { readEncoderFiles } from '#models/open-encoder.ts';
import { readManifest } from '#models/open-catalogue.ts';
import { readSpeccyModel } from '#models/import/speccy-model.ts';
import { createNetwork } from './network.ts';
import { openTensorNetwork, type TensorNetwork } from './tensor-network.ts';
import type { TensorRuntime } from './tensor-runtime.ts';
import { originalSized } from './test/original-sized.ts';
import {
	build,
	buildWithEnd,
	end,
	height,
	noise,
	normalisationOf,
	normalisationShapes,
	tensors,
	width,
	type BuiltNetwork
} from './test/small-networks.ts';
import { wasmPaths } from './test/wasm-in-node.ts';
import { startWasm } from './wasm-runtime.ts';

const models = join(import.meta.dirname, '../../../models');

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

let wasm: TensorRuntime;
beforeAll(async () => {
	wasm = valueOf(await startWasm(wasmPaths));
});

async function open({ plan, weights }: BuiltNetwork): Promise<TensorNetwork> {
	return valueOf(await openTensorNetwork(plan, weights, wasm));
}

function slicesFor({ plan }: BuiltNetwork, count: number): Float32Array {
	const { melBands, sliceFrames } = plan.description.frontEnd;
	return Float32Array.from(noise(count * melBands * sliceFrames, 3), Math.abs);
}

function plainly({ plan, weights }: BuiltNetwork, slices: Float32Array): Float32Array {
	const network = createNetwork(plan, weights);
	const length = plan.description.frontEnd.melBands * plan.description.frontEnd.sliceFrames;
	const embeddings = Array.from({ length: slices.length / length }, (_, i) =>
		network.embed(slices.subarray(i * length, (i + 1) * length))
	);
	return Float32Array.from(embeddings.flatMap((each) => [...each]));
}

/** The largest difference, as a share of the largest component. */
function difference(actual: Float32Array, expected: Float32Array): number {
	expect(actual.length).toBe(expected.length);
	const largest = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
	return expected.reduce(
		(most, x, i) => Math.max(most, Math.abs(x - (actual[i] ?? Infinity)) / largest),
		0
	);
}

/** Five slices: a full batch and one more. */
async function expectSameAsPlain(built: BuiltNetwork): Promise<void> {
	const slices = slicesFor(built, 5);
	const network = await open(built);
	const embeddings = valueOf(await network.embed(slices, 5));
	network.dispose();
	expect(difference(embeddings, plainly(built, slices))).toBeLessThan(1e-5);
}

const deepen: Layer = { kind: 'convolution', kernel: 'deepen', strides: [1, 1], padding: 'valid' };
const deepenShape = { deepen: [1, 1, 1, 3] };
const after: readonly (readonly [string, Layer[], Record<string, number[]>])[] = [
	...(['same', 'valid'] as const).flatMap((padding) => {
		const window = { padding, strides: [1, 2] as [number, number] };
		return [
			[
				`a convolution, ${padding}`,
				[{ kind: 'convolution', kernel: 'k', bias: 'b', ...window }],
				{ k: [3, 4, 3, 5], b: [5] }
			],
			[
				`a separable convolution, ${padding}`,
				[
					{
						kind: 'separable-convolution',
						depthwise: 'd',
						pointwise: 'p',
						bias: 'b',
						...window,
						strides: [2, 2]
					}
				],
				{ d: [3, 2, 3], p: [3, 5], b: [5] }
			]
		] satisfies [string, Layer[], Record<string, number[]>][];
	}),
	[
		'a convolution of one pixel',
		[{ kind: 'convolution', kernel: 'k', padding: 'same', strides: [1, 1] }],
		{ k: [1, 1, 3, 4] }
	],
	['a leak', [{ kind: 'leaky-relu', slope: 0.2 }], {}],
	['ReLU', [{ kind: 'leaky-relu', slope: 0 }], {}],
	['magnitudes', [{ kind: 'leaky-relu', slope: -1 }], {}],
	['squares', [{ kind: 'square' }], {}],
	['square roots', [{ kind: 'square' }, { kind: 'square-root', epsilon: 0.01 }], {}],
	['a maximum pool', [{ kind: 'max-pool', size: [2, 3] }], {}],
	['a mean pool', [{ kind: 'average-pool', size: [3, 2] }], {}],
	['a pool of one', [{ kind: 'max-pool', size: [1, 1] }], {}],
	...(['mean', 'deviation', 'maximum'] as const).map(
		(statistic) =>
			[
				`the ${statistic} over time`,
				[{ kind: 'time-statistics', statistics: [statistic] }],
				{}
			] satisfies [string, Layer[], Record<string, number[]>]
	),
	['another normalisation', [normalisationOf('-2')], normalisationShapes('-2', 3)],
	['nothing but the readout', [], {}]
];

describe('every layer gives what plain TypeScript gives', () => {
	it.each(after)('%s', async (_, layers, shapes) => {
		await expectSameAsPlain(
			buildWithEnd([deepen, ...layers], tensors({ ...deepenShape, ...shapes }))
		);
	});
});

describe('a normalisation is exact, wherever it is folded', () => {
	it.each(after)('between a matrix and %s', async (_, layers, shapes) => {
		await expectSameAsPlain(
			buildWithEnd(
				[deepen, normalisationOf('-1'), ...layers],
				tensors({ ...deepenShape, ...normalisationShapes('-1', 3), ...shapes })
			)
		);
	});

	it.each(after)('between a leak and %s', async (_, layers, shapes) => {
		await expectSameAsPlain(
			buildWithEnd(
				[deepen, { kind: 'leaky-relu', slope: 0.2 }, normalisationOf('-1'), ...layers],
				tensors({ ...deepenShape, ...normalisationShapes('-1', 3), ...shapes })
			)
		);
	});

	it('with positive factors, past a maximum', async () => {
		const shapes = { ...deepenShape, mean: [3], variance: [3] };
		for (const next of [
			{ kind: 'max-pool', size: [2, 2] },
			{ kind: 'time-statistics', statistics: ['mean', 'deviation', 'maximum'] }
		] satisfies Layer[]) {
			await expectSameAsPlain(
				buildWithEnd(
					[
						deepen,
						{ kind: 'leaky-relu', slope: 0.2 },
						{ kind: 'batch-normalisation', mean: 'mean', variance: 'variance', epsilon: 0.1 },
						next
					],
					tensors(shapes)
				)
			);
		}
	});

	it('for several that take it in and others that cannot', async () => {
		await expectSameAsPlain(
			buildWithEnd(
				[
					deepen,
					{ ...normalisationOf('-1'), name: 'normalised' },
					{ kind: 'average-pool', size: [2, 2] },
					{ kind: 'flatten', name: 'pooled' },
					{ kind: 'square', input: 'normalised' },
					{ kind: 'time-statistics', statistics: ['maximum', 'deviation'], name: 'squares' },
					{
						kind: 'time-statistics',
						statistics: ['deviation'],
						input: 'normalised',
						name: 'deviations'
					},
					{ kind: 'concatenate', inputs: ['squares', 'pooled', 'deviations'] },
					normalisationOf('-2')
				],
				tensors({
					...deepenShape,
					...normalisationShapes('-1', 3),
					...normalisationShapes('-2', 3 * (3 * 5 + 3 * height))
				})
			)
		);
	});

	it('at the very end', async () => {
		const last = end(height * width);
		await expectSameAsPlain(
			build(
				[...last.layers, { kind: 'leaky-relu', slope: 0.5 }, normalisationOf('')],
				[...last.tensors, ...tensors(normalisationShapes('', 100))]
			)
		);
	});
});

async function house(): Promise<BuiltNetwork> {
	const folder = join(models, 'catalogues/house');
	return valueOf(await readEncoderFiles(folder, valueOf(await readManifest(folder))));
}

async function original(): Promise<BuiltNetwork> {
	const file = join(models, 'import/testdata/listening/speccy_model');
	const { description, weights } = valueOf(await readSpeccyModel(file, 'int8'));
	return { plan: valueOf(parseEncoder(description)), weights };
}

describe.each([
	['the house’s network', house],
	['the original’s network', original]
])('%s', (_, read) => {
	it('hears what plain TypeScript hears', async () => {
		await expectSameAsPlain(await read());
	});

	it('leaves nothing behind in 300 slices, and nothing at all in the end', async () => {
		const built = await read();
		const other = await open(build(end(height * width).layers, end(height * width).tensors));
		const before = other.tensorCount();
		const network = await open(built);
		const slices = slicesFor(built, 20);
		valueOf(await network.embed(slices, 20));
		const count = network.tensorCount();
		for (let i = 0; i < 14; i++) valueOf(await network.embed(slices, 20));
		expect(network.tensorCount()).toBe(count);
		network.dispose();
		expect(network.tensorCount()).toBe(before);
		other.dispose();
	});
});

describe('in their full size', () => {
	it.each([
		['the house’s network', house],
		['the original’s network', async () => originalSized()]
	])('%s gives what plain TypeScript gives, faster', async (name, read) => {
		const built = await read();
		const slices = slicesFor(built, 4);
		const [expected, plainMs] = await fastest(2, async () => plainly(built, slices));
		const network = await open(built);
		const [embedded, byFoursMs] = await fastest(5, () => network.embed(slices, 4));
		const [, singlyMs] = await fastest(5, () => network.embed(slices.subarray(0, 96 * 216), 1));
		network.dispose();
		expect(difference(valueOf(embedded), expected)).toBeLessThan(1e-4);
		process.stdout.write(
			`${name}: ${(byFoursMs / 4).toFixed(1)} ms a slice by fours, ${singlyMs.toFixed(1)} singly; plainly ${(plainMs / 4).toFixed(0)}\n`
		);
		expect(byFoursMs).toBeLessThan(plainMs);
	});

	async function fastest<T>(times: number, run: () => Promise<T>): Promise<[T, number]> {
		let result = await run();
		let shortestMs = Infinity;
		for (let i = 0; i < times; i++) {
			const began = performance.now();
			result = await run();
			shortestMs = Math.min(shortestMs, performance.now() - began);
		}
		return [result, shortestMs];
	}
});

test('a kernel larger than a tensor may be is multiplied in parts', async () => {
	const built = await original();
	const slices = slicesFor(built, 2);
	const largestImage = 96 * 216 * 8 * 4;
	const small = { ...wasm, maxTensorBytes: largestImage };
	const [whole, parts] = [
		await open(built),
		valueOf(await openTensorNetwork(built.plan, built.weights, small))
	];
	const [a, b] = [await whole.embed(slices, 2), await parts.embed(slices, 2)];
	expect(difference(valueOf(b), valueOf(a))).toBeLessThan(1e-5);
});

test('a slice that does not fit on the device at all is refused', async () => {
	const { plan, weights } = await house();
	const opened = await openTensorNetwork(plan, weights, { ...wasm, maxTensorBytes: 10_000 });
	expect(opened).toMatchObject({ ok: false, failure: { code: 'unsupported' } });
});

test('an answer that is not finite is a failure', async () => {
	const last = end(height * width);
	const network = await open(build(last.layers, last.tensors));
	const slice = new Float32Array(height * width).fill(NaN);
	expect(await network.embed(slice, 1)).toMatchObject({ ok: false, failure: { code: 'internal' } });
});

test('what the device says went wrong is a failure, and no tensor is lost over it', async () => {
	const last = end(height * width);
	const { plan, weights } = build(last.layers, last.tensors);
	const failing: TensorRuntime = {
		...wasm,
		async watch(run) {
			await run();
			throw new Error('the device is gone');
		}
	};
	const network = valueOf(await openTensorNetwork(plan, weights, failing));
	const count = network.tensorCount();
	expect(await network.embed(new Float32Array(height * width), 1)).toMatchObject({
		ok: false,
		failure: { code: 'internal', message: 'the device is gone' }
	});
	expect(network.tensorCount()).toBe(count);
});
