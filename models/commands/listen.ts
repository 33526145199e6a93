/** `deejai listen`: what a catalogue's sound network makes of a recording, and what is like it. */
import { readFile } from 'node:fs/promises';
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { vectorDims } from '#lib/contracts/manifest.ts';
import { createMelSlicer, type MelSlicer } from '#workers/listener/front-end/mel-slices.ts';
import { resample } from '#workers/listener/resample.ts';
import { readWav } from '#workers/listener/wav.ts';
import { fileFailure } from '../file-failure.ts';
import { openEncoder } from '../open-encoder.ts';
import { openEngine } from '../open-engine.ts';
import {
	done,
	expectNoMore,
	failedWith,
	readNumber,
	readPositional,
	withArguments,
	type Command
} from './command.ts';
import { alignColumns, type Terminal } from './terminal.ts';

const help = `deejai listen DIR FILE.wav [options]

Listens to a recording with the catalogue's sound network, slice by slice, and finds the tracks that
sound most like all of it: those nearest to the sum of its slices' embeddings.

  --nearest N           how many tracks (10)
  --json                one JSON document on standard output`;

/** Rates that recordings have; what a broken header says is far from them. */
const sampleRatesHz = { min: 1000, max: 1_000_000 };

export const listenCommand: Command = {
	summary: 'find the tracks that sound like a WAV file',
	help,
	run: (args, terminal) =>
		withArguments(
			args,
			{ nearest: { type: 'string' }, json: { type: 'boolean' } },
			(values, positionals) => {
				expectNoMore(positionals, 2);
				return {
					folder: readPositional(positionals, 0, 'DIR'),
					file: readPositional(positionals, 1, 'FILE.wav'),
					limit:
						readNumber(values, 'nearest', {
							min: 1,
							max: Number.MAX_SAFE_INTEGER,
							isWhole: true
						}) ?? 10,
					isJson: values.json === true
				};
			},
			async ({ folder, file, limit, isJson }) => {
				const embedded = await embed(folder, file, terminal);
				if (!embedded.ok) return failedWith(embedded.failure);
				const embeddings = embedded.value;
				const engine = await openEngine(folder);
				if (!engine.ok) return failedWith(engine.failure);
				const nearest = await engine.value.nearest({ sound: sumOf(embeddings), limit });
				if (!nearest.ok) return failedWith(nearest.failure);
				if (isJson) {
					terminal.printJson({
						slices: embeddings.length,
						embeddings: embeddings.map((embedding) => [...embedding]),
						nearest: nearest.value.map(({ track }) => track.id)
					});
					return done;
				}
				const slices = embeddings.length === 1 ? '1 slice' : `${embeddings.length} slices`;
				terminal.print(`${file}: ${slices}. Nearest in sound:`);
				const rows = nearest.value.map(({ track, score }, i) => [
					String(i + 1),
					track.artist,
					track.title,
					score.toFixed(3),
					track.id
				]);
				terminal.print(alignColumns(rows, [true, false, false, true, false]));
				return done;
			}
		)
};

/** The embeddings of a recording's slices, not normalised. */
async function embed(
	folder: string,
	file: string,
	terminal: Terminal
): Promise<Result<readonly Float32Array[]>> {
	const encoder = await openEncoder(folder);
	if (!encoder.ok) return encoder;
	const { frontEnd, network } = encoder.value;
	const slicer = createMelSlicer(frontEnd);
	const samples = await readSamples(file, frontEnd, slicer);
	if (!samples.ok) return samples;
	const sliceCount = slicer.sliceCount(samples.value.length);
	const embeddings: Float32Array[] = [];
	for (let index = 0; index < sliceCount; index++) {
		// The network may write over its own buffers.
		embeddings.push(network.embed(slicer.slice(samples.value, index)).slice());
		terminal.progress('listening', index + 1, sliceCount);
	}
	return success(embeddings);
}

/** A recording at the front end's rate, if it is long enough and not silent. */
async function readSamples(
	file: string,
	{ sampleRateHz, hopSize, sliceFrames }: FrontEnd,
	slicer: MelSlicer
): Promise<Result<Float32Array>> {
	const bad = (problem: string): Result<never> =>
		failed('bad-input', `${file}: ${problem}`, { details: { file } });
	let bytes: Uint8Array;
	try {
		bytes = await readFile(file);
	} catch (error) {
		return fileFailure(error, file);
	}
	const recording = readWav(bytes, file);
	if (!recording.ok) return recording;
	const { sampleRateHz: rateHz, samples } = recording.value;
	if (rateHz < sampleRatesHz.min || rateHz > sampleRatesHz.max) {
		return bad(
			`its rate is ${rateHz} Hz, expected ${sampleRatesHz.min} to ${sampleRatesHz.max} Hz`
		);
	}
	if (!samples.every(Number.isFinite)) return bad('it has samples that are not numbers');
	const resampled = resample(samples, rateHz, sampleRateHz);
	if (slicer.sliceCount(resampled.length) === 0) {
		const seconds = (Math.floor((samples.length / rateHz) * 100) / 100).toFixed(2);
		// A slice is full with its last frame's centre.
		const required = ((sliceFrames - 1) * hopSize) / sampleRateHz;
		const requiredSeconds = (Math.ceil(required * 100) / 100).toFixed(2);
		return bad(
			`it is ${seconds} s long, expected at least ${requiredSeconds} s, the length of a slice`
		);
	}
	if (samples.every((sample) => sample === 0)) return bad('it is silent: there is nothing to hear');
	return success(resampled);
}

function sumOf(embeddings: readonly Float32Array[]): Float64Array {
	const sum = new Float64Array(vectorDims);
	for (const embedding of embeddings) {
		for (let i = 0; i < vectorDims; i++) sum[i] = (sum[i] as number) + (embedding[i] as number);
	}
	return sum;
}
