/** Chords laid out as pitches, each as near to the last as it can be. */
import { type Chord, nearestPitch } from './theory.ts';

export type Voicing = 'close' | 'open' | 'power' | 'guitar' | 'drone';

/** Which tones to keep when there are fewer voices than tones: third, seventh, extensions, root, fifth. */
function essentialTones(chord: Chord, voices: number): readonly number[] {
	const rank = (interval: number): number => {
		const tone = interval % 12;
		if (tone === 3 || tone === 4 || tone === 5) return 0;
		if (tone === 10 || tone === 11 || tone === 9) return 1;
		if (interval > 12) return 2;
		return tone === 0 ? 3 : 4;
	};
	const chosen = [...chord.intervals].sort((a, b) => rank(a) - rank(b)).slice(0, voices);
	return chosen.map((interval) => (chord.root + interval) % 12);
}

function stackFrom(
	bottom: number,
	tonic: number,
	tones: readonly number[],
	voices: number
): number[] {
	const stack: number[] = [];
	for (let pitch = bottom; stack.length < voices && pitch < bottom + 36; pitch++) {
		if (tones.includes((((pitch - tonic) % 12) + 12) % 12)) stack.push(pitch);
	}
	return stack;
}

function meanOf(pitches: readonly number[]): number {
	return pitches.reduce((sum, pitch) => sum + pitch, 0) / Math.max(1, pitches.length);
}

function guitarShape(chord: Chord, tonic: number, low: number, voices: number): number[] {
	const bass = rootAbove(chord, tonic, low);
	const shape = [bass, bass + (chord.intervals.includes(6) ? 6 : 7)];
	const tones = chord.intervals.map((interval) => (chord.root + interval) % 12);
	for (let pitch = bass + 12; shape.length < voices && pitch < bass + 30; pitch++) {
		const gap = pitch - (shape[shape.length - 1] ?? 0);
		if (gap >= 3 && tones.includes((((pitch - tonic) % 12) + 12) % 12)) shape.push(pitch);
	}
	return shape;
}

/** The lowest pitch at or above `low` that is the chord's root. */
export function rootAbove(chord: Chord, tonic: number, low: number): number {
	return nearestPitch(low + 5.5, tonic, [chord.root]);
}

/**
 * Pitches of a chord, rising. `previous` is the layout before, or empty; `tonic` a MIDI number.
 * `drone` keeps to roots and fifths.
 */
export function voiceChord(
	chord: Chord,
	tonic: number,
	range: readonly [number, number],
	voices: number,
	voicing: Voicing,
	previous: readonly number[]
): number[] {
	const [low, high] = range;
	if (voicing === 'guitar') return guitarShape(chord, tonic, low, voices);
	if (voicing === 'power' || voicing === 'drone') {
		const root = rootAbove(chord, tonic, low);
		return [root, root + 7, root + 12, root + 19].slice(0, voices);
	}
	const tones = essentialTones(chord, voices);
	const goal = previous.length > 0 ? meanOf(previous) : (low + high) / 2;
	const span = voicing === 'open' ? 5 : 0;
	let best: number[] = [];
	let bestCost = Infinity;
	for (let bottom = low; bottom <= high - 4; bottom++) {
		if (!tones.includes((((bottom - tonic) % 12) + 12) % 12)) continue;
		const stack = stackFrom(bottom, tonic, tones, voices);
		if (voicing === 'open' && stack.length > 2) {
			// Drop the second voice from the top by an octave.
			const [dropped] = stack.splice(stack.length - 2, 1);
			stack.unshift((dropped ?? 0) - 12);
		}
		const top = stack[stack.length - 1] ?? 0;
		const outside = Math.max(0, top - high) + Math.max(0, low - span - (stack[0] ?? 0));
		const cost = Math.abs(meanOf(stack) - goal) + 3 * outside;
		if (cost < bestCost) {
			bestCost = cost;
			best = stack;
		}
	}
	return best;
}
