/**
 * Opens any audio that the browser has a decoder for, piece by piece: containers are read by
 * mediabunny, packets decoded by WebCodecs, and only what is listened to is decoded. So a recording
 * of ten hours takes no more memory than one of ten seconds. For a worker; WebCodecs is there too.
 */
import {
	ADTS,
	BlobSource,
	FLAC,
	Input,
	MATROSKA,
	MP3,
	MP4,
	MPEG_TS,
	OGG,
	QTFF,
	WAVE,
	WEBM
} from 'mediabunny';
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type { Resample } from '../resampling/resampler.ts';
import { createBusyClock } from './busy-clock.ts';
import { partDecoder, type DecodePart, type Stretch } from './decode-part.ts';
import { excerptGrid } from './excerpt-grid.ts';
import { measureExtent, type Extent } from './extent.ts';
import type { OpenRecording, Recording } from './recording.ts';

/** All but playlists (HLS): those would fetch what they name. */
const formats = [MP3, MP4, QTFF, FLAC, OGG, WAVE, ADTS, MATROSKA, WEBM, MPEG_TS];

/** Less than this share of an excerpt's sound is too little to judge it by. */
const leastShare = 0.5;

export function mediaOpener(resample: Resample): OpenRecording {
	return (file, sampleRateHz) => openMedia(file, sampleRateHz, resample);
}

async function openMedia(
	file: Blob,
	sampleRateHz: number,
	resample: Resample
): Promise<Result<Recording>> {
	const unreadable = await cannotRead(file);
	if (unreadable) return unreadable;
	const input = new Input({
		source: new BlobSource(file, { handleUnhandledError: () => undefined }),
		formats
	});
	const refuse = (message: string): Failed => {
		input.dispose();
		return failed('not-audio', message);
	};
	try {
		const track = await input.getPrimaryAudioTrack();
		if (!track) return refuse('there is no sound in it');
		if (!(await track.canDecode())) {
			const codec = await track.getCodec();
			return refuse(`this browser has no decoder for it (${codec ?? 'unknown codec'})`);
		}
		const extent = await measureExtent(file, track);
		if (extent.endSeconds <= extent.startSeconds) return refuse('there is no sound in it');
		return success(mediaRecording(input, await partDecoder(track), extent, sampleRateHz, resample));
	} catch (error) {
		return refuse(error instanceof Error ? error.message : String(error));
	}
}

/** Empty, or gone since it was chosen: told apart from what is no audio. */
async function cannotRead(file: Blob): Promise<Failed | null> {
	if (file.size === 0) return failed('empty-file', 'the file has no bytes');
	try {
		await file.slice(0, 1).arrayBuffer();
		return null;
	} catch (error) {
		return failed('file-unreachable', error instanceof Error ? error.message : String(error));
	}
}

function mediaRecording(
	input: Input,
	decodePart: DecodePart,
	{ startSeconds, endSeconds, isCutShort }: Extent,
	sampleRateHz: number,
	resample: Resample
): Recording {
	const durationSeconds = endSeconds - startSeconds;
	const clock = createBusyClock();

	async function excerpt(
		firstSample: number,
		sampleCount: number
	): Promise<Result<Float32Array<ArrayBuffer> | null>> {
		const excerpt = new Float32Array(sampleCount);
		const fromSeconds = firstSample / sampleRateHz;
		const toSeconds = fromSeconds + sampleCount / sampleRateHz;
		const expectedSeconds = Math.min(toSeconds, durationSeconds) - Math.max(0, fromSeconds);
		if (expectedSeconds <= 0) return success(excerpt);

		const stretches = await decodePart(startSeconds + fromSeconds, startSeconds + toSeconds);
		const nativeRateHz = stretches[0]?.sampleRateHz;
		if (nativeRateHz === undefined) return success(null);
		const grid = excerptGrid(firstSample, sampleCount, sampleRateHz, nativeRateHz);
		const native = new Float32Array(grid.nativeCount);
		const clockSamples = startSeconds * nativeRateHz + grid.firstNative;
		let placed = 0;
		for (const stretch of stretches) placed += place(stretch, native, nativeRateHz, clockSamples);
		if (placed / nativeRateHz < expectedSeconds * leastShare) return success(null);

		const resampled = resample(native, nativeRateHz, sampleRateHz);
		excerpt.set(resampled.subarray(grid.skip, grid.skip + sampleCount));
		// The filter rings a little beyond either end; the recording does not.
		excerpt.fill(0, 0, Math.max(0, -firstSample));
		excerpt.fill(0, Math.max(0, Math.ceil(durationSeconds * sampleRateHz) - firstSample));
		return success(excerpt);
	}

	return {
		durationSeconds,
		isCutShort,
		get decodingMs() {
			return clock.elapsedMs;
		},
		excerpt: (firstSample, sampleCount) => clock.during(excerpt(firstSample, sampleCount)),
		close: () => input.dispose()
	};
}

/** Copies decoded samples to where they belong. @returns how many */
function place(
	{ timestampSeconds, sampleRateHz, samples }: Stretch,
	native: Float32Array,
	nativeRateHz: number,
	clockSamples: number
): number {
	// A stream that changes its rate on the way: what differs from the excerpt's first is left out.
	if (sampleRateHz !== nativeRateHz) return 0;
	const at = Math.round(timestampSeconds * sampleRateHz - clockSamples);
	const from = Math.max(0, -at);
	const to = Math.min(samples.length, native.length - at);
	if (to <= from) return 0;
	native.set(samples.subarray(from, to), at + from);
	return to - from;
}
