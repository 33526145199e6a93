/**
 * From samples to the slices that the network looks at, exactly as librosa 0.10.2 with Deej-A.I.'s
 * settings: what the network sees must be what it was trained on. In plain TypeScript and double
 * precision: the reference for `compiled-mel-slicer.ts`, and for where there is no WebAssembly SIMD.
 *
 * Any slice can be had by itself, so that a track can be sampled without being transformed whole.
 */
import type { FrontEnd } from '#lib/contracts/encoder.ts';
import { createRealFft } from './fft.ts';
import { melFilters } from './mel-filters.ts';

export interface MelSlicer {
	/** Full slices in this many samples (at the front end's rate); the rest at the end is dropped. */
	sliceCount(sampleCount: number): number;
	/**
	 * One slice, [mel band][frame].
	 * @param samples the whole recording: mono, −1 … 1, at the front end's rate
	 * @param index 0 … sliceCount − 1
	 */
	slice(samples: Float32Array, index: number): Float32Array;
}

/** Full slices in this many samples: frames are centred on every `hopSize`th sample, the first's too. */
export function countSlices(
	{ hopSize, sliceFrames }: Pick<FrontEnd, 'hopSize' | 'sliceFrames'>,
	sampleCount: number
): number {
	return Math.floor((1 + Math.floor(sampleCount / hopSize)) / sliceFrames);
}

/** Periodic, as for spectra: one period of the cosine is the window's size, not one less. */
export function periodicHann(size: number): Float64Array {
	return Float64Array.from(
		{ length: size },
		(_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)
	);
}

/** Owns its buffers: one for each thread. */
export function createMelSlicer(frontEnd: FrontEnd): MelSlicer {
	const { fftSize, hopSize, melBands, sliceFrames, reference, amin, topDb, normalisation } =
		frontEnd;
	const fft = createRealFft(fftSize);
	const filters = melFilters(frontEnd);
	const hann = periodicHann(fftSize);
	const frame = new Float64Array(fftSize);
	const power = new Float64Array(fftSize / 2 + 1);

	/** Windows the samples around frame t's centre, t × hop; beyond the ends there is silence. */
	function loadFrame(samples: Float32Array, t: number): void {
		const start = t * hopSize - fftSize / 2;
		const from = Math.max(0, -start);
		const to = Math.min(fftSize, samples.length - start);
		frame.fill(0, 0, Math.min(from, fftSize));
		frame.fill(0, Math.max(0, to));
		for (let n = from; n < to; n++) {
			frame[n] = (samples[start + n] as number) * (hann[n] as number);
		}
	}

	function toDecibels(slice: Float32Array): void {
		let largest = 0;
		for (const x of slice) if (x > largest) largest = x;
		const zero =
			10 * Math.log10(Math.max(amin, reference === 'slice-maximum' ? largest : reference));
		const floor =
			topDb === null ? -Infinity : 10 * Math.log10(Math.max(amin, largest)) - zero - topDb;
		for (let i = 0; i < slice.length; i++) {
			const decibels = 10 * Math.log10(Math.max(amin, slice[i] as number)) - zero;
			slice[i] = decibels < floor ? floor : decibels;
		}
	}

	return {
		sliceCount: (sampleCount) => countSlices(frontEnd, sampleCount),
		slice(samples, index) {
			const slice = new Float32Array(melBands * sliceFrames);
			for (let t = 0; t < sliceFrames; t++) {
				loadFrame(samples, index * sliceFrames + t);
				fft.powerSpectrum(frame, power);
				for (let band = 0; band < melBands; band++) {
					const { firstBin, weights } = filters[band] as (typeof filters)[number];
					let sum = 0;
					for (let k = 0; k < weights.length; k++) {
						sum += (weights[k] as number) * (power[firstBin + k] as number);
					}
					slice[band * sliceFrames + t] = sum;
				}
			}
			toDecibels(slice);
			if (normalisation === 'min-max') toUnitRange(slice);
			return slice;
		}
	};
}

/** Min to 0, max to 1; a constant slice has no range to stretch and stays as it is. */
function toUnitRange(slice: Float32Array): void {
	let smallest = Infinity;
	let largest = -Infinity;
	for (const x of slice) {
		if (x < smallest) smallest = x;
		if (x > largest) largest = x;
	}
	const range = largest - smallest;
	if (range === 0) return;
	for (let i = 0; i < slice.length; i++) slice[i] = ((slice[i] as number) - smallest) / range;
}
