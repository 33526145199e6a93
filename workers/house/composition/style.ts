/**
 * What a style is: data that the composer reads. Numbers in pairs are the range that artists choose
 * from; lists are what artists choose among, so that each has a hand of his own.
 *
 * Patterns are strings of one character per step:
 *   drums, rhythms   X loud, x full, o soft, g ghost, ? now and then, - holds on, . rest
 *   bass figures     R root, L root an octave down, O octave up, T third, F fifth, S seventh or sixth,
 *                    N scale step above, A step into the next chord; lower case = softer
 *   arpeggios        0 … 9 the tones of the chord upwards, wrapping into the next octave
 *   chords           as rhythms; b = the bass note alone, ^ = strummed upwards
 * A pattern longer than a bar runs on over the following bars.
 */
import type { InsertDefinition } from '../effects/inserts.ts';
import type { InstrumentName } from '../instruments/instruments.ts';
import type { KitName } from '../instruments/kits.ts';
import type { NameStyle } from '../names/names.ts';
import type { ScaleName } from './theory.ts';

export type Range = readonly [number, number];

export interface Harmony {
	readonly mode: ScaleName;
	/** Progressions for most sections, and for contrast. */
	readonly a: readonly string[];
	readonly b: readonly string[];
	/** The last chord. */
	readonly end: string;
}

/** [piece, pattern, plays from this intensity on] */
export type BeatLine = readonly [string, string, number?];
export type Beat = readonly BeatLine[];
export type Fill = 'toms' | 'snare' | 'gap' | 'none';

export type Play =
	| {
			readonly kind: 'drums';
			readonly kits: readonly KitName[];
			readonly beats: readonly Beat[];
			readonly fills: readonly Fill[];
			/** How often a bar is taken apart: stutters, moved and missing hits. */
			readonly glitch?: number;
	  }
	| { readonly kind: 'bass'; readonly figures: readonly string[]; readonly length: number }
	| {
			readonly kind: 'chords';
			readonly rhythms: readonly string[];
			readonly voices: number;
			readonly voicing: 'close' | 'open' | 'power' | 'guitar';
			readonly strumSeconds?: number;
			readonly length: number;
	  }
	| {
			readonly kind: 'arpeggio';
			readonly figures: readonly string[];
			readonly voices: number;
			readonly length: number;
	  }
	| {
			readonly kind: 'melody';
			readonly rhythms: readonly string[];
			/** Chance of a leap rather than a step. */
			readonly leap: number;
			/** Chance that a phrase's answer is left out. */
			readonly rest: number;
			/** Chance of a grace note. */
			readonly ornament: number;
			readonly length: number;
			/** Notes are struck again every so many steps, as on a mandolin. */
			readonly tremoloSteps?: number;
			/** A second voice this many scale steps below. */
			readonly parallel?: number;
			/** Another scale for the tune, such as blues over major chords. */
			readonly scale?: ScaleName;
	  }
	| { readonly kind: 'counter'; readonly barsPerNote: number; readonly tones: number }
	| {
			readonly kind: 'ostinato';
			/** Lengths of the repeated cell, in steps. */
			readonly cells: readonly number[];
			readonly density: number;
			readonly stepsPerNote: number;
			readonly length: number;
	  }
	| {
			readonly kind: 'sustain';
			readonly voices: number;
			readonly voicing: 'close' | 'open' | 'power' | 'drone';
	  }
	| { readonly kind: 'texture' };

export interface Role {
	readonly name: string;
	readonly play: Play;
	/** Patches that artists choose among; empty for drums. */
	readonly instruments: readonly InstrumentName[];
	/** Lowest and highest MIDI pitch. */
	readonly range: Range;
	readonly levelDb: number;
	readonly pan?: number;
	readonly spread?: number;
	readonly reverb?: number;
	readonly echo?: number;
	readonly duck?: number;
	readonly inserts?: readonly InsertDefinition[];
	/** Plays where the section's intensity is at least this … */
	readonly from?: number;
	/** … and at most this. */
	readonly upTo?: number;
	/** Plays only in sections with these letters. */
	readonly sections?: string;
	/** Share of artists that have this role; 1 if absent. */
	readonly chance?: number;
}

export interface ProductionRanges {
	readonly reverbSeconds: Range;
	readonly reverbSize: Range;
	readonly reverbDamping: Range;
	readonly reverbLevel: Range;
	/** In beats. */
	readonly echoBeats: readonly number[];
	readonly echoFeedback: Range;
	readonly echoLevel: Range;
	readonly echoToneHz: Range;
	readonly lowDb: Range;
	readonly highDb: Range;
	readonly saturation: Range;
	readonly compression: Range;
	readonly width: Range;
	readonly wow?: Range;
	readonly lowPassHz?: Range;
}

export interface StyleDefinition {
	readonly id: string;
	readonly name: string;
	readonly family: string;
	readonly names: NameStyle;
	/** Beats a minute. */
	readonly tempo: Range;
	readonly beatsPerBar: number;
	readonly stepsPerBar: number;
	/** Share of a pair of steps that the first takes: 0.5 straight … 0.67 triplets. */
	readonly swing: Range;
	/** Steps in each half of a swung pair. */
	readonly swingSteps: number;
	/** How far the tempo breathes, as a part of it. */
	readonly rubato: number;
	/** Standard deviation of timing, in seconds. */
	readonly looseness: number;
	readonly tonics: Range;
	readonly harmony: readonly Harmony[];
	/** Bars in a phrase. */
	readonly phraseBars: number;
	/**
	 * Forms: sections as letter, intensity 0 … 9 and weight, e.g. "i2:1 A6:2 B9:2 o3:1".
	 * i intro, A B C themes, k break, o outro.
	 */
	readonly forms: readonly string[];
	readonly ending: 'cadence' | 'fade' | 'ring';
	readonly roles: readonly Role[];
	readonly production: ProductionRanges;
	/** Cents added to each semitone above the tonic, for tunings that are not tempered. */
	readonly temperament?: readonly number[];
	/** Brings this style's mean loudness to the target before the table of gains is applied. */
	readonly gainDb: number;
}
