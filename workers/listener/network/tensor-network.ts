/**
 * The sound network on tensorflow.js: the same layer list as `network.ts`, from tfjs-core's
 * operations alone, for several slices at once.
 *
 * Only ever reached by a dynamic `import()` from the listener's worker (through
 * `choose-network.ts`): with its backend it is the heaviest code of all.
 *
 * What must stay true: whatever it is given, as many tensors are left afterwards as before; and an
 * answer with a number that is not finite is a failure, not an answer.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { EncoderPlan } from '#lib/contracts/encoder-plan.ts';
import { embeddingDims } from '#lib/contracts/encoder.ts';
import { failed, internalFailure, success, type Result } from '#lib/contracts/failure.ts';
import type { TensorRuntime } from './tensor-runtime.ts';
import { compileSteps, type Step } from './tensor-steps.ts';

export interface TensorNetwork {
	readonly backend: 'wasm' | 'webgpu';
	/**
	 * @param slices float32[count][bands][frames]
	 * @returns float32[count][100], not normalised; `internal` where the backend failed, after which
	 *   it is not to be used any more
	 */
	embed(slices: Float32Array, count: number): Promise<Result<Float32Array>>;
	/** Of all networks on this thread: for tests of what is left behind. */
	tensorCount(): number;
	/** Gives back its tensors and its runtime. WASM's memory stays with the worker until that ends. */
	dispose(): void;
}

/**
 * Slices at once. XNNPACK multiplies four rows in about the time of one or two, and reads the
 * weights (170 MB in the original's network) once for all of them; more than four gain nothing.
 */
const batchSize = 4;

/** @returns `unsupported` where a layer does not fit on the device */
export async function openTensorNetwork(
	plan: EncoderPlan,
	weights: Uint8Array,
	runtime: TensorRuntime
): Promise<Result<TensorNetwork>> {
	const atOnce = slicesAtOnce(plan, runtime.maxTensorBytes);
	if (atOnce < 1) {
		runtime.dispose();
		return failed('unsupported', 'a slice of sound is larger than the device can hold');
	}
	const kept: tf.Tensor[] = [];
	let steps: readonly Step[];
	try {
		await makeCurrent(runtime.backend);
		steps = compileSteps(plan, weights, runtime.maxTensorBytes, kept);
	} catch (error) {
		tf.dispose(kept);
		runtime.dispose();
		return internalFailure(error);
	}
	const { melBands, sliceFrames } = plan.description.frontEnd;
	const sliceLength = melBands * sliceFrames;

	async function embedBatch(slices: Float32Array, count: number): Promise<Float32Array> {
		await makeCurrent(runtime.backend);
		return runtime.watch(async () => {
			const result = tf.tidy(() =>
				run(steps, tf.tensor4d(slices, [count, melBands, sliceFrames, 1]))
			);
			try {
				return (await result.data()) as Float32Array;
			} finally {
				result.dispose();
			}
		});
	}

	return success({
		backend: runtime.backend,
		async embed(slices, count) {
			const embeddings = new Float32Array(count * embeddingDims);
			try {
				for (let from = 0; from < count; from += atOnce) {
					const until = Math.min(count, from + atOnce);
					const batch = slices.subarray(from * sliceLength, until * sliceLength);
					embeddings.set(await embedBatch(batch, until - from), from * embeddingDims);
				}
			} catch (error) {
				return internalFailure(error);
			}
			return embeddings.every(Number.isFinite)
				? success(embeddings)
				: failed('internal', `${runtime.backend} gave a number that is not finite`);
		},
		tensorCount: () => tf.memory().numTensors,
		dispose() {
			tf.dispose(kept);
			runtime.dispose();
		}
	});
}

/** tensorflow.js has one current backend for the whole thread. */
async function makeCurrent(backend: string): Promise<void> {
	while (tf.getBackend() !== backend) {
		if (!(await tf.setBackend(backend))) throw new Error(`${backend} could not be started`);
	}
}

function slicesAtOnce({ layers }: EncoderPlan, maxTensorBytes: number): number {
	const largest = Math.max(
		...layers.flatMap(({ inputShapes, outputShape }) =>
			[...inputShapes, outputShape].map((shape) => shape.reduce((product, n) => product * n, 4))
		)
	);
	return Math.min(batchSize, Math.floor(maxTensorBytes / largest));
}

function run(steps: readonly Step[], slices: tf.Tensor): tf.Tensor {
	const lastUses = new Map<number, number>();
	for (const [position, { inputs }] of steps.entries()) {
		for (const input of inputs) lastUses.set(input, position);
	}
	const outputs: tf.Tensor[] = [];
	const at = (position: number): tf.Tensor => outputs[position] ?? slices;
	for (const [position, step] of steps.entries()) {
		outputs.push(tf.tidy(() => step.run(step.inputs.map(at))));
		// Images are large: each is given back as soon as nothing needs it any more.
		for (const input of new Set(step.inputs)) {
			if (lastUses.get(input) === position) at(input).dispose();
		}
	}
	return at(steps.length - 1);
}
