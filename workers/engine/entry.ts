/** The engine's worker. */
import { expose } from 'comlink';
import { speaking } from '#lib/contracts/protocol.ts';
import { createEngineApi } from './api.ts';
import kernelsUrl from './kernels/build/kernels.wasm?url';

expose(
	speaking(
		createEngineApi(async () => {
			const response = await fetch(kernelsUrl);
			return WebAssembly.compile(await response.arrayBuffer());
		})
	)
);
