/**
 * Reads attributes and arrays of numbers from an HDF5 file by the HDF5 library itself (h5wasm).
 *
 * What must stay true: whatever the library complains about becomes a failure of one line that
 * names the file, and nothing of it reaches standard error.
 */
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Dataset, File, ready, type Entity } from 'h5wasm/node';
import { failed, success, type Result } from '#lib/contracts/failure.ts';
import { fileFailure } from '../file-failure.ts';

const signature = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

export interface Numbers {
	readonly shape: readonly number[];
	/** Row-major. */
	readonly values: Float32Array;
}

export class Hdf5File {
	readonly #file: File;
	readonly #path: string;

	private constructor(file: File, path: string) {
		this.#file = file;
		this.#path = path;
	}

	/** @returns `bad-input` for a file that is not there, is no HDF5 or is truncated */
	static async open(path: string): Promise<Result<Hdf5File>> {
		try {
			const handle = await open(path);
			try {
				const { buffer, bytesRead } = await handle.read(Buffer.alloc(signature.length), 0);
				if (!buffer.subarray(0, bytesRead).equals(signature)) {
					return badFile(path, 'is not an HDF5 file');
				}
			} finally {
				await handle.close();
			}
		} catch (error) {
			return fileFailure(error, path);
		}
		const library = await ready;
		library.activate_throwing_error_handler();
		return attempt(path, () => new Hdf5File(new File(resolve(path), 'r'), path));
	}

	close(): void {
		this.#file.close();
	}

	/** A text attribute of the file's root, undefined if there is none. */
	rootText(name: string): Result<string | undefined> {
		return attempt(this.#path, () => {
			const value = this.#file.attrs[name]?.value;
			return typeof value === 'string' ? value : undefined;
		});
	}

	/** A group's attribute that lists texts; undefined if there is no such group or attribute. */
	groupTexts(group: string, name: string): Result<readonly string[] | undefined> {
		return attempt(this.#path, () => {
			const value = attributeOf(this.#file.get(group), name);
			if (value === undefined || value === null || typeof value !== 'object') return undefined;
			const list = Array.isArray(value) ? value : [];
			return list.filter((text) => typeof text === 'string');
		});
	}

	/** The shape of an array of floating-point numbers, undefined if there is no such array. */
	shapeOf(path: string): Result<readonly number[] | undefined> {
		return attempt(this.#path, () => this.#floats(path)?.shape ?? undefined);
	}

	/** An array of floating-point numbers, undefined if there is none at this path. */
	numbers(path: string): Result<Numbers | undefined> {
		return attempt(this.#path, () => {
			const dataset = this.#floats(path);
			const value = dataset?.value;
			if (value instanceof Float32Array) return { shape: dataset?.shape ?? [], values: value };
			if (value instanceof Float64Array) {
				return { shape: dataset?.shape ?? [], values: Float32Array.from(value) };
			}
			return undefined;
		});
	}

	#floats(path: string): Dataset | undefined {
		const entity = this.#file.get(path);
		if (!(entity instanceof Dataset) || typeof entity.dtype !== 'string') return undefined;
		return /^[<>][fd]$/.test(entity.dtype) ? entity : undefined;
	}
}

function attributeOf(entity: Entity | null, name: string): unknown {
	return entity !== null && 'attrs' in entity ? entity.attrs[name]?.value : undefined;
}

/** The library throws whatever is wrong with a file. */
function attempt<T>(path: string, read: () => T): Result<T> {
	try {
		return success(read());
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		if (/truncated/i.test(message)) return badFile(path, 'is truncated');
		// The innermost of the library's nested complaints says what is wrong.
		const innermost = [...message.matchAll(/ in \w+\(\): (.+)/g)].at(-1)?.[1] ?? message;
		return badFile(path, `cannot be read as HDF5: ${innermost.slice(0, 200)}`);
	}
}

function badFile(path: string, problem: string): Result<never> {
	return failed('bad-input', `${path}: ${problem}`, { details: { file: path } });
}
