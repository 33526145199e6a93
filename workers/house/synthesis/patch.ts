/**
 * What an instrument is: numbers only, so that an artist's hand can vary them and the same patch
 * sounds on every machine and at every sample rate. Each kind is played by one voice in this folder.
 *
 * Units: seconds, hertz, cents, octaves; levels and amounts are linear, 1 = full.
 */
export interface Envelope {
	/** Linear rise to full. */
	readonly attack: number;
	/** Exponential fall to `sustain`; three quarters done after a third of it. */
	readonly decay: number;
	/** 0 … 1 */
	readonly sustain: number;
	/** Time to fall by 60 dB once the note is let go. */
	readonly release: number;
}

export interface Vibrato {
	readonly rateHz: number;
	readonly cents: number;
	readonly delaySeconds: number;
}

/** Detuned band-limited oscillators through a resonant low-pass filter. */
export interface AnalogPatch {
	readonly kind: 'analog';
	/** 0 = saw, 1 = pulse, between = both. */
	readonly pulse: number;
	/** Duty cycle of the pulse, 0.05 … 0.5. */
	readonly width: number;
	readonly unison: number;
	readonly detuneCents: number;
	/** A sine one octave below. */
	readonly sub: number;
	readonly noise: number;
	readonly cutoffHz: number;
	/** How far the cutoff follows the pitch: 0 … 1. */
	readonly keyTrack: number;
	/** 0 … 0.95 */
	readonly resonance: number;
	readonly sweepOctaves: number;
	readonly sweep: Envelope;
	/** Cutoff's rise from the softest to the hardest note. */
	readonly velocityOctaves: number;
	readonly lfoRateHz: number;
	readonly lfoOctaves: number;
	readonly amp: Envelope;
	readonly vibrato: Vibrato;
	/** Slide from the previous note's pitch, in seconds; 0 = none. */
	readonly glide: number;
	readonly gain: number;
}

/** Two pairs of sine operators: modulator → carrier. */
export interface FmPatch {
	readonly kind: 'fm';
	readonly ratio: number;
	readonly index: number;
	/** Time constant of the modulation's fall. */
	readonly indexDecay: number;
	/** What remains of the index after its fall, 0 … 1. */
	readonly indexSustain: number;
	readonly carrierRatio: number;
	readonly secondRatio: number;
	readonly secondIndex: number;
	readonly secondCarrier: number;
	readonly secondLevel: number;
	readonly secondDecay: number;
	readonly detuneCents: number;
	readonly amp: Envelope;
	readonly vibrato: Vibrato;
	readonly gain: number;
}

/** Karplus and Strong's plucked string, as extended by Jaffe and Smith. */
export interface PluckPatch {
	readonly kind: 'pluck';
	/** Time to fall by 60 dB at middle C; lower strings ring longer. */
	readonly ring: number;
	/** Loss of highs in the string: 0 = bright … 0.5 = dull. */
	readonly damping: number;
	/** Hardness of the pick: the excitation's low-pass cutoff in hertz. */
	readonly pickHz: number;
	/** Where the string is plucked, as a part of its length. */
	readonly pickPosition: number;
	/** Time to fall silent once let go. */
	readonly release: number;
	/** A curved bridge's buzz, 0 … 1. */
	readonly buzz: number;
	/** Two strings a few cents apart (mandolin, twelve strings); 0 = one string. */
	readonly courseCents: number;
	/** Bend into the note, in cents. */
	readonly slideCents: number;
	readonly gain: number;
}

export interface Mode {
	readonly ratio: number;
	readonly level: number;
	/** Relative to the patch's `ring`. */
	readonly decay: number;
}

/** A bank of decaying sines: bars, bells, plates, pianos. */
export interface ModalPatch {
	readonly kind: 'modal';
	readonly modes: readonly Mode[];
	/** Time to fall by 60 dB at middle C. */
	readonly ring: number;
	/** How much longer low notes ring: octaves of time per octave of pitch. */
	readonly ringTrack: number;
	/** Velocity's and hardness' effect on high modes, 0 = soft … 1 = hard. */
	readonly hardness: number;
	readonly strike: number;
	readonly release: number;
	/** Beating copies of each mode, in cents (piano strings, paired gongs). */
	readonly beatCents: number;
	readonly tremoloHz: number;
	readonly tremolo: number;
	readonly gain: number;
}

/** Single-cycle waves made of harmonics, with breath: organs, winds, reeds, voices. */
export interface WavePatch {
	readonly kind: 'wave';
	/** Levels of the harmonics 1, 2, 3 … */
	readonly harmonics: readonly number[];
	/** Formants shape the harmonics by their real frequency: [hertz, level, width in hertz]. */
	readonly formants: readonly (readonly [number, number, number])[];
	readonly unison: number;
	readonly detuneCents: number;
	readonly breath: number;
	readonly breathHz: number;
	/** How much darker the start and the soft notes are, 0 … 1. */
	readonly bloom: number;
	readonly amp: Envelope;
	readonly vibrato: Vibrato;
	readonly tremolo: number;
	readonly glide: number;
	readonly gain: number;
}

/** A bed of filtered noise or crackle. */
export interface NoisePatch {
	readonly kind: 'noise';
	readonly lowHz: number;
	readonly highHz: number;
	readonly driftHz: number;
	readonly driftOctaves: number;
	/** Crackles per second; 0 = steady noise. */
	readonly crackle: number;
	readonly amp: Envelope;
	readonly gain: number;
}

export type Patch = AnalogPatch | FmPatch | PluckPatch | ModalPatch | WavePatch | NoisePatch;

export interface DrumTone {
	readonly hz: number;
	/** Falls from this many octaves above … */
	readonly sweepOctaves: number;
	/** … with this time constant. */
	readonly sweepSeconds: number;
	readonly decay: number;
	readonly level: number;
}

/** A struck thing: falling sines, a band of noise, a cluster of metal; heard once per hit. */
export interface DrumPatch {
	readonly tones: readonly DrumTone[];
	readonly noise: {
		readonly level: number;
		readonly decay: number;
		readonly lowHz: number;
		readonly highHz: number;
		/** Separate bursts, as in a clap, this many seconds apart. */
		readonly bursts: number;
		readonly gap: number;
	};
	readonly metal: { readonly level: number; readonly decay: number; readonly hz: number };
	readonly drive: number;
	readonly gain: number;
	/** −1 … 1 */
	readonly pan: number;
}

export type Kit = Readonly<Record<string, DrumPatch>>;
