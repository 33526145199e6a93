/**
 * From an artist's hand and a seed to a score: the plan first, then each role's notes on the grid,
 * then the grid in seconds with the artist's swing and looseness.
 */
import { createRandom, type Random } from '#lib/domain/random.ts';
import { instruments } from '../instruments/instruments.ts';
import {
	composeArpeggio,
	composeBass,
	composeChords,
	composeCounter,
	composeOstinato,
	composeSustain
} from './accompaniment.ts';
import type { Hand, HandRole } from './hand.ts';
import { composeMelody } from './melody.ts';
import { composeDrums } from './percussion.ts';
import type { GridNote, PartContext } from './phrase-note.ts';
import { type Bar, type Plan, planPiece, type Version } from './plan.ts';
import type { Production, Score, ScoreNote, ScorePart } from './score.ts';
import type { Play } from './style.ts';

function composeRole(play: Play, context: PartContext): GridNote[] {
	switch (play.kind) {
		case 'drums':
			return composeDrums(play, context);
		case 'bass':
			return composeBass(play, context);
		case 'chords':
			return composeChords(play, context);
		case 'arpeggio':
			return composeArpeggio(play, context);
		case 'melody':
			return composeMelody(play, context);
		case 'counter':
			return composeCounter(play, context);
		case 'ostinato':
			return composeOstinato(play, context);
		case 'sustain':
			return composeSustain(play, context);
		case 'texture':
			return [];
	}
}

/** A bed that lies under the whole piece. */
function textureNotes(plan: Plan): ScoreNote[] {
	const durationSeconds = plan.durationSeconds - plan.fadeSeconds * 0.5;
	return [{ startSeconds: 0, durationSeconds, pitch: 60, velocity: 0.8 }];
}

function isPlaying(handRole: HandRole, bar: Bar): boolean {
	const { role, eagerness } = handRole;
	const { letter, intensity } = bar.section;
	if (role.sections !== undefined && !role.sections.includes(letter)) return false;
	// The last chord is everybody's who played just before it.
	return (
		intensity >= (role.from ?? 0) + eagerness * (role.from ?? 0) && intensity <= (role.upTo ?? 1)
	);
}

/** Position of a step within its bar, 0 … 1, after swing. */
function swung(step: number, hand: Hand): number {
	const { stepsPerBar, swingSteps } = hand.style;
	const pair = 2 * swingSteps;
	const whole = Math.floor(step / pair) * pair;
	const within = (step - whole) / pair;
	const ratio = hand.swing;
	const bent = within < 0.5 ? within * 2 * ratio : ratio + (within - 0.5) * 2 * (1 - ratio);
	return (whole + bent * pair) / stepsPerBar;
}

/** Where a step falls; steps past the end of the bar run on into the next. */
function stepSeconds(plan: Plan, hand: Hand, bar: number, step: number): number {
	const { stepsPerBar } = hand.style;
	const over = Math.floor(step / stepsPerBar);
	const place = plan.bars[Math.min(plan.bars.length - 1, bar + over)];
	if (!place) return 0;
	const beyond = bar + over - place.index;
	return place.startSeconds + place.seconds * (swung(step - over * stepsPerBar, hand) + beyond);
}

function toSeconds(
	notes: readonly GridNote[],
	plan: Plan,
	hand: Hand,
	random: Random,
	isDrums: boolean
): ScoreNote[] {
	const { temperament } = hand.style;
	const looseness = hand.looseness * (isDrums ? 0.5 : 1);
	const played = notes.map((note) => {
		const start = stepSeconds(plan, hand, note.bar, note.step);
		const end = stepSeconds(plan, hand, note.bar, note.step + note.steps);
		const late = (note.lateSeconds ?? 0) + random.normal() * looseness;
		const degree = (((Math.round(note.pitch) - plan.tonic) % 12) + 12) % 12;
		const startSeconds = Math.max(0, start + late);
		return {
			startSeconds,
			durationSeconds: Math.max(0.03, Math.min(end - start, plan.durationSeconds - startSeconds)),
			pitch: note.pitch + (temperament?.[degree] ?? 0) / 100,
			velocity: Math.max(0.08, Math.min(1, note.velocity * (1 + 0.07 * random.normal()))),
			...(note.piece === undefined ? {} : { piece: note.piece })
		};
	});
	return played.sort((a, b) => a.startSeconds - b.startSeconds);
}

