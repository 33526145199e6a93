/**
 * The listener's inner loops, as their callers see them. Every number that is an address points into
 * the memory that they were made with; layouts are described beside the implementations in
 * `assembly/`. What each means is said plainly by `mel-slices.ts` and `resample.ts`, and tests hold
 * the two together.
 *
 * A user lays out all that it needs beforehand, and the memory is made for exactly that: it cannot
 * grow, so views of it are made once and stay valid.
 */
export interface Kernels {
	readonly powerSpectra32: PowerSpectra;
	readonly powerSpectra64: PowerSpectra;
	readonly melPowers32: MelPowers;
	readonly melPowers64: MelPowers;
	readonly largest: (values: number, sizeBytes: number) => number;
	readonly toDecibels: (
		values: number,
		sizeBytes: number,
		amin: number,
		zero: number,
		floor: number
	) => void;
	readonly toUnitRange: (values: number, sizeBytes: number) => void;
	readonly convolve: (
		input: number,
		output: number,
		count: number,
		phase: number,
		up: number,
		down: number,
		taps: number,
		tapBytes: number
	) => void;
	readonly convolveBetween: (
		input: number,
		output: number,
		count: number,
		phase: number,
		up: number,
		down: number,
		taps: number,
		tapBytes: number,
		rows: number
	) => void;
}

type PowerSpectra = (
	samples: number,
	hopBytes: number,
	fftSize: number,
	window: number,
	factors: number,
	pairs: number,
	work: number,
	power: number
) => void;

type MelPowers = (
	power: number,
	filters: number,
	bands: number,
	weights: number,
	out: number,
	strideBytes: number
) => void;

const pageBytes = 65_536;
/** SIMD loads are fastest from whole vectors; every address is a multiple of this. */
const alignmentBytes = 16;

/** Hands out addresses one after another; the first is not 0. */
export class MemoryLayout {
	#sizeBytes = alignmentBytes;

	get sizeBytes(): number {
		return this.#sizeBytes;
	}

	reserve(sizeBytes: number): number {
		const address = this.#sizeBytes;
		this.#sizeBytes += Math.ceil(sizeBytes / alignmentBytes) * alignmentBytes;
		return address;
	}
}

/**
 * Kernels of their own, with zeroed memory for what was laid out. The compiled module's exports are
 * trusted: they are built with this file.
 * @throws RangeError when the device has no more memory to give
 */
export function createKernels(
	module: WebAssembly.Module,
	{ sizeBytes }: MemoryLayout
): { readonly kernels: Kernels; readonly buffer: ArrayBuffer } {
	const pages = Math.ceil(sizeBytes / pageBytes);
	const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
	const { exports } = new WebAssembly.Instance(module, { env: { memory } });
	return { kernels: exports as unknown as Kernels, buffer: memory.buffer };
}
