/** Decodes a part of a track, with what a decoder needs before it to be right from the beginning. */
import type { AudioSample, AudioSampleSink } from 'mediabunny';

export interface Stretch {
	readonly timestampSeconds: number;
	readonly sampleRateHz: number;
	/** The channels' mean. */
	readonly samples: Float32Array;
}

/**
 * Decoders need packets before the one that is wanted: MP3's bit reservoir, the overlap of AAC's and
 * Vorbis's windows, Opus's 80 ms to converge.
 */
const preRollSeconds = 0.15;

/** Room for what resampling looks at on either side. */
const marginSeconds = 0.03;

/** What can be decoded of it: a packet that is broken ends the part, what came before it is kept. */
export async function decodePart(
	sink: AudioSampleSink,
	fromSeconds: number,
	toSeconds: number
): Promise<readonly Stretch[]> {
	const stretches: Stretch[] = [];
	const start = Math.max(0, fromSeconds - marginSeconds - preRollSeconds);
	try {
		for await (const sample of sink.samples(start, toSeconds + marginSeconds)) {
			stretches.push(monoStretch(sample));
			sample.close();
		}
	} catch {
		// The share that was decoded says whether it is enough.
	}
	return stretches;
}

function monoStretch(sample: AudioSample): Stretch {
	const { numberOfFrames, numberOfChannels, sampleRate, timestamp } = sample;
	const samples = new Float32Array(numberOfFrames);
	const channel = new Float32Array(numberOfFrames);
	for (let planeIndex = 0; planeIndex < numberOfChannels; planeIndex++) {
		sample.copyTo(channel, { planeIndex, format: 'f32-planar' });
		for (let n = 0; n < numberOfFrames; n++) {
			samples[n] = (samples[n] as number) + (channel[n] as number) / numberOfChannels;
		}
	}
	return { timestampSeconds: timestamp, sampleRateHz: sampleRate, samples };
}
