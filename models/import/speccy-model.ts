/**
 * Reads the original's sound network (`speccy_model`, Keras in HDF5) into a catalogue's encoder:
 * blocks of separable convolution, LeakyReLU, batch normalisation and pooling, then dense layers, of
 * any width.
 *
 * What must stay true: every weight has the shape that its layer asks for and is finite, and the
 * encoder has a plan, so what is imported can be built; its id is the network's own, whatever the
 * encoding that its weights are packed in.
 */
import { createHash } from 'node:crypto';
import {
	standardFrontEnd,
	type EncoderDescription,
	type Layer,
	type TensorEncoding
} from '#lib/contracts/encoder.ts';
import { parseEncoder } from '#lib/contracts/encoder-plan.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { encodeTensors, type Tensor } from '#workers/listener/network/weights.ts';
import { Hdf5File } from './hdf5.ts';
import { parseKerasConfig, type KerasLayer } from './keras-config.ts';

export interface ImportedEncoder {
	readonly description: EncoderDescription;
	readonly weights: Uint8Array;
}

/**
 * @param encoding of the kernels; biases, normalisations and the few depthwise weights are always
 *   float32
 * @returns `bad-input` naming the file, the layer and what was expected
 */
export async function readSpeccyModel(
	file: string,
	encoding: 'float32' | 'int8'
): Promise<Result<ImportedEncoder>> {
	const opened = await Hdf5File.open(file);
	if (!opened.ok) return opened;
	try {
		return convert(opened.value, file, encoding);
	} catch (error) {
		if (error instanceof Unusable) {
			return failed('bad-input', `${file}: ${error.message}`, { details: { file } });
		}
		throw error;
	} finally {
		opened.value.close();
	}
}

/** Why a model cannot be imported; caught in `readSpeccyModel`, never seen outside. */
class Unusable extends Error {}

function convert(hdf5: Hdf5File, file: string, encoding: TensorEncoding): Result<ImportedEncoder> {
	const config = hdf5.rootText('model_config');
	if (!config.ok) return config;
	if (config.value === undefined) throw new Unusable('it has no model_config');
	const model = parseKerasConfig(config.value, file);
	if (!model.ok) return model;
	const { inputShape, layers: kerasLayers } = model.value;
	const { melBands, sliceFrames } = standardFrontEnd;
	const slice = [melBands, sliceFrames, 1];
	const isSlice =
		inputShape?.length === 3 && slice.every((n, axis) => (inputShape[axis] ?? n) === n);
	if (inputShape && !isSlice) {
		throw new Unusable(`its input is [${inputShape.join(', ')}], expected [${slice.join(', ')}]`);
	}
	const builder = new EncoderBuilder(hdf5, encoding, slice);
	for (const layer of kerasLayers) {
		const added = builder.add(layer);
		if (!added.ok) return added;
	}
	const { layers, tensors } = builder;
	const { descriptions, weights } = encodeTensors(tensors);
	const plan = parseEncoder({
		id: `speccy-${fingerprint(layers, tensors)}`,
		frontEnd: standardFrontEnd,
		layers,
		tensors: descriptions,
		weightsSizeBytes: weights.length
	});
	if (!plan.ok) throw new Unusable(plan.failure.message);
	return success({ description: plan.value.description, weights });
}

/** Over the layers and all weights at full precision. */
function fingerprint(layers: readonly Layer[], tensors: readonly WeightTensor[]): string {
	const hash = createHash('sha256').update(JSON.stringify(layers));
	for (const { values } of tensors) {
		hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
	}
	return hash.digest('hex').slice(0, 16);
}

interface WeightTensor extends Tensor {
	readonly values: Float32Array;
}

/** Takes a model's layers in turn, and keeps the shape that the next one is given. */
class EncoderBuilder {
	readonly layers: Layer[] = [];
	readonly tensors: WeightTensor[] = [];
	readonly #hdf5: Hdf5File;
	readonly #encoding: TensorEncoding;
	#shape: readonly number[];

	constructor(hdf5: Hdf5File, encoding: TensorEncoding, inputShape: readonly number[]) {
		this.#hdf5 = hdf5;
		this.#encoding = encoding;
		this.#shape = inputShape;
	}

	add(layer: KerasLayer): Result<void> {
		try {
			this.#add(layer);
			return success(undefined);
		} catch (error) {
			if (error instanceof Broken) return error.failed;
			if (error instanceof Unusable) throw new Unusable(`layer ${layer.name}: ${error.message}`);
			throw error;
		}
	}

