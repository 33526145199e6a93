/**
 * A whole recording at another rate, in plain TypeScript: the reference for the compiled one, and for
 * where there is no WebAssembly SIMD. Streams, and the compiled one: `resampling/`.
 */
import { createResampler, type Resample } from './resampling/resampler.ts';

/** @returns ⌈samples × toHz / fromHz⌉ samples; the very same array where the rates are equal */
export const resample: Resample = (samples, fromHz, toHz) =>
	createResampler(fromHz, toHz).resample(samples);
