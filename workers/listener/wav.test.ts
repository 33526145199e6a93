import { describe, expect, it } from 'vitest';
import { readWav } from './wav.ts';

interface Wav {
	readonly codec?: number;
	readonly subFormat?: number;
	readonly channels?: number;
	readonly bits: number;
	readonly data: Uint8Array;
}

function wav({ codec = 1, subFormat, channels = 1, bits, data }: Wav): Uint8Array {
	const formatSize = subFormat === undefined ? 16 : 40;
	const bytes = new Uint8Array(12 + 8 + formatSize + 10 + 8 + data.length);
	const view = new DataView(bytes.buffer);
	const text = (at: number, value: string): void => {
		bytes.set(new TextEncoder().encode(value), at);
	};
	text(0, 'RIFF');
	view.setUint32(4, bytes.length - 8, true);
	text(8, 'WAVEfmt ');
	view.setUint32(16, formatSize, true);
	view.setUint16(20, subFormat === undefined ? codec : 0xfffe, true);
	view.setUint16(22, channels, true);
	view.setUint32(24, 48_000, true);
	view.setUint16(34, bits, true);
	if (subFormat !== undefined) view.setUint16(44, subFormat, true);
	// An odd chunk in between, with its padding byte.
	text(20 + formatSize, 'odd ');
	view.setUint32(24 + formatSize, 1, true);
	text(30 + formatSize, 'data');
	view.setUint32(34 + formatSize, data.length, true);
	bytes.set(data, 38 + formatSize);
	return bytes;
}

function bytesOf(array: Int16Array | Int32Array | Float32Array | Float64Array): Uint8Array {
	return new Uint8Array(array.buffer);
}

function samplesOf(file: Wav): number[] {
	const read = readWav(wav(file), 'test.wav');
	if (!read.ok) throw new Error(read.failure.message);
	expect(read.value.sampleRateHz).toBe(48_000);
	return [...read.value.samples];
}

describe('readWav', () => {
	it('reads whole numbers of every width', () => {
		expect(samplesOf({ bits: 8, data: Uint8Array.of(0, 128, 192) })).toEqual([-1, 0, 0.5]);
		expect(samplesOf({ bits: 16, data: bytesOf(Int16Array.of(-32_768, 0, 16_384)) })).toEqual([
			-1, 0, 0.5
		]);
		const three = Uint8Array.of(0, 0, 0x80, 0, 0, 0, 0, 0, 0x40, 1, 0, 0);
		expect(samplesOf({ bits: 24, data: three })).toEqual([-1, 0, 0.5, 2 ** -23]);
		expect(samplesOf({ bits: 32, data: bytesOf(Int32Array.of(-(2 ** 31), 2 ** 30)) })).toEqual([
			-1, 0.5
		]);
	});

	it('reads floats, also behind the extensible format', () => {
		expect(samplesOf({ codec: 3, bits: 32, data: bytesOf(Float32Array.of(1.5, -0.25)) })).toEqual([
			1.5, -0.25
		]);
		expect(samplesOf({ subFormat: 3, bits: 64, data: bytesOf(Float64Array.of(0.5)) })).toEqual([
			0.5
		]);
		expect(samplesOf({ subFormat: 1, bits: 16, data: bytesOf(Int16Array.of(-16_384)) })).toEqual([
			-0.5
		]);
	});

	it('takes the mean of the channels', () => {
		const data = bytesOf(Int16Array.of(16_384, 0, -16_384, -16_384));
		expect(samplesOf({ bits: 16, channels: 2, data })).toEqual([0.25, -0.5]);
	});

	it('gives what is there of a file that was cut short', () => {
		const whole = wav({ bits: 16, data: bytesOf(Int16Array.of(16_384, 8192, 4096)) });
		const read = readWav(whole.subarray(0, whole.length - 3), 'cut.wav');
		expect(read.ok && [...read.value.samples]).toEqual([0.5]);
	});

	it('says what is wrong with anything else', () => {
		const fault = (bytes: Uint8Array): string => {
			const read = readWav(bytes, 'bad.wav');
			return read.ok ? 'none' : `${read.failure.code} ${read.failure.message}`;
		};
		const good = wav({ bits: 16, data: bytesOf(Int16Array.of(1)) });
		expect(fault(new Uint8Array(0))).toBe('bad-input bad.wav: not a WAV file');
		expect(fault(new TextEncoder().encode('<!doctype html>'))).toMatch(/not a WAV file/);
		expect(fault(good.subarray(0, 12))).toMatch(/no format/);
		expect(fault(good.subarray(0, 30))).toMatch(/cut short/);
		expect(fault(good.subarray(0, 40))).toMatch(/no samples/);
		expect(fault(wav({ codec: 2, bits: 4, data: Uint8Array.of(0) }))).toMatch(
			/^unsupported .*codec 2 with 4 bits/
		);
		expect(fault(wav({ channels: 0, bits: 16, data: Uint8Array.of(0, 0) }))).toMatch(/0 channels/);
	});
});
