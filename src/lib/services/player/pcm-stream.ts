/** Music as it is made: stereo samples, piece by piece, from the beginning to the end. */
import type { Result } from '#lib/contracts/failure.ts';

export interface PcmChunk {
	/** Of the same length; the same array twice for mono. */
	readonly left: Float32Array;
	readonly right: Float32Array;
}

export interface PcmStream {
	readonly sampleRateHz: number;
	readonly totalFrames: number;
	/** The next frames, at most so many; null after the last. One call at a time. */
	next(frames: number): Promise<Result<PcmChunk | null>>;
	close(): void;
}

export type OpenPcmStream = (trackId: string) => Promise<Result<PcmStream>>;

export interface PcmStreams {
	readonly open: OpenPcmStream;
	/** Gives back everything that it holds. */
	close(): void;
}
