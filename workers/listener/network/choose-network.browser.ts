import { wrap, type Remote } from 'comlink';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EncoderDescription } from '#lib/contracts/encoder.ts';
import { embeddingDims, standardFrontEnd } from '#lib/contracts/encoder.ts';
import { createMelSlicer } from '../front-end/mel-slices.ts';
import { readWav } from '../wav.ts';
import type { NetworkWorkerApi } from './test/network-worker.ts';
import { wasmFiles } from './wasm-files.ts';
import { encodeTensors } from './weights.ts';

/** Left by the tests' global set-up. */
const folder = `${location.origin}/.cache/reference/listening/`;
/** Imitating a graphics processor takes a busy machine its time. */
const softwareGpuTimeoutMs = 180_000;
const sliceLength = standardFrontEnd.melBands * standardFrontEnd.sliceFrames;

let worker: Worker;
let network: Remote<NetworkWorkerApi>;
beforeEach(() => {
	worker = new Worker(new URL('./test/network-worker.ts', import.meta.url), { type: 'module' });
	network = wrap<NetworkWorkerApi>(worker);
});
afterEach(() => worker.terminate());

async function bytes(file: string): Promise<Uint8Array> {
	const response = await fetch(folder + file);
	expect(response.ok).toBe(true);
	return new Uint8Array(await response.arrayBuffer());
}

async function json<T>(file: string): Promise<T> {
	return JSON.parse(new TextDecoder().decode(await bytes(file))) as T;
}

interface NetworkFiles {
	readonly description: EncoderDescription;
	readonly weights: Uint8Array;
}

async function filesOf(name: 'original' | 'house'): Promise<NetworkFiles> {
	return {
		description: await json<EncoderDescription>(`${name}/encoder.json`),
		weights: await bytes(`${name}/weights.bin`)
	};
}

interface Clip {
	readonly slices: Float32Array;
	readonly embeddings: readonly (readonly number[])[];
}

/** The reference clips through the front end, and what the original made of them. */
async function referenceClips(): Promise<Clip[]> {
	const expected = await json<Record<string, { embeddings: number[][] }>>('expected.json');
	return Promise.all(
		Object.entries(expected).map(async ([file, { embeddings }]) => {
			const recording = readWav(await bytes(file), file);
			if (!recording.ok) throw new Error(recording.failure.message);
			const slicer = createMelSlicer(standardFrontEnd);
			const slices = new Float32Array(embeddings.length * sliceLength);
			embeddings.forEach((_, i) =>
				slices.set(slicer.slice(recording.value.samples, i), i * sliceLength)
			);
			return { slices, embeddings };
		})
	);
}

/** Every component within 2e-3 of the largest. */
function expectEmbedding(actual: Float32Array, expected: ArrayLike<number>): void {
	expect(actual.length).toBe(expected.length);
	const largest = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
	const worst = Array.from(expected).reduce(
		(most, x, i) => Math.max(most, Math.abs(x - (actual[i] ?? Infinity))),
		0
	);
	expect(worst / largest).toBeLessThanOrEqual(2e-3);
}

function noise(count: number): Float32Array {
	let state = 7;
	return Float32Array.from({ length: count }, () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	});
}

describe.each(['wasm', 'webgpu'] as const)(
	'on %s, in a worker',
	{ timeout: softwareGpuTimeoutMs },
	(backend) => {
		test('the original’s network hears in the clips what the original heard', async () => {
			const { description, weights } = await filesOf('original');
			const summary = await network.choose(description, weights, { wasmPaths: wasmFiles, backend });
			expect(summary).toEqual({ backend });
			for (const { slices, embeddings } of await referenceClips()) {
				const heard = await network.embed(slices, embeddings.length);
				for (const [i, expected] of embeddings.entries()) {
					expectEmbedding(heard.subarray(i * embeddingDims, (i + 1) * embeddingDims), expected);
				}
			}
			expect(await network.summary()).toEqual({ backend });
		});

		test('the house’s network gives what plain TypeScript gives', async () => {
			const { description, weights } = await filesOf('house');
			const summary = await network.choose(description, weights, { wasmPaths: wasmFiles, backend });
			expect(summary).toEqual({ backend });
			const slice = noise(sliceLength);
			expectEmbedding(
				await network.embed(slice, 1),
				await network.reference(description, weights, slice)
			);
		});
	}
);

