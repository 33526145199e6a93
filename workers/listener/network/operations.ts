/**
 * The network's arithmetic in plain TypeScript, one function a layer.
 *
 * Images are [height][width][channel], row-major. Sums run in double precision in a fixed order and
 * are rounded to single precision once, so that one machine always gives the same bits. The loops
 * read typed arrays directly: a shared accessor would see several array types and become slow.
 */
import { paddingBefore, type Shape } from '#lib/contracts/encoder-plan.ts';
import type { LayerOf } from '#lib/contracts/encoder.ts';

export type Operation = (input: Float32Array) => Float32Array;
type ImageShape = readonly [number, number, number];

/** [in][out] to [out][in]: a row for each output, as `multiplyRows` reads them. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
	const result = new Float32Array(values.length);
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			result[column * rows + row] = values[row * columns + column] as number;
		}
	}
	return result;
}

/**
 * output[p][n] = Σ over k of rows[p][k] × weights[n][k], plus bias[n]. Two positions and four
 * outputs at a time, which keeps eight sums in registers.
 */
function multiplyRows(
	rows: Float32Array,
	rowsAt: number,
	rowCount: number,
	depth: number,
	weights: Float32Array,
	bias: Float32Array,
	output: Float32Array,
	outputAt: number
): void {
	const outputs = bias.length;
	const evenRows = rowCount - (rowCount % 2);
	const blockedOutputs = outputs - (outputs % 4);
	for (let p = 0; p < evenRows; p += 2) {
		const a = rowsAt + p * depth;
		const b = a + depth;
		const toA = outputAt + p * outputs;
		const toB = toA + outputs;
		for (let n = 0; n < blockedOutputs; n += 4) {
			let a0 = bias[n] as number;
			let a1 = bias[n + 1] as number;
			let a2 = bias[n + 2] as number;
			let a3 = bias[n + 3] as number;
			let b0 = a0;
			let b1 = a1;
			let b2 = a2;
			let b3 = a3;
			const w0 = n * depth;
			const w1 = w0 + depth;
			const w2 = w1 + depth;
			const w3 = w2 + depth;
			for (let k = 0; k < depth; k++) {
				const xa = rows[a + k] as number;
				const xb = rows[b + k] as number;
				const k0 = weights[w0 + k] as number;
				const k1 = weights[w1 + k] as number;
				const k2 = weights[w2 + k] as number;
				const k3 = weights[w3 + k] as number;
				a0 += xa * k0;
				a1 += xa * k1;
				a2 += xa * k2;
				a3 += xa * k3;
				b0 += xb * k0;
				b1 += xb * k1;
				b2 += xb * k2;
				b3 += xb * k3;
			}
			output[toA + n] = a0;
			output[toA + n + 1] = a1;
			output[toA + n + 2] = a2;
			output[toA + n + 3] = a3;
			output[toB + n] = b0;
			output[toB + n + 1] = b1;
			output[toB + n + 2] = b2;
			output[toB + n + 3] = b3;
		}
		for (let n = blockedOutputs; n < outputs; n++) {
			let sumA = bias[n] as number;
			let sumB = sumA;
			for (let k = 0; k < depth; k++) {
				const w = weights[n * depth + k] as number;
				sumA += (rows[a + k] as number) * w;
				sumB += (rows[b + k] as number) * w;
			}
			output[toA + n] = sumA;
			output[toB + n] = sumB;
		}
	}
	if (evenRows === rowCount) return;
	const last = rowsAt + evenRows * depth;
	for (let n = 0; n < outputs; n++) {
		let sum = bias[n] as number;
		for (let k = 0; k < depth; k++) {
			sum += (rows[last + k] as number) * (weights[n * depth + k] as number);
		}
		output[outputAt + evenRows * outputs + n] = sum;
	}
}

/**
 * A row of the kernel at a time, as it lies: the kernel of a large network is read once, in order,
 * and never copied.
 * @param kernel [in][out]
 */
