/**
 * Drum kits as data. A piece is written short: what is not said is absent. Every kit answers to the
 * names that beats use; a piece that a kit does not have is silent.
 */
import type { Random } from '#lib/domain/random.ts';
import type { DrumPatch, DrumTone, Kit } from '../synthesis/patch.ts';

type Tone = readonly [
	hz: number,
	sweepOctaves: number,
	sweepSeconds: number,
	decay: number,
	level: number
];
type Noise = readonly [
	level: number,
	decay: number,
	lowHz: number,
	highHz: number,
	bursts?: number
];
type Metal = readonly [level: number, decay: number, hz: number];

interface Piece {
	readonly tones?: readonly Tone[];
	readonly noise?: Noise;
	readonly metal?: Metal;
	readonly drive?: number;
	readonly gain?: number;
	readonly pan?: number;
}

function drum(piece: Piece): DrumPatch {
	const [level, decay, lowHz, highHz, bursts = 0] = piece.noise ?? [0, 0.1, 100, 1000];
	const [metalLevel, metalDecay, metalHz] = piece.metal ?? [0, 0.1, 5000];
	return {
		tones: (piece.tones ?? []).map(
			([hz, sweepOctaves, sweepSeconds, toneDecay, toneLevel]): DrumTone => ({
				hz,
				sweepOctaves,
				sweepSeconds,
				decay: toneDecay,
				level: toneLevel
			})
		),
		noise: { level, decay, lowHz, highHz, bursts, gap: 0.011 },
		metal: { level: metalLevel, decay: metalDecay, hz: metalHz },
		drive: piece.drive ?? 0.1,
		gain: piece.gain ?? 1,
		pan: piece.pan ?? 0
	};
}

function kit(pieces: Readonly<Record<string, Piece>>): Kit {
	return Object.fromEntries(Object.entries(pieces).map(([name, piece]) => [name, drum(piece)]));
}

const handDrums: Readonly<Record<string, Piece>> = {
	conga1: {
		tones: [
			[310, 0.25, 0.02, 0.26, 0.8],
			[480, 0.1, 0.02, 0.1, 0.3]
		],
		noise: [0.2, 0.02, 800, 4000],
		pan: -0.35
	},
	conga2: {
		tones: [
			[205, 0.3, 0.02, 0.34, 0.85],
			[330, 0.1, 0.02, 0.14, 0.3]
		],
		noise: [0.15, 0.02, 600, 3000],
		pan: -0.2
	},
	slap: { tones: [[390, 0.2, 0.01, 0.08, 0.5]], noise: [0.6, 0.05, 900, 6000], pan: -0.3 },
	bongo: {
		tones: [
			[520, 0.25, 0.012, 0.16, 0.8],
			[830, 0.1, 0.01, 0.06, 0.3]
		],
		noise: [0.15, 0.015, 1500, 7000],
		pan: 0.4
	},
	shaker: { noise: [0.35, 0.07, 5000, 12000], gain: 0.8, pan: 0.45 },
	cabasa: { noise: [0.4, 0.05, 6500, 14000, 2], gain: 0.7, pan: 0.35 },
	tamb: { noise: [0.2, 0.12, 6000, 14000], metal: [0.5, 0.16, 7200], gain: 0.7, pan: 0.3 },
	clave: {
		tones: [
			[2450, 0, 1, 0.09, 0.8],
			[3900, 0, 1, 0.04, 0.15]
		],
		gain: 0.55,
		pan: -0.4
	},
	block: {
		tones: [
			[880, 0.1, 0.01, 0.1, 0.8],
			[1490, 0, 1, 0.06, 0.4]
		],
		gain: 0.6,
		pan: 0.3
	},
	cowbell: {
		tones: [
			[560, 0, 1, 0.28, 0.5],
			[845, 0, 1, 0.22, 0.45],
			[1690, 0, 1, 0.08, 0.15]
		],
		drive: 0.4,
		gain: 0.5,
		pan: 0.25
	},
	agogo: {
		tones: [
			[930, 0, 1, 0.35, 0.6],
			[2240, 0, 1, 0.2, 0.25]
		],
		gain: 0.45,
		pan: 0.35
	},
	agogo2: {
		tones: [
			[700, 0, 1, 0.35, 0.6],
			[1700, 0, 1, 0.2, 0.25]
		],
		gain: 0.45,
		pan: 0.35
	},
	guiro: { noise: [0.45, 0.09, 2500, 8000, 7], gain: 0.5, pan: -0.4 },
	triangle: { metal: [0.5, 0.9, 4300], tones: [[5230, 0, 1, 1.1, 0.3]], gain: 0.35, pan: 0.4 },
	surdo: { tones: [[68, 0.5, 0.03, 0.6, 1]], noise: [0.06, 0.02, 200, 1500], drive: 0.2 },
	djembe: {
		tones: [
			[92, 0.5, 0.025, 0.4, 0.9],
			[200, 0.2, 0.02, 0.12, 0.3]
		],
		noise: [0.15, 0.03, 300, 2500],
		pan: 0.1
	},
	cajon: { tones: [[85, 0.4, 0.02, 0.22, 0.8]], noise: [0.25, 0.06, 200, 3000] },
	palmas: { noise: [0.8, 0.05, 900, 5200, 1], gain: 0.75, pan: -0.25 },
	palmas2: { noise: [0.7, 0.06, 1200, 6500, 2], gain: 0.6, pan: 0.3 },
	heel: { tones: [[180, 0.5, 0.01, 0.07, 0.7]], noise: [0.4, 0.03, 400, 3500], gain: 0.8, pan: 0.2 }
};

