/** The listener's worker. What is heavy comes when it is first needed. */
import { expose } from 'comlink';
import { speaking } from '#lib/contracts/protocol.ts';
import { createListenerApi } from './api.ts';
import { openInWorker } from './decoding/decoder-worker.ts';
import { loadResample, loadSlicer } from './load-kernels.ts';

expose(
	speaking(
		createListenerApi({
			openRecording: openInWorker(),
			loadSlicer,
			loadResample,
			async identify(file) {
				const { identify } = await import('./identify.ts');
				return identify(file);
			},
			async loadNetwork(plan, weights, backend) {
				const [{ chooseNetwork }, { wasmFiles }] = await Promise.all([
					import('./network/choose-network.ts'),
					import('./network/wasm-files.ts')
				]);
				return chooseNetwork(plan, weights, {
					wasmPaths: wasmFiles,
					...(backend === undefined ? {} : { backend })
				});
			}
		})
	)
);
