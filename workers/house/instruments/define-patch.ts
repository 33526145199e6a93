/** Patches written short: a definition says what differs from a plain instrument of its kind. */
import type {
	AnalogPatch,
	Envelope,
	FmPatch,
	ModalPatch,
	Mode,
	NoisePatch,
	PluckPatch,
	Vibrato,
	WavePatch
} from '../synthesis/patch.ts';

export function envelope(
	attack: number,
	decay: number,
	sustain: number,
	release: number
): Envelope {
	return { attack, decay, sustain, release };
}

export function vibrato(rateHz: number, cents: number, delaySeconds: number): Vibrato {
	return { rateHz, cents, delaySeconds };
}

const STEADY = vibrato(5, 0, 0);

export function analog(patch: Partial<Omit<AnalogPatch, 'kind'>>): AnalogPatch {
	return {
		kind: 'analog',
		pulse: 0,
		width: 0.5,
		unison: 1,
		detuneCents: 6,
		sub: 0,
		noise: 0,
		cutoffHz: 2000,
		keyTrack: 0.5,
		resonance: 0.15,
		sweepOctaves: 0,
		sweep: envelope(0.001, 0.3, 0, 0.2),
		velocityOctaves: 0.8,
		lfoRateHz: 0.2,
		lfoOctaves: 0,
		amp: envelope(0.005, 0.3, 0.7, 0.2),
		vibrato: STEADY,
		glide: 0,
		gain: 0.3,
		...patch
	};
}

export function fm(patch: Partial<Omit<FmPatch, 'kind'>>): FmPatch {
	return {
		kind: 'fm',
		ratio: 1,
		index: 1,
		indexDecay: 0.4,
		indexSustain: 0.2,
		carrierRatio: 1,
		secondRatio: 14,
		secondIndex: 0.5,
		secondCarrier: 1,
		secondLevel: 0,
		secondDecay: 0.1,
		detuneCents: 3,
		amp: envelope(0.002, 1.6, 0.1, 0.25),
		vibrato: STEADY,
		gain: 0.3,
		...patch
	};
}

export function pluck(patch: Partial<Omit<PluckPatch, 'kind'>>): PluckPatch {
	return {
		kind: 'pluck',
		ring: 3,
		damping: 0.3,
		pickHz: 4000,
		pickPosition: 0.18,
		release: 0.12,
		buzz: 0,
		courseCents: 0,
		slideCents: 0,
		gain: 0.45,
		...patch
	};
}

/** `modes`: [ratio, level, decay] each. */
export function modal(
	modes: readonly (readonly [number, number, number])[],
	patch: Partial<Omit<ModalPatch, 'kind' | 'modes'>>
): ModalPatch {
	return {
		kind: 'modal',
		modes: modes.map(([ratio, level, decay]): Mode => ({ ratio, level, decay })),
		ring: 1.5,
		ringTrack: 0.5,
		hardness: 0.5,
		strike: 0.1,
		release: 10,
		beatCents: 0,
		tremoloHz: 5,
		tremolo: 0,
		gain: 0.35,
		...patch
	};
}

export function wave(patch: Partial<Omit<WavePatch, 'kind'>>): WavePatch {
	return {
		kind: 'wave',
		harmonics: [1],
		formants: [],
		unison: 1,
		detuneCents: 5,
		breath: 0,
		breathHz: 1500,
		bloom: 0.3,
		amp: envelope(0.04, 0.3, 0.9, 0.15),
		vibrato: STEADY,
		tremolo: 0,
		glide: 0,
		gain: 0.4,
		...patch
	};
}

export function noise(patch: Partial<Omit<NoisePatch, 'kind'>>): NoisePatch {
	return {
		kind: 'noise',
		lowHz: 200,
		highHz: 3000,
		driftHz: 0.07,
		driftOctaves: 0.6,
		crackle: 0,
		amp: envelope(3, 1, 1, 3),
		gain: 0.1,
		...patch
	};
}

/** Harmonics that fall by a power of their number; `even` scales the even ones. */
export function falling(count: number, power: number, even = 1): readonly number[] {
	return Array.from(
		{ length: count },
		(_, i) => Math.pow(i + 1, -power) * (i % 2 === 1 ? even : 1)
	);
}
