/**
 * What the engine's worker exposes. Its type is the worker's interface. Everything that can go
 * wrong comes back as a value: an error that is thrown through comlink keeps nothing but its text.
 */
import type { BackendName, CatalogueProgress } from '#lib/contracts/engine.ts';
import { internalFailure, type Result } from '#lib/contracts/failure.ts';
import { openStorage } from '#lib/services/storage/open-storage.ts';
import { browserPorts } from './catalogue/browser-ports.ts';
import { openCatalogue, type OpenedCatalogue } from './catalogue/open-catalogue.ts';
import { Engine } from './engine.ts';
import { wasmKernels, type KernelFactory } from './kernels/kernels.ts';
import { referenceKernels } from './kernels/reference-kernels.ts';

export interface OpenOptions {
	/** The catalogue's folder. */
	readonly catalogueUrl: string;
	/** Unless told, the fastest that this browser has. */
	readonly backend?: BackendName | undefined;
}

/** @param loadKernels gives the compiled kernels, or rejects where the browser cannot run them */
export function createEngineApi(loadKernels: () => Promise<WebAssembly.Module>) {
	let engine: Engine | undefined;
	let opening: AbortController | undefined;

	/** Made once: opening again (after a failure) keeps what has arrived in service. */
	async function chooseKernels(forced: BackendName | undefined): Promise<KernelFactory> {
		if (forced === 'reference') return referenceKernels;
		try {
			return wasmKernels(await loadKernels());
		} catch {
			// No WebAssembly SIMD: slow is better than nothing, and the page says which it is.
			return referenceKernels;
		}
	}

	async function open(
		{ catalogueUrl, backend }: OpenOptions,
		onProgress: (progress: CatalogueProgress) => void
	): Promise<Result<OpenedCatalogue>> {
		try {
			opening?.abort();
			opening = new AbortController();
			engine ??= new Engine(await chooseKernels(backend));
			const { storage, isPersistent } = await openStorage();
			return await openCatalogue({
				url: catalogueUrl,
				storage,
				isPersistent,
				sink: engine,
				backend: engine.backend,
				onProgress,
				signal: opening.signal,
				...browserPorts()
			});
		} catch (error) {
			return internalFailure(error);
		}
	}

	/** Asks the engine, if there is one yet. */
	async function ask<T>(
		question: (engine: Engine) => Result<T> | Promise<Result<T>>
	): Promise<Result<T>> {
		try {
			return await question((engine ??= new Engine(await chooseKernels(undefined))));
		} catch (error) {
			return internalFailure(error);
		}
	}

	return {
		open,
		search: (request: Parameters<Engine['search']>[0]) => ask((engine) => engine.search(request)),
		generate: (request: Parameters<Engine['generate']>[0]) =>
			ask((engine) => engine.generate(request)),
		lookUp: (ids: readonly string[]) => ask((engine) => engine.lookUp(ids))
	};
}

export type EngineApi = ReturnType<typeof createEngineApi>;
