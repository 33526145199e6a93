/**
 * Reads WAV files: PCM of 8, 16, 24 and 32 bits, floats of 32 and 64, also behind
 * WAVE_FORMAT_EXTENSIBLE, any number of channels. For Node and tests; a browser decodes by itself.
 * Sizes are believed only as far as there are bytes: a file cut short gives what is there.
 */
import { failed, success, type Result } from '#lib/contracts/failure.ts';

export interface Recording {
	readonly sampleRateHz: number;
	/** The channels' mean, −1 … 1 for whole numbers; floats as they are. */
	readonly samples: Float32Array;
}

interface Format {
	readonly isFloat: boolean;
	readonly channels: number;
	readonly sampleRateHz: number;
	readonly bits: number;
}

const pcm = 1;
const ieeeFloat = 3;
const extensible = 0xfffe;

/**
 * @param source what the bytes were read from, named in every complaint
 * @returns `bad-input` for what is no WAV file or is broken, `unsupported` for a codec in a WAV file
 */
export function readWav(bytes: Uint8Array, source: string): Result<Recording> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const tag = (at: number): string =>
		at + 4 <= bytes.length ? String.fromCharCode(...bytes.subarray(at, at + 4)) : '';
	const bad = (message: string): Result<never> =>
		failed('bad-input', `${source}: ${message}`, { details: { source } });
	if (tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return bad('not a WAV file');

	let format: Format | undefined;
	for (let at = 12; at + 8 <= bytes.length;) {
		const kind = tag(at);
		const size = view.getUint32(at + 4, true);
		const body = at + 8;
		const there = Math.min(size, bytes.length - body);
		if (kind === 'fmt ') {
			if (there < 16) return bad('its format is cut short');
			const parsed = readFormat(view, body, there, source);
			if (!parsed.ok) return parsed;
			format = parsed.value;
		} else if (kind === 'data') {
			if (!format) return bad('its samples come before their format');
			return success({
				sampleRateHz: format.sampleRateHz,
				samples: readSamples(view, body, there, format)
			});
		}
		// Chunks begin at even addresses.
		at = body + size + (size & 1);
	}
	return bad(format ? 'it has no samples' : 'it has no format');
}

function readFormat(view: DataView, at: number, size: number, source: string): Result<Format> {
	const stated = view.getUint16(at, true);
	// An extensible format's real code is the first two bytes of its sub-format.
	const codec = stated === extensible && size >= 40 ? view.getUint16(at + 24, true) : stated;
	const channels = view.getUint16(at + 2, true);
	const sampleRateHz = view.getUint32(at + 4, true);
	const bits = view.getUint16(at + 14, true);
	const isPcm = codec === pcm && [8, 16, 24, 32].includes(bits);
	const isFloat = codec === ieeeFloat && [32, 64].includes(bits);
	if (!isPcm && !isFloat) {
		return failed(
			'unsupported',
			`${source}: WAV codec ${codec} with ${bits} bits is not supported`,
			{
				details: { source, codec, bits }
			}
		);
	}
	if (channels === 0 || sampleRateHz === 0) {
		return failed('bad-input', `${source}: ${channels} channels at ${sampleRateHz} Hz`, {
			details: { source, channels, sampleRateHz }
		});
	}
	return success({ isFloat, channels, sampleRateHz, bits });
}

function readSamples(view: DataView, at: number, size: number, format: Format): Float32Array {
	const { channels, bits } = format;
	const width = bits / 8;
	const read = sampleReader(view, format);
	const samples = new Float32Array(Math.floor(size / (width * channels)));
	for (let n = 0, position = at; n < samples.length; n++) {
		let sum = 0;
		for (let channel = 0; channel < channels; channel++, position += width) sum += read(position);
		samples[n] = sum / channels;
	}
	return samples;
}

function sampleReader(view: DataView, { isFloat, bits }: Format): (at: number) => number {
	if (isFloat) {
		return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
	}
	switch (bits) {
		// Eight bits are unsigned, with silence at 128.
		case 8:
			return (at) => (view.getUint8(at) - 128) / 128;
		case 16:
			return (at) => view.getInt16(at, true) / 32_768;
		case 24:
			return (at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 8_388_608;
		default:
			return (at) => view.getInt32(at, true) / 2_147_483_648;
	}
}
