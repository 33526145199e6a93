/**
 * tensorflow.js on WebAssembly: one thread, with SIMD where there is SIMD.
 *
 * Never its threaded build, even where the page is isolated: two threads gain little, and its
 * factory goes through `toString()`, which a minifier breaks so that it waits for ever.
 */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { failed, internalFailure, success, type Result } from '#lib/contracts/failure.ts';
import type { TensorRuntime } from './tensor-runtime.ts';

/** Addresses of the package's two binaries; in Node, paths. */
export interface WasmPaths {
	readonly simd: string;
	readonly plain: string;
}

/** What one tensor may take of a memory of 4 GB, which also holds its packed copy. */
const maxTensorBytes = 2 ** 30;

/** @returns `unsupported` where WebAssembly cannot be started */
export async function startWasm(paths: WasmPaths): Promise<Result<TensorRuntime>> {
	try {
		tf.enableProdMode();
		tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
		setWasmPaths({
			'tfjs-backend-wasm.wasm': paths.plain,
			'tfjs-backend-wasm-simd.wasm': paths.simd,
			// It asks for all three; this one is never fetched.
			'tfjs-backend-wasm-threaded-simd.wasm': paths.simd
		});
		if (!(await tf.setBackend('wasm'))) {
			return failed('unsupported', 'WebAssembly could not be started');
		}
	} catch (error) {
		return internalFailure(error);
	}
	return success({
		backend: 'wasm',
		maxTensorBytes,
		watch: (run) => run(),
		// Kernels are bound to the one instance, and tensorflow.js cannot make another.
		dispose: () => undefined
	});
}
