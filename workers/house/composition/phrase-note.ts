/** What the parts' composers share: notes on the grid, and the bars they are written over. */
import type { Random } from '#lib/domain/random.ts';
import type { Bar, Plan } from './plan.ts';
import { type Chord, scaleTones } from './theory.ts';
import type { StyleDefinition } from './style.ts';

/** A note on the grid of steps. */
export interface GridNote {
	readonly bar: number;
	/** Steps from the start of the bar; may be fractional. */
	readonly step: number;
	readonly steps: number;
	readonly pitch: number;
	readonly velocity: number;
	readonly piece?: string;
	/** Seconds later than the grid: strums and grace notes. */
	readonly lateSeconds?: number;
}

export interface PartContext {
	readonly style: StyleDefinition;
	readonly plan: Plan;
	/** Chance for this part of this piece. */
	readonly random: Random;
	/** The part's range. */
	readonly range: readonly [number, number];
	/** The bars in which the part plays. */
	readonly plays: (bar: Bar) => boolean;
}

/** Loudness of a pattern's character; 0 is a rest. */
export function characterVelocity(character: string, random: Random): number {
	switch (character) {
		case 'X':
			return 1;
		case '.':
		case '-':
		case ' ':
		case '':
			return 0;
		case 'o':
			return 0.55;
		case 'g':
			return 0.32;
		case '?':
			return random.uniform() < 0.4 ? 0.5 : 0;
		default:
			return character >= 'a' && character <= 'z' && character !== 'x' && character !== 'b'
				? 0.6
				: 0.8;
	}
}

/** One event of a pattern within a bar. */
export interface PatternEvent {
	readonly step: number;
	/** Until the next event or rest. */
	readonly steps: number;
	readonly character: string;
}

/** The events that fall in the `barIndex`-th bar of a section, for a pattern that runs on over bars. */
export function patternEvents(
	pattern: string,
	barIndex: number,
	stepsPerBar: number
): readonly PatternEvent[] {
	const events: PatternEvent[] = [];
	const start = (barIndex * stepsPerBar) % pattern.length;
	let step = 0;
	while (step < stepsPerBar) {
		const character = pattern.charAt((start + step) % pattern.length);
		if (character === '.' || character === '-' || character === ' ') {
			step++;
			continue;
		}
		let steps = 1;
		while (
			step + steps < stepsPerBar * 2 &&
			pattern.charAt((start + step + steps) % pattern.length) === '-'
		) {
			steps++;
		}
		events.push({ step, steps, character });
		step++;
	}
	return events;
}

/** The chord that sounds at a step of a bar. */
export function chordAt(bar: Bar, step: number, stepsPerBar: number): Chord {
	const index = Math.min(
		bar.chords.length - 1,
		Math.floor((step / stepsPerBar) * bar.chords.length)
	);
	return bar.chords[Math.max(0, index)] ?? { root: 0, intervals: [0, 7] };
}

export function modeTones(plan: Plan): readonly number[] {
	return scaleTones(plan.harmony.mode);
}