const acoustic: Readonly<Record<string, Piece>> = {
	...handDrums,
	kick: { tones: [[54, 1.5, 0.018, 0.32, 1]], noise: [0.22, 0.02, 1500, 6000], drive: 0.25 },
	snare: {
		tones: [
			[185, 0.4, 0.015, 0.16, 0.6],
			[330, 0.2, 0.01, 0.09, 0.3]
		],
		noise: [0.75, 0.2, 1100, 9000],
		drive: 0.2,
		pan: 0.05
	},
	rim: {
		tones: [
			[1700, 0, 1, 0.03, 0.5],
			[480, 0.2, 0.01, 0.07, 0.5]
		],
		noise: [0.3, 0.015, 1500, 7000],
		gain: 0.7,
		pan: 0.1
	},
	hat: { noise: [0.25, 0.05, 7000, 15000], metal: [0.8, 0.07, 6200], gain: 0.55, pan: 0.25 },
	openhat: { noise: [0.25, 0.3, 6500, 15000], metal: [0.8, 0.42, 6000], gain: 0.5, pan: 0.25 },
	ride: {
		tones: [[3300, 0, 1, 0.4, 0.15]],
		noise: [0.12, 0.05, 4000, 12000],
		metal: [0.6, 1.0, 4200],
		gain: 0.4,
		pan: -0.3
	},
	bell: {
		tones: [
			[2650, 0, 1, 0.5, 0.4],
			[4180, 0, 1, 0.3, 0.2]
		],
		metal: [0.4, 0.8, 4700],
		gain: 0.4,
		pan: -0.3
	},
	crash: { noise: [0.5, 1.3, 3500, 14000], metal: [0.7, 1.7, 3900], gain: 0.6, pan: -0.15 },
	tom1: { tones: [[150, 0.5, 0.03, 0.36, 0.9]], noise: [0.15, 0.03, 500, 4000], pan: -0.3 },
	tom2: { tones: [[98, 0.5, 0.035, 0.46, 1]], noise: [0.15, 0.03, 400, 3000], pan: 0.35 },
	clap: { noise: [0.9, 0.16, 800, 6000, 3], gain: 0.8, pan: 0.1 }
};

const house: Readonly<Record<string, Piece>> = {
	...acoustic,
	kick: {
		tones: [
			[47, 2.6, 0.022, 0.42, 1],
			[190, 2, 0.006, 0.04, 0.25]
		],
		noise: [0.1, 0.01, 3000, 9000],
		drive: 0.45
	},
	snare: { tones: [[190, 0.8, 0.01, 0.12, 0.55]], noise: [0.8, 0.19, 1500, 11000], drive: 0.35 },
	clap: { noise: [1, 0.22, 900, 7000, 3], gain: 0.85 },
	hat: { metal: [1, 0.055, 8000], noise: [0.3, 0.04, 8500, 16000], gain: 0.55, pan: 0.15 },
	openhat: { metal: [1, 0.26, 7600], noise: [0.4, 0.22, 8000, 16000], gain: 0.5, pan: 0.15 },
	tom1: { tones: [[130, 0.9, 0.05, 0.3, 1]], drive: 0.3, pan: -0.3 },
	tom2: { tones: [[88, 0.9, 0.05, 0.36, 1]], drive: 0.3, pan: 0.3 }
};

const boom: Readonly<Record<string, Piece>> = {
	...house,
	kick: { tones: [[44, 1.2, 0.03, 0.95, 1]], noise: [0.05, 0.01, 2000, 6000], drive: 0.5 },
	snare: {
		tones: [
			[178, 0.2, 0.02, 0.13, 0.6],
			[332, 0.1, 0.02, 0.08, 0.35]
		],
		noise: [0.5, 0.16, 1800, 10000],
		drive: 0.1
	},
	rim: {
		tones: [
			[1720, 0, 1, 0.035, 0.6],
			[520, 0, 1, 0.04, 0.5]
		],
		gain: 0.6
	},
	hat: { metal: [1, 0.045, 8800], gain: 0.5, pan: 0.1 },
	openhat: { metal: [1, 0.34, 8600], gain: 0.45, pan: 0.1 }
};

