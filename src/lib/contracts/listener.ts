/**
 * What the listener is asked and what it answers. The worker's interface itself is the type of the
 * object that it exposes (`workers/listener/api.ts`); these are the shapes that go through it.
 */
import type { LibraryId } from '../domain/library-id.ts';
import type { EncoderDescription } from './encoder.ts';

/** `wasm`, `webgpu`: tensorflow.js on either; `reference`: plain TypeScript, what tests hold both against. */
export type ListenerBackend = 'wasm' | 'webgpu' | 'reference';

/** The sound network of a catalogue, as the engine hands it over. */
export interface Encoder {
	/** Names these very weights and this very description: vectors of another revision are not comparable. */
	readonly revision: string;
	readonly description: EncoderDescription;
	/** Verified; `weightsSizeBytes` of them. Transferred, not copied. */
	readonly weights: ArrayBuffer;
}

export interface ListenerSummary {
	readonly revision: string;
	readonly backend: ListenerBackend;
	/** Why it is not the backend that was asked for, or not the fastest there is; for the status line. */
	readonly reason?: string;
}

/** `quick`: a spread of slices across the track; `thorough`: every one. */
export type AnalysisMode = 'quick' | 'thorough';

/** What is worth saying of an analysis that went well. */
export type AnalysisNote =
	/** Shorter than one slice: silence was put after it. */
	| 'padded'
	/** The file ends before it says it does; what is there was listened to. */
	| 'cut-short'
	/** Too long for every slice: a spread of them was listened to. */
	| 'sampled';

/** What the network made of a recording. */
export interface Analysis {
	/** float32[sliceCount][100], not normalised, in the order of time. */
	readonly slices: Float32Array;
	readonly sliceCount: number;
	/** Of the whole recording. */
	readonly durationSeconds: number;
	readonly notes: readonly AnalysisNote[];
	/** Where the time went, for the benchmark: milliseconds. */
	readonly timings: {
		readonly decodingMs: number;
		readonly frontEndMs: number;
		readonly networkMs: number;
	};
}

/** What a file says of itself. Texts are as they are shown: one line, trimmed, '' where there is none. */
export interface FileTags {
	/** Never both empty: a file without tags is called by its name (`Artist - Title.mp3`, or all of it a title). */
	readonly artist: string;
	readonly title: string;
	readonly album: string;
	readonly albumArtist: string;
	readonly genre: string;
	readonly year: number | null;
	readonly discNumber: number | null;
	readonly trackNumber: number | null;
	/** As the container states it; null where it does not. */
	readonly durationSeconds: number | null;
	/** `MP3`, `FLAC`, `AAC`, `Opus` …, '' where it is not known. */
	readonly codec: string;
}

export interface IdentifiedFile {
	readonly id: LibraryId;
	readonly tags: FileTags;
	/** A square thumbnail of the cover, at most 160 pixels wide; null where there is none that can be read. */
	readonly cover: Blob | null;
}

/** A running impression of sound that is being heard: the sum of its slices so far. */
export interface Impression {
	/** float32[100], not normalised: what `nearest` is asked with. */
	readonly sound: Float32Array;
	readonly sliceCount: number;
	readonly heardSeconds: number;
	/** Loudness of what came last, root mean square, 0 … 1: for the level meter. */
	readonly level: number;
	/** Whether anything but silence was heard in the slices that count. */
	readonly hasSound: boolean;
}
