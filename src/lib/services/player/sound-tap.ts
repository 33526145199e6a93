/** Tones to play, and a tap that keeps every sample on its way to the loudspeakers. For tests only. */
import { success } from '#lib/contracts/failure.ts';
import type { PcmStreams } from './pcm-stream.ts';

export const tapRateHz = 44_100;

/** A cosine, so that it begins at its loudest: what cuts into it, clicks. */
export interface Tone {
	readonly hertz: number;
	readonly seconds: number;
	/** Where in the wave it begins. */
	readonly fromFrame?: number;
}

export const toneAmplitude = 0.5;

export function toneSample({ hertz, fromFrame = 0 }: Tone, frame: number): number {
	const cycles = (hertz * (fromFrame + frame)) / tapRateHz;
	return toneAmplitude * Math.cos(2 * Math.PI * cycles);
}

/** 16 bits, mono. http://soundfile.sapp.org/doc/WaveFormat/ */
export function toneFile(tone: Tone): File {
	const frames = Math.round(tone.seconds * tapRateHz);
	const view = new DataView(new ArrayBuffer(44 + 2 * frames));
	const text = (offset: number, letters: string): void => {
		new TextEncoder().encode(letters).forEach((byte, i) => view.setUint8(offset + i, byte));
	};
	text(0, 'RIFF');
	view.setUint32(4, 36 + 2 * frames, true);
	text(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, tapRateHz, true);
	view.setUint32(28, 2 * tapRateHz, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	text(36, 'data');
	view.setUint32(40, 2 * frames, true);
	for (let frame = 0; frame < frames; frame += 1) {
		view.setInt16(44 + 2 * frame, Math.round(32_767 * toneSample(tone, frame)), true);
	}
	return new File([view], 'tone.wav', { type: 'audio/wav' });
}

/** The same as it is made: a stream for each id. */
export function toneStreams(tones: Readonly<Record<string, Tone>>, closed: string[]): PcmStreams {
	return {
		open: (trackId) => {
			const tone = tones[trackId];
			if (tone === undefined) throw new Error(`no tone ${trackId}`);
			const totalFrames = Math.round(tone.seconds * tapRateHz);
			let position = 0;
			return Promise.resolve(
				success({
					sampleRateHz: tapRateHz,
					totalFrames,
					next(frames: number) {
						const length = Math.min(frames, totalFrames - position);
						const from = position;
						position += length;
						const left = Float32Array.from({ length }, (_, i) => toneSample(tone, from + i));
						return Promise.resolve(success(length === 0 ? null : { left, right: left }));
					},
					close: () => void closed.push(trackId)
				})
			);
		},
		close: () => {}
	};
}

export interface SoundTap {
	/** To be used in place of the context's destination. */
	readonly input: AudioNode;
	/** What has sounded so far, left channel, from the tap's opening. */
	samples(): Float32Array;
}

const processor = `
registerProcessor('tap', class extends AudioWorkletProcessor {
	process([input]) {
		this.port.postMessage((input[0] ?? new Float32Array(128)).slice());
		return true;
	}
});`;

export async function openSoundTap(context: AudioContext): Promise<SoundTap> {
	const address = URL.createObjectURL(new Blob([processor], { type: 'text/javascript' }));
	await context.audioWorklet.addModule(address);
	URL.revokeObjectURL(address);
	const node = new AudioWorkletNode(context, 'tap', { numberOfInputs: 1 });
	const quanta: Float32Array[] = [];
	node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => void quanta.push(data);
	node.connect(context.destination);
	return {
		input: node,
		samples() {
			const all = new Float32Array(quanta.length * 128);
			quanta.forEach((quantum, i) => all.set(quantum, i * 128));
			return all;
		}
	};
}

/** How loud a tone is within some samples, as an amplitude (Goertzel's algorithm, windowed by Hann). */
export function amplitudeOf(hertz: number, samples: Float32Array): number {
	const turn = (2 * Math.PI * hertz) / tapRateHz;
	let [real, imaginary, weights] = [0, 0, 0];
	samples.forEach((sample, i) => {
		const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / samples.length);
		real += weight * sample * Math.cos(turn * i);
		imaginary += weight * sample * Math.sin(turn * i);
		weights += weight;
	});
	return (2 * Math.hypot(real, imaginary)) / weights;
}
