/**
 * The encoder: the sound network and the front end before it, as a catalogue's manifest describes
 * them. The layer list is general enough for Deej-A.I.'s own network and for the house's; every
 * implementation (plain TypeScript, tensorflow.js) is built from this description and nothing else.
 *
 * What must stay true: the schema alone says that each part is well formed; that the parts fit one
 * another is `planEncoder`'s to say (`encoder-plan.ts`), and nothing is built without its plan.
 */
import * as v from 'valibot';

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const name = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9./_-]{0,79}$/));
const pair = v.tuple([size, size]);

/**
 * From samples to slices, with librosa 0.10's meaning: mono, short-time Fourier transform with a
 * periodic Hann window and centred, zero-padded frames; power; Slaney's mel bands, normalised to
 * equal area; decibels and normalisation per slice.
 */
const frontEndSchema = v.strictObject({
	sampleRateHz: size,
	/** Samples in a window: a power of two. */
	fftSize: v.pipe(
		size,
		v.minValue(4),
		v.check((n) => Number.isInteger(Math.log2(n)), 'expected a power of two')
	),
	/** Samples from one frame to the next. */
	hopSize: size,
	melBands: size,
	melMinHz: v.pipe(v.number(), v.finite(), v.minValue(0)),
	melMaxHz: positive,
	/** Frames in a slice. A last slice that is not full is dropped. */
	sliceFrames: size,
	/** The power that is 0 dB, or the slice's own maximum. */
	reference: v.union([positive, v.literal('slice-maximum')]),
	/** Powers below this count as this. */
	amin: positive,
	/** Nothing lies further below a slice's maximum than this, in decibels; null: no floor. */
	topDb: v.nullable(positive),
	/** `min-max`: each slice to 0 … 1 (a constant slice stays as it is); `none`: decibels. */
	normalisation: v.picklist(['min-max', 'none'])
});

/**
 * How a tensor's numbers lie at its place in the weights, little-endian, row-major:
 * - `float32`, `float16`: as they are.
 * - `int8`: one code a number; then, from the next multiple of four bytes, one float32 scale for
 *   each output channel (the last axis). A number is code × scale.
 */
const tensorEncodings = ['int8', 'float16', 'float32'] as const;

const tensorSchema = v.strictObject({
	name,
	shape: v.pipe(v.array(size), v.minLength(1), v.maxLength(4)),
	encoding: v.picklist(tensorEncodings),
	/** Where it begins in the weights: a multiple of four. */
	offsetBytes: v.pipe(offset, v.multipleOf(4))
});

/**
 * A layer takes what the layer before it gave, unless `input` names another (`input` itself is the
 * slice). Images are [height = mel band][width = frame][channel]; the slice has one channel.
 */
const layerBase = { name: v.optional(name), input: v.optional(name) };
const window = {
	strides: pair,
	/** `same`: tensorflow's rule, output = ceil(input / stride); `valid`: no padding. */
	padding: v.picklist(['same', 'valid'])
};

const layerSchema = v.variant('kind', [
	/** `kernel` [kernelHeight, kernelWidth, in, out], `bias` [out]. */
	v.strictObject({
		kind: v.literal('convolution'),
		...layerBase,
		...window,
		kernel: name,
		bias: v.optional(name)
	}),
	/** `depthwise` [kernelHeight, kernelWidth, in], then `pointwise` [in, out] with `bias` [out]. */
	v.strictObject({
		kind: v.literal('separable-convolution'),
		...layerBase,
		...window,
		depthwise: name,
		pointwise: name,
		bias: v.optional(name)
	}),
	/** x for x ≥ 0, slope × x below. A slope of 0 is ReLU, of −1 the absolute value. */
	v.strictObject({
		kind: v.literal('leaky-relu'),
		...layerBase,
		slope: v.pipe(v.number(), v.finite())
	}),
	/** √(x + epsilon), for x ≥ 0. */
	v.strictObject({ kind: v.literal('square-root'), ...layerBase, epsilon: positive }),
	v.strictObject({ kind: v.literal('square'), ...layerBase }),
	/** (x − mean) / √(variance + epsilon) × gamma + beta, each [channels]. */
	v.strictObject({
		kind: v.literal('batch-normalisation'),
		...layerBase,
		gamma: v.optional(name),
		beta: v.optional(name),
		mean: name,
		variance: name,
		epsilon: positive
	}),
	/** Windows do not overlap; what is left over at the far edges is dropped. */
	v.strictObject({ kind: v.literal('max-pool'), ...layerBase, size: pair }),
	v.strictObject({ kind: v.literal('average-pool'), ...layerBase, size: pair }),
	/** Over the frames: for each statistic in turn, [height][channel] numbers. Deviation is √(variance). */
	v.strictObject({
		kind: v.literal('time-statistics'),
		...layerBase,
		statistics: v.pipe(v.array(v.picklist(['mean', 'deviation', 'maximum'])), v.minLength(1))
	}),
	v.strictObject({ kind: v.literal('flatten'), ...layerBase }),
	/** Joins vectors end to end. */
	v.strictObject({
		kind: v.literal('concatenate'),
		name: v.optional(name),
		inputs: v.pipe(v.array(name), v.minLength(1))
	}),
	/** `kernel` [in, out], `bias` [out]. */
	v.strictObject({ kind: v.literal('dense'), ...layerBase, kernel: name, bias: v.optional(name) })
]);

export const encoderSchema = v.strictObject({
	/** Names this very network: vectors of another id are not comparable. */
	id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,79}$/)),
	frontEnd: frontEndSchema,
	layers: v.pipe(v.array(layerSchema), v.minLength(1)),
	tensors: v.array(tensorSchema),
	/** All the weights' bytes, in the one piece that the manifest names beside this description. */
	weightsSizeBytes: offset
});

export type EncoderDescription = v.InferOutput<typeof encoderSchema>;
export type FrontEnd = EncoderDescription['frontEnd'];
export type Layer = EncoderDescription['layers'][number];
export type LayerKind = Layer['kind'];
export type LayerOf<K extends LayerKind> = Extract<Layer, { kind: K }>;
export type TensorDescription = EncoderDescription['tensors'][number];
export type TensorEncoding = TensorDescription['encoding'];

/** Numbers in an embedding. */
export const embeddingDims = 100;

/** What Deej-A.I.'s networks were trained on; the house's network uses the same. */
export const standardFrontEnd: FrontEnd = {
	sampleRateHz: 22_050,
	fftSize: 2048,
	hopSize: 512,
	melBands: 96,
	melMinHz: 0,
	melMaxHz: 11_025,
	sliceFrames: 216,
	reference: 1024,
	amin: 1e-10,
	topDb: 80,
	normalisation: 'min-max'
};

/** The bytes that a tensor takes in the weights, from its `offsetBytes`. */
export function tensorSizeBytes({
	shape,
	encoding
}: Pick<TensorDescription, 'shape' | 'encoding'>): number {
	const count = shape.reduce((product, n) => product * n, 1);
	if (encoding === 'float32') return count * 4;
	if (encoding === 'float16') return count * 2;
	return Math.ceil(count / 4) * 4 + (shape[shape.length - 1] ?? 1) * 4;
}
