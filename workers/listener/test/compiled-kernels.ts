/** The compiled kernels' module, for tests that run in Node. */
import { readFileSync } from 'node:fs';

const file = new URL('../kernels/build/kernels.wasm', import.meta.url);

export const kernelsModule = new WebAssembly.Module(readFileSync(file));
