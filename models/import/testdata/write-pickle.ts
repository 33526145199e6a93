/**
 * Writes small pickled dictionaries (protocol 3, without a memo) for tests: texts, raw bytes in a
 * text's place, and numpy arrays of one axis.
 */

export type WritableValue = string | Float64Array | Float32Array | null | readonly number[] | { readonly rawText: Uint8Array };

export function writePickle(entries: readonly (readonly [WritableValue, WritableValue])[]): Buffer {
	const items = entries.flatMap(([key, value]) => [writeValue(key), writeValue(value)]);
	return Buffer.concat([Buffer.from('\x80\x03}(', 'latin1'), ...items, Buffer.from('u.')]);
}

function writeValue(value: WritableValue): Buffer {
	if (value === null) return Buffer.from('N');
	if (typeof value === 'string') return counted('X', Buffer.from(value, 'utf8'));
	if (value instanceof Float64Array || value instanceof Float32Array) return writeArray(value);
	if ('rawText' in value) return counted('X', Buffer.from(value.rawText));
	const items = value.map((x) => {
		const float = Buffer.alloc(9, 'G');
		float.writeDoubleBE(x, 1);
		return float;
	});
	return Buffer.concat([Buffer.from('('), ...items, Buffer.from('l')]);
}

function writeArray(array: Float64Array | Float32Array): Buffer {
	const length = Buffer.from([0x4b, array.length]);
	const code = array instanceof Float64Array ? 'f8' : 'f4';
	return Buffer.concat([
		Buffer.from('cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\x01b\x87R(K\x01', 'latin1'),
		length,
		Buffer.from('\x85cnumpy\ndtype\n', 'latin1'),
		counted('X', Buffer.from(code)),
		Buffer.from('\x89\x88\x87R(K\x03', 'latin1'),
		counted('X', Buffer.from('<')),
		Buffer.from('NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb\x89', 'latin1'),
		counted('B', Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
		Buffer.from('tb')
	]);
}

function counted(opcode: string, bytes: Buffer): Buffer {
	const header = Buffer.alloc(5, opcode);
	header.writeUInt32LE(bytes.length, 1);
	return Buffer.concat([header, bytes]);
}
