/**
 * Runs on the audio thread: takes what comes in, mixes it down to one channel and posts it in chunks
 * of about a quarter of a second. Each chunk's memory is handed over with it.
 *
 * It is a file of its own because an audio worklet loads nothing else; it imports nothing.
 */

/** What the audio thread has, as far as it is used here; the compiler's library does not know it. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

const chunkSeconds = 0.25;

class TapProcessor extends AudioWorkletProcessor {
	#chunk = new Float32Array(Math.round(sampleRate * chunkSeconds));
	#filled = 0;

	/**
	 * @param inputs one input; no channels while nothing is connected or what is has fallen silent
	 * @returns true: to be kept alive
	 */
	process([channels = []]: readonly (readonly Float32Array[])[]): boolean {
		const frames = channels[0]?.length ?? 0;
		for (let frame = 0; frame < frames; frame += 1) {
			let sum = 0;
			for (const channel of channels) sum += channel[frame] as number;
			this.#chunk[this.#filled] = sum / channels.length;
			this.#filled += 1;
			if (this.#filled === this.#chunk.length) this.#post();
		}
		return true;
	}

	#post(): void {
		const full = this.#chunk;
		this.#chunk = new Float32Array(full.length);
		this.#filled = 0;
		this.port.postMessage(full, [full.buffer]);
	}
}

registerProcessor('sample-tap', TapProcessor);
