/**
 * Batch normalisation as what it comes to, x × factor + offset per channel, and how that moves
 * through a network: past layers that keep it exact, into the next matrix, where it costs nothing.
 *
 * What must stay true: only exact moves. A largest value keeps only factors that are not negative;
 * zeros that pad an image are zeros after normalisation, so an offset cannot go past them; and
 * nothing but a matrix takes more than a scale.
 */
import type { PlannedLayer } from '#lib/contracts/encoder-plan.ts';
import type { LayerOf } from '#lib/contracts/encoder.ts';

/** Each channel c (the last axis) becomes x × factors[c] + offsets[c]. */
export interface Affine {
	readonly factors: Float64Array;
	readonly offsets: Float64Array;
}

type ReadTensor = (name: string) => Float32Array;

/** (x − mean) / √(variance + epsilon) × gamma + beta. */
export function normalisation(layer: LayerOf<'batch-normalisation'>, read: ReadTensor): Affine {
	const variance = read(layer.variance);
	const mean = read(layer.mean);
	const gamma = layer.gamma === undefined ? undefined : read(layer.gamma);
	const beta = layer.beta === undefined ? undefined : read(layer.beta);
	const factors = Float64Array.from(
		variance,
		(each, c) => (gamma?.[c] ?? 1) / Math.sqrt(each + layer.epsilon)
	);
	const offsets = Float64Array.from(mean, (each, c) => (beta?.[c] ?? 0) - each * (factors[c] ?? 0));
	return { factors, offsets };
}

/** First one, then the other. */
export function inTurn(first: Affine | null, second: Affine): Affine {
	if (!first) return second;
	return {
		factors: second.factors.map((factor, c) => factor * (first.factors[c] ?? 1)),
		offsets: second.offsets.map(
			(offset, c) => offset + (second.factors[c] ?? 1) * (first.offsets[c] ?? 0)
		)
	};
}

/** Whether a layer's output can be had from inputs that are still to be normalised. */
export function canFollow(
	{ layer }: PlannedLayer,
	{ factors }: Affine,
	kernelSize: readonly [number, number]
): boolean {
	const keepsOrder = (): boolean => factors.every((factor) => factor >= 0);
	switch (layer.kind) {
		case 'dense':
		case 'flatten':
		case 'concatenate':
		case 'average-pool':
		case 'batch-normalisation':
			return true;
		case 'max-pool':
			return keepsOrder();
		case 'time-statistics':
			return !layer.statistics.includes('maximum') || keepsOrder();
		case 'convolution':
		case 'separable-convolution':
			return layer.padding === 'valid' || (kernelSize[0] === 1 && kernelSize[1] === 1);
		case 'leaky-relu':
		case 'square':
		case 'square-root':
			return false;
	}
}

/** What the output of a layer that `canFollow` is still to be normalised by; null: by nothing. */
export function afterLayer(
	{ layer, inputShapes }: PlannedLayer,
	owed: readonly (Affine | null)[]
): Affine | null {
	if (owed.every((each) => each === null)) return null;
	const [first = null] = owed;
	switch (layer.kind) {
		case 'flatten':
			return first && tiled(first, inputShapes[0]?.reduce((product, n) => product * n, 1) ?? 0);
		case 'concatenate':
			return joined(owed.map((each, i) => each ?? identity(inputShapes[i]?.[0] ?? 0)));
		case 'time-statistics':
			return first && ofStatistics(layer.statistics, first, inputShapes[0]?.[0] ?? 0);
		case 'max-pool':
		case 'average-pool':
			return first;
		default:
			return null;
	}
}

/**
 * A matrix and bias that do what normalising before and after them did; the kernel is written over.
 * @param kernel [rows][outputs]; row r takes channel r mod channels
 * @param bias [outputs], or undefined for none
 */
export function foldIntoMatrix(
	kernel: Float32Array,
	outputs: number,
	bias: Float32Array | undefined,
	{ before, after }: { before: Affine | null; after: Affine | null }
): { kernel: Float32Array; bias: Float32Array } {
	const sums = bias ? Float64Array.from(bias) : new Float64Array(outputs);
	if (before) {
		const channels = before.factors.length;
		for (let row = 0, at = 0; at < kernel.length; row++) {
			const factor = before.factors[row % channels] as number;
			const offset = before.offsets[row % channels] as number;
			for (let n = 0; n < outputs; n++, at++) {
				const weight = kernel[at] as number;
				sums[n] = (sums[n] as number) + weight * offset;
				kernel[at] = weight * factor;
			}
		}
	}
	if (after) {
		for (let at = 0; at < kernel.length; at++) {
			kernel[at] = (kernel[at] as number) * (after.factors[at % outputs] as number);
		}
		sums.forEach((sum, n) => {
			sums[n] = sum * (after.factors[n] as number) + (after.offsets[n] as number);
		});
	}
	return { kernel, bias: Float32Array.from(sums) };
}

/** The same channels at every position. */
function tiled({ factors, offsets }: Affine, length: number): Affine {
	const channels = factors.length;
	return {
		factors: Float64Array.from({ length }, (_, i) => factors[i % channels] ?? 1),
		offsets: Float64Array.from({ length }, (_, i) => offsets[i % channels] ?? 0)
	};
}

function joined(parts: readonly Affine[]): Affine {
	return {
		factors: Float64Array.from(parts.flatMap(({ factors }) => [...factors])),
		offsets: Float64Array.from(parts.flatMap(({ offsets }) => [...offsets]))
	};
}

function identity(channels: number): Affine {
	return { factors: new Float64Array(channels).fill(1), offsets: new Float64Array(channels) };
}

/** [statistic][height][channel]: a deviation is scaled, by the magnitude, and never shifted. */
function ofStatistics(
	statistics: LayerOf<'time-statistics'>['statistics'],
	affine: Affine,
	height: number
): Affine {
	const spread = {
		factors: affine.factors.map(Math.abs),
		offsets: new Float64Array(affine.offsets.length)
	};
	return joined(
		statistics.map((statistic) =>
			tiled(statistic === 'deviation' ? spread : affine, height * affine.factors.length)
		)
	);
}
