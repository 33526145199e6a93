/**
 * Writes small sound networks as Keras does, in the layout of either kind of model, for tests.
 * The same widths give the same weights in both.
 */
import { File, ready } from 'h5wasm/node';

type Options = Record<string, unknown>;

interface ConfiguredLayer {
	class_name: string;
	name: string;
	config: Options;
	inbound_nodes?: unknown[];
}

export interface Weight {
	shape: number[];
	values: number[];
}

export interface Model {
	config: { class_name: string; config: { name: string; layers: ConfiguredLayer[] } };
	/** By layer, then by what they are to it: `kernel`. */
	weights: Record<string, Record<string, Weight>>;
}

const slope = 0.2;

function weight(shape: number[], seed: number, from = -1): Weight {
	let state = seed;
	const values = Array.from(
		{ length: shape.reduce((product, n) => product * n, 1) },
		() => {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			return from + ((1 - from) * state) / 2 ** 32;
		}
	);
	return { shape, values };
}

/** @param widths channels of the convolutions, then units of the dense layer before the last */
export function makeModel(
	layout: 'sequential' | 'functional',
	[first, second, third, units]: readonly [number, number, number, number] = [2, 3, 5, 7]
): Model {
	const layers: ConfiguredLayer[] = [];
	const weights: Model['weights'] = {};
	const add = (className: string, name: string, config: Options): void => {
		const previous = layers.at(-1)?.name;
		layers.push({
			class_name: className,
			name,
			config: { name, trainable: true, dtype: 'float32', ...config },
			...(layout === 'functional'
				? { inbound_nodes: previous === undefined ? [] : [[[previous, 0, 0, {}]]] }
				: {})
		});
	};
	/** A layer with LeakyReLU after it, in the layout's own way. */
	const addActive = (className: string, name: string, config: Options): void => {
		const leaky = { class_name: 'LeakyReLU', config: { name: 'leaky_re_lu', alpha: slope } };
		add(className, name, { ...config, activation: layout === 'sequential' ? leaky : 'linear' });
		if (layout === 'functional') add('LeakyReLU', `leaky_${name}`, { alpha: slope });
	};
	const addNormalisation = (name: string, channels: number, axis: unknown): void => {
		add('BatchNormalization', name, { axis, momentum: 0.99, epsilon: 0.001 });
		weights[name] = {
			gamma: weight([channels], 5),
			beta: weight([channels], 6),
			moving_mean: weight([channels], 7),
			moving_variance: weight([channels], 8, 0.1)
		};
	};

	add('InputLayer', 'input_1', { batch_input_shape: [null, 96, 216, 1], sparse: false });
	let channels = 1;
	for (const [index, filters] of [first, second, third].entries()) {
		const name = `separable_conv2d_${index + 1}`;
		addActive('SeparableConv2D', name, {
			filters,
			kernel_size: [3, 3],
			strides: [1, 1],
			padding: 'same',
			data_format: 'channels_last',
			dilation_rate: [1, 1],
			depth_multiplier: 1,
			use_bias: true
		});
		weights[name] = {
			depthwise_kernel: weight([3, 3, channels, 1], 11 + index),
			pointwise_kernel: weight([1, 1, channels, filters], 21 + index),
			bias: weight([filters], 31 + index)
		};
		const axis = layout === 'functional' ? 3 : [3];
		addNormalisation(`batch_normalization_${index + 1}`, filters, axis);
		add('MaxPooling2D', `max_pooling2d_${index + 1}`, {
			pool_size: [2, 2],
			strides: [2, 2],
			padding: 'valid',
			data_format: 'channels_last'
		});
		add('Dropout', `dropout_${index + 1}`, { rate: 0.2 });
		channels = filters;
	}
	add('Flatten', 'flatten_1', { data_format: 'channels_last' });
	const length = 12 * 27 * channels;
	addActive('Dense', 'dense_1', { units, use_bias: true });
	weights['dense_1'] = { kernel: weight([length, units], 41), bias: weight([units], 42) };
	addNormalisation('batch_normalization_4', units, layout === 'functional' ? -1 : [1]);
	add('Dense', 'dense_2', { units: 100, activation: 'linear', use_bias: true });
	weights['dense_2'] = { kernel: weight([units, 100], 51), bias: weight([100], 52) };
	const className = layout === 'functional' ? 'Functional' : 'Sequential';
	return { config: { class_name: className, config: { name: 'model_1', layers } }, weights };
}

/** @param config what to write as `model_config`: the model's own unless told, null for nothing */
export async function writeModel(
	path: string,
	model: Model,
	config: string | null = JSON.stringify(model.config)
): Promise<void> {
	await ready;
	const file = new File(path, 'w');
	if (config !== null) file.create_attribute('model_config', config);
	const root = file.create_group('model_weights');
	for (const [layer, roles] of Object.entries(model.weights)) {
		const group = root.create_group(layer);
		const names = Object.keys(roles).map((role) => `${layer}/${role}:0`);
		group.create_attribute('weight_names', names);
		const inner = group.create_group(layer);
		for (const [role, { shape, values }] of Object.entries(roles)) {
			inner.create_dataset({ name: `${role}:0`, data: Float32Array.from(values), shape });
		}
	}
	file.close();
}
