/** Plucked and bowed strings, and basses. */
import { analog, envelope, pluck, vibrato } from './define-patch.ts';

export const strings = {
	nylonGuitar: pluck({
		ring: 3.2,
		damping: 0.4,
		pickHz: 2600,
		pickPosition: 0.22,
		release: 0.15,
		gain: 0.5
	}),
	flamencoGuitar: pluck({
		ring: 2,
		damping: 0.26,
		pickHz: 5200,
		pickPosition: 0.11,
		release: 0.1,
		gain: 0.48
	}),
	steelGuitar: pluck({
		ring: 4.5,
		damping: 0.16,
		pickHz: 6500,
		pickPosition: 0.15,
		release: 0.12,
		gain: 0.45
	}),
	twelveString: pluck({
		ring: 4.5,
		damping: 0.12,
		pickHz: 8000,
		pickPosition: 0.14,
		courseCents: 7,
		gain: 0.42
	}),
	electricGuitar: pluck({
		ring: 5,
		damping: 0.22,
		pickHz: 4200,
		pickPosition: 0.25,
		release: 0.07,
		gain: 0.45
	}),
	twangGuitar: pluck({
		ring: 4,
		damping: 0.14,
		pickHz: 7500,
		pickPosition: 0.09,
		release: 0.08,
		gain: 0.45
	}),
	mutedGuitar: pluck({
		ring: 0.28,
		damping: 0.35,
		pickHz: 5000,
		pickPosition: 0.12,
		release: 0.04,
		gain: 0.55
	}),
	banjo: pluck({
		ring: 1.1,
		damping: 0.1,
		pickHz: 11000,
		pickPosition: 0.07,
		release: 0.2,
		gain: 0.45
	}),
	mandolin: pluck({
		ring: 1.3,
		damping: 0.14,
		pickHz: 9500,
		pickPosition: 0.1,
		courseCents: 5,
		release: 0.15,
		gain: 0.42
	}),
	ukulele: pluck({ ring: 1.1, damping: 0.42, pickHz: 3600, pickPosition: 0.25, gain: 0.5 }),
	koto: pluck({
		ring: 2.6,
		damping: 0.14,
		pickHz: 8500,
		pickPosition: 0.07,
		release: 1.5,
		buzz: 0.03,
		gain: 0.45
	}),
	sitar: pluck({
		ring: 4,
		damping: 0.06,
		pickHz: 12000,
		pickPosition: 0.06,
		release: 1,
		buzz: 0.16,
		courseCents: 4,
		gain: 0.38
	}),
	oud: pluck({
		ring: 1.6,
		damping: 0.36,
		pickHz: 4200,
		pickPosition: 0.12,
		courseCents: 4,
		release: 0.3,
		gain: 0.48
	}),
	harp: pluck({
		ring: 4.5,
		damping: 0.42,
		pickHz: 3000,
		pickPosition: 0.33,
		release: 2,
		gain: 0.5
	}),
	kora: pluck({
		ring: 2.4,
		damping: 0.2,
		pickHz: 6500,
		pickPosition: 0.17,
		release: 1.2,
		gain: 0.46
	}),
	uprightBass: pluck({
		ring: 2.2,
		damping: 0.5,
		pickHz: 1500,
		pickPosition: 0.3,
		release: 0.1,
		gain: 0.75
	}),
	fingerBass: pluck({
		ring: 3.4,
		damping: 0.38,
		pickHz: 2200,
		pickPosition: 0.2,
		release: 0.07,
		gain: 0.7
	}),
	slapBass: pluck({
		ring: 2.2,
		damping: 0.14,
		pickHz: 7500,
		pickPosition: 0.07,
		release: 0.05,
		gain: 0.62
	}),
	pickBass: pluck({
		ring: 3,
		damping: 0.22,
		pickHz: 4500,
		pickPosition: 0.12,
		release: 0.06,
		gain: 0.62
	}),
	pizzicato: pluck({
		ring: 0.7,
		damping: 0.46,
		pickHz: 2600,
		pickPosition: 0.25,
		courseCents: 6,
		release: 0.1,
		gain: 0.6
	}),
	stringEnsemble: analog({
		unison: 4,
		detuneCents: 13,
		cutoffHz: 2600,
		keyTrack: 0.4,
		resonance: 0.05,
		sweepOctaves: 0.5,
		sweep: envelope(0.25, 0.8, 0.7, 0.4),
		amp: envelope(0.16, 0.5, 0.9, 0.35),
		vibrato: vibrato(5.3, 9, 0.3),
		gain: 0.26
	}),
	warmStrings: analog({
		unison: 4,
		detuneCents: 10,
		cutoffHz: 1300,
		keyTrack: 0.5,
		resonance: 0.05,
		amp: envelope(0.35, 0.6, 0.9, 0.7),
		vibrato: vibrato(4.8, 7, 0.4),
		gain: 0.3
	}),
	discoStrings: analog({
		unison: 4,
		detuneCents: 15,
		cutoffHz: 4200,
		keyTrack: 0.3,
		sweepOctaves: 0.6,
		sweep: envelope(0.06, 0.6, 0.5, 0.2),
		amp: envelope(0.06, 0.4, 0.85, 0.2),
		vibrato: vibrato(5.8, 12, 0.2),
		gain: 0.26
	}),
	soloViolin: analog({
		unison: 2,
		detuneCents: 3,
		cutoffHz: 3000,
		keyTrack: 0.3,
		resonance: 0.12,
		noise: 0.025,
		sweepOctaves: 0.5,
		sweep: envelope(0.1, 0.5, 0.7, 0.2),
		amp: envelope(0.07, 0.4, 0.9, 0.14),
		vibrato: vibrato(5.6, 20, 0.18),
		glide: 0.05,
		gain: 0.32
	}),
	fiddle: analog({
		unison: 2,
		detuneCents: 4,
		cutoffHz: 3600,
		keyTrack: 0.3,
		resonance: 0.2,
		noise: 0.04,
		sweepOctaves: 0.6,
		sweep: envelope(0.04, 0.3, 0.6, 0.1),
		amp: envelope(0.03, 0.3, 0.85, 0.08),
		vibrato: vibrato(5.9, 12, 0.25),
		glide: 0.04,
		gain: 0.3
	}),
	soloCello: analog({
		unison: 2,
		detuneCents: 4,
		cutoffHz: 1500,
		keyTrack: 0.5,
		resonance: 0.12,
		noise: 0.02,
		sweepOctaves: 0.6,
		sweep: envelope(0.12, 0.6, 0.7, 0.2),
		amp: envelope(0.09, 0.5, 0.9, 0.2),
		vibrato: vibrato(5, 17, 0.25),
		glide: 0.07,
		gain: 0.36
	})
} as const;
