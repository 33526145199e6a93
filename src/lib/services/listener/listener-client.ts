/**
 * The listener as the page sees it: a worker behind a few calls that never throw. The worker is
 * started, and the sound network fetched, when something is first to be listened to.
 *
 * Must stay true: a worker that dies takes nothing with it but the calls that waited on it; the next
 * call starts another, and loads the network again. After `close` nothing runs.
 */
import { proxy, transfer, wrap, type Remote } from 'comlink';
import { failed, internalFailure, type Failed, type Result } from '#lib/contracts/failure.ts';
import type {
	Analysis,
	AnalysisMode,
	Encoder,
	IdentifiedFile,
	Impression,
	ListenerBackend,
	ListenerSummary
} from '#lib/contracts/listener.ts';
import type { Speaking } from '#lib/contracts/protocol.ts';
import { raceWithEnd } from '#lib/domain/race-with-end.ts';
import type { ListenerApi } from '#workers/listener/api.ts';
import { watchWorker } from '../workers/watch-worker.ts';
import { decodeWhole } from './decode-whole.ts';

export interface ListenerClient {
	/**
	 * The network's backend and revision; loads it, once, if that has not been done. A load that
	 * failed is tried again by the next call that needs it.
	 */
	ready(): Promise<Result<ListenerSummary>>;
	/** A file's id, tags and cover: needs no network. */
	identify(file: File): Promise<Result<IdentifiedFile>>;
	/**
	 * Listens to a file. With two calls at a time one file is decoded while the other is listened to;
	 * more gain nothing. `superseded` where the signal stopped it.
	 */
	analyse(file: File, mode: AnalysisMode, signal?: AbortSignal): Promise<Result<Analysis>>;
	/** Starts a new impression; what was heard before is forgotten. */
	beginHearing(sampleRateHz: number): Promise<Result<void>>;
	/**
	 * Mono samples, −1 … 1, as they come; their buffer is given away. From five seconds on, a slice of
	 * the last five counts every second.
	 */
	hear(samples: Float32Array<ArrayBuffer>): Promise<Result<Impression>>;
	/**
	 * Each track's vector in the sound space, float32[100] of unit length, by the TF-IDF of its
	 * slices within the batch (`workers/listener/pooling`).
	 * @param batch each track's slices, float32[count][100]
	 */
	pool(batch: readonly Float32Array[]): Promise<Result<readonly Float32Array<ArrayBuffer>[]>>;
	/** Ends the worker, if there is one; what waits on it is answered `superseded`, and so is all later. */
	close(): void;
}

export interface ListenerOptions {
	/** Asked when the network is first needed, and again if the worker has died. */
	readonly obtainEncoder: () => Promise<Result<Encoder>>;
	/** Unless told, the fastest that gives right answers on this device. */
	readonly backend?: ListenerBackend | undefined;
}

interface RunningWorker {
	readonly api: Remote<ListenerApi>;
	/** Settles when the worker ends. */
	readonly death: Promise<Failed>;
	end(why: Failed): void;
	/** The network's load, once it has been asked for. */
	loading: Promise<Result<ListenerSummary>> | null;
}

export function startListener(options: ListenerOptions): ListenerClient {
	let running: RunningWorker | null = null;
	let isClosed = false;
	let lastCall = 0;

	/** Asks the worker, whatever its network. */
	async function ask<T>(
		question: (api: Remote<ListenerApi>, worker: RunningWorker) => Promise<Result<T>>
	): Promise<Result<T>> {
		if (isClosed) return closed();
		const worker = (running ??= startWorker((ended) => {
			if (running === ended) running = null;
		}));
		try {
			return await raceWithEnd(question(worker.api, worker), worker.death);
		} catch (error) {
			return internalFailure(error);
		}
	}

	/** Asks the worker once its network is there. */
	function askLoaded<T>(
		question: (api: Remote<ListenerApi>) => Promise<Result<T>>
	): Promise<Result<T>> {
		return ask(async (api, worker) => {
			const loaded = await load(worker);
			return loaded.ok ? question(api) : loaded;
		});
	}

	function load(worker: RunningWorker): Promise<Result<ListenerSummary>> {
		return (worker.loading ??= obtainAndLoad(worker).then((loaded) => {
			if (!loaded.ok) worker.loading = null;
			return loaded;
		}));
	}

	async function obtainAndLoad({ api }: RunningWorker): Promise<Result<ListenerSummary>> {
		try {
			const encoder = await options.obtainEncoder();
			if (!encoder.ok) return encoder;
			return await api.load(
				transfer(encoder.value, [encoder.value.weights]),
				options.backend,
				proxy(decodeForWorker)
			);
		} catch (error) {
			return internalFailure(error);
		}
	}

	async function analyse(
		file: File,
		mode: AnalysisMode,
		signal?: AbortSignal
	): Promise<Result<Analysis>> {
		if (signal?.aborted) return stopped();
		const call = ++lastCall;
		let stop = (): void => undefined;
		const stopping = new Promise<Failed>((resolve) => {
			stop = () => {
				void running?.api.stop(call);
				resolve(stopped());
			};
		});
		signal?.addEventListener('abort', stop);
		const analysis = askLoaded<Analysis>(async (api) =>
			signal?.aborted ? stopped() : api.analyse(file, mode, call)
		);
		try {
			return await Promise.race([analysis, stopping]);
		} finally {
			signal?.removeEventListener('abort', stop);
		}
	}

	return {
		ready: () => askLoaded((api) => api.summary()),
		identify: (file) => ask((api) => api.identify(file)),
		analyse,
		beginHearing: (sampleRateHz) => askLoaded((api) => api.beginHearing(sampleRateHz)),
		hear: (samples) => ask((api) => api.hear(transfer(samples, [samples.buffer]))),
		pool: (batch) => ask((api) => api.pool(batch)),
		close() {
			isClosed = true;
			running?.end(closed());
		}
	};
}

function startWorker(onEnd: (worker: RunningWorker) => void): RunningWorker {
	const worker = new Worker(new URL('../../../../workers/listener/entry.ts', import.meta.url), {
		type: 'module',
		name: 'listener'
	});
	const api = wrap<ListenerApi & Speaking>(worker);
	let resolveDeath: (why: Failed) => void = () => undefined;
	const running: RunningWorker = {
		api,
		death: new Promise((resolve) => (resolveDeath = resolve)),
		end(why) {
			worker.terminate();
			resolveDeath(why);
			onEnd(running);
		},
		loading: null
	};
	void watchWorker(worker, api, 'listener').then((why) => running.end(why));
	return running;
}

async function decodeForWorker(
	file: Blob,
	sampleRateHz: number
): Promise<Float32Array<ArrayBuffer> | null> {
	const samples = await decodeWhole(file, sampleRateHz);
	return samples && transfer(samples, [samples.buffer]);
}

function stopped(): Failed {
	return failed('superseded', 'listening to this file was called off', { retryable: true });
}

function closed(): Failed {
	return failed('superseded', 'the listener has been closed');
}
