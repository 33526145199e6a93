/**
 * Resampling as a stream: chunks of any size go in, and what has been determined comes out. All that
 * comes out together is, to the last bit, what the whole recording would give at once; the end of
 * the recording, beyond which there is silence, has to be said.
 *
 * What multiplies and adds is a `Convolver`: plain here, compiled in `compiled-resampler.ts`.
 */
import { polyphaseTaps, type PolyphaseTaps } from './polyphase-taps.ts';

/** A whole recording at another rate: ⌈samples × toHz / fromHz⌉ samples. */
export type Resample = (samples: Float32Array, fromHz: number, toHz: number) => Float32Array;

/** Keeps as many samples as its filter is long, and no more however long the stream is. */
export interface Resampler {
	/** The output that is determined with these samples and was not before. */
	push(chunk: Float32Array): Float32Array;
	/**
	 * The rest of the output, as if silence followed: ⌈samples × toHz / fromHz⌉ came out in all.
	 * Then it is as new, for the next recording.
	 */
	finish(): Float32Array;
	/**
	 * A recording by itself. What was pushed and not finished is forgotten.
	 * @returns ⌈samples × toHz / fromHz⌉ samples; the very same array where the rates are equal
	 */
	resample(samples: Float32Array): Float32Array;
}

/** The sums of a stream, over buffers that it owns. */
export interface Convolver {
	/** Samples to come, the oldest first. */
	readonly input: Float32Array;
	readonly output: Float32Array;
	/**
	 * output[i] = Σ input[whole + k] × the taps of the rest, where whole and rest are those of
	 * (phase + i × down) / up, for i < count. Nothing else than `output` is changed.
	 */
	readonly convolve: (count: number, phase: number) => void;
}

/** Samples that are taken in at a time beside those that a filter has to keep. */
const inputBlock = 16_384;
/** Samples that are put out at a time. */
export const outputBlock = 16_384;

/** How many samples a convolver's `input` holds; what its filter reads beyond them counts for nothing. */
export function inputLength({ rowLength }: PolyphaseTaps): number {
	return rowLength + inputBlock;
}

/** In plain TypeScript; sums are in double precision. Rates are whole numbers from 1. */
export function createResampler(fromHz: number, toHz: number): Resampler {
	return fromHz === toHz
		? unchanged
		: createStream(polyphaseTaps(fromHz, toHz), createPlainConvolver);
}

export const unchanged: Resampler = {
	// A chunk's buffer may be its giver's to fill again.
	push: (chunk) => chunk.slice(),
	finish: () => new Float32Array(0),
	resample: (samples) => samples
};

export function createStream(
	filter: PolyphaseTaps,
	createConvolver: (filter: PolyphaseTaps) => Convolver
): Resampler {
	const { up, down, halfWidth } = filter;
	const tapCount = 2 * halfWidth;
	const { input, output, convolve } = createConvolver(filter);
	const capacity = inputLength(filter);
	/** Samples in `input`; the next output's first is the first of them. */
	let held = 0;
	/** Of the next output. */
	let phase = 0;
	let taken = 0;
	let given = 0;

	function reset(): void {
		// Before the first sample there is silence. After it too: a sample that is no number must not
		// reach the next recording, not even multiplied by nothing.
		held = halfWidth - 1;
		input.fill(0);
		phase = 0;
		taken = 0;
		given = 0;
	}

	/** Outputs for which all samples are there, if so many are held. */
	function determined(samples: number): number {
		const wholes = samples - tapCount + 1;
		return wholes > 0 ? Math.ceil((wholes * up - phase) / down) : 0;
	}

	/** Takes samples in and puts the output that they determine to `target` from `at` on. @returns its end */
	function run(samples: Float32Array, target: Float32Array, at: number): number {
		let next = 0;
		for (;;) {
			const fitting = samples.subarray(next, next + capacity - held);
			input.set(fitting, held);
			held += fitting.length;
			next += fitting.length;
			const count = Math.min(determined(held), outputBlock, target.length - at);
			if (count === 0 && fitting.length === 0) return at;
			convolve(count, phase);
			target.set(output.subarray(0, count), at);
			at += count;
			const position = phase + count * down;
			const whole = Math.floor(position / up);
			phase = position % up;
			input.copyWithin(0, whole, held);
			held -= whole;
		}
	}

	function outputLength(samples: number): number {
		return Math.ceil((samples * up) / down);
	}

	function push(chunk: Float32Array): Float32Array {
		const target = new Float32Array(determined(held + chunk.length));
		run(chunk, target, 0);
		taken += chunk.length;
		given += target.length;
		return target;
	}

	function finish(): Float32Array {
		const target = new Float32Array(outputLength(taken) - given);
		run(new Float32Array(tapCount), target, 0);
		reset();
		return target;
	}

	reset();
	return {
		push,
		finish,
		resample(samples) {
			reset();
			const target = new Float32Array(outputLength(samples.length));
			run(new Float32Array(tapCount), target, run(samples, target, 0));
			reset();
			return target;
		}
	};
}

function createPlainConvolver(filter: PolyphaseTaps): Convolver {
	const { up, down, halfWidth, taps, rowLength, rows, isInterpolated } = filter;
	const input = new Float32Array(inputLength(filter));
	const output = new Float32Array(outputBlock);

	function dot(row: number, first: number): number {
		const from = row * rowLength;
		let sum = 0;
		for (let k = 0; k < 2 * halfWidth; k++) {
			sum += (taps[from + k] as number) * (input[first + k] as number);
		}
		return sum;
	}

	return {
		input,
		output,
		convolve(count, phase) {
			for (let i = 0; i < count; i++) {
				const position = phase + i * down;
				const whole = Math.floor(position / up);
				const rest = position % up;
				if (!isInterpolated) {
					output[i] = dot(rest, whole);
					continue;
				}
				const place = (rest / up) * (rows - 1);
				const row = Math.floor(place);
				const below = dot(row, whole);
				output[i] = below + (place - row) * (dot(row + 1, whole) - below);
			}
		}
	};
}
