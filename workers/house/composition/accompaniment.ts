/** Basses, chords, arpeggios, drones, ostinati and inner voices: all that carries the harmony. */
import { happens } from './chance.ts';
import {
	characterVelocity,
	chordAt,
	type GridNote,
	modeTones,
	type PartContext,
	patternEvents
} from './phrase-note.ts';
import type { Bar } from './plan.ts';
import type { Play } from './style.ts';
import { type Chord, chordTones, nearestPitch, scaleOverChord, scaleStep } from './theory.ts';
import { rootAbove, voiceChord } from './voicing.ts';

type PlayOf<Kind extends Play['kind']> = Extract<Play, { kind: Kind }>;

/** One pattern for each letter of the form, so that a returning section sounds like itself. */
function patternBySection(patterns: readonly string[], context: PartContext): (bar: Bar) => string {
	const chosen = new Map<string, string>();
	return (bar) => {
		const { letter } = bar.section;
		let pattern = chosen.get(letter);
		if (pattern === undefined) chosen.set(letter, (pattern = context.random.pick(patterns)));
		return pattern;
	};
}

function barInSection(bar: Bar): number {
	return bar.index - bar.section.firstBar;
}

/** The chord after `step`, in this bar or the next. */
function chordAfter(context: PartContext, bar: Bar, step: number): Chord {
	const { plan, style } = context;
	const here = chordAt(bar, step, style.stepsPerBar);
	for (let later = step + 1; later < style.stepsPerBar; later++) {
		const chord = chordAt(bar, later, style.stepsPerBar);
		if (chord !== here) return chord;
	}
	const next = plan.bars[bar.index + 1];
	return next ? chordAt(next, 0, style.stepsPerBar) : here;
}

function bassPitch(
	character: string,
	root: number,
	chord: Chord,
	bar: Bar,
	step: number,
	context: PartContext
): number {
	const { plan, range } = context;
	const third = chord.intervals.find((i) => i === 3 || i === 4 || i === 5) ?? 7;
	const fifth = chord.intervals.find((i) => i === 6 || i === 7 || i === 8) ?? 7;
	const seventh = chord.intervals.find((i) => i >= 9 && i <= 11) ?? 12;
	switch (character.toUpperCase()) {
		case 'L':
			return root - 12 >= range[0] - 5 ? root - 12 : root;
		case 'O':
			return root + 12;
		case 'T':
			return root + third;
		case 'F':
			return root + fifth > range[1] ? root + fifth - 12 : root + fifth;
		case 'S':
			return root + seventh > range[1] ? root + seventh - 12 : root + seventh;
		case 'N':
			return scaleStep(root, 1, plan.tonic, scaleOverChord(modeTones(plan), chord));
		case 'A': {
			const goal = rootAbove(chordAfter(context, bar, step), plan.tonic, range[0]);
			return goal > root ? goal - 1 : goal < root ? goal + 1 : root + fifth;
		}
		default:
			return root;
	}
}

export function composeBass(play: PlayOf<'bass'>, context: PartContext): GridNote[] {
	const { plan, style, range, random } = context;
	const patternOf = patternBySection(play.figures, context);
	const notes: GridNote[] = [];
	for (const bar of plan.bars) {
		if (!context.plays(bar)) continue;
		if (bar.isFinal) {
			const root = rootAbove(chordAt(bar, 0, style.stepsPerBar), plan.tonic, range[0]);
			notes.push({ bar: bar.index, step: 0, steps: style.stepsPerBar, pitch: root, velocity: 0.8 });
			continue;
		}
		for (const event of patternEvents(patternOf(bar), barInSection(bar), style.stepsPerBar)) {
			const chord = chordAt(bar, event.step, style.stepsPerBar);
			const root = rootAbove(chord, plan.tonic, range[0]);
			notes.push({
				bar: bar.index,
				step: event.step,
				steps: Math.max(0.4, event.steps * play.length),
				pitch: bassPitch(event.character, root, chord, bar, event.step, context),
				velocity: characterVelocity(event.character, random) * (event.step === 0 ? 1.08 : 1)
			});
		}
	}
	return notes;
}

export function composeChords(play: PlayOf<'chords'>, context: PartContext): GridNote[] {
	const { plan, style, range, random } = context;
	const patternOf = patternBySection(play.rhythms, context);
	const notes: GridNote[] = [];
	let layout: number[] = [];
	let layoutChord: Chord | undefined;
	for (const bar of plan.bars) {
		if (!context.plays(bar)) continue;
		const events = bar.isFinal
			? [{ step: 0, steps: style.stepsPerBar, character: 'x' }]
			: patternEvents(patternOf(bar), barInSection(bar), style.stepsPerBar);
		for (const event of events) {
			const chord = chordAt(bar, event.step, style.stepsPerBar);
			if (chord !== layoutChord) {
				layout = voiceChord(chord, plan.tonic, range, play.voices, play.voicing, layout);
				layoutChord = chord;
			}
			const velocity = characterVelocity(event.character, random);
			const isBass = event.character === 'b';
			const isUp = event.character === '^';
			const pitches = isBass ? [rootAbove(chord, plan.tonic, range[0] - 12)] : layout;
			const order = isUp ? [...pitches].reverse().slice(0, 4) : pitches;
			order.forEach((pitch, index) => {
				notes.push({
					bar: bar.index,
					step: event.step,
					steps: Math.max(0.4, event.steps * (bar.isFinal ? 1 : play.length)),
					pitch,
					velocity: velocity * (isUp ? 0.75 : 1) * (1 - 0.03 * index),
					lateSeconds: (play.strumSeconds ?? 0) * index * (bar.isFinal ? 2 : 1)
				});
			});
		}
	}
	return notes;
}