const library = {
	house: kit(house),
	boom: kit(boom),
	acoustic: kit(acoustic),
	rock: kit({
		...acoustic,
		kick: { tones: [[58, 1.7, 0.015, 0.28, 1]], noise: [0.4, 0.018, 2000, 7000], drive: 0.5 },
		snare: {
			tones: [
				[205, 0.5, 0.012, 0.2, 0.7],
				[360, 0.2, 0.01, 0.1, 0.3]
			],
			noise: [0.95, 0.26, 900, 9500],
			drive: 0.5
		}
	}),
	dry: kit({
		...acoustic,
		kick: { tones: [[62, 1.2, 0.014, 0.19, 1]], noise: [0.3, 0.015, 1200, 5000], drive: 0.35 },
		snare: { tones: [[230, 0.4, 0.01, 0.1, 0.6]], noise: [0.8, 0.13, 1500, 9000], drive: 0.3 },
		hat: { noise: [0.3, 0.035, 7500, 15000], metal: [0.7, 0.045, 7000], gain: 0.6, pan: 0.3 }
	}),
	dusty: kit({
		...acoustic,
		kick: { tones: [[60, 1.1, 0.02, 0.25, 1]], noise: [0.2, 0.02, 400, 2500], drive: 0.6 },
		snare: { tones: [[195, 0.3, 0.015, 0.12, 0.5]], noise: [0.7, 0.15, 700, 5200], drive: 0.55 },
		hat: { noise: [0.5, 0.045, 4500, 9000], gain: 0.45, pan: 0.2 },
		openhat: { noise: [0.45, 0.2, 4200, 8500], gain: 0.4, pan: 0.2 }
	}),
	brushes: kit({
		...acoustic,
		kick: { tones: [[56, 0.9, 0.02, 0.3, 0.8]], noise: [0.08, 0.02, 300, 1500] },
		snare: { tones: [[190, 0.2, 0.01, 0.08, 0.2]], noise: [0.55, 0.16, 1500, 8500], gain: 0.8 },
		brush: { noise: [0.35, 0.26, 2200, 9000], gain: 0.55, pan: 0.1 },
		hat: { noise: [0.35, 0.04, 6000, 13000], metal: [0.3, 0.05, 6500], gain: 0.4, pan: 0.3 }
	}),
	jungle: kit({
		...acoustic,
		kick: { tones: [[64, 1.6, 0.014, 0.24, 1]], noise: [0.35, 0.02, 1500, 6000], drive: 0.55 },
		snare: { tones: [[225, 0.5, 0.01, 0.13, 0.8]], noise: [0.9, 0.17, 1400, 10500], drive: 0.6 },
		hat: { noise: [0.5, 0.04, 6500, 14000], metal: [0.5, 0.05, 7000], gain: 0.5, pan: 0.2 }
	}),
	iron: kit({
		...house,
		kick: {
			tones: [
				[45, 3.2, 0.016, 0.36, 1],
				[90, 1, 0.02, 0.2, 0.4]
			],
			noise: [0.15, 0.02, 1000, 6000],
			drive: 0.9
		},
		clap: { noise: [0.8, 0.3, 500, 4500, 2], metal: [0.3, 0.2, 2400], drive: 0.6 },
		snare: {
			tones: [[150, 0.6, 0.02, 0.2, 0.6]],
			noise: [0.7, 0.28, 600, 6000],
			metal: [0.5, 0.2, 1900],
			drive: 0.8
		},
		rim: { metal: [0.8, 0.12, 1700], tones: [[620, 0.3, 0.01, 0.08, 0.5]], gain: 0.6, pan: -0.3 }
	}),
	chip: kit({
		...acoustic,
		kick: { tones: [[60, 2.2, 0.03, 0.16, 1]], drive: 1, gain: 0.9 },
		snare: { noise: [1, 0.13, 300, 9000], drive: 0.6, gain: 0.7 },
		hat: { noise: [0.8, 0.03, 5000, 14000], gain: 0.4 },
		openhat: { noise: [0.8, 0.12, 4500, 14000], gain: 0.4 },
		crash: { noise: [0.9, 0.6, 1500, 12000], gain: 0.5 },
		tom1: { tones: [[180, 1.2, 0.06, 0.18, 1]], drive: 0.9 },
		tom2: { tones: [[120, 1.2, 0.06, 0.2, 1]], drive: 0.9 }
	}),
	shards: kit({
		...house,
		kick: { tones: [[52, 2.4, 0.012, 0.2, 1]], noise: [0.3, 0.008, 2000, 9000], drive: 0.7 },
		snare: { noise: [0.8, 0.06, 1800, 12000], metal: [0.4, 0.05, 3100], drive: 0.5 },
		clap: { noise: [0.7, 0.04, 2500, 12000, 4], gain: 0.6, pan: 0.35 },
		hat: { metal: [1, 0.02, 9500], noise: [0.5, 0.012, 9000, 16000], gain: 0.5, pan: -0.4 },
		openhat: { metal: [1, 0.11, 5600], gain: 0.45, pan: 0.4 },
		rim: { tones: [[2900, 1.4, 0.012, 0.03, 0.8]], gain: 0.5, pan: -0.5 },
		block: { tones: [[1250, 1.1, 0.02, 0.06, 0.8]], gain: 0.5, pan: 0.5 }
	}),
	parade: kit({
		...acoustic,
		kick: { tones: [[66, 0.4, 0.03, 0.5, 1]], noise: [0.15, 0.03, 150, 1200], drive: 0.2 },
		snare: { tones: [[240, 0.2, 0.01, 0.08, 0.4]], noise: [0.85, 0.17, 1800, 10000], gain: 0.8 },
		crash: { noise: [0.8, 0.9, 2500, 13000], metal: [0.8, 1.3, 3300], gain: 0.7 },
		tom1: { tones: [[110, 0.15, 0.05, 0.9, 1]], noise: [0.1, 0.03, 200, 1500] },
		tom2: { tones: [[82, 0.15, 0.05, 1.0, 1]], noise: [0.1, 0.03, 200, 1500] }
	}),
	temple: kit({
		...handDrums,
		kick: {
			tones: [
				[72, 0.35, 0.03, 0.5, 0.9],
				[118, 0.2, 0.02, 0.2, 0.3]
			],
			noise: [0.1, 0.03, 200, 1500]
		},
		snare: { tones: [[260, 0.3, 0.015, 0.16, 0.7]], noise: [0.25, 0.04, 700, 4500] },
		gong: {
			tones: [
				[62, 0.02, 0.4, 4.5, 0.9],
				[93.5, 0, 1, 3.5, 0.4],
				[147, 0, 1, 2.6, 0.3],
				[201, 0, 1, 1.8, 0.2]
			],
			metal: [0.1, 1.6, 900]
		},
		gong2: {
			tones: [
				[104, 0.02, 0.3, 2.4, 0.8],
				[169, 0, 1, 1.8, 0.3],
				[263, 0, 1, 1.2, 0.2]
			],
			gain: 0.8,
			pan: 0.3
		},
		kempur: {
			tones: [
				[410, 0, 1, 0.5, 0.7],
				[676, 0, 1, 0.3, 0.3]
			],
			gain: 0.6,
			pan: -0.3
		},
		crash: { metal: [0.8, 0.5, 2600], noise: [0.3, 0.3, 3000, 12000], gain: 0.5, pan: 0.25 },
		hat: { metal: [0.9, 0.09, 3100], gain: 0.35, pan: 0.25 }
	})
};

