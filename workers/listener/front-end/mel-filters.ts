/**
 * Slaney's mel filters (Auditory Toolbox, 1998), as librosa 0.10's `filters.mel` makes them with
 * `htk=False, norm='slaney'`: triangles that are linear below 1 kHz and logarithmic above, each
 * scaled to equal area. Kept sparse: a filter touches a few dozen of a thousand bins.
 */
import type { FrontEnd } from '#lib/contracts/encoder.ts';

export interface MelFilter {
	readonly firstBin: number;
	/** For `firstBin` and the bins after it. */
	readonly weights: Float64Array;
}

const hertzPerMel = 200 / 3;
const logarithmicFromHz = 1000;
const logarithmicFromMel = logarithmicFromHz / hertzPerMel;
const logarithmicStep = Math.log(6.4) / 27;

/** Slaney's scale: 3 mels to 200 Hz up to 1 kHz, then 27 mels to a factor of 6.4. */
function hertzToMel(hertz: number): number {
	return hertz < logarithmicFromHz
		? hertz / hertzPerMel
		: logarithmicFromMel + Math.log(hertz / logarithmicFromHz) / logarithmicStep;
}

function melToHertz(mel: number): number {
	return mel < logarithmicFromMel
		? mel * hertzPerMel
		: logarithmicFromHz * Math.exp(logarithmicStep * (mel - logarithmicFromMel));
}

/** One filter for each band, lowest first. A filter narrower than a bin may have no weights. */
export function melFilters({
	sampleRateHz,
	fftSize,
	melBands,
	melMinHz,
	melMaxHz
}: Pick<
	FrontEnd,
	'sampleRateHz' | 'fftSize' | 'melBands' | 'melMinHz' | 'melMaxHz'
>): readonly MelFilter[] {
	const lowest = hertzToMel(melMinHz);
	const highest = hertzToMel(melMaxHz);
	const edgeHz = (edge: number): number =>
		melToHertz(lowest + ((highest - lowest) * edge) / (melBands + 1));
	return Array.from({ length: melBands }, (_, band) => {
		const lower = edgeHz(band);
		const centre = edgeHz(band + 1);
		const upper = edgeHz(band + 2);
		const area = 2 / (upper - lower);
		const weights: number[] = [];
		let firstBin = 0;
		for (let bin = 0; bin <= fftSize / 2; bin++) {
			const hertz = (bin * sampleRateHz) / fftSize;
			const height = Math.min(
				(hertz - lower) / (centre - lower),
				(upper - hertz) / (upper - centre)
			);
			if (height <= 0) continue;
			if (weights.length === 0) firstBin = bin;
			weights.push(height * area);
		}
		return { firstBin, weights: Float64Array.from(weights) };
	});
}
