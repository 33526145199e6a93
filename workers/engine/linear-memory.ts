/**
 * The memory that the kernels work on, and a plain allocator over it.
 *
 * Addresses are handed out once and never taken back: a catalogue's tables live as long as its
 * memory, and a new revision gets a new memory. Growing replaces the buffer under every view, so a
 * view is made when it is needed and never kept.
 */

const pageBytes = 65_536;
/** SIMD loads are fastest from whole vectors; every address is a multiple of this. */
const alignment = 16;

/** What of `WebAssembly.Memory` is used, so that plain TypeScript kernels can bring their own. */
export interface GrowableBuffer {
	readonly buffer: ArrayBufferLike;
	grow(pages: number): number;
}

export class LinearMemory {
	readonly #source: GrowableBuffer;
	#nextFree = alignment;

	constructor(source: GrowableBuffer) {
		this.#source = source;
	}

	/** Reserves zeroed bytes. @throws RangeError when the device has no more memory to give */
	allocate(sizeBytes: number): number {
		const address = this.#nextFree;
		const end = address + Math.ceil(sizeBytes / alignment) * alignment;
		const missingBytes = end - this.#source.buffer.byteLength;
		if (missingBytes > 0) this.#source.grow(Math.ceil(missingBytes / pageBytes));
		this.#nextFree = end;
		return address;
	}

	bytes(address: number, length: number): Uint8Array {
		return new Uint8Array(this.#source.buffer, address, length);
	}

	int8(address: number, length: number): Int8Array {
		return new Int8Array(this.#source.buffer, address, length);
	}

	int16(address: number, length: number): Int16Array {
		return new Int16Array(this.#source.buffer, address, length);
	}

	uint32(address: number, length: number): Uint32Array {
		return new Uint32Array(this.#source.buffer, address, length);
	}

	float32(address: number, length: number): Float32Array {
		return new Float32Array(this.#source.buffer, address, length);
	}
}
