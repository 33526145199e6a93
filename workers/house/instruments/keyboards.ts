/** Pianos, organs, harpsichord, accordions. */
import type { ModalPatch } from '../synthesis/patch.ts';
import { analog, envelope, falling, fm, modal, pluck, vibrato, wave } from './define-patch.ts';

/** Stiff strings: partial n lies at n · √(1 + B n²) (Fletcher, 1964). */
function pianoModes(
	count: number,
	tilt: number,
	stiffness: number
): readonly (readonly [number, number, number])[] {
	return Array.from({ length: count }, (_, i) => {
		const n = i + 1;
		// The hammer strikes near an eighth of the string, so the eighth partial is missing.
		const strike = Math.abs(Math.sin((Math.PI * n) / 8.3)) / Math.sin(Math.PI / 8.3);
		return [
			n * Math.sqrt(1 + stiffness * n * n),
			strike * Math.pow(n, -tilt),
			1 / (1 + 0.28 * i)
		] as const;
	});
}

function piano(
	count: number,
	tilt: number,
	patch: Partial<Omit<ModalPatch, 'kind' | 'modes'>>
): ModalPatch {
	return modal(pianoModes(count, tilt, 0.0004), { release: 0.25, ...patch });
}

export const keyboards = {
	grandPiano: piano(12, 0.75, {
		ring: 7,
		ringTrack: 0.6,
		hardness: 0.75,
		strike: 0.1,
		beatCents: 0,
		gain: 0.3
	}),
	feltPiano: piano(8, 1.25, {
		ring: 5,
		ringTrack: 0.6,
		hardness: 0.35,
		strike: 0.16,
		gain: 0.42,
		release: 0.4
	}),
	uprightPiano: piano(8, 0.8, {
		ring: 4,
		ringTrack: 0.55,
		hardness: 0.7,
		strike: 0.16,
		beatCents: 5,
		gain: 0.32
	}),
	electricPiano: fm({
		ratio: 1,
		index: 1.1,
		indexDecay: 0.5,
		indexSustain: 0.3,
		secondRatio: 14,
		secondIndex: 1.3,
		secondLevel: 0.22,
		secondDecay: 0.09,
		amp: envelope(0.002, 2.6, 0.05, 0.25),
		gain: 0.34
	}),
	wurlyPiano: fm({
		ratio: 2,
		index: 0.9,
		indexDecay: 0.35,
		indexSustain: 0.25,
		secondRatio: 5,
		secondIndex: 0.8,
		secondCarrier: 1,
		secondLevel: 0.3,
		secondDecay: 0.2,
		amp: envelope(0.002, 1.6, 0.05, 0.18),
		gain: 0.34
	}),
	glassPiano: fm({
		ratio: 3,
		index: 0.7,
		indexDecay: 0.8,
		carrierRatio: 1,
		secondRatio: 7,
		secondIndex: 0.9,
		secondCarrier: 2,
		secondLevel: 0.25,
		secondDecay: 0.4,
		detuneCents: 6,
		amp: envelope(0.004, 2.2, 0.1, 0.5),
		gain: 0.3
	}),
	clavinet: pluck({
		ring: 1.6,
		damping: 0.12,
		pickHz: 9000,
		pickPosition: 0.08,
		release: 0.05,
		gain: 0.4
	}),
	harpsichord: pluck({
		ring: 3.2,
		damping: 0.08,
		pickHz: 14000,
		pickPosition: 0.12,
		release: 0.09,
		courseCents: 3,
		gain: 0.34
	}),
	drawbarOrgan: wave({
		harmonics: [0.8, 0.9, 0.9, 0.5, 0, 0.4, 0, 0.45],
		unison: 2,
		detuneCents: 3,
		breath: 0.05,
		breathHz: 2200,
		bloom: 0,
		amp: envelope(0.006, 0.2, 0.95, 0.06),
		vibrato: vibrato(6.4, 7, 0),
		tremolo: 0.12,
		gain: 0.34
	}),
	transistorOrgan: wave({
		harmonics: falling(12, 0.9, 0.35),
		bloom: 0,
		amp: envelope(0.004, 0.2, 0.95, 0.05),
		vibrato: vibrato(6.8, 12, 0),
		gain: 0.3
	}),
	pipeOrgan: wave({
		harmonics: [1, 0.7, 0.35, 0.5, 0.15, 0.28, 0.08, 0.3, 0.05, 0.1, 0.04, 0.16],
		unison: 3,
		detuneCents: 3,
		breath: 0.08,
		breathHz: 2600,
		bloom: 0.1,
		amp: envelope(0.05, 0.3, 1, 0.3),
		gain: 0.34
	}),
	fluteStop: wave({
		harmonics: [1, 0.12, 0.18, 0.03, 0.05],
		unison: 2,
		detuneCents: 2,
		breath: 0.16,
		breathHz: 2000,
		bloom: 0.1,
		amp: envelope(0.06, 0.3, 1, 0.25),
		tremolo: 0.06,
		gain: 0.4
	}),
	accordion: wave({
		harmonics: falling(20, 0.75),
		unison: 2,
		detuneCents: 9,
		bloom: 0.25,
		amp: envelope(0.05, 0.4, 0.9, 0.1),
		gain: 0.3
	}),
	bandoneon: wave({
		harmonics: falling(24, 0.6, 0.8),
		formants: [
			[700, 1, 450],
			[1900, 0.6, 700]
		],
		unison: 2,
		detuneCents: 3,
		bloom: 0.35,
		amp: envelope(0.04, 0.5, 0.85, 0.09),
		vibrato: vibrato(4.5, 5, 0.4),
		gain: 0.36
	}),
	harmonium: wave({
		harmonics: falling(18, 0.85),
		unison: 3,
		detuneCents: 6,
		breath: 0.05,
		bloom: 0.2,
		amp: envelope(0.18, 0.4, 0.95, 0.3),
		gain: 0.32
	}),
	housePiano: analog({
		pulse: 0.4,
		unison: 2,
		detuneCents: 4,
		cutoffHz: 2600,
		sweepOctaves: 1.8,
		sweep: envelope(0.001, 0.25, 0, 0.1),
		amp: envelope(0.002, 0.7, 0.25, 0.12),
		gain: 0.3
	})
} as const;
