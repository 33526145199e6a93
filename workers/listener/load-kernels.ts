/** The compiled front end where this browser has WebAssembly SIMD, else the plain one. */
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import { createCompiledMelSlicer } from './front-end/compiled-mel-slicer.ts';
import { createMelSlicer, type MelSlicer } from './front-end/mel-slices.ts';
import kernelsUrl from './kernels/build/kernels.wasm?url';
import { resample } from './resample.ts';
import { createCompiledResample } from './resampling/compiled-resampler.ts';
import type { Resample } from './resampling/resampler.ts';

let loading: Promise<WebAssembly.Module | null> | undefined;

function loadKernels(): Promise<WebAssembly.Module | null> {
	return (loading ??= fetchKernels().catch(() => null));
}

async function fetchKernels(): Promise<WebAssembly.Module> {
	const response = await fetch(kernelsUrl);
	return WebAssembly.compile(await response.arrayBuffer());
}

export async function loadSlicer(frontEnd: FrontEnd): Promise<MelSlicer> {
	const module = await loadKernels();
	return module ? createCompiledMelSlicer(frontEnd, module) : createMelSlicer(frontEnd);
}

export async function loadResample(): Promise<Resample> {
	const module = await loadKernels();
	return module ? createCompiledResample(module) : resample;
}
