/**
 * The listener as the page sees it: a worker behind a few calls that never throw. The worker is
 * started, and the sound network fetched, when something is first to be listened to.
 */
import type {
	Analysis,
	AnalysisMode,
	Encoder,
	IdentifiedFile,
	Impression,
	ListenerBackend,
	ListenerSummary
} from '#lib/contracts/listener.ts';
import type { Result } from '#lib/contracts/failure.ts';

export interface ListenerClient {
	/** The network's backend and revision; loads it, once, if that has not been done. */
	ready(): Promise<Result<ListenerSummary>>;
	/** A file's id, tags and cover: needs no network. */
	identify(file: File): Promise<Result<IdentifiedFile>>;
	/** Listens to a file. One at a time is worked on; the next is decoded meanwhile. */
	analyse(file: File, mode: AnalysisMode, signal?: AbortSignal): Promise<Result<Analysis>>;
	/** Starts a new impression; what was heard before is forgotten. */
	beginHearing(sampleRateHz: number): Promise<Result<void>>;
	/** Mono samples, −1 … 1, as they come. A new slice counts as soon as it is full. */
	hear(samples: Float32Array<ArrayBuffer>): Promise<Result<Impression>>;
	/**
	 * Each track's vector in the sound space, float32[100] of unit length, by the TF-IDF of its
	 * slices within the batch (`workers/listener/pooling`).
	 * @param batch each track's slices, float32[count][100]
	 */
	pool(batch: readonly Float32Array[]): Promise<Result<readonly Float32Array<ArrayBuffer>[]>>;
	/** Ends the worker, if there is one. */
	close(): void;
}

export interface ListenerOptions {
	/** Asked when the network is first needed, and again if the worker has died. */
	readonly obtainEncoder: () => Promise<Result<Encoder>>;
	/** Unless told, the fastest that gives right answers on this device. */
	readonly backend?: ListenerBackend | undefined;
}
