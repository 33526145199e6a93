/**
 * A few seconds of sound that is never the same for long, made from nothing but arithmetic: what the
 * recordings in `fixtures/` are encodings of.
 */

/** Notes of a pentatonic scale over a bass, and a snare every half second. @returns −1 … 1 */
export function tune(sampleRateHz: number, seconds: number): Float32Array<ArrayBuffer> {
	const scale = [220, 261.63, 293.66, 329.63, 392, 440];
	let state = 7;
	return Float32Array.from({ length: Math.round(sampleRateHz * seconds) }, (_, n) => {
		const time = n / sampleRateHz;
		const note = Math.floor(time * 4);
		const since = time - note / 4;
		const hertz = scale[(note * 5) % scale.length] ?? 220;
		let sample = 0;
		for (let partial = 1; partial <= 6; partial++) {
			const decay = Math.exp(-since * 3 * partial);
			sample += (Math.sin(2 * Math.PI * hertz * partial * time) * decay * 0.3) / partial;
		}
		sample += 0.2 * Math.sin(2 * Math.PI * 55 * (1 + (note % 3) / 2) * time);
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		const beat = time % 0.5;
		// Never quite gone: what encoders leave out of silence would be all that there is to hear.
		sample += (state / 2 ** 31 - 1) * (0.03 + 0.15 * Math.exp(-beat * 25));
		return sample * 0.7;
	});
}

/** A WAV file of 16 bits. @param channels as many equally long arrays as it is to have channels */
export function wavOf(
	channels: readonly Float32Array[],
	sampleRateHz: number
): Uint8Array<ArrayBuffer> {
	const count = channels[0]?.length ?? 0;
	const frameBytes = channels.length * 2;
	const bytes = new Uint8Array(44 + count * frameBytes);
	const view = new DataView(bytes.buffer);
	const tag = (at: number, text: string): void => {
		for (let i = 0; i < 4; i++) bytes[at + i] = text.charCodeAt(i);
	};
	tag(0, 'RIFF');
	view.setUint32(4, bytes.length - 8, true);
	tag(8, 'WAVE');
	tag(12, 'fmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, channels.length, true);
	view.setUint32(24, sampleRateHz, true);
	view.setUint32(28, sampleRateHz * frameBytes, true);
	view.setUint16(32, frameBytes, true);
	view.setUint16(34, 16, true);
	tag(36, 'data');
	view.setUint32(40, count * frameBytes, true);
	for (let n = 0; n < count; n++) {
		channels.forEach((samples, channel) => {
			const clipped = Math.max(-1, Math.min(1, samples[n] ?? 0));
			view.setInt16(44 + n * frameBytes + channel * 2, Math.round(clipped * 32_767), true);
		});
	}
	return bytes;
}
