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
		return channelMean(await context.decodeAudioData(await file.arrayBuffer()));
	} catch {
		return null;
	}
}

function channelMean(audio: AudioBuffer): Float32Array<ArrayBuffer> {
	const mean = new Float32Array(audio.length);
	for (let channel = 0; channel < audio.numberOfChannels; channel++) {
		const samples = audio.getChannelData(channel);
		for (let n = 0; n < mean.length; n++) {
			mean[n] = (mean[n] as number) + (samples[n] as number) / audio.numberOfChannels;
		}
	}
	return mean;
}
