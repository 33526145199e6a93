/** From a recording to its neighbours, through both workers, held to what the original gives. */
import { describe, expect, test } from 'vitest';
import type { EncoderDescription } from '#lib/contracts/encoder.ts';
import type { Analysis, ListenerBackend } from '#lib/contracts/listener.ts';
import { success, type Result } from '#lib/contracts/failure.ts';
import { startEngine, type EngineClient } from '../engine/engine-client.ts';
import expectedTfIdf from '#workers/listener/pooling/fixtures/tf-idf.json';
import { startListener, type ListenerClient } from './listener-client.ts';

/** Made by the tests' global set-up. */
const reference = `${location.origin}/.cache/reference`;
const listening = `${reference}/listening`;
const dims = 100;
/** A graphics processor in software takes seconds a slice. */
const softwareGpuTimeoutMs = 120_000;

interface Expected {
	readonly embeddings: readonly (readonly number[])[];
	readonly nearest: readonly string[];
}

const expectedOf = async (): Promise<Readonly<Record<string, Expected>>> =>
	(await (await fetch(`${listening}/expected.json`)).json()) as Record<string, Expected>;

function listenWith(backend: ListenerBackend): ListenerClient {
	return startListener({
		backend,
		async obtainEncoder() {
			const [description, weights] = await Promise.all([
				fetch(`${listening}/original/encoder.json`).then<unknown>((response) => response.json()),
				fetch(`${listening}/original/weights.bin`).then((response) => response.arrayBuffer())
			]);
			return success({
				revision: 'original',
				description: description as EncoderDescription,
				weights
			});
		}
	});
}

async function openCatalogue(): Promise<EngineClient> {
	const engine = startEngine({ catalogueUrl: `${reference}/float32/` });
	await new Promise<void>((resolve) => {
		engine.onProgress(({ phase }) => {
			if (phase === 'ready' || phase === 'failed') resolve();
		});
	});
	return engine;
}

async function hear(listener: ListenerClient, name: string): Promise<Analysis> {
	const clip = new File([await (await fetch(`${listening}/${name}`)).blob()], name);
	return valueOf(await listener.analyse(clip, 'thorough'));
}

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
	return result.value;
}

/** Every component within 2e-3 of the largest. */
function expectEmbeddings({ slices, sliceCount }: Analysis, { embeddings }: Expected): void {
	expect(sliceCount).toBe(embeddings.length);
	for (const [i, embedding] of embeddings.entries()) {
		const largest = Math.max(...embedding.map(Math.abs));
		const errors = embedding.map((x, k) => Math.abs(x - (slices[i * dims + k] ?? Infinity)));
		expect(Math.max(...errors) / largest).toBeLessThanOrEqual(2e-3);
	}
}

function soundOf({ slices }: Analysis): Float64Array {
	const sum = new Float64Array(dims);
	for (const [i, x] of slices.entries()) sum[i % dims] = (sum[i % dims] ?? 0) + x;
	return sum;
}

describe('a recording is heard as the original hears it', () => {
	test('on WASM: embeddings, the ten nearest, and the weight of slices in a batch', async () => {
		const [expected, engine] = await Promise.all([expectedOf(), openCatalogue()]);
		const listener = listenWith('wasm');
		expect(valueOf(await listener.ready()).backend).toBe('wasm');
		const heard: Analysis[] = [];
		const names = Object.keys(expectedTfIdf) as (keyof typeof expectedTfIdf)[];
		for (const name of names) {
			const analysis = await hear(listener, name);
			const wanted = expected[name] ?? { embeddings: [], nearest: [] };
			expectEmbeddings(analysis, wanted);
			const near = valueOf(await engine.nearest({ sound: soundOf(analysis), limit: 10 }));
			expect(near.map(({ track }) => track.id)).toEqual(wanted.nearest);
			heard.push(analysis);
		}
		const pooled = valueOf(await listener.pool(heard.map(({ slices }) => slices)));
		for (const [i, name] of names.entries()) {
			const length = Math.hypot(...expectedTfIdf[name]);
			for (const [k, x] of expectedTfIdf[name].entries()) {
				expect(Math.abs((pooled[i]?.[k] ?? NaN) - x / length)).toBeLessThanOrEqual(2e-3);
			}
		}
		listener.close();
		engine.close();
	});

	test('on WebGPU', { timeout: softwareGpuTimeoutMs }, async () => {
		const expected = await expectedOf();
		const listener = listenWith('webgpu');
		expect(valueOf(await listener.ready())).toMatchObject({ backend: 'webgpu' });
		const wanted = expected['clip-0.wav'] ?? { embeddings: [], nearest: [] };
		expectEmbeddings(await hear(listener, 'clip-0.wav'), wanted);
		listener.close();
	});
});
