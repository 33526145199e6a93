/** Struck bars, bells, plates and tines. */
import { fm, envelope, modal } from './define-patch.ts';

export const mallets = {
	marimba: modal(
		[
			[1, 1, 1],
			[3.93, 0.32, 0.28],
			[9.2, 0.12, 0.12]
		],
		{ ring: 0.9, ringTrack: 0.7, hardness: 0.5, strike: 0.12, gain: 0.55 }
	),
	bassMarimba: modal(
		[
			[1, 1, 1],
			[3.9, 0.2, 0.25]
		],
		{ ring: 1.1, ringTrack: 0.6, hardness: 0.3, strike: 0.1, gain: 0.65 }
	),
	xylophone: modal(
		[
			[1, 1, 1],
			[3, 0.45, 0.4],
			[6.1, 0.3, 0.2]
		],
		{ ring: 0.4, ringTrack: 0.6, hardness: 0.9, strike: 0.3, gain: 0.5 }
	),
	vibraphone: modal(
		[
			[1, 1, 1],
			[4, 0.3, 0.35],
			[10.1, 0.08, 0.12]
		],
		{
			ring: 4,
			ringTrack: 0.4,
			hardness: 0.45,
			strike: 0.04,
			release: 0.5,
			tremoloHz: 5.2,
			tremolo: 0.35,
			gain: 0.5
		}
	),
	glockenspiel: modal(
		[
			[1, 1, 1],
			[2.72, 0.4, 0.5],
			[5.25, 0.25, 0.25]
		],
		{ ring: 2.6, ringTrack: 0.5, hardness: 0.8, strike: 0.05, gain: 0.4 }
	),
	musicBox: modal(
		[
			[1, 1, 1],
			[2.01, 0.25, 0.7],
			[6.2, 0.22, 0.2],
			[11.3, 0.08, 0.1]
		],
		{ ring: 2.2, ringTrack: 0.5, hardness: 0.8, strike: 0.12, gain: 0.5 }
	),
	celesta: modal(
		[
			[1, 1, 1],
			[2, 0.3, 0.6],
			[4.1, 0.18, 0.35]
		],
		{ ring: 1.8, ringTrack: 0.5, hardness: 0.4, strike: 0.06, release: 0.5, gain: 0.5 }
	),
	kalimba: modal(
		[
			[1, 1, 1],
			[2.9, 0.18, 0.2],
			[5.8, 0.25, 0.1]
		],
		{ ring: 1.1, ringTrack: 0.5, hardness: 0.6, strike: 0.25, gain: 0.6 }
	),
	steelPan: modal(
		[
			[1, 1, 1],
			[2, 0.65, 0.7],
			[3.01, 0.3, 0.5],
			[4.05, 0.2, 0.4],
			[6.2, 0.1, 0.2]
		],
		{ ring: 1.1, ringTrack: 0.3, hardness: 0.6, strike: 0.06, beatCents: 4, gain: 0.45 }
	),
	bronzeMetallophone: modal(
		[
			[1, 1, 1],
			[2.74, 0.42, 0.45],
			[5.35, 0.25, 0.25],
			[8.6, 0.12, 0.15]
		],
		{ ring: 1.5, ringTrack: 0.4, hardness: 0.8, strike: 0.14, beatCents: 16, gain: 0.45 }
	),
	jublag: modal(
		[
			[1, 1, 1],
			[2.72, 0.25, 0.5],
			[5.1, 0.1, 0.3]
		],
		{ ring: 3.4, ringTrack: 0.5, hardness: 0.5, strike: 0.08, beatCents: 11, gain: 0.5 }
	),
	kettleGong: modal(
		[
			[1, 1, 1],
			[1.52, 0.35, 0.6],
			[2.6, 0.3, 0.4],
			[4.2, 0.12, 0.2]
		],
		{ ring: 0.9, ringTrack: 0.4, hardness: 0.7, strike: 0.2, beatCents: 9, gain: 0.5 }
	),
	churchBell: modal(
		[
			[0.5, 0.5, 1.3],
			[1, 1, 1],
			[1.19, 0.55, 0.8],
			[1.5, 0.35, 0.6],
			[2, 0.6, 0.6],
			[2.67, 0.25, 0.4],
			[3, 0.2, 0.35]
		],
		{ ring: 5, ringTrack: 0.4, hardness: 0.7, strike: 0.06, beatCents: 2, gain: 0.3 }
	),
	singingBowl: modal(
		[
			[1, 1, 1],
			[2.76, 0.4, 0.8],
			[5.3, 0.2, 0.5]
		],
		{ ring: 9, ringTrack: 0.3, hardness: 0.3, strike: 0.02, beatCents: 5, gain: 0.4 }
	),
	glassBell: fm({
		ratio: 3.51,
		index: 1.4,
		indexDecay: 1.1,
		indexSustain: 0.1,
		secondRatio: 2.4,
		secondCarrier: 2.01,
		secondIndex: 0.8,
		secondLevel: 0.3,
		secondDecay: 1,
		amp: envelope(0.002, 3, 0, 1.6),
		gain: 0.26
	}),
	tinyBell: fm({
		ratio: 7.1,
		index: 0.9,
		indexDecay: 0.3,
		indexSustain: 0,
		carrierRatio: 2,
		amp: envelope(0.001, 0.8, 0, 0.5),
		gain: 0.24
	})
} as const;
