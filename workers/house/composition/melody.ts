/**
 * Melodies: a motif of two bars is stated, answered, varied and brought to rest, in phrases of four
 * bars (or the style's phrase). A theme keeps its motif whenever its section returns. Strong and long
 * notes belong to the chord; the others move by step in the scale bent to the chord.
 */
import type { Random } from '#lib/domain/random.ts';
import { happens } from './chance.ts';
import {
	characterVelocity,
	chordAt,
	type GridNote,
	modeTones,
	type PartContext,
	type PatternEvent,
	patternEvents
} from './phrase-note.ts';
import type { Bar } from './plan.ts';
import type { Play } from './style.ts';
import { chordTones, nearestPitch, scaleOverChord, scaleStep, scaleTones } from './theory.ts';

type MelodyPlay = Extract<Play, { kind: 'melody' }>;

/** Rhythm and contour of one bar: scale steps from the phrase's anchor. */
interface Gesture {
	readonly events: readonly PatternEvent[];
	readonly places: readonly number[];
}

interface Theme {
	readonly statement: Gesture;
	readonly answer: Gesture;
	readonly cadence: Gesture;
	readonly lift: number;
}

function makeGesture(
	rhythm: string,
	start: number,
	leap: number,
	random: Random,
	stepsPerBar: number
): Gesture {
	const events = patternEvents(rhythm, 0, stepsPerBar);
	let place = start;
	let direction = happens(random, 0.5) ? 1 : -1;
	const places = events.map((_, index) => {
		if (index > 0) {
			const size = happens(random, leap) ? 2 + random.integer(3) : happens(random, 0.15) ? 0 : 1;
			// After a leap, and at the edge of the voice, a line turns back.
			if (happens(random, 0.3) || Math.abs(place + direction * size) > 5) direction = -direction;
			place += direction * size;
			if (size > 1) direction = -direction;
		}
		return place;
	});
	return { events, places };
}

function makeTheme(play: MelodyPlay, context: PartContext): Theme {
	const { random, style } = context;
	const bars = style.stepsPerBar;
	const gesture = (start: number): Gesture =>
		makeGesture(random.pick(play.rhythms), start, play.leap, random, bars);
	const statement = gesture(random.integer(3));
	const answer = happens(random, 0.5)
		? { ...statement, places: statement.places.map((p) => p - 1) }
		: gesture(1);
	const full = gesture(1);
	// A cadence is the gesture's beginning and then one long note.
	const kept = Math.max(1, Math.ceil(full.events.length / 2));
	const last = full.events[kept - 1];
	const events = full.events.slice(0, kept);
	if (last) events[kept - 1] = { ...last, steps: bars - last.step };
	return {
		statement,
		answer,
		cadence: { events, places: full.places.slice(0, kept) },
		lift: random.integer(3) - 1
	};
}

/** Which gesture of the theme a bar of the phrase plays. */
function gestureFor(theme: Theme, barInPhrase: number, phraseBars: number): Gesture {
	if (barInPhrase === phraseBars - 1) return theme.cadence;
	return barInPhrase % 2 === 0 ? theme.statement : theme.answer;
}

function addNote(notes: GridNote[], note: GridNote, play: MelodyPlay, context: PartContext): void {
	const { random, plan, style } = context;
	const every = play.tremoloSteps;
	if (every !== undefined && note.steps > every) {
		for (let at = 0; at < note.steps - 0.01; at += every) {
			const soft = at === 0 ? 1 : 0.62 + 0.2 * random.uniform();
			notes.push({
				...note,
				step: note.step + at,
				steps: every * 1.1,
				velocity: note.velocity * soft
			});
		}
		return;
	}
	const bar = plan.bars[note.bar];
	if (bar && note.steps >= 2 && happens(random, play.ornament)) {
		const allowed = scaleOverChord(modeTones(plan), chordAt(bar, note.step, style.stepsPerBar));
		const grace = scaleStep(note.pitch, happens(random, 0.7) ? 1 : -1, plan.tonic, allowed);
		notes.push({ ...note, pitch: grace, steps: 0.5, velocity: note.velocity * 0.75 });
		notes.push({ ...note, lateSeconds: 0.07 });
		return;
	}
	notes.push(note);
}