export function dense(kernel: Float32Array, bias: Float32Array): Operation {
	const sums = new Float64Array(bias.length);
	return (input) => {
		sums.set(bias);
		for (let k = 0, at = 0; k < input.length; k++) {
			const x = input[k] as number;
			for (let n = 0; n < sums.length; n++, at++) {
				sums[n] = (sums[n] as number) + x * (kernel[at] as number);
			}
		}
		return Float32Array.from(sums);
	};
}

/** @param kernel [out][kernelHeight × kernelWidth × in]: the kernel, transposed */
export function convolution(
	{ strides, padding }: Pick<LayerOf<'convolution'>, 'strides' | 'padding'>,
	[height, width, channels]: ImageShape,
	[outHeight, outWidth, outChannels]: ImageShape,
	[kernelHeight, kernelWidth]: readonly [number, number],
	kernel: Float32Array,
	bias: Float32Array
): Operation {
	const top = paddingBefore(height, kernelHeight, strides[0], padding);
	const left = paddingBefore(width, kernelWidth, strides[1], padding);
	const depth = kernelHeight * kernelWidth * channels;
	// One output row's patches, side by side.
	const patches = new Float32Array(outWidth * depth);
	return (input) => {
		const output = new Float32Array(outHeight * outWidth * outChannels);
		for (let y = 0; y < outHeight; y++) {
			for (let ky = 0; ky < kernelHeight; ky++) {
				const fromY = y * strides[0] - top + ky;
				const isInside = fromY >= 0 && fromY < height;
				for (let x = 0; x < outWidth; x++) {
					for (let kx = 0; kx < kernelWidth; kx++) {
						const fromX = x * strides[1] - left + kx;
						const to = x * depth + (ky * kernelWidth + kx) * channels;
						if (!isInside || fromX < 0 || fromX >= width) {
							for (let c = 0; c < channels; c++) patches[to + c] = 0;
							continue;
						}
						const from = (fromY * width + fromX) * channels;
						for (let c = 0; c < channels; c++) patches[to + c] = input[from + c] as number;
					}
				}
			}
			multiplyRows(patches, 0, outWidth, depth, kernel, bias, output, y * outWidth * outChannels);
		}
		return output;
	};
}

/**
 * Every position's channels through one matrix: a 1×1 convolution.
 * @param weights [out][in]
 */
export function pointwise(
	[height, width, channels]: ImageShape,
	weights: Float32Array,
	bias: Float32Array
): Operation {
	return (input) => {
		const output = new Float32Array(height * width * bias.length);
		multiplyRows(input, 0, height * width, channels, weights, bias, output, 0);
		return output;
	};
}

/** @param kernel [kernelHeight][kernelWidth][channel], each channel by itself */
export function depthwise(
	{ strides, padding }: Pick<LayerOf<'separable-convolution'>, 'strides' | 'padding'>,
	[height, width, channels]: ImageShape,
	[outHeight, outWidth]: readonly [number, number],
	[kernelHeight, kernelWidth]: readonly [number, number],
	kernel: Float32Array
): Operation {
	const top = paddingBefore(height, kernelHeight, strides[0], padding);
	const left = paddingBefore(width, kernelWidth, strides[1], padding);
	const sums = new Float64Array(outWidth * channels);
	return (input) => {
		const output = new Float32Array(outHeight * outWidth * channels);
		for (let y = 0; y < outHeight; y++) {
			sums.fill(0);
			for (let ky = 0; ky < kernelHeight; ky++) {
				const fromY = y * strides[0] - top + ky;
				if (fromY < 0 || fromY >= height) continue;
				for (let kx = 0; kx < kernelWidth; kx++) {
					const weightsAt = (ky * kernelWidth + kx) * channels;
					for (let x = 0; x < outWidth; x++) {
						const fromX = x * strides[1] - left + kx;
						if (fromX < 0 || fromX >= width) continue;
						const from = (fromY * width + fromX) * channels;
						const to = x * channels;
						for (let c = 0; c < channels; c++) {
							sums[to + c] =
								(sums[to + c] as number) +
								(input[from + c] as number) * (kernel[weightsAt + c] as number);
						}
					}
				}
			}
			output.set(sums, y * outWidth * channels);
		}
		return output;
	};
}

