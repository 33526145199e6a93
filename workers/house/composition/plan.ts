/**
 * The plan of a piece: tempo, key, form and where each bar begins. It is cheap, so that a whole
 * catalogue can state its durations; composing starts from the same plan.
 */
import { createRandom } from '#lib/domain/random.ts';
import type { Hand } from './hand.ts';
import type { Harmony } from './style.ts';
import { type Chord, parseChord, parseProgression } from './theory.ts';
import { between, happens } from './chance.ts';

/** What is done to a composition in another version of it. */
export type Version = 'original' | 'live' | 'remaster' | 'edit' | 'guest' | 'stripped';

export interface Section {
	readonly letter: string;
	/** 0 … 1 */
	readonly intensity: number;
	readonly firstBar: number;
	readonly bars: number;
	/** How many sections with the same letter came before. */
	readonly occurrence: number;
}

export interface Bar {
	readonly index: number;
	readonly section: Section;
	readonly startSeconds: number;
	readonly seconds: number;
	readonly chords: readonly Chord[];
	/** The bar after the form, which holds the last chord. */
	readonly isFinal: boolean;
}

export interface Plan {
	readonly tempo: number;
	/** MIDI number of the tonic, in the octave of middle C. */
	readonly tonic: number;
	readonly harmony: Harmony;
	readonly bars: readonly Bar[];
	readonly durationSeconds: number;
	readonly fadeSeconds: number;
}

const SHORTEST_SECONDS = 46;
const LONGEST_SECONDS = 88;
/** No piece is longer than this, reverberation and all. */
const LIMIT_SECONDS = 99;

interface SectionShare {
	readonly letter: string;
	readonly intensity: number;
	readonly weight: number;
}

function parseForm(form: string): readonly SectionShare[] {
	return form.split(' ').map((text) => ({
		letter: text.charAt(0),
		intensity: Number(text.charAt(1)) / 9,
		weight: Number(text.slice(3))
	}));
}

/** Shares `phrases` among sections by weight, at least one each; where they begin is set later. */
function layOut(form: readonly SectionShare[], phrases: number, phraseBars: number): Section[] {
	const total = form.reduce((sum, share) => sum + share.weight, 0);
	const counts = new Map<string, number>();
	let due = 0;
	let given = 0;
	return form.map((share) => {
		due += (share.weight / total) * phrases;
		const own = Math.max(1, Math.round(due) - given);
		given += own;
		const occurrence = counts.get(share.letter) ?? 0;
		counts.set(share.letter, occurrence + 1);
		const section: Section = {
			letter: share.letter,
			intensity: share.intensity,
			firstBar: 0,
			bars: own * phraseBars,
			occurrence
		};
		return section;
	});
}

/** How much slower than the tempo a bar is: phrases lean in and relax, and the end broadens. */
function stretch(bar: number, bars: number, phraseBars: number, rubato: number): number {
	if (rubato === 0) return 1;
	const turn = (2 * Math.PI * (bar % phraseBars)) / phraseBars;
	const ending = bar >= bars ? 3.2 : bar === bars - 1 ? 1.6 : bar === bars - 2 ? 0.6 : 0;
	return 1 + rubato * (0.5 * Math.cos(turn) + ending);
}

/** Whether a section goes over the contrasting progression. */
function isContrast(section: Section): boolean {
	return 'BCk'.includes(section.letter);
}

export function planPiece(hand: Hand, seed: number, version: Version): Plan {
	const { style } = hand;
	const random = createRandom(`plan ${seed}`);
	const tempoDraw = hand.tempo * (1 + 0.05 * (random.uniform() * 2 - 1));
	const harmony = happens(random, 0.75) ? hand.harmony : random.pick(style.harmony);
	const tonic = happens(random, 0.4) ? hand.tonic : Math.round(between(random, style.tonics));
	const a = parseProgression(
		random.pick(harmony === hand.harmony ? hand.progressionsA : harmony.a)
	);
	const b = parseProgression(
		random.pick(harmony === hand.harmony ? hand.progressionsB : harmony.b)
	);
	const form = parseForm(random.pick(style.forms));
	const wished = SHORTEST_SECONDS + (LONGEST_SECONDS - SHORTEST_SECONDS) * random.uniform() ** 1.3;
	const targetSeconds = version === 'edit' ? Math.max(42, wished * 0.72) : wished;
	const tempo = version === 'live' ? tempoDraw * 1.04 : tempoDraw;

	const barSeconds = (60 / tempo) * style.beatsPerBar;
	const phraseSeconds = barSeconds * style.phraseBars;
	const phrases = Math.max(3, Math.ceil((targetSeconds - 4) / phraseSeconds));
	// A form with more sections than phrases loses repeats from its middle.
	const sections = layOut(shorten(form, phrases), phrases, style.phraseBars);
	trim(sections, style.phraseBars, Math.floor((LIMIT_SECONDS - 9) / barSeconds));
	const formBars = sections.reduce((sum, section) => sum + section.bars, 0);

	const bars: Bar[] = [];
	let startSeconds = 0.05;
	const push = (section: Section, chords: readonly Chord[], isFinal: boolean): void => {
		const slow = stretch(bars.length, formBars, style.phraseBars, style.rubato);
		const seconds = barSeconds * slow;
		bars.push({ index: bars.length, section, startSeconds, seconds, chords, isFinal });
		startSeconds += seconds;
	};
	// Neighbouring sections over the same progression carry it on, so that long ones are heard whole.
	let place = 0;
	let wasContrast = false;
	for (const section of sections) {
		const progression = isContrast(section) ? b : a;
		if (isContrast(section) !== wasContrast) place = 0;
		wasContrast = isContrast(section);
		for (let bar = 0; bar < section.bars; bar++) {
			push(section, progression[place++ % progression.length] ?? [], false);
		}
	}
	const lastSection = sections[sections.length - 1];
	if (style.ending !== 'fade' && lastSection) push(lastSection, [parseChord(harmony.end)], true);

	const tail = style.ending === 'fade' ? 0.3 : Math.min(5, 1 + 0.6 * hand.production.reverbSeconds);
	const fadeSeconds = style.ending === 'fade' ? Math.min(9, phraseSeconds) : Math.min(2.5, tail);
	return {
		tempo,
		tonic,
		harmony,
		bars,
		durationSeconds: Math.min(LIMIT_SECONDS, startSeconds + tail),
		fadeSeconds
	};
}

/** Takes phrases from the longest section until the form has no more than `most` bars. */
function trim(sections: Section[], phraseBars: number, most: number): void {
	for (;;) {
		const bars = sections.reduce((sum, section) => sum + section.bars, 0);
		const longest = sections.reduce((a, b) => (b.bars > a.bars ? b : a));
		const isSpare = longest.bars <= phraseBars;
		if (bars <= most || (isSpare && sections.length < 2)) break;
		const at = sections.indexOf(longest);
		if (isSpare) sections.splice(Math.floor(sections.length / 2), 1);
		else sections[at] = { ...longest, bars: longest.bars - phraseBars };
	}
	let firstBar = 0;
	sections.forEach((section, index) => {
		sections[index] = { ...section, firstBar };
		firstBar += section.bars;
	});
}

function shorten(form: readonly SectionShare[], phrases: number): readonly SectionShare[] {
	const kept = [...form];
	while (kept.length > Math.max(3, phrases)) kept.splice(Math.floor(kept.length / 2), 1);
	return kept;
}
