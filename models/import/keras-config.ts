/**
 * Reads a Keras model's own description (`model_config`, JSON) as a plain chain of layers, in any
 * of the forms that Keras has written: sequential or functional, activations as layers or as part
 * of the layer before.
 *
 * What must stay true: a layer or an option that would change what the network computes, and that
 * is not known here, is refused; what matters in training only is passed over.
 */
import * as v from 'valibot';
import { failed, success, type Result } from '#lib/contracts/failure.ts';

type Pair = readonly [number, number];

export type KerasLayer =
	| {
			readonly kind: 'separable-convolution';
			readonly name: string;
			readonly filters: number;
			readonly kernelSize: Pair;
			readonly strides: Pair;
			readonly padding: 'same' | 'valid';
			readonly hasBias: boolean;
	  }
	| { readonly kind: 'leaky-relu'; readonly name: string; readonly slope: number }
	| {
			readonly kind: 'batch-normalisation';
			readonly name: string;
			/** Counted with the batch as axis 0; −1 is the last. */
			readonly axis: number;
			readonly epsilon: number;
			readonly hasGamma: boolean;
			readonly hasBeta: boolean;
	  }
	| {
			readonly kind: 'max-pool';
			readonly name: string;
			readonly size: Pair;
			readonly padding: 'same' | 'valid';
	  }
	| { readonly kind: 'flatten'; readonly name: string }
	| {
			readonly kind: 'dense';
			readonly name: string;
			readonly units: number;
			readonly hasBias: boolean;
	  };

export interface KerasModel {
	/** [height, width, channels] without the batch, where the model states it. */
	readonly inputShape: readonly (number | null)[] | undefined;
	readonly layers: readonly KerasLayer[];
}

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const finite = v.pipe(v.number(), v.finite());
const pair = v.union([
	v.pipe(
		size,
		v.transform((n): Pair => [n, n])
	),
	v.tuple([size, size])
]);
const padding = v.optional(v.picklist(['same', 'valid']), 'valid');
const channelsLast = v.optional(v.nullable(v.literal('channels_last')));

/** Some versions write numpy's numbers as objects. */
const slope = v.union([
	finite,
	v.pipe(
		v.looseObject({ value: finite }),
		v.transform(({ value }) => value)
	)
]);
const leakyRelu = v.pipe(
	v.looseObject({ alpha: v.optional(slope), negative_slope: v.optional(slope) }),
	// Keras's own default.
	v.transform(({ alpha, negative_slope: negativeSlope }) => alpha ?? negativeSlope ?? 0.3)
);

/** As a slope below zero; null: none. */
const activation = v.optional(
	v.nullable(
		v.union(
			[
				v.pipe(
					v.picklist(['linear', 'relu', 'leaky_relu']),
					v.transform((name) => ({ linear: null, relu: 0, leaky_relu: 0.2 })[name])
				),
				v.pipe(
					v.looseObject({ class_name: v.literal('LeakyReLU'), config: leakyRelu }),
					v.transform(({ config }) => config)
				)
			],
			'expected linear, relu, leaky_relu or LeakyReLU'
		)
	),
	null
);

const separable = v.looseObject({
	filters: size,
	kernel_size: pair,
	strides: v.optional(pair, 1),
	padding,
	data_format: channelsLast,
	dilation_rate: v.optional(
		v.pipe(
			pair,
			v.check(([y, x]) => y === 1 && x === 1, 'expected no dilation')
		)
	),
	depth_multiplier: v.optional(v.literal(1)),
	activation,
	use_bias: v.optional(v.boolean(), true)
});
const batchNormalisation = v.looseObject({
	axis: v.optional(
		v.union([
			v.pipe(v.number(), v.safeInteger()),
			v.pipe(
				v.tuple([v.pipe(v.number(), v.safeInteger())]),
				v.transform(([axis]) => axis)
			)
		]),
		-1
	),
	epsilon: v.optional(v.pipe(finite, v.gtValue(0)), 0.001),
	scale: v.optional(v.boolean(), true),
	center: v.optional(v.boolean(), true)
});
const maxPool = v.looseObject({
	pool_size: v.optional(pair, 2),
	strides: v.optional(v.nullable(pair), null),
	padding,
	data_format: channelsLast
});
const dense = v.looseObject({
	units: size,
	activation,
	use_bias: v.optional(v.boolean(), true)
});
const flatten = v.looseObject({ data_format: channelsLast });

const inputShape = v.optional(v.nullable(v.array(v.nullable(size))));
const layerSchema = v.looseObject({
	class_name: v.string(),
	name: v.optional(v.string()),
	config: v.looseObject({
		name: v.optional(v.string()),
		batch_input_shape: inputShape,
		batch_shape: inputShape
	}),
	inbound_nodes: v.optional(v.array(v.unknown()))
});
type ConfiguredLayer = v.InferOutput<typeof layerSchema>;

const modelSchema = v.looseObject({
	class_name: v.picklist(['Sequential', 'Functional', 'Model']),
	// Old versions wrote a sequential model's layers without anything around them.
	config: v.union([
		v.pipe(
			v.array(layerSchema),
			v.transform((layers) => ({ layers }))
		),
		v.looseObject({ layers: v.array(layerSchema) })
	])
});

