/**
 * How much room a stored value takes, as nearly as can be said from outside: what a blob or an array
 * of numbers is exactly, and of the rest its texts, numbers and names. What a database adds for
 * itself (indexes, its log) is nobody's own.
 */

const numberBytes = 8;

export function storedSizeBytes(value: unknown): number {
	if (value instanceof Blob) return value.size;
	if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
	if (typeof value === 'string') return value.length;
	if (typeof value === 'number') return numberBytes;
	if (Array.isArray(value)) return sum(value.map(storedSizeBytes));
	if (typeof value !== 'object' || value === null) return 1;
	return sum(Object.entries(value).map(([name, part]) => name.length + storedSizeBytes(part)));
}

function sum(sizes: readonly number[]): number {
	return sizes.reduce((total, size) => total + size, 0);
}