export type KitName = keyof typeof library;
export const kits: Readonly<Record<KitName, Kit>> = library;
export const kitNames = Object.keys(library) as readonly KitName[];

/** An artist's own kit: the same pieces, tuned and damped another way. */
export function varyKit(base: Kit, random: Random, amount: number): Kit {
	const scale = (value: number, octaves: number): number =>
		value * Math.pow(2, random.normal() * octaves * amount);
	const tuning = scale(1, 0.25);
	const damping = scale(1, 0.5);
	const hiss = scale(1, 0.4);
	const vary = (piece: DrumPatch): DrumPatch => ({
		...piece,
		tones: piece.tones.map((tone) => ({
			...tone,
			hz: scale(tone.hz * tuning, 0.08),
			decay: scale(tone.decay * damping, 0.3),
			sweepSeconds: scale(tone.sweepSeconds, 0.3)
		})),
		noise: {
			...piece.noise,
			decay: scale(piece.noise.decay * damping, 0.35),
			lowHz: scale(piece.noise.lowHz * hiss, 0.3),
			highHz: scale(piece.noise.highHz * hiss, 0.2)
		},
		metal: {
			...piece.metal,
			decay: scale(piece.metal.decay * damping, 0.35),
			hz: scale(piece.metal.hz * hiss, 0.2)
		},
		drive: Math.min(1.5, scale(piece.drive, 0.8))
	});
	return Object.fromEntries(Object.entries(base).map(([name, piece]) => [name, vary(piece)]));
}