function composeBar(
	notes: GridNote[],
	bar: Bar,
	gesture: Gesture,
	anchor: number,
	play: MelodyPlay,
	context: PartContext
): void {
	const { plan, style, range, random } = context;
	const beat = style.stepsPerBar / style.beatsPerBar;
	const scale = play.scale ? scaleTones(play.scale) : modeTones(plan);
	gesture.events.forEach((event, index) => {
		const velocity = characterVelocity(event.character, random);
		if (velocity === 0) return;
		const chord = chordAt(bar, event.step, style.stepsPerBar);
		const allowed = play.scale ? scale : scaleOverChord(scale, chord);
		const isStrong = event.step % (2 * beat) === 0 || event.steps >= 2 * beat;
		let pitch = scaleStep(anchor, gesture.places[index] ?? 0, plan.tonic, allowed);
		if (isStrong) pitch = nearestPitch(pitch, plan.tonic, chordTones(chord));
		while (pitch > range[1]) pitch -= 12;
		while (pitch < range[0]) pitch += 12;
		const note: GridNote = {
			bar: bar.index,
			step: event.step,
			steps: Math.max(0.5, event.steps * play.length),
			pitch,
			velocity: velocity * (0.82 + 0.18 * bar.section.intensity) * (isStrong ? 1.05 : 0.95)
		};
		addNote(notes, note, play, context);
		if (play.parallel !== undefined) {
			const below = scaleStep(pitch, -play.parallel, plan.tonic, allowed);
			addNote(notes, { ...note, pitch: below, velocity: note.velocity * 0.8 }, play, context);
		}
	});
}

export function composeMelody(play: MelodyPlay, context: PartContext): GridNote[] {
	const { plan, style, range, random } = context;
	const notes: GridNote[] = [];
	const themes = new Map<string, Theme>();
	const centre = (range[0] + range[1]) / 2 - 2;
	let isSilent = false;
	for (const bar of plan.bars) {
		if (!context.plays(bar)) continue;
		const { letter } = bar.section;
		let theme = themes.get(letter);
		if (!theme) themes.set(letter, (theme = makeTheme(play, context)));
		if (bar.isFinal) {
			const chord = chordAt(bar, 0, style.stepsPerBar);
			const pitch = nearestPitch(centre, plan.tonic, [chord.root]);
			notes.push({ bar: bar.index, step: 0, steps: style.stepsPerBar, pitch, velocity: 0.7 });
			continue;
		}
		const inSection = bar.index - bar.section.firstBar;
		const inPhrase = inSection % style.phraseBars;
		if (inPhrase % 2 === 0) isSilent = inPhrase > 0 && happens(random, play.rest);
		if (isSilent) continue;
		const phrase = Math.floor(inSection / style.phraseBars) + bar.section.occurrence;
		const lift = theme.lift + (phrase % 2 === 1 ? 2 : 0) + (letter === 'B' ? 2 : 0);
		const chord = chordAt(bar, 0, style.stepsPerBar);
		const anchor = nearestPitch(centre + lift, plan.tonic, chordTones(chord));
		let gesture = gestureFor(theme, inPhrase, style.phraseBars);
		// A returning phrase may turn its last note another way.
		if (phrase > 0 && happens(random, 0.35)) {
			const turn = happens(random, 0.5) ? 1 : -1;
			const last = gesture.places.length - 1;
			gesture = { ...gesture, places: gesture.places.map((p, i) => (i === last ? p + turn : p)) };
		}
		composeBar(notes, bar, gesture, anchor, play, context);
	}
	return notes;
}
