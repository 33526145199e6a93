/**
 * The resampler on compiled kernels: sums in single precision, four products at a time; within 1e-6
 * of the plain one's for samples of −1 … 1.
 */
import { MemoryLayout, createKernels } from '../kernels/kernels.ts';
import { polyphaseTaps, type PolyphaseTaps } from './polyphase-taps.ts';
import {
	createStream,
	inputLength,
	outputBlock,
	unchanged,
	type Convolver,
	type Resample,
	type Resampler
} from './resampler.ts';

/**
 * One instance has a memory of its own, of a fixed size (about 1 MB at most for its taps), and is for
 * one thread; keep it for recordings of the same rate, since its taps take some milliseconds.
 * @param fromHz,toHz whole numbers from 1
 * @param module the listener's compiled kernels
 */
export function createCompiledResampler(
	fromHz: number,
	toHz: number,
	module: WebAssembly.Module
): Resampler {
	if (fromHz === toHz) return unchanged;
	return createStream(polyphaseTaps(fromHz, toHz), (filter) =>
		createCompiledConvolver(filter, module)
	);
}

/** Rates for which resamplers are kept: a folder of music has two or three. */
const keptRates = 4;

/** Resamples whole recordings like `resample`, and keeps what the last few rates need. */
export function createCompiledResample(module: WebAssembly.Module): Resample {
	const resamplers = new Map<string, Resampler>();
	return (samples, fromHz, toHz) => {
		const rates = `${fromHz} ${toHz}`;
		const resampler = resamplers.get(rates) ?? createCompiledResampler(fromHz, toHz, module);
		// Whichever was used last is the last of them.
		resamplers.delete(rates);
		resamplers.set(rates, resampler);
		const [oldest] = resamplers.keys();
		if (resamplers.size > keptRates && oldest !== undefined) resamplers.delete(oldest);
		return resampler.resample(samples);
	};
}

function createCompiledConvolver(filter: PolyphaseTaps, module: WebAssembly.Module): Convolver {
	const { up, down, taps, rowLength, rows, isInterpolated } = filter;
	const layout = new MemoryLayout();
	const tapsAt = layout.reserve(taps.length * 4);
	// Where a row's taps have come to an end the kernels go on to a whole vector.
	const inputAt = layout.reserve((inputLength(filter) + 8) * 4);
	const outputAt = layout.reserve(outputBlock * 4);
	const { kernels, buffer } = createKernels(module, layout);
	new Float32Array(buffer, tapsAt, taps.length).set(taps);
	const rowBytes = rowLength * 4;
	return {
		input: new Float32Array(buffer, inputAt, inputLength(filter)),
		output: new Float32Array(buffer, outputAt, outputBlock),
		convolve(count, phase) {
			if (isInterpolated) {
				kernels.convolveBetween(inputAt, outputAt, count, phase, up, down, tapsAt, rowBytes, rows);
			} else {
				kernels.convolve(inputAt, outputAt, count, phase, up, down, tapsAt, rowBytes);
			}
		}
	};
}