export function composeArpeggio(play: PlayOf<'arpeggio'>, context: PartContext): GridNote[] {
	const { plan, style, range, random } = context;
	const patternOf = patternBySection(play.figures, context);
	const notes: GridNote[] = [];
	let layout: number[] = [];
	let layoutChord: Chord | undefined;
	for (const bar of plan.bars) {
		if (!context.plays(bar)) continue;
		const pattern = bar.isFinal ? '0123456'.slice(0, play.voices) : patternOf(bar);
		const inSection = bar.isFinal ? 0 : barInSection(bar);
		for (const event of patternEvents(
			bar.isFinal ? pattern.padEnd(style.stepsPerBar, '.') : pattern,
			inSection,
			style.stepsPerBar
		)) {
			const chord = chordAt(bar, event.step, style.stepsPerBar);
			if (chord !== layoutChord) {
				layout = voiceChord(chord, plan.tonic, range, play.voices, 'close', layout);
				layoutChord = chord;
			}
			const tone = Number(event.character);
			const size = Math.max(1, layout.length);
			const base = layout[tone % size] ?? rootAbove(chord, plan.tonic, range[0]);
			const accent = event.step % (style.stepsPerBar / style.beatsPerBar) === 0 ? 0.12 : 0;
			notes.push({
				bar: bar.index,
				step: event.step,
				steps: bar.isFinal
					? style.stepsPerBar - event.step
					: Math.max(0.5, event.steps * play.length),
				pitch: base + 12 * Math.floor(tone / size),
				velocity: 0.62 + accent + 0.1 * random.uniform()
			});
		}
	}
	return notes;
}

/** Chords held as long as they last; neighbouring bars with the same chord are one note. */
export function composeSustain(play: PlayOf<'sustain'>, context: PartContext): GridNote[] {
	const { plan, style, range } = context;
	const notes: GridNote[] = [];
	let layout: number[] = [];
	let open: { bar: number; step: number; steps: number; chord: Chord } | undefined;
	const close = (): void => {
		if (!open) return;
		const { bar, step, steps, chord } = open;
		layout = voiceChord(chord, plan.tonic, range, play.voices, play.voicing, layout);
		for (const pitch of layout) notes.push({ bar, step, steps, pitch, velocity: 0.7 });
		open = undefined;
	};
	for (const bar of plan.bars) {
		if (!context.plays(bar)) {
			close();
			continue;
		}
		const steps = style.stepsPerBar / bar.chords.length;
		bar.chords.forEach((chord, index) => {
			const isSame =
				open && open.chord.root === chord.root && bar.index - open.bar < style.phraseBars;
			if (open && isSame) {
				open.steps += steps;
				return;
			}
			close();
			open = { bar: bar.index, step: index * steps, steps, chord };
		});
	}
	close();
	return notes;
}

/** A cell that repeats against the bar, its notes moving with the harmony. */
export function composeOstinato(play: PlayOf<'ostinato'>, context: PartContext): GridNote[] {
	const { plan, style, range, random } = context;
	const notes: GridNote[] = [];
	const cells = new Map<string, readonly (number | undefined)[]>();
	const centre = (range[0] + range[1]) / 2;
	for (const bar of plan.bars) {
		if (!context.plays(bar) || bar.isFinal) continue;
		let cell = cells.get(bar.section.letter);
		if (!cell) {
			const length = random.pick(play.cells);
			let place = random.integer(5) - 2;
			cell = Array.from({ length }, (_, i) => {
				place += random.integer(5) - 2;
				if (Math.abs(place) > 4) place = Math.sign(place) * 2;
				return i === 0 || happens(random, play.density) ? place : undefined;
			});
			cells.set(bar.section.letter, cell);
		}
		for (let step = 0; step < style.stepsPerBar; step += play.stepsPerNote) {
			const count = (barInSection(bar) * style.stepsPerBar + step) / play.stepsPerNote;
			const place = cell[count % cell.length];
			if (place === undefined) continue;
			const chord = chordAt(bar, step, style.stepsPerBar);
			const allowed = scaleOverChord(modeTones(plan), chord);
			const pitch = scaleStep(centre, place, plan.tonic, allowed);
			const isFirst = count % cell.length === 0;
			notes.push({
				bar: bar.index,
				step,
				steps: play.stepsPerNote * play.length,
				// The cell's first and every other note agree with the chord; the rest pass by.
				pitch: count % 2 === 0 ? nearestPitch(pitch, plan.tonic, chordTones(chord)) : pitch,
				velocity: (isFirst ? 0.8 : 0.58) + 0.1 * random.uniform()
			});
		}
	}
	return notes;
}

/** Long notes that move by the smallest step from chord to chord. */
export function composeCounter(play: PlayOf<'counter'>, context: PartContext): GridNote[] {
	const { plan, style, range, random } = context;
	const notes: GridNote[] = [];
	const places = Array.from(
		{ length: play.tones },
		(_, i) => range[0] + ((i + 1) * (range[1] - range[0])) / (play.tones + 1)
	);
	for (const bar of plan.bars) {
		if (!context.plays(bar)) continue;
		if (barInSection(bar) % play.barsPerNote !== 0 && !bar.isFinal) continue;
		const chord = chordAt(bar, 0, style.stepsPerBar);
		const tones = chordTones(chord).slice(1);
		places.forEach((place, index) => {
			const pitch = nearestPitch(place + (random.integer(3) - 1), plan.tonic, tones);
			places[index] = Math.max(range[0], Math.min(range[1], pitch));
			notes.push({
				bar: bar.index,
				step: 0,
				steps: style.stepsPerBar * (bar.isFinal ? 1 : play.barsPerNote) * 0.96,
				pitch,
				velocity: 0.6 + 0.2 * bar.section.intensity
			});
		});
	}
	return notes;
}
