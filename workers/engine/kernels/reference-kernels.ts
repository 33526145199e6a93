/** The kernels in plain TypeScript: what each one means, and where there is no WebAssembly SIMD. */
import { vectorDims } from '../../../src/lib/contracts/manifest.ts';
import { LinearMemory, type GrowableBuffer } from '../linear-memory.ts';
import type { KernelFactory, Kernels } from './kernels.ts';

const maxBytes = 2 ** 31;
const lineFeed = 0x0a;
const space = 0x20;

function growableBuffer(): GrowableBuffer {
	const buffer = new ArrayBuffer(65_536, { maxByteLength: maxBytes });
	return {
		buffer,
		grow(pages) {
			const before = buffer.byteLength / 65_536;
			buffer.resize(buffer.byteLength + pages * 65_536);
			return before;
		}
	};
}

export const referenceKernels: KernelFactory = { backend: 'reference', create: createKernels };

function createKernels(): Kernels {
	const memory = new LinearMemory(growableBuffer());

	return {
		name: 'reference',
		memory,

		scoreInt8(codes, scales, rows, query, queryScale, out) {
			const code = memory.int8(codes, rows * vectorDims);
			const scale = memory.float32(scales, rows);
			const factor = memory.int16(query, vectorDims);
			const score = memory.float32(out, rows);
			for (let row = 0; row < rows; row++) {
				let sum = 0;
				for (let i = 0; i < vectorDims; i++) {
					sum += (code[row * vectorDims + i] as number) * (factor[i] as number);
				}
				score[row] =
					Math.fround(sum) * Math.fround((scale[row] as number) * Math.fround(queryScale));
			}
		},

		scoreFloat32(values, rows, query, out) {
			const value = memory.float32(values, rows * vectorDims);
			const factor = memory.float32(query, vectorDims);
			const score = memory.float32(out, rows);
			for (let row = 0; row < rows; row++) {
				let sum = 0;
				for (let i = 0; i < vectorDims; i++) {
					sum += (value[row * vectorDims + i] as number) * (factor[i] as number);
				}
				score[row] = sum;
			}
		},

		best(arrays, weights, count, rows, limit, outScores, outRows) {
			const addresses = memory.uint32(arrays, count);
			const weight = memory.float32(weights, count);
			const scores = new Float32Array(rows);
			for (let i = 0; i < count; i++) {
				const array = memory.float32(addresses[i] as number, rows);
				for (let row = 0; row < rows; row++) {
					const product = Math.fround((array[row] as number) * (weight[i] as number));
					scores[row] = (scores[row] as number) + product;
				}
			}
			const order = Uint32Array.from(scores.keys()).sort(
				(a, b) => (scores[b] as number) - (scores[a] as number) || a - b
			);
			const found = Math.min(limit, rows);
			memory.uint32(outRows, found).set(order.subarray(0, found));
			memory
				.float32(outScores, found)
				.set(Array.from(order.subarray(0, found), (row) => scores[row] as number));
			return found;
		},

		searchLines(text, textLength, words, wordCount, isRanked, limit, out, counts) {
			const entries = memory.uint32(words, wordCount * 2);
			const needles = Array.from({ length: wordCount }, (_, i) =>
				memory.bytes(entries[2 * i] as number, entries[2 * i + 1] as number)
			);
			const content = memory.bytes(text, textLength);
			const found = memory.uint32(out, 3 * limit);
			const count = memory.uint32(counts, 3);
			count.fill(0);
			let line = 0;
			for (let start = 0; start < textLength; line++) {
				const end = content.indexOf(lineFeed, start);
				const kinds = needles.map((word) => matchKind(content.subarray(start, end), word));
				const kind = isRanked || kinds.includes(3) ? Math.max(...kinds) : 0;
				if (kind < 3 && (count[kind] as number) < limit) {
					found[kind * limit + (count[kind] as number)] = line;
					count[kind] = (count[kind] as number) + 1;
					if (kind === 0 && count[0] === limit) return;
				}
				start = end + 1;
			}
		}
	};
}

/** 0: a whole word; 1: the beginning of one; 2: anywhere; 3: not there. */
function matchKind(line: Uint8Array, word: Uint8Array): number {
	let kind = 3;
	for (let at = 0; at + word.length <= line.length; at++) {
		if (!word.every((byte, i) => line[at + i] === byte)) continue;
		const isStart = at === 0 || line[at - 1] === space;
		const isEnd = at + word.length === line.length || line[at + word.length] === space;
		kind = Math.min(kind, isStart ? (isEnd ? 0 : 1) : 2);
	}
	return kind;
}
