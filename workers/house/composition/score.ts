/** A finished composition: notes in seconds for instruments in a room. The renderer needs no more. */
import type { InsertDefinition } from '../effects/inserts.ts';
import type { Kit, Patch } from '../synthesis/patch.ts';

export interface ScoreNote {
	readonly startSeconds: number;
	readonly durationSeconds: number;
	/** MIDI number, fractional where a temperament asks for it; unused for drums. */
	readonly pitch: number;
	/** 0 … 1 */
	readonly velocity: number;
	/** The piece of the kit that is struck; for drums only. */
	readonly piece?: string;
}

export interface PartMix {
	readonly gainDb: number;
	/** −1 … 1 */
	readonly pan: number;
	/** How far low and high notes lie apart in the stereo picture, 0 … 1. */
	readonly spread: number;
	readonly reverb: number;
	readonly echo: number;
	/** How far the kick pushes this part down, 0 … 1. */
	readonly duck: number;
}

export interface ScorePart {
	readonly name: string;
	readonly instrument: { readonly patch: Patch } | { readonly kit: Kit };
	/** In order of time. */
	readonly notes: readonly ScoreNote[];
	readonly mix: PartMix;
	readonly inserts: readonly InsertDefinition[];
}

export interface Production {
	readonly reverbSeconds: number;
	readonly reverbSize: number;
	readonly reverbDamping: number;
	readonly reverbLevel: number;
	readonly preDelaySeconds: number;
	readonly echoSeconds: number;
	readonly echoFeedback: number;
	readonly echoToneHz: number;
	readonly echoLevel: number;
	readonly lowDb: number;
	readonly midDb: number;
	readonly midHz: number;
	readonly highDb: number;
	readonly lowPassHz: number;
	readonly saturation: number;
	readonly compression: number;
	/** 0 = mono, 1 = as mixed, above = wider. */
	readonly width: number;
	readonly wow: number;
	readonly duckSeconds: number;
}

export interface Score {
	readonly parts: readonly ScorePart[];
	readonly production: Production;
	readonly durationSeconds: number;
	/** The last seconds fade to silence over this long. */
	readonly fadeSeconds: number;
	readonly gainDb: number;
}
