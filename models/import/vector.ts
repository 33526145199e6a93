/**
 * Takes a vector of 100 numbers out of what a pickle holds, and makes it a unit vector.
 *
 * Arithmetic is in float64, as numpy's is; the result is what the catalogue's float32 is rounded
 * from.
 */
import { vectorDims } from '#lib/contracts/manifest.ts';
import {
	describeValue,
	NumpyArray,
	PickleList,
	PickleTuple,
	type PickleValue
} from './pickle-values.ts';

/** What was wrong, and what was found in words; the reasons are the importer's to count. */
export interface VectorProblem {
	readonly reason: 'not-a-vector' | 'wrong-length' | 'not-finite' | 'zero-vector';
	readonly found: string;
}

const wantedVector = `${vectorDims} numbers`;

/**
 * @param target gets the unit vector: `vectorDims` numbers. Half-written when there is a problem.
 * @returns null when all is well
 */
export function readUnitVector(value: PickleValue, target: Float64Array): VectorProblem | null {
	return readNumbers(value, target) ?? normalise(target);
}

function readNumbers(value: PickleValue, target: Float64Array): VectorProblem | null {
	if (value instanceof NumpyArray) return readArray(value, target);
	if (!(value instanceof PickleList || value instanceof PickleTuple)) return notAVector(value);
	if (value.items.length !== vectorDims) return wrongLength(value);
	for (const [i, item] of value.items.entries()) {
		if (typeof item !== 'number') return notAVector(item);
		target[i] = item;
	}
	return null;
}

function readArray(array: NumpyArray, target: Float64Array): VectorProblem | null {
	const { type, shape, data } = array;
	const code = type?.code;
	if (type === null || data === null || (code !== 'f8' && code !== 'f4')) return notAVector(array);
	const itemBytes = code === 'f8' ? 8 : 4;
	const hasWantedShape = shape.length === 1 && shape[0] === vectorDims;
	if (!hasWantedShape || data.length !== vectorDims * itemBytes) return wrongLength(array);
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	const isLittleEndian = !type.isBigEndian;
	for (let i = 0; i < vectorDims; i++) {
		target[i] =
			code === 'f8'
				? view.getFloat64(i * 8, isLittleEndian)
				: view.getFloat32(i * 4, isLittleEndian);
	}
	return null;
}

function normalise(vector: Float64Array): VectorProblem | null {
	let largest = 0;
	for (const x of vector) {
		if (!Number.isFinite(x)) return { reason: 'not-finite', found: `${x} among them` };
		largest = Math.max(largest, Math.abs(x));
	}
	if (largest === 0) return { reason: 'zero-vector', found: 'zeros only' };
	// Squares of numbers as large or as small as these would leave float64's range.
	const isExtreme = largest > 1e150 || largest < 1e-150;
	if (isExtreme)
		for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / largest;
	let squares = 0;
	for (const x of vector) squares += x * x;
	const norm = Math.sqrt(squares);
	for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / norm;
	return null;
}

function notAVector(value: PickleValue): VectorProblem {
	return { reason: 'not-a-vector', found: describeValue(value) };
}

function wrongLength(value: PickleValue): VectorProblem {
	return { reason: 'wrong-length', found: describeValue(value) };
}

/** What should have been there, for a complaint. */
export function expectedVector(problem: VectorProblem): string {
	if (problem.reason === 'not-finite') return `${wantedVector}, all of them finite`;
	if (problem.reason === 'zero-vector') return `${wantedVector}, not all of them zero`;
	return `a vector of ${wantedVector} (f4 or f8)`;
}
