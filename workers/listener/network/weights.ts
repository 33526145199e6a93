/**
 * Tensors to bytes and back, in the encodings of `src/lib/contracts/encoder.ts`.
 * Little-endian whatever the machine; every tensor begins at a multiple of four bytes.
 */
import {
	tensorSizeBytes,
	type TensorDescription,
	type TensorEncoding
} from '#lib/contracts/encoder.ts';
import { decodeFloat16, encodeFloat16 } from '#lib/domain/float16.ts';

export interface Tensor {
	readonly name: string;
	readonly shape: readonly number[];
	readonly encoding: TensorEncoding;
	/** Row-major. */
	readonly values: ArrayLike<number>;
}

/** The tensor's numbers, row-major. The description must lie within the weights (`planEncoder`). */
export function decodeTensor(weights: Uint8Array, tensor: TensorDescription): Float32Array {
	const { shape, encoding, offsetBytes } = tensor;
	const count = shape.reduce((product, n) => product * n, 1);
	const values = new Float32Array(count);
	const view = new DataView(
		weights.buffer,
		weights.byteOffset + offsetBytes,
		tensorSizeBytes(tensor)
	);
	switch (encoding) {
		case 'float32':
			for (let i = 0; i < count; i++) values[i] = view.getFloat32(i * 4, true);
			break;
		case 'float16':
			for (let i = 0; i < count; i++) values[i] = decodeFloat16(view.getUint16(i * 2, true));
			break;
		case 'int8': {
			const channels = shape[shape.length - 1] ?? 1;
			const scalesAt = Math.ceil(count / 4) * 4;
			const scales = Float32Array.from({ length: channels }, (_, channel) =>
				view.getFloat32(scalesAt + channel * 4, true)
			);
			const codes = new Int8Array(weights.buffer, weights.byteOffset + offsetBytes, count);
			for (let row = 0; row < count; row += channels) {
				for (let c = 0; c < channels; c++) {
					values[row + c] = (codes[row + c] as number) * (scales[c] as number);
				}
			}
		}
	}
	return values;
}

/** Lays tensors out one after another. Numbers must be finite, for float16 within ±65,504. */
export function encodeTensors(tensors: readonly Tensor[]): {
	readonly descriptions: TensorDescription[];
	readonly weights: Uint8Array;
} {
	let sizeBytes = 0;
	const descriptions = tensors.map(({ name, shape, encoding }) => {
		const description = { name, shape: [...shape], encoding, offsetBytes: sizeBytes };
		sizeBytes += Math.ceil(tensorSizeBytes(description) / 4) * 4;
		return description;
	});
	const weights = new Uint8Array(sizeBytes);
	const view = new DataView(weights.buffer);
	for (const [index, { values, shape, encoding }] of tensors.entries()) {
		const at = descriptions[index]?.offsetBytes ?? 0;
		if (encoding === 'int8') {
			encodeInt8(view, at, values, shape[shape.length - 1] ?? 1);
			continue;
		}
		for (let i = 0; i < values.length; i++) {
			const value = values[i] as number;
			if (encoding === 'float32') view.setFloat32(at + i * 4, value, true);
			else view.setUint16(at + i * 2, encodeFloat16(value), true);
		}
	}
	return { descriptions, weights };
}

/** Symmetric: a channel's largest magnitude becomes 127. */
function encodeInt8(view: DataView, at: number, values: ArrayLike<number>, channels: number): void {
	const scales = new Float32Array(channels);
	for (let i = 0; i < values.length; i++) {
		const magnitude = Math.abs(values[i] as number) / 127;
		if (magnitude > (scales[i % channels] as number)) scales[i % channels] = magnitude;
	}
	for (let i = 0; i < values.length; i++) {
		const scale = scales[i % channels] as number;
		const code = scale === 0 ? 0 : Math.round((values[i] as number) / scale);
		view.setInt8(at + i, Math.max(-127, Math.min(127, code)));
	}
	const scalesAt = at + Math.ceil(values.length / 4) * 4;
	for (let channel = 0; channel < channels; channel++) {
		view.setFloat32(scalesAt + channel * 4, scales[channel] as number, true);
	}
}
