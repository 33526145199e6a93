/**
 * The sound network on the best there is: the graphics processor where there is a real one, else
 * WebAssembly, else plain TypeScript.
 *
 * What must stay true: no backend is trusted before it has given plain TypeScript's answer to a
 * known sound. One that fails, then or later, is left for the next, with a reason; who listens
 * notices nothing but that.
 *
 * Only for the listener's worker, by a dynamic `import()`; the backends' own code comes when they
 * are tried.
 */
import type { EncoderPlan } from '#lib/contracts/encoder-plan.ts';
import { embeddingDims } from '#lib/contracts/encoder.ts';
import { failed, internalFailure, type Result } from '#lib/contracts/failure.ts';
import type { ListenerBackend, ListenerSummary } from '#lib/contracts/listener.ts';
import { findGraphicsAdapter } from './graphics-adapter.ts';
import { createNetwork } from './network.ts';
import type { TensorNetwork } from './tensor-network.ts';
import type { WasmPaths } from './wasm-runtime.ts';

export interface ChosenNetwork {
	/** What it runs on now, and why on nothing faster. Changes when a backend fails. */
	readonly summary: Pick<ListenerSummary, 'backend' | 'reason'>;
	/**
	 * Several slices in one call are faster than one at a time, by fours.
	 * @param slices float32[count][bands][frames]
	 * @returns float32[count][100], not normalised
	 */
	embed(slices: Float32Array, count: number): Promise<Float32Array>;
	dispose(): void;
}

export type TensorBackend = Exclude<ListenerBackend, 'reference'>;
type OpenNetwork = (plan: EncoderPlan, weights: Uint8Array) => Promise<Result<TensorNetwork>>;

export interface ChooseOptions {
	readonly wasmPaths: WasmPaths;
	/** This one, even if it is slow; the others only if it fails. */
	readonly backend?: ListenerBackend;
	/** For tests: other ways to open a backend. */
	readonly openers?: Partial<Record<TensorBackend, OpenNetwork>>;
}

export async function chooseNetwork(
	plan: EncoderPlan,
	weights: Uint8Array,
	options: ChooseOptions
): Promise<ChosenNetwork> {
	const openers = { ...ownOpeners(options), ...options.openers };
	const { melBands, sliceFrames } = plan.description.frontEnd;
	const known = knownSlices(plan);
	const expected = answerOfReference(plan, weights, known);
	const candidates = candidatesFor(options.backend);
	const reasons: string[] = [];

	let isDisposed = false;
	let current = await nextNetwork();

	/** Opens one after another until one gives the right answer; the last needs none. */
	async function nextNetwork(): Promise<Running> {
		for (let name = candidates.shift(); name !== undefined; name = candidates.shift()) {
			if (name === 'reference') break;
			const opened = await openers[name](plan, weights).catch(internalFailure);
			const network = opened.ok ? await proven(opened.value, known, expected) : opened;
			if (network.ok) return network.value;
			reasons.push(`${name}: ${network.failure.message}`);
		}
		return onReference(plan, weights, melBands * sliceFrames);
	}

	async function embed(slices: Float32Array, count: number): Promise<Float32Array> {
		for (;;) {
			const running = current;
			const embedded = await running.embed(slices, count);
			if (embedded.ok) return embedded.value;
			const reason = `${running.backend}: ${embedded.failure.message}`;
			if (isDisposed || running.backend === 'reference') throw new Error(reason);
			reasons.push(reason);
			running.dispose();
			current = await nextNetwork();
		}
	}

	// In turn: a backend that fails must not be left twice.
	let last: Promise<unknown> = Promise.resolve();
	return {
		get summary() {
			const reason = reasons.join('; ');
			return { backend: current.backend, ...(reason === '' ? {} : { reason }) };
		},
		embed(slices, count) {
			const embedding = last.then(() => embed(slices, count));
			last = embedding.catch(() => undefined);
			return embedding;
		},
		dispose() {
			isDisposed = true;
			current.dispose();
		}
	};
}

