/** Where a build puts tensorflow.js' WebAssembly. Apart, because only Vite knows `?url`. */
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { WasmPaths } from './wasm-runtime.ts';

export const wasmFiles: WasmPaths = { plain, simd };