	#add(layer: KerasLayer): void {
		const prefix = `layer-${this.layers.length}`;
		const take = (
			role: string,
			fileShape: readonly number[],
			encoding: TensorEncoding = 'float32',
			shape = fileShape
		): string => {
			const values = this.#read(layer.name, role, fileShape);
			const name = `${prefix}/${role.replaceAll('_', '-')}`;
			this.tensors.push({ name, shape, encoding, values });
			return name;
		};
		switch (layer.kind) {
			case 'separable-convolution': {
				const [height, width, channels] = this.#image();
				const { kernelSize, strides, padding, filters } = layer;
				const depthwise = [...kernelSize, channels];
				const pointwise = [channels, filters];
				this.layers.push({
					kind: layer.kind,
					strides: [...strides],
					padding,
					depthwise: take('depthwise_kernel', [...depthwise, 1], 'float32', depthwise),
					pointwise: take('pointwise_kernel', [1, 1, ...pointwise], this.#encoding, pointwise),
					...(layer.hasBias ? { bias: take('bias', [filters]) } : {})
				});
				const after = (length: number, axis: 0 | 1): number =>
					padding === 'same'
						? Math.ceil(length / strides[axis])
						: Math.floor((length - kernelSize[axis]) / strides[axis]) + 1;
				this.#shape = [after(height, 0), after(width, 1), filters];
				return;
			}
			case 'leaky-relu':
				this.layers.push({ kind: layer.kind, slope: layer.slope });
				return;
			case 'batch-normalisation': {
				const channels = this.#shape.at(-1) ?? 0;
				if (layer.axis !== -1 && layer.axis !== this.#shape.length) {
					throw new Unusable(`its axis is ${layer.axis}, expected ${this.#shape.length}`);
				}
				this.layers.push({
					kind: layer.kind,
					...(layer.hasGamma ? { gamma: take('gamma', [channels]) } : {}),
					...(layer.hasBeta ? { beta: take('beta', [channels]) } : {}),
					mean: take('moving_mean', [channels]),
					variance: take('moving_variance', [channels]),
					epsilon: layer.epsilon
				});
				if (this.tensors.at(-1)?.values.some((variance) => variance < 0) === true) {
					throw new Unusable('moving_variance has a negative number');
				}
				return;
			}
			case 'max-pool': {
				const [height, width, channels] = this.#image();
				const [down, across] = layer.size;
				if (layer.padding === 'same' && (height % down !== 0 || width % across !== 0)) {
					throw new Unusable(`its padding is "same", expected "valid" for ${height} × ${width}`);
				}
				this.layers.push({ kind: layer.kind, size: [down, across] });
				this.#shape = [Math.floor(height / down), Math.floor(width / across), channels];
				return;
			}
			case 'flatten':
				this.layers.push({ kind: layer.kind });
				this.#shape = [this.#shape.reduce((product, n) => product * n, 1)];
				return;
			case 'dense': {
				const [length = 0, ...more] = this.#shape;
				if (more.length > 0) throw new Unusable('its input is an image, expected it flattened');
				this.layers.push({
					kind: layer.kind,
					kernel: take('kernel', [length, layer.units], this.#encoding),
					...(layer.hasBias ? { bias: take('bias', [layer.units]) } : {})
				});
				this.#shape = [layer.units];
			}
		}
	}

	#image(): readonly [number, number, number] {
		const [height = 0, width = 0, channels] = this.#shape;
		if (channels === undefined) throw new Unusable('its input is flat, expected an image');
		return [height, width, channels];
	}

	/** A layer's weights by what they are to it; the file names them "…/kernel:0". */
	#read(layerName: string, role: string, shape: readonly number[]): Float32Array {
		const group = `model_weights/${layerName}`;
		const names = unwrap(this.#hdf5.groupTexts(group, 'weight_names'));
		const name = names?.find((each) => each.split('/').at(-1)?.replace(/:\d+$/, '') === role);
		const expected = `[${shape.join(', ')}]`;
		if (name === undefined) throw new Unusable(`${role} is missing, expected ${expected}`);
		const path = `${group}/${name}`;
		const found = unwrap(this.#hdf5.shapeOf(path));
		if (!found) throw new Unusable(`${role} is missing, expected ${expected} floats`);
		if (found.join() !== shape.join()) {
			throw new Unusable(`${role} is [${found.join(', ')}], expected ${expected}`);
		}
		const numbers = unwrap(this.#hdf5.numbers(path));
		if (!numbers) throw new Unusable(`${role} cannot be read, expected ${expected} floats`);
		const broken = numbers.values.find((x) => !Number.isFinite(x));
		if (broken !== undefined) {
			throw new Unusable(`${role} has a number that is ${broken}, expected finite ones`);
		}
		return numbers.values;
	}
}

/** A failure of the file's reader on its way through the builder. */
class Broken extends Error {
	readonly failed: Extract<Result<never>, { ok: false }>;

	constructor(reason: Extract<Result<never>, { ok: false }>) {
		super(reason.failure.message);
		this.failed = reason;
	}
}

function unwrap<T>(result: Result<T>): T {
	if (!result.ok) throw new Broken(result);
	return result.value;
}