test('a graphics processor in software is not chosen by itself', async () => {
	const { description, weights } = await filesOf('house');
	expect(await network.choose(description, weights, { wasmPaths: wasmFiles })).toEqual({
		backend: 'wasm',
		reason: 'webgpu: the graphics processor is only imitated in software'
	});
});

test('files of WebAssembly that are not there leave plain TypeScript, with a reason', async () => {
	const { description, weights } = await filesOf('house');
	const nowhere = `${folder}nowhere.wasm`;
	const wasmPaths = { simd: nowhere, plain: nowhere };
	expect(await network.choose(description, weights, { wasmPaths, backend: 'wasm' })).toEqual({
		backend: 'reference',
		reason: expect.stringContaining('wasm: ') as string
	});
	const slice = noise(sliceLength);
	expectEmbedding(
		await network.embed(slice, 1),
		await network.reference(description, weights, slice)
	);
});

test(
	'a graphics processor that is lost is left for WebAssembly',
	{ timeout: softwareGpuTimeoutMs },
	async () => {
		const { description, weights } = await filesOf('house');
		await network.choose(description, weights, { wasmPaths: wasmFiles, backend: 'webgpu' });
		await network.loseDevices();
		const slice = noise(sliceLength);
		expectEmbedding(
			await network.embed(slice, 1),
			await network.reference(description, weights, slice)
		);
		expect(await network.summary()).toEqual({
			backend: 'wasm',
			reason: expect.stringContaining('webgpu: the graphics processor was lost') as string
		});
	}
);

describe('a layer larger than a device can bind', { timeout: softwareGpuTimeoutMs }, () => {
	/** One binding holds 128 MiB by default: this matrix is a little larger. */
	const units = 1624;
	function largeNetwork(): NetworkFiles {
		const { descriptions, weights } = encodeTensors([
			{
				name: 'large',
				shape: [sliceLength, units],
				encoding: 'int8',
				values: noise(sliceLength * units).map((x) => x - 0.5)
			},
			{
				name: 'readout',
				shape: [units, embeddingDims],
				encoding: 'int8',
				values: noise(units * embeddingDims).map((x) => x - 0.5)
			}
		]);
		return {
			description: {
				id: 'large',
				frontEnd: standardFrontEnd,
				layers: [
					{ kind: 'flatten' },
					{ kind: 'dense', kernel: 'large' },
					{ kind: 'dense', kernel: 'readout' }
				],
				tensors: descriptions,
				weightsSizeBytes: weights.length
			},
			weights
		};
	}

	test('is multiplied in parts, and the answer is right', async () => {
		const { description, weights } = largeNetwork();
		const limit = await network.openWithDefaultLimits(description, weights, true);
		expect(limit).toBeLessThan(sliceLength * units * 4);
		const slice = noise(sliceLength);
		const embedded = await network.embedThere(slice, 1);
		if (!embedded.ok) throw new Error(embedded.failure.message);
		expectEmbedding(embedded.value, await network.reference(description, weights, slice));
		const count = await network.tensorCount();
		await network.embedThere(slice, 1);
		expect(await network.tensorCount()).toBe(count);
	});

	test('is a failure, never garbage, where that is not seen beforehand', async () => {
		const { description, weights } = largeNetwork();
		await network.openWithDefaultLimits(description, weights, false);
		const embedded = await network.embedThere(noise(sliceLength), 1);
		expect(embedded).toMatchObject({
			ok: false,
			failure: { message: expect.stringContaining('maximum storage buffer binding size') as string }
		});
	});
});
