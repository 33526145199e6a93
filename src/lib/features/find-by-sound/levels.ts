/** How loud a chunk of sound is, a few times over its length: for the meter. */

const levelsPerChunk = 8;

/** @returns root mean squares, 0 … 1 for samples of −1 … 1 */
export function levelsOf(samples: Float32Array): readonly number[] {
	return Array.from({ length: levelsPerChunk }, (_, index) => {
		const begin = Math.floor((samples.length * index) / levelsPerChunk);
		const end = Math.floor((samples.length * (index + 1)) / levelsPerChunk);
		let sum = 0;
		for (let i = begin; i < end; i += 1) sum += (samples[i] as number) ** 2;
		return end > begin ? Math.sqrt(sum / (end - begin)) : 0;
	});
}

const quietestDecibels = -54;
const loudestDecibels = -6;

/** Where a level is drawn, from silence (0) to as loud as music gets (1): ears go by decibels. */
export function meterHeight(level: number): number {
	if (level <= 0) return 0;
	const decibels = 20 * Math.log10(level);
	const height = (decibels - quietestDecibels) / (loudestDecibels - quietestDecibels);
	return Math.min(1, Math.max(0, height));
}
