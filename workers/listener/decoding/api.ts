/**
 * What the decoder's worker exposes: recordings by handles, because objects with methods do not
 * cross. Its type is the worker's interface.
 */
import { transfer } from 'comlink';
import { failed, internalFailure, success, type Result } from '#lib/contracts/failure.ts';
import type { OpenRecording, Recording } from './recording.ts';

export interface OpenedRecording {
	readonly handle: number;
	readonly durationSeconds: number;
	readonly isCutShort: boolean;
}

export interface DecodedExcerpt {
	readonly samples: Float32Array<ArrayBuffer> | null;
	/** Of the recording so far. */
	readonly decodingMs: number;
}

export function createDecoderApi(openRecording: OpenRecording) {
	const recordings = new Map<number, Recording>();
	let lastHandle = 0;

	async function open(file: Blob, sampleRateHz: number): Promise<Result<OpenedRecording>> {
		try {
			const opened = await openRecording(file, sampleRateHz);
			if (!opened.ok) return opened;
			const handle = ++lastHandle;
			recordings.set(handle, opened.value);
			const { durationSeconds, isCutShort } = opened.value;
			return success({ handle, durationSeconds, isCutShort });
		} catch (error) {
			return internalFailure(error);
		}
	}

	async function excerpt(
		handle: number,
		firstSample: number,
		sampleCount: number
	): Promise<Result<DecodedExcerpt>> {
		const recording = recordings.get(handle);
		if (!recording) return failed('superseded', `no recording is open as ${handle}`);
		try {
			const decoded = await recording.excerpt(firstSample, sampleCount);
			if (!decoded.ok) return decoded;
			const samples = decoded.value;
			const result = success({ samples, decodingMs: recording.decodingMs });
			return samples ? transfer(result, [samples.buffer]) : result;
		} catch (error) {
			return internalFailure(error);
		}
	}

	function close(handle: number): void {
		recordings.get(handle)?.close();
		recordings.delete(handle);
	}

	return { open, excerpt, close };
}

export type DecoderApi = ReturnType<typeof createDecoderApi>;