/**
 * @param source the file that the text is from, named in every complaint
 * @returns `bad-input`, naming the layer, for what cannot be taken along
 */
export function parseKerasConfig(json: string, source: string): Result<KerasModel> {
	let document: unknown;
	try {
		document = JSON.parse(json);
	} catch {
		return bad(source, 'its model_config is not JSON');
	}
	const parsed = v.safeParse(modelSchema, document);
	if (!parsed.success) return bad(source, `its model_config: ${describe(parsed.issues[0])}`);
	const layers: KerasLayer[] = [];
	let stated: readonly (number | null)[] | undefined;
	let previous: string | undefined;
	for (const [index, configured] of parsed.output.config.layers.entries()) {
		const { config, class_name: className, inbound_nodes: nodes = [] } = configured;
		const name = configured.name ?? config.name ?? `${className} ${index}`;
		const inputs = inputNames(nodes);
		if (inputs.length > 0 && (inputs.length > 1 || inputs[0] !== previous)) {
			return bad(
				source,
				`layer ${name}: its input is ${inputs.join(', ')}, expected ${previous ?? 'none'}: only chains of layers can be read`
			);
		}
		const batchShape = config.batch_input_shape ?? config.batch_shape;
		if (batchShape) stated ??= batchShape.slice(1);
		const read = readLayer(configured, name, source);
		if (!read.ok) return read;
		layers.push(...read.value);
		previous = name;
	}
	return success({ inputShape: stated, layers });
}

/** The layers whose output a functional model's layer takes, in Keras 2's form or in Keras 3's. */
function inputNames(node: unknown): readonly string[] {
	if (Array.isArray(node)) {
		const items: readonly unknown[] = node;
		const [name, position] = items;
		if (typeof name === 'string' && typeof position === 'number') return [name];
		return items.flatMap(inputNames);
	}
	if (typeof node !== 'object' || node === null) return [];
	if ('keras_history' in node) return inputNames(node.keras_history);
	return Object.values(node).flatMap(inputNames);
}

/** One layer of Keras's as none, one or (with its activation) two. */
function readLayer(
	{ class_name: className, config }: ConfiguredLayer,
	name: string,
	source: string
): Result<readonly KerasLayer[]> {
	const read = <T>(
		schema: v.GenericSchema<unknown, T>,
		make: (options: T) => readonly KerasLayer[]
	): Result<readonly KerasLayer[]> => {
		const parsed = v.safeParse(schema, config);
		if (parsed.success) return success(make(parsed.output));
		return bad(source, `layer ${name}: ${describe(parsed.issues[0])}`);
	};
	const withActivation = (layer: KerasLayer, below: number | null): readonly KerasLayer[] =>
		below === null ? [layer] : [layer, { kind: 'leaky-relu', name, slope: below }];
	switch (className) {
		case 'InputLayer':
		case 'Dropout':
		case 'SpatialDropout2D':
			return success([]);
		case 'SeparableConv2D':
			return read(separable, (o) =>
				withActivation(
					{
						kind: 'separable-convolution',
						name,
						filters: o.filters,
						kernelSize: o.kernel_size,
						strides: o.strides,
						padding: o.padding,
						hasBias: o.use_bias
					},
					o.activation
				)
			);
		case 'LeakyReLU':
			return read(leakyRelu, (below) => [{ kind: 'leaky-relu', name, slope: below }]);
		case 'Activation':
			return read(v.looseObject({ activation }), (o) =>
				o.activation === null ? [] : [{ kind: 'leaky-relu', name, slope: o.activation }]
			);
		case 'BatchNormalization':
			return read(batchNormalisation, ({ axis, epsilon, scale, center }) => [
				{
					kind: 'batch-normalisation',
					name,
					axis,
					epsilon,
					hasGamma: scale,
					hasBeta: center
				}
			]);
		case 'MaxPooling2D': {
			const apart = v.pipe(
				maxPool,
				v.check(
					({ pool_size: pool, strides }) =>
						strides === null || (strides[0] === pool[0] && strides[1] === pool[1]),
					'expected strides equal to pool_size'
				)
			);
			return read(apart, (o) => [
				{ kind: 'max-pool', name, size: o.pool_size, padding: o.padding }
			]);
		}
		case 'Flatten':
			return read(flatten, () => [{ kind: 'flatten', name }]);
		case 'Dense':
			return read(dense, (o) =>
				withActivation({ kind: 'dense', name, units: o.units, hasBias: o.use_bias }, o.activation)
			);
		default:
			return bad(source, `layer ${name}: layers of the kind ${className} are not known`);
	}
}

function describe(issue: v.BaseIssue<unknown>): string {
	const path = v.getDotPath(issue);
	return path === null ? issue.message : `${path}: ${issue.message}`;
}

function bad(source: string, problem: string): Result<never> {
	return failed('bad-input', `${source}: ${problem}`, { details: { file: source } });
}
