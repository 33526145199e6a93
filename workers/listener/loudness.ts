/** How loud samples are, and what counts as silence. */

/** −80 dBFS: below the noise of any recording, above the dither of digital silence. */
const silentPeak = 1e-4;

export function isSilent(samples: Float32Array): boolean {
	for (const sample of samples) if (Math.abs(sample) > silentPeak) return false;
	return true;
}

/** Root mean square; 0 of none. */
export function rootMeanSquare(samples: Float32Array): number {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
