import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { parseEncoder } from '#lib/contracts/encoder-plan.ts';
import { standardFrontEnd } from '#lib/contracts/encoder.ts';
import type { Result } from '#lib/contracts/failure.ts';
import { createMelSlicer } from '#workers/listener/front-end/mel-slices.ts';
import { createNetwork, type Network } from '#workers/listener/network/network.ts';
import { readWav } from '#workers/listener/wav.ts';
import { readSpeccyModel, type ImportedEncoder } from './speccy-model.ts';
import expected from './testdata/listening/expected.json' with { type: 'json' };
import { makeModel, writeModel, type Model } from './testdata/write-speccy-model.ts';

const references = join(import.meta.dirname, 'testdata/listening');
const reference = join(references, 'speccy_model');

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-speccy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

function networkOf({ description, weights }: ImportedEncoder): Network {
	return createNetwork(valueOf(parseEncoder(description)), weights);
}

function slicesOf(clip: string): readonly Float32Array[] {
	const { samples } = valueOf(readWav(readFileSync(join(references, clip)), clip));
	const slicer = createMelSlicer(standardFrontEnd);
	return Array.from({ length: slicer.sliceCount(samples.length) }, (_, i) =>
		slicer.slice(samples, i)
	);
}

function largest(values: Iterable<number>): number {
	return Math.max(...[...values].map(Math.abs));
}

test('in float32 every embedding is the original’s; in int8 it points the same way', async () => {
	const float32 = networkOf(valueOf(await readSpeccyModel(reference, 'float32')));
	const packed = valueOf(await readSpeccyModel(reference, 'int8'));
	const int8 = networkOf(packed);
	expect(packed.weights.length).toBeLessThan(0.26 * readFileSync(reference).length);
	let worstError = 0;
	let worstCosine = 1;
	for (const [clip, { embeddings }] of Object.entries(expected)) {
		const slices = slicesOf(clip);
		expect(slices).toHaveLength(embeddings.length);
		for (const [i, wanted] of embeddings.entries()) {
			const slice = slices[i] ?? new Float32Array();
			const heard = float32.embed(slice).slice();
			const error = largest(wanted.map((x, k) => (heard[k] ?? NaN) - x)) / largest(wanted);
			worstError = Math.max(worstError, error);
			worstCosine = Math.min(worstCosine, cosine(int8.embed(slice), heard));
		}
	}
	process.stdout.write(
		`speccy_model: float32 within ${worstError.toExponential(1)} of the largest component, int8 cosine ${worstCosine.toFixed(6)}\n`
	);
	expect(worstError).toBeLessThanOrEqual(2e-3);
	expect(worstCosine).toBeGreaterThanOrEqual(0.999);
});

