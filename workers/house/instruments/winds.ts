/** Brass, reeds, flutes, voices. */
import { analog, envelope, falling, vibrato, wave } from './define-patch.ts';

const brassEnvelope = envelope(0.035, 0.35, 0.85, 0.1);
/** Vowels as [hertz, level, width in hertz]; centres as in Peterson and Barney's tables (1952). */
const AH = [
	[730, 1, 110],
	[1090, 0.6, 140],
	[2440, 0.18, 220],
	[3300, 0.08, 300]
] as const;
const OO = [
	[320, 1, 90],
	[870, 0.32, 120],
	[2240, 0.06, 220]
] as const;
const OH = [
	[500, 1, 100],
	[850, 0.55, 120],
	[2400, 0.09, 220],
	[3200, 0.05, 300]
] as const;
const EE = [
	[290, 1, 80],
	[2290, 0.35, 180],
	[3010, 0.2, 240]
] as const;

export const winds = {
	trumpet: analog({
		unison: 1,
		cutoffHz: 1500,
		keyTrack: 0.6,
		resonance: 0.18,
		sweepOctaves: 1.7,
		sweep: envelope(0.05, 0.25, 0.6, 0.1),
		velocityOctaves: 1.4,
		amp: brassEnvelope,
		vibrato: vibrato(5.2, 9, 0.4),
		gain: 0.36
	}),
	brassSection: analog({
		unison: 3,
		detuneCents: 8,
		cutoffHz: 1100,
		keyTrack: 0.5,
		resonance: 0.12,
		sweepOctaves: 2,
		sweep: envelope(0.05, 0.3, 0.6, 0.1),
		velocityOctaves: 1.4,
		amp: brassEnvelope,
		gain: 0.32
	}),
	hornSection: analog({
		unison: 3,
		detuneCents: 7,
		cutoffHz: 750,
		keyTrack: 0.5,
		resonance: 0.08,
		sweepOctaves: 1.2,
		sweep: envelope(0.09, 0.4, 0.7, 0.2),
		velocityOctaves: 1.2,
		amp: envelope(0.08, 0.4, 0.9, 0.2),
		gain: 0.4
	}),
	tuba: analog({
		unison: 1,
		cutoffHz: 420,
		keyTrack: 0.4,
		resonance: 0.1,
		sub: 0.3,
		sweepOctaves: 1.2,
		sweep: envelope(0.04, 0.2, 0.5, 0.1),
		amp: envelope(0.03, 0.3, 0.8, 0.1),
		gain: 0.55
	}),
	mutedTrumpet: analog({
		pulse: 0.6,
		width: 0.16,
		cutoffHz: 2400,
		keyTrack: 0.2,
		resonance: 0.55,
		sweepOctaves: 0.6,
		sweep: envelope(0.04, 0.2, 0.6, 0.1),
		amp: envelope(0.03, 0.3, 0.85, 0.08),
		vibrato: vibrato(5.4, 14, 0.3),
		gain: 0.4
	}),
	saxophone: wave({
		harmonics: falling(28, 0.55),
		formants: [
			[600, 1, 350],
			[1350, 0.7, 420],
			[2700, 0.25, 600]
		],
		breath: 0.1,
		breathHz: 2400,
		bloom: 0.4,
		amp: envelope(0.035, 0.3, 0.9, 0.09),
		vibrato: vibrato(5.1, 16, 0.3),
		glide: 0.05,
		gain: 0.5
	}),
	clarinet: wave({
		harmonics: falling(19, 0.9, 0.1),
		breath: 0.05,
		bloom: 0.3,
		amp: envelope(0.04, 0.3, 0.95, 0.1),
		vibrato: vibrato(5, 5, 0.4),
		glide: 0.03,
		gain: 0.45
	}),
	oboe: wave({
		harmonics: falling(24, 0.4),
		formants: [
			[1100, 1, 350],
			[2900, 0.6, 500]
		],
		breath: 0.04,
		bloom: 0.25,
		amp: envelope(0.04, 0.3, 0.95, 0.09),
		vibrato: vibrato(5.4, 12, 0.25),
		gain: 0.42
	}),
	flute: wave({
		harmonics: [1, 0.45, 0.2, 0.08, 0.04, 0.02],
		breath: 0.22,
		breathHz: 2200,
		bloom: 0.15,
		amp: envelope(0.05, 0.3, 0.95, 0.12),
		vibrato: vibrato(5, 12, 0.3),
		tremolo: 0.12,
		gain: 0.46
	}),
	bambooFlute: wave({
		harmonics: [1, 0.2, 0.28, 0.05, 0.08],
		breath: 0.55,
		breathHz: 1700,
		bloom: 0.2,
		amp: envelope(0.08, 0.4, 0.9, 0.2),
		vibrato: vibrato(4.6, 24, 0.45),
		glide: 0.09,
		gain: 0.46
	}),
	panPipes: wave({
		harmonics: [1, 0.08, 0.3, 0.03, 0.1],
		breath: 0.7,
		breathHz: 1500,
		bloom: 0.1,
		amp: envelope(0.03, 0.25, 0.7, 0.12),
		gain: 0.45
	}),
	whistle: wave({
		harmonics: [1, 0.03],
		breath: 0.12,
		breathHz: 1200,
		bloom: 0,
		amp: envelope(0.05, 0.2, 0.95, 0.1),
		vibrato: vibrato(5.8, 28, 0.15),
		glide: 0.08,
		gain: 0.4
	}),
	harmonica: wave({
		harmonics: falling(24, 0.55),
		formants: [
			[900, 1, 600],
			[2300, 0.5, 700]
		],
		unison: 2,
		detuneCents: 4,
		breath: 0.06,
		bloom: 0.35,
		amp: envelope(0.04, 0.3, 0.9, 0.08),
		vibrato: vibrato(5.5, 8, 0.2),
		tremolo: 0.25,
		glide: 0.08,
		gain: 0.42
	}),
	choirAh: wave({
		formants: AH,
		unison: 3,
		detuneCents: 11,
		breath: 0.06,
		breathHz: 2600,
		bloom: 0.15,
		amp: envelope(0.3, 0.5, 0.95, 0.6),
		vibrato: vibrato(5.2, 14, 0.3),
		gain: 0.44
	}),
	choirOo: wave({
		formants: OO,
		unison: 3,
		detuneCents: 10,
		breath: 0.05,
		bloom: 0.1,
		amp: envelope(0.35, 0.5, 0.95, 0.7),
		vibrato: vibrato(4.9, 12, 0.3),
		gain: 0.5
	}),
	choirOh: wave({
		formants: OH,
		unison: 3,
		detuneCents: 12,
		breath: 0.05,
		bloom: 0.15,
		amp: envelope(0.25, 0.5, 0.95, 0.6),
		vibrato: vibrato(5, 15, 0.3),
		gain: 0.46
	}),
	voiceLead: wave({
		formants: OH,
		unison: 1,
		breath: 0.05,
		bloom: 0.2,
		amp: envelope(0.07, 0.3, 0.95, 0.16),
		vibrato: vibrato(5.6, 24, 0.3),
		glide: 0.09,
		gain: 0.5
	}),
	voiceStab: wave({
		formants: AH,
		unison: 2,
		detuneCents: 9,
		breath: 0.08,
		bloom: 0.2,
		amp: envelope(0.02, 0.25, 0.6, 0.1),
		gain: 0.5
	}),
	voiceEe: wave({
		formants: EE,
		unison: 2,
		detuneCents: 12,
		breath: 0.06,
		bloom: 0.1,
		amp: envelope(0.2, 0.4, 0.9, 0.5),
		vibrato: vibrato(5.3, 16, 0.2),
		gain: 0.5
	})
} as const;
