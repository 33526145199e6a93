/**
 * What the compiled transform looks up (`kernels/assembly/power-spectra.ts`): the factors of its
 * stages, and where its results end up.
 *
 * A real transform of `size` samples is a complex one of size / 2. Each stage splits spans of n
 * numbers into four of n / 4, the last one into ones: of span n, result k = 4q + p is result q of
 * its part p.
 */
export interface SpectrumTables {
	/**
	 * For each stage but the last (spans of size / 2, size / 8, … above 4), for each j < span / 4, for
	 * p = 1, 2, 3: e^(−2πi p j / span), real and imaginary part.
	 */
	readonly factors: readonly number[];
	/** For k = 0 … size / 4. */
	readonly pairs: readonly UntangledPair[];
}

interface UntangledPair {
	/** Where Z[k] is, in complex numbers from the first. */
	readonly place: number;
	/** Where Z[size / 2 − k] is; Z repeats after size / 2. */
	readonly partnerPlace: number;
	/** e^(−2πi k / size). */
	readonly re: number;
	readonly im: number;
}

/** @param size a power of two, 4 or more */
export function spectrumTables(size: number): SpectrumTables {
	const half = size / 2;
	const factors: number[] = [];
	for (let span = half; span > 4; span /= 4) {
		for (let j = 0; j < span / 4; j++) {
			for (let p = 1; p <= 3; p++) factors.push(...unitCircle((p * j) / span));
		}
	}
	const pairs = Array.from({ length: size / 4 + 1 }, (_, k) => {
		const [re, im] = unitCircle(k / size);
		return { place: placeOf(k, half), partnerPlace: placeOf((half - k) % half, half), re, im };
	});
	return { factors, pairs };
}

/** e^(−2πi × turn). */
function unitCircle(turn: number): [re: number, im: number] {
	return [Math.cos(2 * Math.PI * turn), -Math.sin(2 * Math.PI * turn)];
}

function placeOf(k: number, span: number): number {
	if (span === 1) return 0;
	const parts = span === 2 ? 2 : 4;
	return (k % parts) * (span / parts) + placeOf(Math.floor(k / parts), span / parts);
}
