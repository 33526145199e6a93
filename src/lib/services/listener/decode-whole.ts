/**
 * Decodes a whole file in the page: the way for what a worker cannot decode, because only pages have
 * `decodeAudioData`. The browser does it on a thread of its own, and resamples on the way.
 */

/** @returns mono samples; null for what the browser cannot decode */
export async function decodeWhole(
	file: Blob,
	sampleRateHz: number
): Promise<Float32Array<ArrayBuffer> | null> {
	try {
		const context = new OfflineAudioContext(1, 1, sampleRateHz);
		return await channelMean(await context.decodeAudioData(await file.arrayBuffer()));
	} catch {
		return null;
	}
}

/** Samples that are summed without letting the page do anything else: a few milliseconds. */
const blockSamples = 2 ** 19;

async function channelMean(audio: AudioBuffer): Promise<Float32Array<ArrayBuffer>> {
	const { numberOfChannels, length } = audio;
	const mean = new Float32Array(length);
	for (let channel = 0; channel < numberOfChannels; channel++) {
		const samples = audio.getChannelData(channel);
		for (let from = 0; from < length; from += blockSamples) {
			const until = Math.min(length, from + blockSamples);
			for (let n = from; n < until; n++) {
				mean[n] = (mean[n] as number) + (samples[n] as number) / numberOfChannels;
			}
			await new Promise((resolve) => setTimeout(resolve));
		}
	}
	return mean;
}
