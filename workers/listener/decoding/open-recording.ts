/**
 * Opens what can be opened in any way: piece by piece first; what that does not know, or this
 * browser has no decoder for in a worker, the page may still decode as a whole.
 */
import { success, type Result } from '#lib/contracts/failure.ts';
import type { Resample } from '../resampling/resampler.ts';
import { decodedRecording, type OpenRecording, type Recording } from './recording.ts';

/** Mono samples at a rate in hertz; null for what cannot be decoded. */
export type DecodeWhole = (
	file: Blob,
	sampleRateHz: number
) => Promise<Float32Array<ArrayBuffer> | null>;

/** Decoded at once, an hour of MP3 takes gigabytes: more than these bytes are not tried. */
const mostWholeBytes = 32 * 2 ** 20;

/**
 * Pages decode to a rate of one's choice, but browsers' resamplers take off some of what is just
 * below half of it, which the network hears. So it is a higher rate, that of most recordings.
 */
const wholeRateHz = 44_100;

export function withWholeDecoding(
	first: OpenRecording,
	decodeWhole: DecodeWhole,
	resample: Resample
): OpenRecording {
	return async (file, sampleRateHz): Promise<Result<Recording>> => {
		const opened = await first(file, sampleRateHz);
		if (opened.ok || opened.failure.code !== 'not-audio' || file.size > mostWholeBytes) {
			return opened;
		}
		const samples = await decodeWhole(file, wholeRateHz);
		if (!samples || samples.length === 0) return opened;
		const resampled = resample(samples, wholeRateHz, sampleRateHz);
		return success(decodedRecording(resampled, sampleRateHz));
	};
}
