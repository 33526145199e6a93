/**
 * Listens to a recording: which slices, their samples, their embeddings.
 *
 * What must stay true: only a few slices' samples are held at any time, however long the recording;
 * the next ones are decoded while these are listened to; and whatever goes wrong, the recording is
 * closed.
 */
import { embeddingDims } from '#lib/contracts/encoder.ts';
import { failed, success, type Failed, type Result } from '#lib/contracts/failure.ts';
import type { Analysis, AnalysisMode, AnalysisNote } from '#lib/contracts/listener.ts';
import type { OpenRecording, Recording } from './decoding/recording.ts';
import type { Ear } from './ear.ts';
import { isSilent } from './loudness.ts';
import { sliceSpan, whichSlices } from './which-slices.ts';

/** Slices whose samples are held together; the network is fastest with several. */
const slicesAtOnce = 4;

export interface AnalyseOptions {
	readonly openRecording: OpenRecording;
	readonly ear: Ear;
	readonly mode: AnalysisMode;
	readonly signal: AbortSignal;
}

/**
 * @returns beside what `OpenRecording` fails with: `silent`, where none of its slices has a sound;
 *   `not-audio`, where none can be decoded; `superseded`, where the signal stopped it
 */
export async function analyse(file: Blob, options: AnalyseOptions): Promise<Result<Analysis>> {
	const { openRecording, ear, signal } = options;
	if (signal.aborted) return stopped();
	const began = performance.now();
	const opened = await openRecording(file, ear.frontEnd.sampleRateHz);
	if (!opened.ok) return opened;
	try {
		return await listenTo(opened.value, performance.now() - began, options);
	} finally {
		opened.value.close();
	}
}

async function listenTo(
	recording: Recording,
	openingMs: number,
	{ ear, mode, signal }: AnalyseOptions
): Promise<Result<Analysis>> {
	const { durationSeconds } = recording;
	const available = ear.sliceCount(Math.round(durationSeconds * ear.frontEnd.sampleRateHz));
	const plan = whichSlices(available, mode);
	const indices = available === 0 ? [0] : plan.indices;

	const heard: Float32Array[] = [];
	let isEndMissing = false;
	let hasDecoded = false;
	let frontEndMs = 0;
	let networkMs = 0;
	let next = decodeSlices(recording, ear, indices.slice(0, slicesAtOnce));
	for (let from = 0; from < indices.length; from += slicesAtOnce) {
		const excerpts = await next;
		if (!excerpts.ok) return excerpts;
		if (signal.aborted) return stopped();
		const following = indices.slice(from + slicesAtOnce, from + 2 * slicesAtOnce);
		next = decodeSlices(recording, ear, following);
		// Nobody may be waiting for it any more when it fails.
		next.catch(() => undefined);

		const decoded = excerpts.value.filter((excerpt) => excerpt !== null);
		isEndMissing = excerpts.value[excerpts.value.length - 1] === null;
		hasDecoded ||= decoded.length > 0;
		// Silence between sounds says nothing of them.
		const sounding = decoded.filter((excerpt) => !isSilent(excerpt));
		if (sounding.length === 0) continue;
		const embedded = await ear.embed(sounding);
		heard.push(embedded.embeddings);
		frontEndMs += embedded.frontEndMs;
		networkMs += embedded.networkMs;
	}
	if (!hasDecoded) return failed('not-audio', 'nothing of it could be decoded');
	if (heard.length === 0) return failed('silent', 'there is nothing but silence in it');

	const notes: AnalysisNote[] = [];
	if (available === 0) notes.push('padded');
	if (recording.isCutShort || isEndMissing) notes.push('cut-short');
	if (plan.isSampled) notes.push('sampled');
	const slices = joined(heard);
	return success({
		slices,
		sliceCount: slices.length / embeddingDims,
		durationSeconds,
		notes,
		timings: { decodingMs: openingMs + recording.decodingMs, frontEndMs, networkMs }
	});
}

/** The samples of some slices at once: decoders wait more than they work. */
async function decodeSlices(
	recording: Recording,
	{ frontEnd }: Ear,
	indices: readonly number[]
): Promise<Result<readonly (Float32Array | null)[]>> {
	const excerpts = await Promise.all(
		indices.map((index) => {
			const { firstSample, sampleCount } = sliceSpan(frontEnd, index);
			return recording.excerpt(firstSample, sampleCount);
		})
	);
	const samples: (Float32Array | null)[] = [];
	for (const excerpt of excerpts) {
		if (!excerpt.ok) return excerpt;
		samples.push(excerpt.value);
	}
	return success(samples);
}

function joined(parts: readonly Float32Array[]): Float32Array {
	const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

function stopped(): Failed {
	return failed('superseded', 'listening to this recording was called off', { retryable: true });
}
