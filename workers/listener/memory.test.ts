/**
 * Memory does not grow with the number of recordings: the whole listener but for its decoders, on
 * the house's network, counted after 50 and after 500.
 */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { success, type Result } from '#lib/contracts/failure.ts';
import { readEncoderFiles } from '#models/open-encoder.ts';
import { readManifest } from '#models/open-catalogue.ts';
import { createListenerApi } from './api.ts';
import { decodedRecording, type OpenRecording } from './decoding/recording.ts';
import { createCompiledMelSlicer } from './front-end/compiled-mel-slicer.ts';
import { chooseNetwork } from './network/choose-network.ts';
import { wasmPaths } from './network/test/wasm-in-node.ts';
import { createCompiledResample } from './resampling/compiled-resampler.ts';
import { kernelsModule } from './test/compiled-kernels.ts';
import { tune, wavOf } from './test/tune.ts';
import { readWav } from './wav.ts';

const house = 'models/catalogues/house';

const sampleRateHz = 8000;
/** Two slices and a little more. */
const seconds = 10.2;
const sliceCount = 2;

const fewFiles = 50;
const manyFiles = 500;
/** What the JavaScript engine compiles on the way; 0.3 MB when this was written. */
const mostHeapGrowthBytes = 2 ** 20;
/** None is expected: were only the embeddings kept, it would be 360 kB. */
const mostBufferGrowthBytes = 100_000;

interface Held {
	readonly tensors: number;
	readonly tensorBuffers: number;
	readonly tensorBytes: number;
	readonly heapBytes: number;
	/** Of array buffers: samples, spectra, embeddings. */
	readonly bufferBytes: number;
}

test(`memory after ${manyFiles} recordings is what it was after ${fewFiles}`, async () => {
	const api = await loadedListener();
	const base = tune(sampleRateHz, 2 * seconds);

	/** No two sound the same. */
	function recording(number: number): File {
		const first = Math.round((number * seconds * sampleRateHz) / manyFiles);
		const samples = base
			.subarray(first, first + Math.round(seconds * sampleRateHz))
			.map((sample, n) => 0.6 * sample + 0.3 * Math.sin(n * (0.02 + number * 0.002)));
		return new File([wavOf([samples], sampleRateHz)], `${number}.wav`);
	}

	const sounds = new Set<number>();
	async function listen(from: number, until: number): Promise<void> {
		for (let number = from; number < until; number++) {
			const heard = valueOf(await api.analyse(recording(number), 'quick', number));
			expect(heard.sliceCount).toBe(sliceCount);
			sounds.add(heard.slices[0] ?? NaN);
		}
	}

	await listen(0, fewFiles);
	const few = await held();
	await listen(fewFiles, manyFiles);
	const many = await held();
	process.stdout.write(`    after ${fewFiles}:  ${JSON.stringify(few)}\n`);
	process.stdout.write(`    after ${manyFiles}: ${JSON.stringify(many)}\n`);

	expect(sounds.size, 'recordings that were heard apart').toBe(manyFiles);
	expect(many).toMatchObject({
		tensors: few.tensors,
		tensorBuffers: few.tensorBuffers,
		tensorBytes: few.tensorBytes
	});
	expect(many.heapBytes - few.heapBytes).toBeLessThan(mostHeapGrowthBytes);
	expect(many.bufferBytes - few.bufferBytes).toBeLessThan(mostBufferGrowthBytes);
});

async function loadedListener() {
	const resample = createCompiledResample(kernelsModule);
	const openRecording: OpenRecording = async (file, rateHz) => {
		const wav = readWav(new Uint8Array(await file.arrayBuffer()), 'the recording');
		if (!wav.ok) return wav;
		const samples = resample(wav.value.samples, wav.value.sampleRateHz, rateHz);
		return success(decodedRecording(samples, rateHz));
	};
	const api = createListenerApi({
		openRecording,
		identify: () => Promise.reject(new Error('nobody asks')),
		loadSlicer: async (frontEnd) => createCompiledMelSlicer(frontEnd, kernelsModule),
		loadResample: async () => resample,
		loadNetwork: (plan, weights) => chooseNetwork(plan, weights, { wasmPaths, backend: 'wasm' })
	});
	const { plan, weights } = valueOf(
		await readEncoderFiles(house, valueOf(await readManifest(house)))
	);
	const encoder = {
		revision: 'house',
		description: plan.description,
		weights: weights.slice().buffer
	};
	const loaded = valueOf(await api.load(encoder, 'wasm', async () => null));
	expect(loaded).toEqual({ revision: 'house', backend: 'wasm' });
	return api;
}

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held once all garbage is gone: what only waits to be released goes with a later round. */
async function held(): Promise<Held> {
	for (let round = 0; round < 4; round++) {
		collectGarbage();
		await setImmediate();
	}
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	const { numTensors, numDataBuffers, numBytes } = tf.memory();
	return {
		tensors: numTensors,
		tensorBuffers: numDataBuffers,
		tensorBytes: numBytes,
		heapBytes: heapUsed,
		bufferBytes: arrayBuffers
	};
}
