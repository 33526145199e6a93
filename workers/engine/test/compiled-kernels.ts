/** The compiled kernels, for tests that run in Node. */
import { readFileSync } from 'node:fs';
import { wasmKernels } from '../kernels/kernels.ts';

const file = new URL('../kernels/build/kernels.wasm', import.meta.url);

export const compiledKernels = wasmKernels(new WebAssembly.Module(readFileSync(file)));
