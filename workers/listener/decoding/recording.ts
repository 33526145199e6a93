/**
 * A recording to listen to, whatever decodes it: the port between formats and the network.
 *
 * What must stay true: samples are counted from the recording's beginning at one rate, so that an
 * excerpt holds the very samples that the whole recording would have there.
 */
import { success, type Result } from '#lib/contracts/failure.ts';

export interface Recording {
	/** Of what is there to be heard, whatever the file says of itself. */
	readonly durationSeconds: number;
	/** Whether the file ends before it says it does. */
	readonly isCutShort: boolean;
	/** Milliseconds that decoding has taken so far. */
	readonly decodingMs: number;
	/**
	 * Mono (the channels' mean), at the rate that the recording was opened with. Before the beginning
	 * and after the end there is silence.
	 * @param firstSample may be negative
	 * @returns null where most of what should be there cannot be decoded
	 */
	excerpt(
		firstSample: number,
		sampleCount: number
	): Promise<Result<Float32Array<ArrayBuffer> | null>>;
	close(): void;
}

/**
 * Opens a file for listening at a rate in hertz. Fails with `empty-file`, `not-audio`, or
 * `file-unreachable` where the system does not give its bytes.
 */
export type OpenRecording = (file: Blob, sampleRateHz: number) => Promise<Result<Recording>>;

/** A recording that has been decoded as a whole, at the rate that it is to be had at. */
export function decodedRecording(samples: Float32Array, sampleRateHz: number): Recording {
	return {
		durationSeconds: samples.length / sampleRateHz,
		isCutShort: false,
		decodingMs: 0,
		async excerpt(firstSample, sampleCount) {
			const excerpt = new Float32Array(sampleCount);
			const from = Math.max(0, firstSample);
			const to = Math.min(samples.length, firstSample + sampleCount);
			if (to > from) excerpt.set(samples.subarray(from, to), from - firstSample);
			return success(excerpt);
		},
		close() {
			// Nothing but memory is held.
		}
	};
}
