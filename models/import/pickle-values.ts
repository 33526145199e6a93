/**
 * What a pickle of the original's may hold: numbers, texts, dictionaries, lists and numpy arrays.
 *
 * These are plain data and nothing else. A pickle is a program that may name any function of Python;
 * the few names below stand for constructors of this file, and every other name is refused.
 */

/** A text whose bytes are not UTF-8. It is kept, so that whoever reads the dictionary can name its key. */
export class BrokenText {
	readonly bytes: Uint8Array;
	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}
}

export class PickleList {
	readonly items: PickleValue[] = [];
}

export class PickleTuple {
	readonly items: readonly PickleValue[];
	constructor(items: readonly PickleValue[]) {
		this.items = items;
	}
}

export class PickleDictionary {
	readonly entries: [PickleValue, PickleValue][] = [];
}

/** An element type such as `f8`; filled in by the pickle after it is made. */
export class NumpyType {
	/** Kind and size in bytes: `f4`, `f8`, `i8`, `O8` … */
	readonly code: string;
	isBigEndian: boolean;
	constructor(code: string) {
		this.code = code.replace(/^[<>=|]/, '');
		this.isBigEndian = code.startsWith('>');
	}
}

/**
 * An array; filled in by the pickle after it is made. Whether its axes are in C's or Fortran's order
 * is not kept: only arrays of one axis are used.
 */
export class NumpyArray {
	type: NumpyType | null = null;
	shape: readonly number[] = [];
	/** Null for an array of Python objects. */
	data: Uint8Array | null = null;
}

/** A function of Python's that a pickle may name: what it stands for here. */
export class Constructor {
	readonly kind: ConstructorKind;
	constructor(kind: ConstructorKind) {
		this.kind = kind;
	}
}

export type ConstructorKind =
	'array' | 'array-type' | 'array-from-bytes' | 'scalar' | 'element-type' | 'bytes-from-text';

export type PickleValue =
	| null
	| boolean
	| number
	| bigint
	| string
	| Uint8Array
	| BrokenText
	| PickleList
	| PickleTuple
	| PickleDictionary
	| NumpyType
	| NumpyArray
	| Constructor;

/** numpy 2 moved `numpy.core` to `numpy._core`. */
const constructors: ReadonlyMap<string, Constructor> = new Map([
	['numpy.core.multiarray._reconstruct', new Constructor('array')],
	['numpy._core.multiarray._reconstruct', new Constructor('array')],
	['numpy.core.multiarray.scalar', new Constructor('scalar')],
	['numpy._core.multiarray.scalar', new Constructor('scalar')],
	['numpy.core.numeric._frombuffer', new Constructor('array-from-bytes')],
	['numpy._core.numeric._frombuffer', new Constructor('array-from-bytes')],
	['numpy.ndarray', new Constructor('array-type')],
	['numpy.dtype', new Constructor('element-type')],
	['_codecs.encode', new Constructor('bytes-from-text')]
]);

/** @returns undefined for a name that is refused */
export function constructorNamed(qualifiedName: string): Constructor | undefined {
	return constructors.get(qualifiedName);
}

/**
 * Calls a constructor.
 * @returns undefined when the arguments are not what it takes
 */
export function construct(
	kind: ConstructorKind,
	args: readonly PickleValue[]
): PickleValue | undefined {
	const [first, second, third] = args;
	switch (kind) {
		case 'array': // _reconstruct(ndarray, (0,), b'b'): an empty array, filled in later
			return first instanceof Constructor && first.kind === 'array-type'
				? new NumpyArray()
				: undefined;
		case 'array-from-bytes': {
			// _frombuffer(bytes, type, shape, order)
			const array = new NumpyArray();
			return setArray(array, third, second, first) ? array : undefined;
		}
		case 'element-type': // dtype('f8', False, True)
			return typeof first === 'string' ? new NumpyType(first) : undefined;
		case 'scalar':
			return first instanceof NumpyType && second instanceof Uint8Array
				? readScalar(first, second)
				: undefined;
		case 'bytes-from-text':
			return typeof first === 'string' && second === 'latin1'
				? Buffer.from(first, 'latin1')
				: undefined;
		case 'array-type':
			return undefined;
	}
}

/**
 * Fills in what a constructor has made with the state that the pickle gives it.
 * @returns false when the state is not what it takes
 */
export function applyState(target: PickleValue, state: PickleValue): boolean {
	if (!(state instanceof PickleTuple)) return false;
	if (target instanceof NumpyType) {
		// (version, byte order, …)
		const order = state.items[1];
		if (typeof order !== 'string') return false;
		target.isBigEndian = order === '>';
		return true;
	}
	if (target instanceof NumpyArray) {
		// (version, shape, type, is in Fortran's order, bytes)
		const [, shape, type, , data] = state.items;
		return setArray(target, shape, type, data);
	}
	return false;
}

function setArray(
	target: NumpyArray,
	shape: PickleValue | undefined,
	type: PickleValue | undefined,
	data: PickleValue | undefined
): boolean {
	if (!(shape instanceof PickleTuple && type instanceof NumpyType)) return false;
	const lengths = shape.items.filter((n) => typeof n === 'number');
	if (lengths.length !== shape.items.length) return false;
	target.shape = lengths;
	target.type = type;
	target.data = data instanceof Uint8Array ? data : null;
	return true;
}

function readScalar(type: NumpyType, data: Uint8Array): number | undefined {
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	if (type.code === 'f8' && data.length === 8) return view.getFloat64(0, !type.isBigEndian);
	if (type.code === 'f4' && data.length === 4) return view.getFloat32(0, !type.isBigEndian);
	return undefined;
}

/** What a value is, in words for a complaint. */
export function describeValue(value: PickleValue): string {
	if (value === null) return 'None';
	if (typeof value === 'string') return 'a text';
	if (typeof value === 'boolean') return 'a truth value';
	if (typeof value === 'number' || typeof value === 'bigint') return 'a number';
	if (value instanceof Uint8Array) return 'bytes';
	if (value instanceof BrokenText) return 'a text that is not UTF-8';
	if (value instanceof PickleList) return `a list of ${value.items.length}`;
	if (value instanceof PickleTuple) return `a tuple of ${value.items.length}`;
	if (value instanceof PickleDictionary) return 'a dictionary';
	if (value instanceof NumpyArray) {
		return `an array of ${value.shape.join(' × ')} (${value.type?.code ?? 'of no type'})`;
	}
	return 'something that is not data';
}
