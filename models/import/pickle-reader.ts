/**
 * Cuts a pickle into its instructions, through a window.
 *
 * What must stay true: an instruction is handed out only when all of its bytes are at hand, so that
 * a file that ends early is noticed here and nowhere else; and a length that the file states is
 * believed only if the file is that long, before any memory is taken for it.
 */
import type { ByteWindow } from './byte-window.ts';
import { argumentLayout, op, refusedOpcodes } from './pickle-opcodes.ts';

/** One text or array longer than this is no part of what is imported. */
const longestItemBytes = 1 << 28;
const longestLineBytes = 1 << 12;

/** Why a pickle cannot be read; thrown within the reader only, which turns it into a failure. */
export class PickleProblem extends Error {}

export class PickleReader {
	opcode = 0;
	/** The argument's bytes are `bytes` from `argumentStart` to `argumentEnd`, its length not among them. */
	argumentStart = 0;
	argumentEnd = 0;
	readonly #window: ByteWindow;
	/** How many bytes the next instruction takes, as far as is known. */
	#neededBytes = 1;

	constructor(window: ByteWindow) {
		this.#window = window;
	}

	get bytes(): Buffer {
		return this.#window.bytes;
	}

	/** The file's offset behind the instruction that was read last. */
	get position(): number {
		return this.#window.position;
	}

	/**
	 * Reads the next instruction, if all of it is at hand.
	 * @returns false when it is not: call `fetchMore`, then this again
	 */
	tryNext(): boolean {
		const window = this.#window;
		const start = window.cursor;
		if (window.availableBytes < 1) return this.#need(1);
		const opcode = window.bytes[start] as number;
		const layout = argumentLayout(opcode);
		if (layout === undefined) throw this.#unknownInstruction(opcode);
		let argumentStart = start + 1;
		let argumentEnd = argumentStart;
		if (layout.kind === 'fixed') {
			argumentEnd += layout.sizeBytes;
		} else if (layout.kind === 'counted') {
			argumentStart += layout.lengthBytes;
			if (argumentStart > window.end) return this.#need(argumentStart - start);
			const length = readLength(window.bytes, start + 1, layout.lengthBytes);
			if (length > window.sizeBytes - window.position) throw truncated(window.sizeBytes);
			if (length > longestItemBytes) {
				throw new PickleProblem(`holds an item of ${length} bytes at byte ${window.position}`);
			}
			argumentEnd = argumentStart + length;
		} else {
			for (let line = 0; line < layout.count; line++) {
				const lineEnd = window.bytes.indexOf(0x0a, argumentEnd);
				if (lineEnd < 0 || lineEnd >= window.end) {
					if (window.end - start > longestLineBytes)
						throw new PickleProblem('holds a name without an end');
					return this.#need(window.end - start + 1);
				}
				argumentEnd = lineEnd + 1;
			}
		}
		if (argumentEnd > window.end) return this.#need(argumentEnd - start);
		this.opcode = opcode;
		this.argumentStart = argumentStart;
		this.argumentEnd = argumentEnd;
		window.cursor = argumentEnd;
		return true;
	}

	/** Waits for the bytes that `tryNext` has missed. */
	async fetchMore(): Promise<void> {
		if (!(await this.#window.require(this.#neededBytes))) throw truncated(this.#window.sizeBytes);
	}

	/** Back to the file's beginning, for a second pass. */
	rewind(): void {
		this.#window.rewind();
	}

	/** The place in the memo that a get or put instruction names. */
	memoIndex(): number {
		const { bytes, opcode, argumentStart } = this;
		if (opcode === op.binGet || opcode === op.binPut) return bytes[argumentStart] as number;
		if (opcode === op.longBinGet || opcode === op.longBinPut)
			return bytes.readUInt32LE(argumentStart);
		const index = Number(bytes.toString('latin1', argumentStart, this.argumentEnd - 1));
		if (!Number.isSafeInteger(index) || index < 0)
			throw new PickleProblem('names no place in its memo');
		return index;
	}

	#need(bytes: number): false {
		this.#neededBytes = bytes;
		return false;
	}

	#unknownInstruction(opcode: number): PickleProblem {
		const refused = refusedOpcodes.get(opcode);
		const where = `(byte ${this.position})`;
		if (refused !== undefined) return new PickleProblem(`${refused}, which is refused ${where}`);
		const code = opcode.toString(16).padStart(2, '0');
		return new PickleProblem(
			`is not a pickle of protocols 2 to 5: it has the instruction 0x${code} ${where}`
		);
	}
}

function truncated(sizeBytes: number): PickleProblem {
	return new PickleProblem(
		`is truncated: a pickle goes on where the file ends, after ${sizeBytes} bytes`
	);
}

/** Lengths beyond 2⁵³ lose digits, but stay too long for any file. */
function readLength(bytes: Buffer, offset: number, lengthBytes: 1 | 4 | 8): number {
	if (lengthBytes === 1) return bytes[offset] as number;
	if (lengthBytes === 4) return bytes.readUInt32LE(offset);
	return bytes.readUInt32LE(offset) + bytes.readUInt32LE(offset + 4) * 2 ** 32;
}
