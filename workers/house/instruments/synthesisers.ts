/** Synthesisers that are not pretending to be anything else, and beds of noise. */
import { analog, envelope, falling, fm, noise, vibrato, wave } from './define-patch.ts';

/** A triangle in sixteen levels up and down, as early game consoles played it. */
function steppedTriangle(count: number): readonly number[] {
	return Array.from({ length: count }, (_, i) => {
		const n = i + 1;
		const triangle = n % 2 === 1 ? (8 / (Math.PI * Math.PI * n * n)) * (n % 4 === 1 ? 1 : -1) : 0;
		const staircase = n === 31 || n === 33 ? 0.03 : 0;
		return triangle + staircase;
	});
}

export const synthesisers = {
	subBass: analog({
		sub: 0,
		unison: 1,
		cutoffHz: 240,
		keyTrack: 0.6,
		resonance: 0.1,
		velocityOctaves: 0.4,
		amp: envelope(0.006, 0.3, 0.9, 0.08),
		gain: 0.6
	}),
	roundBass: analog({
		sub: 0.5,
		cutoffHz: 420,
		keyTrack: 0.4,
		resonance: 0.2,
		sweepOctaves: 1.4,
		sweep: envelope(0.001, 0.18, 0.1, 0.1),
		amp: envelope(0.003, 0.4, 0.7, 0.07),
		gain: 0.45
	}),
	rubberBass: analog({
		pulse: 1,
		width: 0.4,
		sub: 0.3,
		cutoffHz: 380,
		resonance: 0.45,
		sweepOctaves: 2,
		sweep: envelope(0.001, 0.14, 0.05, 0.1),
		amp: envelope(0.002, 0.3, 0.6, 0.06),
		gain: 0.42
	}),
	acidBass: analog({
		cutoffHz: 420,
		keyTrack: 0.3,
		resonance: 0.82,
		sweepOctaves: 2.6,
		sweep: envelope(0.001, 0.16, 0, 0.1),
		velocityOctaves: 2.6,
		amp: envelope(0.002, 0.3, 0.7, 0.05),
		glide: 0.05,
		gain: 0.36
	}),
	reeseBass: analog({
		unison: 3,
		detuneCents: 22,
		sub: 0.6,
		cutoffHz: 520,
		keyTrack: 0.2,
		resonance: 0.15,
		lfoRateHz: 0.35,
		lfoOctaves: 0.6,
		amp: envelope(0.008, 0.3, 0.95, 0.08),
		gain: 0.42
	}),
	growlBass: fm({
		ratio: 1,
		index: 3.2,
		indexDecay: 0.25,
		indexSustain: 0.35,
		carrierRatio: 1,
		secondRatio: 2,
		secondCarrier: 1,
		secondIndex: 1.5,
		secondLevel: 0.3,
		secondDecay: 0.3,
		amp: envelope(0.003, 0.5, 0.75, 0.06),
		gain: 0.36
	}),
	fmBass: fm({
		ratio: 2,
		index: 1.8,
		indexDecay: 0.12,
		indexSustain: 0.15,
		amp: envelope(0.002, 0.5, 0.5, 0.06),
		gain: 0.46
	}),
	warmPad: analog({
		unison: 4,
		detuneCents: 12,
		cutoffHz: 900,
		keyTrack: 0.4,
		resonance: 0.1,
		sweepOctaves: 0.8,
		sweep: envelope(1.2, 2, 0.6, 1),
		lfoRateHz: 0.13,
		lfoOctaves: 0.4,
		amp: envelope(0.7, 1, 0.9, 1.4),
		gain: 0.28
	}),
	darkPad: analog({
		pulse: 0.5,
		unison: 3,
		detuneCents: 14,
		cutoffHz: 480,
		keyTrack: 0.3,
		resonance: 0.2,
		lfoRateHz: 0.09,
		lfoOctaves: 0.7,
		amp: envelope(1.4, 2, 0.9, 2.4),
		gain: 0.36
	}),
	brightPad: analog({
		unison: 5,
		detuneCents: 16,
		cutoffHz: 2600,
		keyTrack: 0.3,
		sweepOctaves: 0.8,
		sweep: envelope(0.5, 1.5, 0.5, 1),
		lfoRateHz: 0.2,
		lfoOctaves: 0.3,
		amp: envelope(0.3, 1, 0.85, 1),
		gain: 0.24
	}),
	glassPad: fm({
		ratio: 2,
		index: 0.9,
		indexDecay: 3,
		indexSustain: 0.6,
		carrierRatio: 1,
		secondRatio: 3,
		secondCarrier: 2,
		secondIndex: 0.6,
		secondLevel: 0.35,
		secondDecay: 4,
		detuneCents: 8,
		amp: envelope(0.8, 1.5, 0.85, 1.8),
		vibrato: vibrato(4.2, 5, 0.5),
		gain: 0.26
	}),
	hollowPad: wave({
		harmonics: falling(15, 1.1, 0.08),
		unison: 3,
		detuneCents: 8,
		breath: 0.1,
		breathHz: 900,
		bloom: 0.4,
		amp: envelope(0.9, 1, 0.9, 1.8),
		gain: 0.36
	}),
	droneTone: analog({
		pulse: 0.3,
		unison: 3,
		detuneCents: 9,
		sub: 0.3,
		cutoffHz: 340,
		keyTrack: 0.2,
		resonance: 0.35,
		lfoRateHz: 0.06,
		lfoOctaves: 1.1,
		amp: envelope(3, 3, 0.9, 4),
		gain: 0.36
	}),
	superSaw: analog({
		unison: 6,
		detuneCents: 22,
		cutoffHz: 5000,
		keyTrack: 0.3,
		sweepOctaves: 0.6,
		sweep: envelope(0.005, 0.4, 0.3, 0.2),
		amp: envelope(0.006, 0.5, 0.75, 0.25),
		gain: 0.24
	}),
	brightLead: analog({
		pulse: 0.35,
		unison: 2,
		detuneCents: 8,
		cutoffHz: 3200,
		resonance: 0.25,
		sweepOctaves: 0.9,
		sweep: envelope(0.004, 0.3, 0.4, 0.2),
		amp: envelope(0.008, 0.3, 0.85, 0.15),
		vibrato: vibrato(5.6, 14, 0.25),
		glide: 0.06,
		gain: 0.3
	}),
	softLead: wave({
		harmonics: falling(8, 1.5),
		unison: 2,
		detuneCents: 5,
		bloom: 0.3,
		amp: envelope(0.03, 0.3, 0.9, 0.2),
		vibrato: vibrato(5.1, 12, 0.25),
		glide: 0.07,
		gain: 0.42
	}),
	whineLead: analog({
		unison: 1,
		cutoffHz: 2600,
		keyTrack: 0.6,
		resonance: 0.5,
		amp: envelope(0.01, 0.3, 0.9, 0.1),
		vibrato: vibrato(6, 18, 0.2),
		glide: 0.11,
		gain: 0.32
	}),
	pluckSynth: analog({
		pulse: 0.4,
		unison: 2,
		detuneCents: 7,
		cutoffHz: 900,
		resonance: 0.25,
		sweepOctaves: 2.6,
		sweep: envelope(0.001, 0.2, 0, 0.15),
		amp: envelope(0.002, 0.45, 0, 0.2),
		gain: 0.36
	}),
	stabSynth: analog({
		unison: 3,
		detuneCents: 12,
		cutoffHz: 1200,
		resonance: 0.3,
		sweepOctaves: 1.8,
		sweep: envelope(0.002, 0.22, 0.05, 0.15),
		amp: envelope(0.003, 0.4, 0.25, 0.16),
		gain: 0.32
	}),
	dubStab: analog({
		pulse: 0.3,
		unison: 2,
		detuneCents: 10,
		cutoffHz: 700,
		resonance: 0.4,
		sweepOctaves: 1.2,
		sweep: envelope(0.004, 0.3, 0.1, 0.2),
		amp: envelope(0.004, 0.3, 0.1, 0.2),
		gain: 0.4
	}),
	chipPulse: analog({
		pulse: 1,
		width: 0.25,
		cutoffHz: 14000,
		keyTrack: 0,
		resonance: 0,
		velocityOctaves: 0,
		amp: envelope(0.001, 0.2, 0.7, 0.03),
		vibrato: vibrato(6.5, 14, 0.2),
		gain: 0.24
	}),
	chipSquare: analog({
		pulse: 1,
		width: 0.5,
		cutoffHz: 14000,
		keyTrack: 0,
		resonance: 0,
		velocityOctaves: 0,
		amp: envelope(0.001, 0.3, 0.5, 0.03),
		gain: 0.22
	}),
	chipThin: analog({
		pulse: 1,
		width: 0.125,
		cutoffHz: 14000,
		keyTrack: 0,
		resonance: 0,
		velocityOctaves: 0,
		amp: envelope(0.001, 0.12, 0.3, 0.03),
		gain: 0.26
	}),
	chipTriangle: wave({
		harmonics: steppedTriangle(33),
		bloom: 0,
		amp: envelope(0.001, 0.2, 1, 0.02),
		gain: 0.5
	}),
	glitchPluck: fm({
		ratio: 5.3,
		index: 2.4,
		indexDecay: 0.06,
		indexSustain: 0,
		secondRatio: 0.5,
		secondCarrier: 3,
		secondIndex: 3,
		secondLevel: 0.3,
		secondDecay: 0.04,
		amp: envelope(0.001, 0.3, 0, 0.1),
		gain: 0.36
	}),
	wind: noise({ lowHz: 250, highHz: 900, driftHz: 0.06, driftOctaves: 1, gain: 0.16 }),
	rain: noise({ lowHz: 1800, highHz: 8000, driftHz: 0.04, driftOctaves: 0.3, gain: 0.06 }),
	tapeHiss: noise({
		lowHz: 2500,
		highHz: 9000,
		driftHz: 0.02,
		driftOctaves: 0.1,
		amp: envelope(0.5, 1, 1, 0.8),
		gain: 0.025
	}),
	crackle: noise({
		lowHz: 700,
		highHz: 5200,
		driftHz: 0.1,
		driftOctaves: 0.2,
		crackle: 26,
		amp: envelope(0.3, 1, 1, 0.5),
		gain: 0.1
	}),
	applause: noise({
		lowHz: 700,
		highHz: 3600,
		driftHz: 0.3,
		driftOctaves: 0.15,
		crackle: 2600,
		amp: envelope(0.6, 1, 1, 1.6),
		gain: 0.1
	}),
	surf: noise({ lowHz: 180, highHz: 3200, driftHz: 0.11, driftOctaves: 1.4, gain: 0.1 })
} as const;
