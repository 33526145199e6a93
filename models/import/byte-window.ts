/**
 * A file seen through a window that slides forward, so that its size never matters.
 *
 * The bytes between `cursor` and `end` of `bytes` are at hand; whoever parses them moves `cursor` on,
 * and asks for more when an item does not lie wholly in the window. Waiting happens only there, so
 * parsing itself is plain synchronous code.
 */
import { open, type FileHandle } from 'node:fs/promises';

const windowBytes = 1 << 20;

export class ByteWindow {
	readonly sizeBytes: number;
	bytes: Buffer;
	cursor = 0;
	end = 0;
	readonly #file: FileHandle;
	/** Where in the file the window's `end` is. */
	#endInFile = 0;

	private constructor(file: FileHandle, sizeBytes: number) {
		this.#file = file;
		this.sizeBytes = sizeBytes;
		this.bytes = Buffer.allocUnsafe(Math.min(windowBytes, sizeBytes));
	}

	/** Throws what the operating system says when the file cannot be opened. Close it afterwards. */
	static async open(path: string): Promise<ByteWindow> {
		const file = await open(path);
		const { size } = await file.stat();
		return new ByteWindow(file, size);
	}

	/** The file's offset of the next byte to be parsed. */
	get position(): number {
		return this.#endInFile - this.end + this.cursor;
	}

	get availableBytes(): number {
		return this.end - this.cursor;
	}

	/**
	 * Slides on until at least so many bytes are at hand.
	 * @returns false when the file ends before that
	 */
	async require(neededBytes: number): Promise<boolean> {
		if (neededBytes > this.sizeBytes - this.position) return false;
		const rest = this.bytes.subarray(this.cursor, this.end);
		if (neededBytes > this.bytes.length) {
			const larger = Buffer.allocUnsafe(neededBytes);
			larger.set(rest);
			this.bytes = larger;
		} else {
			this.bytes.copyWithin(0, this.cursor, this.end);
		}
		this.cursor = 0;
		this.end = rest.length;
		while (this.end < neededBytes) {
			const { bytesRead } = await this.#file.read({
				buffer: this.bytes,
				offset: this.end,
				position: this.#endInFile
			});
			if (bytesRead === 0) return false;
			this.end += bytesRead;
			this.#endInFile += bytesRead;
		}
		return true;
	}

	rewind(): void {
		this.cursor = 0;
		this.end = 0;
		this.#endInFile = 0;
	}

	async close(): Promise<void> {
		await this.#file.close();
	}
}