interface Running {
	readonly backend: ListenerBackend;
	embed(slices: Float32Array, count: number): Promise<Result<Float32Array>>;
	dispose(): void;
}

/** What is asked for first, then the others from the fastest; after `reference` there is nothing. */
function candidatesFor(wanted: ListenerBackend | undefined): ListenerBackend[] {
	const fastestFirst: ListenerBackend[] = ['webgpu', 'wasm', 'reference'];
	if (wanted === undefined) return fastestFirst;
	const rest = fastestFirst.filter((name) => name !== wanted);
	// A graphics processor that nobody asked for is no way out of WebAssembly that fails.
	return [wanted, ...rest.filter((name) => name !== 'webgpu')];
}

function ownOpeners({ wasmPaths, backend }: ChooseOptions): Record<TensorBackend, OpenNetwork> {
	return {
		async webgpu(plan, weights) {
			const adapter = await findGraphicsAdapter({ isSoftwareAllowed: backend === 'webgpu' });
			if (!adapter.ok) return adapter;
			const { startWebGpu } = await import('./webgpu-runtime.ts');
			const runtime = await startWebGpu(adapter.value);
			if (!runtime.ok) return runtime;
			const { openTensorNetwork } = await import('./tensor-network.ts');
			return openTensorNetwork(plan, weights, runtime.value);
		},
		async wasm(plan, weights) {
			const { startWasm } = await import('./wasm-runtime.ts');
			const runtime = await startWasm(wasmPaths);
			if (!runtime.ok) return runtime;
			const { openTensorNetwork } = await import('./tensor-network.ts');
			return openTensorNetwork(plan, weights, runtime.value);
		}
	};
}

/** A difference of this share of the largest component is rounding; more is another answer. */
const tolerance = 2e-3;
/** Two, so that one slice's answer cannot stand for another's. */
const knownCount = 2;

async function proven(
	network: TensorNetwork,
	known: Float32Array,
	expected: readonly Float32Array[]
): Promise<Result<TensorNetwork>> {
	const answer = await network.embed(known, knownCount);
	const isRight =
		answer.ok &&
		expected.every((embedding, i) => {
			const largest = embedding.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
			return embedding.every(
				(x, n) => Math.abs(x - (answer.value[i * embeddingDims + n] ?? NaN)) <= tolerance * largest
			);
		});
	if (isRight) return { ok: true, value: network };
	network.dispose();
	return answer.ok ? failed('unsupported', 'it gave a wrong answer to a known sound') : answer;
}

/** Noise within the range of the encoder's front end, the same every time. */
function knownSlices({ description: { frontEnd } }: EncoderPlan): Float32Array {
	const isScaled = frontEnd.normalisation === 'min-max';
	let state = 1;
	return Float32Array.from(
		{ length: knownCount * frontEnd.melBands * frontEnd.sliceFrames },
		() => {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			const share = state / 2 ** 32;
			return isScaled ? share : (share - 1) * (frontEnd.topDb ?? 80);
		}
	);
}

/** The plain network is let go of afterwards: of a large one it holds all weights unpacked. */
function answerOfReference(
	plan: EncoderPlan,
	weights: Uint8Array,
	known: Float32Array
): readonly Float32Array[] {
	const network = createNetwork(plan, weights);
	const length = known.length / knownCount;
	return Array.from({ length: knownCount }, (_, i) =>
		network.embed(known.subarray(i * length, (i + 1) * length))
	);
}

function onReference(plan: EncoderPlan, weights: Uint8Array, sliceLength: number): Running {
	const network = createNetwork(plan, weights);
	return {
		backend: 'reference',
		async embed(slices, count) {
			const embeddings = new Float32Array(count * embeddingDims);
			for (let i = 0; i < count; i++) {
				const slice = slices.subarray(i * sliceLength, (i + 1) * sliceLength);
				embeddings.set(network.embed(slice), i * embeddingDims);
			}
			return { ok: true, value: embeddings };
		},
		dispose: () => undefined
	};
}
