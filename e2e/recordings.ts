/** Recordings to listen to: tracks of the house as WAV files, and what is wrong with a file. */
import { houseTrack } from '#workers/house/catalogue.ts';
import { renderTrack } from '#workers/house/render.ts';

const bytesPerFrame = 2;
const headerBytes = 44;

/** A stretch of one of the house's tracks, mono. */
export function houseRecording(
	id: string,
	options: { startSeconds?: number; seconds?: number; sampleRateHz?: number } = {}
): Buffer {
	const track = houseTrack(id);
	if (track === undefined) throw new RangeError(`the house has no ${id}`);
	const { left, right, sampleRateHz } = renderTrack(track, options);
	const mono = left.map((sample, frame) => (sample + (right[frame] ?? 0)) / 2);
	return wavFile(mono, sampleRateHz);
}

export function silentRecording(seconds: number): Buffer {
	return wavFile(new Float32Array(44_100 * seconds), 44_100);
}

/** PCM of 16 bits, mono. */
export function wavFile(samples: Float32Array, sampleRateHz: number): Buffer {
	const file = Buffer.alloc(headerBytes + samples.length * bytesPerFrame);
	file.write('RIFF', 0, 'latin1');
	file.writeUInt32LE(file.length - 8, 4);
	file.write('WAVEfmt ', 8, 'latin1');
	file.writeUInt32LE(16, 16);
	file.writeUInt16LE(1, 20);
	file.writeUInt16LE(1, 22);
	file.writeUInt32LE(sampleRateHz, 24);
	file.writeUInt32LE(sampleRateHz * bytesPerFrame, 28);
	file.writeUInt16LE(bytesPerFrame, 32);
	file.writeUInt16LE(8 * bytesPerFrame, 34);
	file.write('data', 36, 'latin1');
	file.writeUInt32LE(file.length - headerBytes, 40);
	for (const [frame, sample] of samples.entries()) {
		const clipped = Math.max(-1, Math.min(1, sample));
		file.writeInt16LE(Math.round(clipped * 32_767), headerBytes + frame * bytesPerFrame);
	}
	return file;
}
