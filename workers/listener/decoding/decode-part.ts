/**
 * Decodes a part of a track, with what a decoder needs before it to be right from the beginning.
 *
 * All packets of a part are handed to the decoder at once, which is a third faster than mediabunny's
 * own way of a few at a time; and a file that breaks off behind a part does not spoil it.
 */
import {
	AudioSampleSink,
	EncodedPacketSink,
	PCM_AUDIO_CODECS,
	type AudioSample,
	type EncodedPacket,
	type InputAudioTrack
} from 'mediabunny';

export interface Stretch {
	readonly timestampSeconds: number;
	readonly sampleRateHz: number;
	/** The channels' mean. */
	readonly samples: Float32Array;
}

/**
 * What can be decoded between two times of the track's clock, in order, and a little on either side.
 * A packet that is broken ends the part; what came before it is kept.
 */
export type DecodePart = (fromSeconds: number, toSeconds: number) => Promise<readonly Stretch[]>;

/**
 * Decoders need packets before the one that is wanted: MP3's bit reservoir, the overlap of AAC's and
 * Vorbis's windows, Opus's 80 ms to converge.
 */
const preRollSeconds = 0.15;

/** Room for what resampling looks at on either side. */
const marginSeconds = 0.03;

export async function partDecoder(track: InputAudioTrack): Promise<DecodePart> {
	const codec = await track.getCodec();
	const config = await track.getDecoderConfig();
	const isPlain = PCM_AUDIO_CODECS.some((plain) => plain === codec);
	return async (fromSeconds, toSeconds) => {
		const start = Math.max(0, fromSeconds - marginSeconds - preRollSeconds);
		const end = toSeconds + marginSeconds;
		if (isPlain || !config) return readPlain(track, start, end);
		return decodePackets(config, await packetsOf(track, start, end));
	};
}

/** Samples that are not encoded: mediabunny reads them itself, browsers need not know how. */
async function readPlain(
	track: InputAudioTrack,
	start: number,
	end: number
): Promise<readonly Stretch[]> {
	const stretches: Stretch[] = [];
	try {
		for await (const sample of new AudioSampleSink(track).samples(start, end)) {
			stretches.push(monoStretch(sample, sample.timestamp));
			sample.close();
		}
	} catch {
		// The share that was read says whether it is enough.
	}
	return stretches;
}

async function packetsOf(
	track: InputAudioTrack,
	start: number,
	end: number
): Promise<readonly EncodedPacket[]> {
	const sink = new EncodedPacketSink(track);
	const packets: EncodedPacket[] = [];
	try {
		let packet = (await sink.getKeyPacket(start)) ?? (await sink.getFirstKeyPacket());
		while (packet && packet.timestamp < end) {
			packets.push(packet);
			packet = await sink.getNextPacket(packet);
		}
	} catch {
		// The file ends in the middle of a packet, or worse.
	}
	return packets;
}

async function decodePackets(
	config: AudioDecoderConfig,
	packets: readonly EncodedPacket[]
): Promise<readonly Stretch[]> {
	const [first] = packets;
	if (!first) return [];
	const stretches: Stretch[] = [];
	/** Where the next output should begin: containers round times, and rounding would be heard. */
	let expected: number | null = null;
	// Some browsers count from 0 where a packet's time is negative.
	let shift = 0;
	const decoder = new AudioDecoder({
		output(data) {
			const duration = data.numberOfFrames / data.sampleRate;
			const timestampSeconds = data.timestamp / 1e6;
			if (expected === null && first.timestamp < 0) shift = first.timestamp - timestampSeconds;
			const stated = timestampSeconds + shift;
			const isNext: boolean = expected !== null && Math.abs(stated - expected) < duration;
			const timestamp: number = isNext && expected !== null ? expected : stated;
			expected = timestamp + duration;
			try {
				if (data.numberOfFrames > 0) stretches.push(monoStretch(data, timestamp));
			} catch {
				// In no format that is known: as good as broken.
			}
			data.close();
		},
		error: () => undefined
	});
	try {
		decoder.configure(config);
		for (const packet of packets) decoder.decode(packet.toEncodedAudioChunk());
		await decoder.flush();
	} catch {
		// A broken packet closes the decoder.
	}
	if (decoder.state !== 'closed') decoder.close();
	return stretches;
}

/** What a decoder gives: hundreds a second, so nothing is made anew for each but what is kept. */
type Decoded = Pick<
	AudioSample | AudioData,
	'numberOfFrames' | 'numberOfChannels' | 'sampleRate' | 'copyTo'
>;

let scratch = new Float32Array(4096);

function monoStretch(decoded: Decoded, timestampSeconds: number): Stretch {
	const { numberOfFrames, numberOfChannels, sampleRate } = decoded;
	const samples = new Float32Array(numberOfFrames);
	decoded.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
	if (scratch.length < numberOfFrames) scratch = new Float32Array(numberOfFrames);
	const channel = scratch.subarray(0, numberOfFrames);
	for (let planeIndex = 1; planeIndex < numberOfChannels; planeIndex++) {
		decoded.copyTo(channel, { planeIndex, format: 'f32-planar' });
		for (let n = 0; n < numberOfFrames; n++) {
			samples[n] = (samples[n] as number) + (channel[n] as number);
		}
	}
	if (numberOfChannels > 1) {
		for (let n = 0; n < numberOfFrames; n++) samples[n] = (samples[n] as number) / numberOfChannels;
	}
	return { timestampSeconds, sampleRateHz: sampleRate, samples };
}
