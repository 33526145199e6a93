import { describe, expect, it } from 'vitest';
import {
	chordTones,
	nearestPitch,
	parseChord,
	parseProgression,
	scaleOverChord,
	scaleStep,
	scaleTones
} from './theory.ts';
import { voiceChord } from './voicing.ts';

describe('chord symbols', () => {
	it('are read as Roman numerals on the major scale', () => {
		expect(parseChord('I')).toEqual({ root: 0, intervals: [0, 4, 7] });
		expect(parseChord('bVII9')).toEqual({ root: 10, intervals: [0, 4, 7, 10, 14] });
		expect(parseChord('ii7b5')).toEqual({ root: 2, intervals: [0, 3, 6, 10] });
		expect(parseChord('V7sus').intervals).toContain(5);
	});

	it('fail loudly when they make no sense', () => {
		expect(() => parseChord('H7')).toThrow(RangeError);
		expect(() => parseChord('I77')).toThrow(RangeError);
	});

	it('share a bar', () => {
		expect(parseProgression('i bVI|V7').map((bar) => bar.length)).toEqual([2, 1]);
	});
});

describe('scales', () => {
	it('bend to a chord that leaves them', () => {
		// The dominant of a minor key raises the seventh degree; the tonic would rub against it.
		expect(scaleOverChord(scaleTones('minor'), parseChord('V7'))).toEqual([2, 3, 5, 7, 8, 11]);
	});

	it('are walked by steps', () => {
		expect(scaleStep(60, 2, 60, scaleTones('major'))).toBe(64);
		expect(scaleStep(60, -1, 60, scaleTones('minorPentatonic'))).toBe(58);
		expect(nearestPitch(61.4, 60, [0, 7])).toBe(60);
	});
});

describe('voicings', () => {
	it('hold only the chord’s tones, rise, and move little', () => {
		const chords = parseProgression('IM9|VI7|ii9|V13').flat();
		let before: number[] = [];
		for (const chord of chords) {
			const layout = voiceChord(chord, 60, [52, 74], 4, 'close', before);
			expect(layout.length).toBe(4);
			expect([...layout].sort((a, b) => a - b)).toEqual(layout);
			for (const pitch of layout) expect(chordTones(chord)).toContain((pitch - 48) % 12);
			if (before.length > 0) {
				expect(Math.abs((layout[3] ?? 0) - (before[3] ?? 0))).toBeLessThanOrEqual(5);
			}
			before = layout;
		}
	});
});
