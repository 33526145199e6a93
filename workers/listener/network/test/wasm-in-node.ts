/** tensorflow.js' WebAssembly for tests in Node, from the package itself. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { WasmPaths } from '../wasm-runtime.ts';

const dist = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

export const wasmPaths: WasmPaths = {
	simd: join(dist, 'tfjs-backend-wasm-simd.wasm'),
	plain: join(dist, 'tfjs-backend-wasm.wasm')
};
