/**
 * Turns a patch into an artist's own: tone, envelope and movement shift by amounts that keep the
 * instrument what it is. `amount` 0.5 suits an artist, 1 and above suit training.
 */
import type { Random } from '#lib/domain/random.ts';
import type {
	AnalogPatch,
	Envelope,
	FmPatch,
	ModalPatch,
	Patch,
	PluckPatch,
	Vibrato,
	WavePatch
} from '../synthesis/patch.ts';

class Variation {
	private readonly random: Random;
	private readonly amount: number;

	constructor(random: Random, amount: number) {
		this.random = random;
		this.amount = amount;
	}

	/** A factor whose logarithm is normal: `octaves` is its spread at amount 1. */
	scale(value: number, octaves: number): number {
		return value * Math.pow(2, this.random.normal() * octaves * this.amount);
	}

	within(value: number, spread: number, low: number, high: number): number {
		return Math.max(low, Math.min(high, value + this.random.normal() * spread * this.amount));
	}

	envelope(envelope: Envelope): Envelope {
		return {
			attack: this.scale(envelope.attack, 0.5),
			decay: this.scale(envelope.decay, 0.5),
			sustain: envelope.sustain === 0 ? 0 : this.within(envelope.sustain, 0.12, 0.05, 1),
			release: this.scale(envelope.release, 0.5)
		};
	}

	vibrato(vibrato: Vibrato): Vibrato {
		return {
			rateHz: this.scale(vibrato.rateHz, 0.2),
			cents: this.scale(vibrato.cents, 0.5),
			delaySeconds: this.scale(vibrato.delaySeconds, 0.5)
		};
	}
}

function varyAnalog(patch: AnalogPatch, by: Variation): AnalogPatch {
	return {
		...patch,
		pulse: by.within(patch.pulse, 0.25, 0, 1),
		width: by.within(patch.width, 0.12, 0.08, 0.5),
		detuneCents: by.scale(patch.detuneCents, 0.6),
		sub: by.scale(patch.sub, 0.5),
		noise: by.scale(patch.noise, 0.7),
		cutoffHz: by.scale(patch.cutoffHz, 0.7),
		resonance: by.within(patch.resonance, 0.15, 0, 0.9),
		sweepOctaves: by.scale(patch.sweepOctaves, 0.4),
		sweep: by.envelope(patch.sweep),
		lfoRateHz: by.scale(patch.lfoRateHz, 0.5),
		lfoOctaves: by.scale(patch.lfoOctaves, 0.5),
		amp: by.envelope(patch.amp),
		vibrato: by.vibrato(patch.vibrato)
	};
}

function varyFm(patch: FmPatch, by: Variation): FmPatch {
	return {
		...patch,
		index: by.scale(patch.index, 0.6),
		indexDecay: by.scale(patch.indexDecay, 0.6),
		secondIndex: by.scale(patch.secondIndex, 0.6),
		secondLevel: by.scale(patch.secondLevel, 0.6),
		detuneCents: by.scale(patch.detuneCents, 0.6),
		amp: by.envelope(patch.amp),
		vibrato: by.vibrato(patch.vibrato)
	};
}

function varyPluck(patch: PluckPatch, by: Variation): PluckPatch {
	return {
		...patch,
		ring: by.scale(patch.ring, 0.5),
		damping: by.within(patch.damping, 0.12, 0.02, 0.5),
		pickHz: by.scale(patch.pickHz, 0.6),
		pickPosition: by.within(patch.pickPosition, 0.06, 0.04, 0.5),
		courseCents: by.scale(patch.courseCents, 0.6)
	};
}

function varyModal(patch: ModalPatch, by: Variation): ModalPatch {
	return {
		...patch,
		modes: patch.modes.map((mode, index) => ({
			ratio: mode.ratio,
			level: index === 0 ? mode.level : by.scale(mode.level, 0.8),
			decay: by.scale(mode.decay, 0.3)
		})),
		ring: by.scale(patch.ring, 0.5),
		hardness: by.within(patch.hardness, 0.2, 0, 1),
		strike: by.scale(patch.strike, 0.6),
		beatCents: by.scale(patch.beatCents, 0.5),
		tremoloHz: by.scale(patch.tremoloHz, 0.3)
	};
}

function varyWave(patch: WavePatch, by: Variation): WavePatch {
	const throat = by.scale(1, 0.18);
	return {
		...patch,
		harmonics: patch.harmonics.map((level, n) => (n === 0 ? level : by.scale(level, 0.6))),
		formants: patch.formants.map(([hz, level, width]) => [
			hz * throat,
			by.scale(level, 0.4),
			width
		]),
		detuneCents: by.scale(patch.detuneCents, 0.5),
		breath: by.scale(patch.breath, 0.6),
		bloom: by.within(patch.bloom, 0.2, 0, 1),
		amp: by.envelope(patch.amp),
		vibrato: by.vibrato(patch.vibrato)
	};
}

export function varyPatch(patch: Patch, random: Random, amount: number): Patch {
	const by = new Variation(random, amount);
	switch (patch.kind) {
		case 'analog':
			return varyAnalog(patch, by);
		case 'fm':
			return varyFm(patch, by);
		case 'pluck':
			return varyPluck(patch, by);
		case 'modal':
			return varyModal(patch, by);
		case 'wave':
			return varyWave(patch, by);
		case 'noise':
			return { ...patch, lowHz: by.scale(patch.lowHz, 0.5), highHz: by.scale(patch.highHz, 0.5) };
	}
}
