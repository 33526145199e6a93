/**
 * Scales and chords as semitones above a tonic. Chord symbols are Roman numerals counted on the major
 * scale, so a minor key spells its flats: "i7 bVI bVII". Upper case is major, lower case minor.
 */
const SCALES = {
	major: [0, 2, 4, 5, 7, 9, 11],
	minor: [0, 2, 3, 5, 7, 8, 10],
	dorian: [0, 2, 3, 5, 7, 9, 10],
	mixolydian: [0, 2, 4, 5, 7, 9, 10],
	lydian: [0, 2, 4, 6, 7, 9, 11],
	phrygian: [0, 1, 3, 5, 7, 8, 10],
	harmonicMinor: [0, 2, 3, 5, 7, 8, 11],
	phrygianDominant: [0, 1, 4, 5, 7, 8, 10],
	majorPentatonic: [0, 2, 4, 7, 9],
	minorPentatonic: [0, 3, 5, 7, 10],
	blues: [0, 3, 5, 6, 7, 10],
	pelog: [0, 1, 3, 7, 8],
	slendro: [0, 2, 5, 7, 9],
	wholeTone: [0, 2, 4, 6, 8, 10]
} as const;

export type ScaleName = keyof typeof SCALES;

export function scaleTones(name: ScaleName): readonly number[] {
	return SCALES[name];
}

export interface Chord {
	/** Semitones of the root above the tonic, 0 … 11. */
	readonly root: number;
	/** Semitones above the root, rising, beginning with 0. */
	readonly intervals: readonly number[];
}

const NUMERALS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];
const MAJOR_DEGREES = [0, 2, 4, 5, 7, 9, 11];

/** Qualities by suffix: for an upper-case numeral, then for a lower-case one where it differs. */
const QUALITIES: Readonly<Record<string, readonly (readonly number[])[]>> = {
	'': [
		[0, 4, 7],
		[0, 3, 7]
	],
	'5': [[0, 7]],
	'6': [
		[0, 4, 7, 9],
		[0, 3, 7, 9]
	],
	'69': [
		[0, 4, 7, 9, 14],
		[0, 3, 7, 9, 14]
	],
	'7': [
		[0, 4, 7, 10],
		[0, 3, 7, 10]
	],
	M7: [
		[0, 4, 7, 11],
		[0, 3, 7, 11]
	],
	'9': [
		[0, 4, 7, 10, 14],
		[0, 3, 7, 10, 14]
	],
	M9: [
		[0, 4, 7, 11, 14],
		[0, 3, 7, 11, 14]
	],
	add9: [
		[0, 4, 7, 14],
		[0, 3, 7, 14]
	],
	'11': [
		[0, 7, 10, 14, 17],
		[0, 3, 7, 10, 17]
	],
	'13': [
		[0, 4, 10, 14, 21],
		[0, 3, 10, 14, 21]
	],
	'7b9': [[0, 4, 7, 10, 13]],
	'7#9': [[0, 4, 7, 10, 15]],
	sus2: [[0, 2, 7]],
	sus4: [[0, 5, 7]],
	'7sus': [[0, 5, 7, 10]],
	'9sus': [[0, 5, 10, 14]],
	dim: [[0, 3, 6]],
	dim7: [[0, 3, 6, 9]],
	'7b5': [
		[0, 4, 6, 10],
		[0, 3, 6, 10]
	],
	'+': [[0, 4, 8]],
	M7s11: [[0, 4, 7, 11, 18]]
};

/** Reads one chord symbol; a symbol that cannot be read is a bug in a style's definition. */
export function parseChord(symbol: string): Chord {
	const match = /^(b|#)?([IViv]+)(.*)$/.exec(symbol);
	const numeral = match?.[2] ?? '';
	const degree = NUMERALS.indexOf(numeral.toUpperCase());
	const [major, minor] = QUALITIES[match?.[3] ?? ''] ?? [];
	if (degree < 0 || !major) throw new RangeError(`not a chord: ${symbol}`);
	const shift = match?.[1] === 'b' ? 11 : match?.[1] === '#' ? 1 : 0;
	const isMinor = numeral === numeral.toLowerCase();
	return {
		root: ((MAJOR_DEGREES[degree] ?? 0) + shift) % 12,
		intervals: isMinor ? (minor ?? major) : major
	};
}

const progressions = new Map<string, readonly (readonly Chord[])[]>();

/** Reads bars divided by '|'; the chords within a bar share it equally. Kept, for it is asked often. */
export function parseProgression(text: string): readonly (readonly Chord[])[] {
	let bars = progressions.get(text);
	if (!bars) {
		bars = text.split('|').map((bar) => bar.trim().split(/\s+/).map(parseChord));
		progressions.set(text, bars);
	}
	return bars;
}

/** Pitch classes of a chord above the tonic, the root first. */
export function chordTones(chord: Chord): readonly number[] {
	return [...new Set(chord.intervals.map((interval) => (chord.root + interval) % 12))];
}

/** The scale bent to a chord: a tone a semitone from one of the chord's own gives way to it. */
export function scaleOverChord(scale: readonly number[], chord: Chord): readonly number[] {
	const tones = chordTones(chord);
	const foreign = tones.filter((tone) => !scale.includes(tone));
	const kept = scale.filter(
		(tone) =>
			tones.includes(tone) ||
			!foreign.some((other) => Math.min((tone - other + 12) % 12, (other - tone + 12) % 12) === 1)
	);
	return [...new Set([...kept, ...tones])].sort((a, b) => a - b);
}

/** The pitch nearest to `target` whose class above `tonic` is in `classes`; ties go down. */
export function nearestPitch(target: number, tonic: number, classes: readonly number[]): number {
	let best = target;
	let bestDistance = Infinity;
	for (let pitch = Math.floor(target) - 7; pitch <= target + 7; pitch++) {
		const distance = Math.abs(pitch - target);
		const inClass = classes.includes((((pitch - tonic) % 12) + 12) % 12);
		if (inClass && distance < bestDistance) {
			best = pitch;
			bestDistance = distance;
		}
	}
	return best;
}

/** The pitch `steps` scale steps away from `pitch`, which is taken to the scale first. */
export function scaleStep(
	pitch: number,
	steps: number,
	tonic: number,
	classes: readonly number[]
): number {
	let current = nearestPitch(pitch, tonic, classes);
	const direction = Math.sign(steps);
	for (let left = Math.abs(steps); left > 0; left--) {
		do current += direction;
		while (!classes.includes((((current - tonic) % 12) + 12) % 12));
	}
	return current;
}