function cosine(a: Float32Array, b: Float32Array): number {
	const dot = (x: Float32Array, y: Float32Array): number =>
		x.reduce((sum, value, i) => sum + value * (y[i] ?? NaN), 0);
	return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

async function written(name: string, model: Model, config?: string | null): Promise<string> {
	const path = join(folder, name);
	await writeModel(path, model, config);
	return path;
}

describe('layouts', () => {
	it.each([
		[2, 3, 5, 7],
		[4, 1, 2, 33]
	] as const)(
		'functional and sequential are one network, whatever its widths: %i, %i, %i, %i',
		async (...widths) => {
			const [functional, sequential] = [
				valueOf(
					await readSpeccyModel(await written('f', makeModel('functional', widths)), 'float32')
				),
				valueOf(
					await readSpeccyModel(await written('s', makeModel('sequential', widths)), 'float32')
				)
			];
			expect(functional.description).toEqual(sequential.description);
			expect(functional.weights).toEqual(sequential.weights);
			expect(functional.description.layers.map(({ kind }) => kind).slice(0, 4)).toEqual([
				'separable-convolution',
				'leaky-relu',
				'batch-normalisation',
				'max-pool'
			]);
			const slice = new Float32Array(96 * 216).map((_, i) => (i % 97) / 97);
			expect(networkOf(functional).embed(slice)).toHaveLength(100);
		}
	);

	it('an id is the network’s own: the same in int8, another for other weights', async () => {
		const path = await written('own', makeModel('functional'));
		const { id } = valueOf(await readSpeccyModel(path, 'float32')).description;
		expect(valueOf(await readSpeccyModel(path, 'int8')).description.id).toBe(id);
		const other = makeModel('functional');
		const bias = other.weights['dense_2']?.['bias'];
		bias?.values.splice(0, 1, 0.5);
		const otherPath = await written('other', other);
		expect(valueOf(await readSpeccyModel(otherPath, 'float32')).description.id).not.toBe(id);
	});

	it('the ways in which Keras has written a slope', async () => {
		for (const config of [
			{ alpha: 0.2 },
			{ negative_slope: 0.2 },
			{ alpha: { type: 'ndarray', value: 0.2 } }
		]) {
			const model = makeModel('functional');
			for (const layer of model.config.config.layers) {
				if (layer.class_name === 'LeakyReLU') layer.config = { name: layer.name, ...config };
			}
			const read = valueOf(await readSpeccyModel(await written('slope', model), 'float32'));
			expect(read.description.layers[1]).toEqual({ kind: 'leaky-relu', slope: 0.2 });
		}
	});
});

async function problemOf(path: string): Promise<string> {
	const read = await readSpeccyModel(path, 'float32');
	if (read.ok) throw new Error('it was taken');
	expect(read.failure.code).toBe('bad-input');
	expect(read.failure.message.startsWith(`${path}: `)).toBe(true);
	expect(read.failure.message).not.toContain('\n');
	return read.failure.message.slice(path.length + 2);
}

describe('bad files: a failure that names the file, the layer and what was expected', () => {
	it('no file, no HDF5, an empty file, a folder', async () => {
		expect(await problemOf(join(folder, 'nowhere'))).toBe('there is no such file or folder');
		for (const [name, text] of [
			['text', 'hello'],
			['empty', '']
		] as const) {
			const path = join(folder, name);
			writeFileSync(path, text);
			expect(await problemOf(path)).toBe('is not an HDF5 file');
		}
		expect(await problemOf(folder)).toBe('it is a folder, expected a file');
	});

	it.each([8, 20, 300, 100_000, 1_400_000])('cut off after %i bytes', async (length) => {
		const path = join(folder, 'cut');
		writeFileSync(path, readFileSync(reference).subarray(0, length));
		expect(await problemOf(path)).toMatch(/truncated|cannot be read as HDF5: /);
	});

	it('garbage in the middle', async () => {
		const bytes = readFileSync(reference);
		bytes.fill(0xa5, 96, 20_000);
		const path = join(folder, 'garbage');
		writeFileSync(path, bytes);
		expect(await problemOf(path)).not.toBe('');
	});

	it('no model_config, one that is not JSON, one that is no model', async () => {
		const model = makeModel('sequential');
		expect(await problemOf(await written('bare', model, null))).toBe('it has no model_config');
		expect(await problemOf(await written('bare', model, '{'))).toBe('its model_config is not JSON');
		expect(await problemOf(await written('bare', model, '{"config":[]}'))).toContain('class_name');
	});

	type Spoil = (model: Model) => void;
	function layerOf(model: Model, name: string): Model['config']['config']['layers'][number] {
		const layer = model.config.config.layers.find((each) => each.name === name);
		if (!layer) throw new Error(`no layer ${name}`);
		return layer;
	}
	function weightOf(model: Model, layer: string, role: string): { values: number[] } {
		const weight = model.weights[layer]?.[role];
		if (!weight) throw new Error(`no weight ${layer} ${role}`);
		return weight;
	}
	it.each<[string, Spoil, string]>([
		[
			'a layer that is not known',
			(model) => {
				layerOf(model, 'dropout_2').class_name = 'Lambda';
			},
			'layer dropout_2: layers of the kind Lambda are not known'
		],
		[
			'an activation that is not known',
			(model) => {
				layerOf(model, 'dense_2').config['activation'] = 'softmax';
			},
			'layer dense_2: activation: expected linear, relu, leaky_relu or LeakyReLU'
		],
		[
			'channels first',
			(model) => {
				layerOf(model, 'separable_conv2d_1').config['data_format'] = 'channels_first';
			},
			'layer separable_conv2d_1: data_format: '
		],
		[
			'pools that overlap',
			(model) => {
				layerOf(model, 'max_pooling2d_1').config['strides'] = [1, 1];
			},
			'layer max_pooling2d_1: expected strides equal to pool_size'
		],
		[
			'another axis',
			(model) => {
				layerOf(model, 'batch_normalization_1').config['axis'] = 1;
			},
			'layer batch_normalization_1: its axis is 1, expected 3'
		],
		[
			'a branch',
			(model) => {
				layerOf(model, 'dense_2').inbound_nodes = [[['dense_1', 0, 0, {}]]];
			},
			'layer dense_2: its input is dense_1, expected batch_normalization_4'
		],
		[
			'slices of another size',
			(model) => {
				layerOf(model, 'input_1').config['batch_input_shape'] = [null, 96, 216, 3];
			},
			'its input is [96, 216, 3], expected [96, 216, 1]'
		],
		[
			'a layer without its weights',
			(model) => {
				model.weights = Object.fromEntries(
					Object.entries(model.weights).filter(([name]) => name !== 'dense_1')
				);
			},
			'layer dense_1: kernel is missing, expected [1620, 7]'
		],
		[
			'a missing weight',
			({ weights }) => {
				const { bias, ...rest } = weights['dense_1'] ?? {};
				expect(bias).toBeDefined();
				weights['dense_1'] = rest;
			},
			'layer dense_1: bias is missing, expected [7]'
		],
		[
			'a wrong shape',
			({ weights }) => {
				weights['dense_1'] = {
					...weights['dense_1'],
					kernel: { shape: [7, 1620], values: new Array<number>(7 * 1620).fill(0) }
				};
			},
			'layer dense_1: kernel is [7, 1620], expected [1620, 7]'
		],
		[
			'NaN',
			(model) => {
				weightOf(model, 'separable_conv2d_3', 'pointwise_kernel').values[4] = NaN;
			},
			'layer separable_conv2d_3: pointwise_kernel has a number that is NaN'
		],
		[
			'infinity',
			(model) => {
				weightOf(model, 'dense_2', 'bias').values[99] = Infinity;
			},
			'layer dense_2: bias has a number that is Infinity'
		],
		[
			'a negative variance',
			(model) => {
				weightOf(model, 'batch_normalization_4', 'moving_variance').values[0] = -1;
			},
			'layer batch_normalization_4: moving_variance has a negative number'
		],
		[
			'an image where it should be flat',
			(model) => {
				const { layers } = model.config.config;
				layers.splice(
					layers.findIndex(({ name }) => name === 'flatten_1'),
					1
				);
				layerOf(model, 'dense_1').inbound_nodes = [[['dropout_3', 0, 0, {}]]];
			},
			'layer dense_1: its input is an image, expected it flattened'
		],
		[
			'an end that is no embedding',
			(model) => {
				model.config.config.layers.pop();
			},
			'the last layer gives [7], expected [100]'
		]
	])('%s', async (_, spoil, problem) => {
		const model = makeModel('functional');
		spoil(model);
		expect(await problemOf(await written('spoilt', model))).toContain(problem);
	});
});
