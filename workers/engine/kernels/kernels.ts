/**
 * The engine's inner loops, as their callers see them. Every number that is an address points into
 * `memory`; layouts and bounds are described beside the implementations in `assembly/`. The plain
 * TypeScript ones in `reference-kernels.ts` mean the same, and tests hold the two together.
 */
import type { BackendName } from '../../../src/lib/contracts/engine.ts';
import { LinearMemory } from '../linear-memory.ts';

export interface Kernels {
	readonly name: BackendName;
	readonly memory: LinearMemory;
	readonly scoreInt8: (
		codes: number,
		scales: number,
		rows: number,
		query: number,
		queryScale: number,
		out: number
	) => void;
	readonly scoreFloat32: (values: number, rows: number, query: number, out: number) => void;
	readonly best: (
		arrays: number,
		weights: number,
		count: number,
		rows: number,
		limit: number,
		outScores: number,
		outRows: number
	) => number;
	readonly searchLines: (
		text: number,
		textLength: number,
		words: number,
		wordCount: number,
		isRanked: number,
		limit: number,
		out: number,
		counts: number
	) => void;
}

/** Bytes that must be readable beyond a table of codes, and beyond a text its longest word's more. */
export const paddingBytes = 16;

/** Makes fresh kernels, each with a memory of its own: one for each catalogue that is opened. */
export interface KernelFactory {
	readonly backend: BackendName;
	create(): Kernels;
}

/** Kernels from the compiled module. Its exports are trusted: they are built with this file. */
export function wasmKernels(module: WebAssembly.Module): KernelFactory {
	const create = (): Kernels => {
		const source = new WebAssembly.Memory({ initial: 1 });
		const instance = new WebAssembly.Instance(module, { env: { memory: source } });
		const exports = instance.exports as unknown as Omit<Kernels, 'name' | 'memory'>;
		const { scoreInt8, scoreFloat32, best, searchLines } = exports;
		const memory = new LinearMemory(source);
		return { name: 'wasm', memory, scoreInt8, scoreFloat32, best, searchLines };
	};
	return { backend: 'wasm', create };
}
