/**
 * Recordings that a worker of their own decodes. Browsers hand every packet back and forth between
 * the decoder and the thread that asked: beside the network, on its thread, decoding would wait
 * for it (measured: 350 ms a file in place of 150).
 *
 * Must stay true: a worker that dies fails what waited on it, and the next file starts another.
 */
import { wrap, type Remote } from 'comlink';
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import { raceWithEnd } from '#lib/domain/race-with-end.ts';
import type { DecoderApi } from './api.ts';
import type { OpenRecording, Recording } from './recording.ts';

interface RunningDecoder {
	readonly api: Remote<DecoderApi>;
	/** Settles when the worker dies. */
	readonly death: Promise<Failed>;
}

/** The worker is started with the first file. */
export function openInWorker(): OpenRecording {
	let running: RunningDecoder | null = null;

	return async (file, sampleRateHz) => {
		const decoder = (running ??= startDecoder(() => (running = null)));
		const opened = await raceWithEnd(decoder.api.open(file, sampleRateHz), decoder.death);
		return opened.ok ? success(remoteRecording(decoder, opened.value)) : opened;
	};
}

function remoteRecording(
	{ api, death }: RunningDecoder,
	{
		handle,
		durationSeconds,
		isCutShort
	}: { handle: number } & Pick<Recording, 'durationSeconds' | 'isCutShort'>
): Recording {
	let decodingMs = 0;

	async function excerpt(
		firstSample: number,
		sampleCount: number
	): Promise<Result<Float32Array<ArrayBuffer> | null>> {
		const decoded = await raceWithEnd(api.excerpt(handle, firstSample, sampleCount), death);
		if (!decoded.ok) return decoded;
		decodingMs = Math.max(decodingMs, decoded.value.decodingMs);
		return success(decoded.value.samples);
	}

	return {
		durationSeconds,
		isCutShort,
		get decodingMs() {
			return decodingMs;
		},
		excerpt,
		close: () => void api.close(handle)
	};
}

function startDecoder(onDeath: () => void): RunningDecoder {
	const worker = new Worker(new URL('./entry.ts', import.meta.url), {
		type: 'module',
		name: 'decoder'
	});
	const api = wrap<DecoderApi>(worker);
	const death = new Promise<Failed>((resolve) => {
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			onDeath();
			worker.terminate();
			resolve(failed('internal', event.message || 'the decoder ended', { retryable: true }));
		});
	});
	return { api, death };
}
