/**
 * The engine as the page sees it: a worker behind a few calls that never throw.
 *
 * Must stay true: a worker that dies takes nothing with it but the call that it was at; every call
 * that waits on it is answered with a failure. One that had served is started again by itself, now and
 * then; otherwise `retry` starts another.
 */
import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import type {
	BackendName,
	CatalogueProgress,
	LibraryReport,
	NearestRequest,
	NearTrack,
	Playlist,
	PlaylistRequest,
	SearchRequest,
	Track
} from '#lib/contracts/engine.ts';
import { internalFailure, type Failed, type Failure, type Result } from '#lib/contracts/failure.ts';
import type { LibraryTable } from '#lib/contracts/library.ts';
import type { Encoder } from '#lib/contracts/listener.ts';
import type { Speaking } from '#lib/contracts/protocol.ts';
import { raceWithEnd } from '#lib/domain/race-with-end.ts';
import type { EngineApi } from '#workers/engine/api.ts';
import { watchWorker } from '../workers/watch-worker.ts';

export interface EngineClient {
	search(request: SearchRequest): Promise<Result<readonly Track[]>>;
	/** A newer call makes an older one answer with the failure `superseded`. */
	generate(request: PlaylistRequest): Promise<Result<Playlist>>;
	/** The tracks of some ids, null for those that neither the catalogue nor the library holds. */
	lookUp(ids: readonly string[]): Promise<Result<readonly (Track | null)[]>>;
	/** The tracks that sound most like something that was heard. */
	nearest(request: NearestRequest): Promise<Result<readonly NearTrack[]>>;
	/** Hands over the library as it is now, in place of what was there; again after a worker's death. */
	setLibrary(library: LibraryTable | null): Promise<Result<LibraryReport>>;
	/** The catalogue's sound network; fetched and kept when it is first asked for. */
	encoder(): Promise<Result<Encoder>>;
	/** Keeps the sound network for when there is no connection, if it is small. */
	keepEncoder(): Promise<Result<void>>;
	/** Calls at once with how far the catalogue has come, and again as it goes on. */
	onProgress(listener: (progress: CatalogueProgress) => void): () => void;
	/** Opens the catalogue again, after a failure; in a new worker where the old one died. */
	retry(): void;
	/** Ends the worker. Nothing may be asked after that. */
	close(): void;
}

export interface EngineOptions {
	/** The catalogue's folder, absolute. */
	readonly catalogueUrl: string;
	readonly backend?: BackendName | undefined;
}

/** What dies again at once would only do so again. */
const betweenHealingsMs = 60_000;

interface RunningWorker {
	readonly worker: Worker;
	readonly api: Remote<EngineApi>;
	/** Settles when the worker dies. */
	readonly death: Promise<Failed>;
}

export function startEngine(options: EngineOptions): EngineClient {
	const listeners = new Set<(progress: CatalogueProgress) => void>();
	let progress: CatalogueProgress = { phase: 'connecting' };
	let running = startWorker();
	let isDead = false;
	let healedAtMs = -Infinity;

	/** Progress and the end of `open` come by different ports, in any order: so it is kept beside. */
	let setback: Failure | null = null;

	function report(latest: CatalogueProgress): void {
		progress = latest.phase === 'ready' && setback ? { ...latest, setback } : latest;
		for (const listener of listeners) listener(progress);
	}

	function reportFailure({ failure }: Failed): void {
		const catalogue = progress.phase === 'connecting' ? null : progress.catalogue;
		const loadedTracks = progress.phase === 'connecting' ? 0 : progress.loadedTracks;
		report({ phase: 'failed', failure, catalogue, loadedTracks });
	}

	async function open(): Promise<void> {
		setback = null;
		const opened = await call((api) =>
			api.open({ catalogueUrl: options.catalogueUrl, backend: options.backend }, proxy(report))
		);
		if (!opened.ok) {
			// The download has reported its own failures; what ends a worker nobody has reported.
			if (opened.failure.code === 'internal') reportFailure(opened);
			return;
		}
		const { setback: latest } = opened.value;
		// That the host is out of reach is no news: what is stored is there for that.
		if (latest === null || latest.code === 'network-unreachable') return;
		setback = latest;
		report(progress);
	}

	async function call<T>(ask: (api: Remote<EngineApi>) => Promise<Result<T>>): Promise<Result<T>> {
		try {
			return await raceWithEnd(ask(running.api), running.death);
		} catch (error) {
			return internalFailure(error);
		}
	}

	function retry(): void {
		if (isDead) {
			running = startWorker();
			isDead = false;
			void watch(running);
		}
		void open();
	}

	async function watch({ death }: RunningWorker): Promise<void> {
		const failure = await death;
		const isTime = performance.now() - healedAtMs > betweenHealingsMs;
		const shouldHeal = progress.phase === 'ready' && isTime;
		isDead = true;
		reportFailure(failure);
		if (!shouldHeal) return;
		healedAtMs = performance.now();
		retry();
	}

	void watch(running);
	void open();

	return {
		search: (request) => call((api) => api.search(request)),
		generate: (request) => call((api) => api.generate(request)),
		lookUp: (ids) => call((api) => api.lookUp(ids)),
		nearest: (request) => call((api) => api.nearest(request)),
		setLibrary: (library) => call((api) => api.setLibrary(library)),
		encoder: () => call((api) => api.encoder()),
		keepEncoder: () => call((api) => api.keepEncoder()),
		retry,
		close: () => running.worker.terminate(),
		onProgress(listener) {
			listeners.add(listener);
			listener(progress);
			return () => listeners.delete(listener);
		}
	};
}

function startWorker(): RunningWorker {
	const worker = new Worker(new URL('../../../../workers/engine/entry.ts', import.meta.url), {
		type: 'module',
		name: 'engine'
	});
	const api = wrap<EngineApi & Speaking>(worker);
	const death = watchWorker(worker, api, 'engine');
	void death.then(() => api[releaseProxy]());
	return { worker, api, death };
}
