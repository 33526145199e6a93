/**
 * What the engine's worker exposes. Its type is the worker's interface. Everything that can go
 * wrong comes back as a value: an error that is thrown through comlink keeps nothing but its text.
 */
import type { BackendName, CatalogueProgress } from '#lib/contracts/engine.ts';
import { failed, internalFailure, success, type Result } from '#lib/contracts/failure.ts';
import type { Encoder } from '#lib/contracts/listener.ts';
import { encoderRevisionOf, type Manifest } from '#lib/contracts/manifest.ts';
import { openStorage, type OpenedStorage } from '#lib/services/storage/open-storage.ts';
import { transfer } from 'comlink';
import { browserPorts } from './catalogue/browser-ports.ts';
import { obtainEncoder } from './catalogue/obtain-encoder.ts';
import { openCatalogue, type OpenedCatalogue } from './catalogue/open-catalogue.ts';
import { Engine } from './engine.ts';
import { wasmKernels, type KernelFactory } from './kernels/kernels.ts';
import { referenceKernels } from './kernels/reference-kernels.ts';

/** A sound network that is larger is fetched when somebody wants to listen. */
const mostUnaskedBytes = 4 * 2 ** 20;

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
	/** As it was opened with the catalogue: the encoder is kept beside it. */
	let storage: Promise<OpenedStorage> | undefined;
	let catalogueUrl = '';

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
		{ catalogueUrl: url, backend }: OpenOptions,
		onProgress: (progress: CatalogueProgress) => void
	): Promise<Result<OpenedCatalogue>> {
		try {
			opening?.abort();
			opening = new AbortController();
			catalogueUrl = url;
			engine ??= new Engine(await chooseKernels(backend));
			return await openCatalogue({
				url,
				...(await (storage = openStorage())),
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

	/**
	 * The sound network of the catalogue in service, from this device or else fetched and kept. The
	 * weights are handed over, not copied.
	 * @returns `no-catalogue`; `unsupported` for a catalogue that brings none
	 */
	async function encoder(): Promise<Result<Encoder>> {
		try {
			const manifest = engine?.manifest;
			const revision = manifest && encoderRevisionOf(manifest);
			if (!manifest) return failed('no-catalogue', 'no catalogue has been opened yet');
			if (!manifest.encoder || !revision) {
				return failed('unsupported', `catalogue ${manifest.id} brings no encoder`);
			}
			const weights = await encoderWeights(manifest);
			if (!weights.ok) return weights;
			const { description } = manifest.encoder;
			return transfer(success({ revision, description, weights: weights.value }), [weights.value]);
		} catch (error) {
			return internalFailure(error);
		}
	}

	/** Keeps a small sound network on this device before anybody listens: they may be offline then. */
	async function keepEncoder(): Promise<Result<void>> {
		try {
			const manifest = engine?.manifest;
			const sizeBytes = manifest?.encoder?.weights.sizeBytes ?? Infinity;
			if (!manifest || sizeBytes > mostUnaskedBytes) return success(undefined);
			const weights = await encoderWeights(manifest);
			return weights.ok ? success(undefined) : weights;
		} catch (error) {
			return internalFailure(error);
		}
	}

	async function encoderWeights(manifest: Manifest): Promise<Result<ArrayBuffer>> {
		return obtainEncoder({
			url: catalogueUrl,
			manifest,
			...(await (storage ??= openStorage())),
			...browserPorts(),
			signal: new AbortController().signal
		});
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
		lookUp: (ids: readonly string[]) => ask((engine) => engine.lookUp(ids)),
		nearest: (request: Parameters<Engine['nearest']>[0]) =>
			ask((engine) => engine.nearest(request)),
		setLibrary: (table: Parameters<Engine['setLibrary']>[0]) =>
			ask((engine) => engine.setLibrary(table)),
		encoder,
		keepEncoder
	};
}

export type EngineApi = ReturnType<typeof createEngineApi>;