function produce(production: Production, version: Version): Production {
	switch (version) {
		case 'live':
			return {
				...production,
				reverbSeconds: production.reverbSeconds * 1.2 + 0.9,
				reverbSize: Math.min(1.5, production.reverbSize * 1.2 + 0.25),
				reverbLevel: production.reverbLevel * 1.3 + 0.12,
				highDb: production.highDb - 1.5,
				width: production.width * 1.1
			};
		case 'remaster':
			return {
				...production,
				highDb: production.highDb + 2,
				lowDb: production.lowDb + 1,
				compression: Math.min(1, production.compression + 0.25),
				width: production.width * 1.1
			};
		default:
			return production;
	}
}

/** An audience that claps the piece in and out. */
function applause(plan: Plan): ScorePart {
	const end = plan.durationSeconds - plan.fadeSeconds;
	const clap = (startSeconds: number, durationSeconds: number): ScoreNote => ({
		startSeconds,
		durationSeconds,
		pitch: 60,
		velocity: 0.8
	});
	return {
		name: 'applause',
		instrument: { patch: instruments.applause },
		notes: [clap(0, 1.6), clap(Math.max(3, end - 1), plan.fadeSeconds)],
		mix: { gainDb: -10, pan: 0, spread: 0, reverb: 0.6, echo: 0, duck: 0 },
		inserts: [{ kind: 'chorus', rateHz: 0.4, depth: 1, mix: 0.9 }]
	};
}

export interface ComposeOptions {
	readonly version: Version;
	/** A guest's instrument, for versions with one. */
	readonly guest?: Hand;
	readonly gainDb: number;
}

/** Which of the hand's parts a version leaves in. */
function castFor(hand: Hand, options: ComposeOptions): readonly HandRole[] {
	const { version, guest } = options;
	if (version === 'stripped') {
		const kept = hand.roles.filter(({ play }) => play.kind !== 'drums' && play.kind !== 'texture');
		return kept.length >= 2 ? kept : hand.roles;
	}
	if (version === 'guest' && guest) {
		const lead = guest.roles.find(({ play }) => play.kind === 'melody');
		if (lead) return [...hand.roles, { ...lead, levelDb: lead.levelDb - 1, eagerness: 0 }];
	}
	return hand.roles;
}

export function composePiece(hand: Hand, seed: number, options: ComposeOptions): Score {
	const plan = planPiece(hand, seed, options.version);
	const parts = castFor(hand, options).map((handRole, index): ScorePart => {
		const { role, play, instrument, inserts, pan, levelDb } = handRole;
		const random = createRandom(`part ${seed} ${role.name} ${index}`);
		const context: PartContext = {
			style: hand.style,
			plan,
			random,
			range: role.range,
			plays: (bar) => isPlaying(handRole, bar)
		};
		const notes =
			play.kind === 'texture'
				? textureNotes(plan)
				: toSeconds(composeRole(play, context), plan, hand, random, play.kind === 'drums');
		return {
			name: role.name,
			instrument,
			notes,
			mix: {
				gainDb: levelDb,
				pan,
				spread: role.spread ?? 0,
				reverb: role.reverb ?? 0.2,
				echo: role.echo ?? 0,
				duck: role.duck ?? 0
			},
			inserts
		};
	});
	if (options.version === 'live') parts.push(applause(plan));
	return {
		parts: parts.filter((part) => part.notes.length > 0),
		production: produce(hand.production, options.version),
		durationSeconds: plan.durationSeconds,
		fadeSeconds: plan.fadeSeconds,
		gainDb: options.gainDb
	};
}
