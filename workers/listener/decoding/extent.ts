/**
 * From where to where there is sound in a file: what can be read counts, not what the file says.
 */
import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';

export interface Extent {
	/** The recording's beginning on the container's clock; what lies before is the encoder's delay. */
	readonly startSeconds: number;
	/** Of the last packet whose bytes are there. */
	readonly endSeconds: number;
	/** Whether the file says that it goes on after that. */
	readonly isCutShort: boolean;
}

/** A file may state its end by a rounded number, or pad its last packet. */
const toleranceSeconds = 1;
/** The header lies within the first 200 bytes; some files have a little padding before it. */
const firstFrameBytes = 4096;
/** How exactly the end of what is there is looked for. */
const precisionSeconds = 0.25;

export async function measureExtent(file: Blob, track: InputAudioTrack): Promise<Extent> {
	const startSeconds = Math.max(0, await track.getFirstTimestamp());
	// Ogg that ends in the middle of a page cannot be measured at once.
	const computed = await track.computeDuration().catch(() => null);
	const endSeconds = await readableEnd(track, computed);
	const isGuess = (await track.getCodec()) === 'mp3' && !(await hasXingHeader(file));
	const stated = isGuess ? null : await track.getDurationFromMetadata();
	const missingSeconds = Math.max(computed ?? Infinity, stated ?? 0) - endSeconds;
	const isCutShort = missingSeconds > toleranceSeconds || (await isRiffCutShort(file));
	return { startSeconds, endSeconds, isCutShort };
}

/** @param statedSeconds where the container's tables end; null where that is not known */
async function readableEnd(track: InputAudioTrack, statedSeconds: number | null): Promise<number> {
	const sink = new EncodedPacketSink(track);
	/** The end of the packet that a time falls into, or of the last before it; null if it cannot be read. */
	const endAt = async (seconds: number): Promise<number | null> => {
		try {
			const packet = await sink.getPacket(seconds);
			return packet && packet.timestamp + packet.duration;
		} catch {
			return null;
		}
	};
	let there = 0;
	let missing = statedSeconds ?? 1;
	for (let end = await endAt(missing); end !== null; end = await endAt(missing)) {
		if (statedSeconds !== null) return statedSeconds;
		if (end <= missing) return end;
		there = missing;
		missing *= 2;
	}
	while (missing - there > precisionSeconds) {
		const middle = (there + missing) / 2;
		if ((await endAt(middle)) === null) missing = middle;
		else there = middle;
	}
	return (await endAt(there)) ?? 0;
}

/** What writes WAV as a stream leaves 0 or the largest number. */
const unknownRiffBytes = 0xffff0000;

/** Whether a RIFF file (WAV) has fewer bytes than its first chunk says: by more than its padding. */
async function isRiffCutShort(file: Blob): Promise<boolean> {
	const head = new DataView(await file.slice(0, 8).arrayBuffer());
	if (head.byteLength < 8 || head.getUint32(0) !== 0x52494646) return false;
	const statedBytes = head.getUint32(4, true);
	return statedBytes < unknownRiffBytes && file.size < statedBytes + 7;
}

/**
 * Whether an MP3 states its length, in a first frame for that alone (Xing's, or LAME's `Info`).
 * Without one, its length is a guess by the first frame's bit rate.
 */
async function hasXingHeader(file: Blob): Promise<boolean> {
	const head = new Uint8Array(await file.slice(0, 10).arrayBuffer());
	const [i, d, three, , , , a = 0, b = 0, c = 0, e = 0] = head;
	const isTagged = i === 0x49 && d === 0x44 && three === 0x33;
	// ID3v2 states its own length in four times seven bits.
	const tagBytes = isTagged ? 10 + ((a << 21) | (b << 14) | (c << 7) | e) : 0;
	const frame = await file.slice(tagBytes, tagBytes + firstFrameBytes).text();
	return /Xing|Info/.test(frame);
}
