/** The engine's worker. */
import { expose } from 'comlink';
import { createEngineApi } from './api.ts';
import kernelsUrl from './kernels/build/kernels.wasm?url';

expose(
	createEngineApi(async () => {
		const response = await fetch(kernelsUrl);
		return WebAssembly.compile(await response.arrayBuffer());
	})
);
