/**
 * An artist's hand: what stays the same from piece to piece. It is drawn once from the artist's seed:
 * which of the style's instruments, figures, rhythms and progressions are his own, how his patches
 * are set, his tempo, his groove and his room.
 */
import { createRandom, type Random } from '#lib/domain/random.ts';
import type { InsertDefinition } from '../effects/inserts.ts';
import { instruments } from '../instruments/instruments.ts';
import { kits, varyKit } from '../instruments/kits.ts';
import { varyPatch } from '../instruments/vary-patch.ts';
import type { Kit, Patch } from '../synthesis/patch.ts';
import { between, happens, pickSome } from './chance.ts';
import type { Production } from './score.ts';
import type { Harmony, Play, ProductionRanges, Role, StyleDefinition } from './style.ts';

export interface HandRole {
	readonly role: Role;
	/** The role's play with its lists cut to what this artist uses. */
	readonly play: Play;
	readonly instrument: { readonly patch: Patch } | { readonly kit: Kit };
	readonly inserts: readonly InsertDefinition[];
	readonly pan: number;
	readonly levelDb: number;
	/** Moves the intensity at which the role enters. */
	readonly eagerness: number;
}

export interface Hand {
	readonly style: StyleDefinition;
	readonly tempo: number;
	readonly tonic: number;
	readonly swing: number;
	readonly looseness: number;
	readonly harmony: Harmony;
	readonly progressionsA: readonly string[];
	readonly progressionsB: readonly string[];
	readonly roles: readonly HandRole[];
	readonly production: Production;
}

function chooseProduction(random: Random, ranges: ProductionRanges, tempo: number): Production {
	return {
		reverbSeconds: between(random, ranges.reverbSeconds),
		reverbSize: between(random, ranges.reverbSize),
		reverbDamping: between(random, ranges.reverbDamping),
		reverbLevel: between(random, ranges.reverbLevel),
		preDelaySeconds: 0.004 + 0.03 * random.uniform(),
		echoSeconds: Math.min(1.2, (random.pick(ranges.echoBeats) * 60) / tempo),
		echoFeedback: between(random, ranges.echoFeedback),
		echoToneHz: between(random, ranges.echoToneHz),
		echoLevel: between(random, ranges.echoLevel),
		lowDb: between(random, ranges.lowDb),
		midDb: 2.5 * random.normal(),
		midHz: 350 * Math.pow(2, 3 * random.uniform()),
		highDb: between(random, ranges.highDb),
		lowPassHz: between(random, ranges.lowPassHz ?? [20_000, 20_000]),
		saturation: between(random, ranges.saturation),
		compression: between(random, ranges.compression),
		width: between(random, ranges.width),
		wow: between(random, ranges.wow ?? [0, 0]),
		duckSeconds: 0.12 + 0.16 * random.uniform()
	};
}

function choosePlay(random: Random, play: Play): Play {
	switch (play.kind) {
		case 'drums':
			return {
				...play,
				beats: pickSome(random, play.beats, 2),
				fills: pickSome(random, play.fills, 2)
			};
		case 'bass':
			return { ...play, figures: pickSome(random, play.figures, 2) };
		case 'arpeggio':
			return { ...play, figures: pickSome(random, play.figures, 2) };
		case 'chords':
			return { ...play, rhythms: pickSome(random, play.rhythms, 2) };
		case 'melody':
			return {
				...play,
				rhythms: pickSome(random, play.rhythms, 4),
				leap: Math.min(0.8, play.leap * (0.6 + 0.8 * random.uniform())),
				ornament: play.ornament * 1.6 * random.uniform()
			};
		case 'ostinato':
			return { ...play, cells: pickSome(random, play.cells, 2) };
		default:
			return play;
	}
}

function chooseRole(random: Random, role: Role): HandRole {
	const instrument =
		role.play.kind === 'drums'
			? { kit: varyKit(kits[random.pick(role.play.kits)], random, 0.5) }
			: { patch: varyPatch(instruments[random.pick(role.instruments)], random, 0.5) };
	return {
		role,
		play: choosePlay(random, role.play),
		instrument,
		inserts: role.inserts ?? [],
		pan: Math.max(-1, Math.min(1, (role.pan ?? 0) * (happens(random, 0.5) ? 1 : -1))),
		levelDb: role.levelDb + random.normal() * 0.9,
		eagerness: 0.08 * random.normal()
	};
}

/** The hand that `seed` gives within a style. */
export function createHand(style: StyleDefinition, seed: string): Hand {
	const random = createRandom(`hand ${style.id} ${seed}`);
	const tempo = between(random, style.tempo);
	const harmony = random.pick(style.harmony);
	return {
		style,
		tempo,
		tonic: Math.round(between(random, style.tonics)),
		swing: between(random, style.swing),
		looseness: style.looseness * (0.6 + 0.8 * random.uniform()),
		harmony,
		progressionsA: pickSome(random, harmony.a, 3),
		progressionsB: pickSome(random, harmony.b, 2),
		roles: style.roles
			.filter((role) => happens(random, role.chance ?? 1))
			.map((role) => chooseRole(random, role)),
		production: chooseProduction(random, style.production, tempo)
	};
}
