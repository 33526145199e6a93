/** Drum parts: beats that thicken with the section, fills at its end, bars taken apart for glitch. */
import { happens } from './chance.ts';
import {
	characterVelocity,
	type GridNote,
	type PartContext,
	patternEvents
} from './phrase-note.ts';
import type { Bar } from './plan.ts';
import type { Beat, Fill, Play } from './style.ts';

type DrumPlay = Extract<Play, { kind: 'drums' }>;

function hit(bar: number, step: number, piece: string, velocity: number): GridNote {
	return { bar, step, steps: 1, pitch: 60, velocity, piece };
}

function addBeat(
	notes: GridNote[],
	beat: Beat,
	bar: Bar,
	until: number,
	context: PartContext
): void {
	const { random, style } = context;
	const inSection = bar.index - bar.section.firstBar;
	for (const [piece, pattern, from = 0] of beat) {
		if (bar.section.intensity < from) continue;
		for (const event of patternEvents(pattern, inSection, style.stepsPerBar)) {
			if (event.step >= until) continue;
			const velocity = characterVelocity(event.character, random);
			if (velocity > 0) notes.push(hit(bar.index, event.step, piece, velocity));
		}
	}
}

function addFill(
	notes: GridNote[],
	fill: Fill,
	bar: Bar,
	from: number,
	context: PartContext
): void {
	const { random, style } = context;
	if (fill === 'gap' || fill === 'none') return;
	const count = style.stepsPerBar - from;
	for (let i = 0; i < count; i++) {
		const step = from + i;
		const swell = 0.45 + (0.5 * i) / count;
		if (fill === 'snare') {
			if (happens(random, 0.8)) notes.push(hit(bar.index, step, 'snare', swell));
		} else if (happens(random, 0.65)) {
			const piece = i < count / 3 ? 'snare' : i < (2 * count) / 3 ? 'tom1' : 'tom2';
			notes.push(hit(bar.index, step, piece, swell));
		}
	}
}

/** Stutters, drops and displaced hits. */
function takeApart(notes: readonly GridNote[], context: PartContext, amount: number): GridNote[] {
	const { random } = context;
	return notes.flatMap((note) => {
		if (!happens(random, amount)) return [note];
		const kind = random.integer(4);
		if (kind === 0) return [];
		if (kind === 1) return [{ ...note, step: note.step + 0.5 }];
		const repeats = 2 + random.integer(3);
		return Array.from({ length: repeats }, (_, i) => ({
			...note,
			step: note.step + i / repeats,
			velocity: note.velocity * (kind === 2 ? 1 - (0.6 * i) / repeats : 0.4 + (0.6 * i) / repeats)
		}));
	});
}

export function composeDrums(play: DrumPlay, context: PartContext): GridNote[] {
	const { plan, random, style } = context;
	const notes: GridNote[] = [];
	const beatOf = new Map<string, Beat>();
	let before = 0;
	for (const bar of plan.bars) {
		const { section } = bar;
		if (bar.isFinal) {
			if (before > 0.5) notes.push(hit(bar.index, 0, 'kick', 0.8), hit(bar.index, 0, 'crash', 0.6));
			break;
		}
		if (!context.plays(bar)) continue;
		let beat = beatOf.get(section.letter);
		if (!beat) beatOf.set(section.letter, (beat = random.pick(play.beats)));
		const isLast = bar.index === section.firstBar + section.bars - 1;
		const isHalfway = (bar.index - section.firstBar) % style.phraseBars === style.phraseBars - 1;
		const wantsFill = isLast ? happens(random, 0.85) : isHalfway && happens(random, 0.3);
		const fill = wantsFill && section.intensity > 0.4 ? random.pick(play.fills) : 'none';
		const from =
			fill === 'none' ? style.stepsPerBar : Math.ceil(style.stepsPerBar * (isLast ? 0.5 : 0.75));
		const own: GridNote[] = [];
		addBeat(own, beat, bar, from, context);
		addFill(own, fill, bar, from, context);
		if (bar.index === section.firstBar && section.intensity > before + 0.15 && before > 0) {
			own.push(hit(bar.index, 0, 'crash', 0.7));
		}
		if (isLast || bar.index === section.firstBar) before = section.intensity;
		notes.push(...(play.glitch ? takeApart(own, context, play.glitch) : own));
	}
	return notes;
}