export function leakyRelu(slope: number): Operation {
	return (input) => {
		const output = new Float32Array(input.length);
		for (let i = 0; i < input.length; i++) {
			const x = input[i] as number;
			output[i] = x < 0 ? slope * x : x;
		}
		return output;
	};
}

export function square(input: Float32Array): Float32Array {
	const output = new Float32Array(input.length);
	for (let i = 0; i < input.length; i++) output[i] = (input[i] as number) ** 2;
	return output;
}

export function squareRoot(epsilon: number): Operation {
	return (input) => {
		const output = new Float32Array(input.length);
		for (let i = 0; i < input.length; i++) output[i] = Math.sqrt((input[i] as number) + epsilon);
		return output;
	};
}

/** Each channel c becomes x × factors[c] + offsets[c]: what batch normalisation comes to. */
export function affine(factors: Float64Array, offsets: Float64Array): Operation {
	const channels = factors.length;
	return (input) => {
		const output = new Float32Array(input.length);
		for (let at = 0; at < input.length; at += channels) {
			for (let c = 0; c < channels; c++) {
				output[at + c] =
					(input[at + c] as number) * (factors[c] as number) + (offsets[c] as number);
			}
		}
		return output;
	};
}

export function pool(
	kind: 'max-pool' | 'average-pool',
	[, width, channels]: ImageShape,
	[outHeight, outWidth]: readonly [number, number],
	[poolHeight, poolWidth]: readonly [number, number]
): Operation {
	const isMaximum = kind === 'max-pool';
	const share = 1 / (poolHeight * poolWidth);
	return (input) => {
		const output = new Float32Array(outHeight * outWidth * channels);
		for (let y = 0; y < outHeight; y++) {
			for (let x = 0; x < outWidth; x++) {
				const to = (y * outWidth + x) * channels;
				for (let c = 0; c < channels; c++) {
					let result = isMaximum ? -Infinity : 0;
					for (let py = 0; py < poolHeight; py++) {
						const row = ((y * poolHeight + py) * width + x * poolWidth) * channels + c;
						for (let px = 0; px < poolWidth; px++) {
							const value = input[row + px * channels] as number;
							if (!isMaximum) result += value;
							else if (value > result) result = value;
						}
					}
					output[to + c] = isMaximum ? result : result * share;
				}
			}
		}
		return output;
	};
}

export function timeStatistics(
	statistics: LayerOf<'time-statistics'>['statistics'],
	[height, width, channels]: ImageShape
): Operation {
	const each = height * channels;
	return (input) => {
		const output = new Float32Array(statistics.length * each);
		for (let y = 0; y < height; y++) {
			for (let c = 0; c < channels; c++) {
				const from = y * width * channels + c;
				let sum = 0;
				let largest = -Infinity;
				for (let x = 0; x < width; x++) {
					const value = input[from + x * channels] as number;
					sum += value;
					if (value > largest) largest = value;
				}
				const mean = sum / width;
				// A second pass: the difference of large sums would lose a small variance.
				let squares = 0;
				for (let x = 0; x < width; x++) {
					squares += ((input[from + x * channels] as number) - mean) ** 2;
				}
				const values = { mean, deviation: Math.sqrt(squares / width), maximum: largest };
				for (let s = 0; s < statistics.length; s++) {
					output[s * each + y * channels + c] =
						values[statistics[s] as (typeof statistics)[number]];
				}
			}
		}
		return output;
	};
}

/** Checked when the network is planned; here it only tells the compiler. */
export function asImage(shape: Shape): ImageShape {
	if (shape.length !== 3) throw new TypeError('An image was planned, but there is a vector');
	return shape;
}
