/** Bands with guitars, horns and drummers: funk, surf, blues, bluegrass, afrobeat, ska, rock. */
import type { InsertDefinition } from '../effects/inserts.ts';
import type { StyleDefinition } from '../composition/style.ts';
import { liveRoom } from './rooms.ts';
import { drums, sixteenths } from './shared-parts.ts';

const crunch: InsertDefinition = { kind: 'drive', amount: 0.45, cabinetHz: 4600 };
const fuzz: InsertDefinition = { kind: 'drive', amount: 0.95, cabinetHz: 4200 };
const warmAmplifier: InsertDefinition = { kind: 'drive', amount: 0.2, cabinetHz: 5200 };

const funk: StyleDefinition = {
	id: 'funk',
	name: 'Funk',
	family: 'soul',
	names: 'soul',
	...sixteenths,
	tempo: [94, 112],
	swing: [0.51, 0.57],
	looseness: 0.006,
	tonics: [55, 65],
	harmony: [
		{
			mode: 'dorian',
			a: ['i9', 'i9|IV9', 'i7|i7|i7|IV9'],
			b: ['IV9|IV9|i9|i9', 'bVII13|IV9', 'bVIM7|v7|i9|i9'],
			end: 'i9'
		},
		{
			mode: 'mixolydian',
			a: ['I9', 'I7#9|I7#9|IV9|I7#9'],
			b: ['IV9|IV9|I9|V7#9', 'bVII9|IV9|I9|I9'],
			end: 'I9'
		}
	],
	phraseBars: 4,
	forms: ['i5:1 A7:2 B8:1 A8:1 k4:1 B9:1', 'i4:1 A7:2 k5:1 B9:2 A8:1'],
	ending: 'cadence',
	roles: [
		drums(
			'drums',
			{
				kits: ['dry', 'acoustic'],
				beats: [
					[
						['kick', 'x.x.......x..x..', 0.3],
						['snare', '....X..g.g..X..g', 0.3],
						['hat', 'xoxoxoxoxoxoxoxo', 0.3],
						['openhat', '..............x.', 0.7],
						['cowbell', 'x...x...x...x...', 0.9]
					],
					[
						['kick', 'x..x..x...x.....', 0.3],
						['snare', '....X.g.....X.gg', 0.3],
						['hat', 'x.x.x.x.x.x.x.x.', 0.3],
						['tamb', '....x.......x...', 0.7]
					],
					[
						['kick', 'x.......x.x...x.', 0.3],
						['snare', '.g..X..g.g..X...', 0.3],
						['hat', 'xgxgxgxgxgxgxgxg', 0.3],
						['conga1', '..o..o.o..o..o.o', 0.6],
						['conga2', 'o.......oo......', 0.6]
					]
				],
				fills: ['snare', 'toms', 'gap']
			},
			{
				levelDb: -3,
				reverb: 0.1
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R..R..S.R.....OS', 'R.....RO..S.R.F.', 'R-.O.R..F.S.O...', 'R..O..RSR..F.SA.'],
				length: 0.75
			},
			instruments: ['slapBass', 'fingerBass', 'pickBass'],
			range: [28, 41],
			levelDb: -2,
			reverb: 0.03
		},
		{
			name: 'guitar',
			play: {
				kind: 'chords',
				rhythms: ['..xo..xo.oxo..xo', 'x.oxo.x.x.oxo.x.', '....xox.....xox.', 'xoxx..x...xx..x.'],
				voices: 3,
				voicing: 'close',
				strumSeconds: 0.004,
				length: 0.4
			},
			instruments: ['mutedGuitar', 'electricGuitar', 'clavinet'],
			range: [58, 75],
			levelDb: -9,
			pan: 0.5,
			reverb: 0.12,
			inserts: [{ kind: 'wah', lowHz: 500, highHz: 2400, sensitivity: 2.6, rateHz: 0 }]
		},
		{
			name: 'keys',
			play: {
				kind: 'chords',
				rhythms: ['x--...x-....x...', '...x--....x--...', 'x...x..x..x.....'],
				voices: 4,
				voicing: 'close',
				length: 0.7
			},
			instruments: ['clavinet', 'electricPiano', 'drawbarOrgan', 'wurlyPiano'],
			range: [52, 72],
			levelDb: -10,
			pan: -0.45,
			reverb: 0.15,
			from: 0.45
		},
		{
			name: 'horns',
			play: {
				kind: 'melody',
				rhythms: ['x.x...x-........', '......x.x-x.x-..', 'x--.x..x........', '....x.xxx---....'],
				leap: 0.25,
				rest: 0.35,
				ornament: 0.05,
				length: 0.8,
				parallel: 2,
				scale: 'blues'
			},
			instruments: ['brassSection', 'trumpet', 'saxophone'],
			range: [60, 79],
			levelDb: -8,
			reverb: 0.25,
			from: 0.6
		},
		{
			name: 'solo',
			play: {
				kind: 'melody',
				rhythms: ['x-x-xx-x--x-x---', '..x-x-xxx---....', 'x--x-xx-x-x-....', 'xxxxx---x--x----'],
				leap: 0.3,
				rest: 0.3,
				ornament: 0.3,
				length: 0.95,
				scale: 'blues'
			},
			instruments: ['saxophone', 'whineLead', 'electricGuitar', 'voiceLead'],
			range: [60, 84],
			levelDb: -9,
			reverb: 0.3,
			echo: 0.2,
			sections: 'B'
		}
	],
	production: liveRoom,
	gainDb: -3.5
};

const surf: StyleDefinition = {
	id: 'surf',
	name: 'Surf rock',
	family: 'rock',
	names: 'guitar',
	tempo: [138, 168],
	beatsPerBar: 4,
	stepsPerBar: 16,
	swing: [0.5, 0.53],
	swingSteps: 2,
	rubato: 0,
	looseness: 0.007,
	tonics: [52, 60],
	harmony: [
		{
			mode: 'harmonicMinor',
			a: ['i|i|iv|i', 'i|bVII|bVI|V', 'i|i|V|i'],
			b: ['iv|iv|i|i|V|V|i|i', 'bVI|bVI|V|V'],
			end: 'i'
		},
		{
			mode: 'phrygianDominant',
			a: ['I|I|bII|I', 'I|bII|bIII|bII'],
			b: ['iv|iv|I|I', 'bII|bII|I|I'],
			end: 'I'
		},
		{ mode: 'mixolydian', a: ['I|I|IV|I', 'I|IV|V|IV'], b: ['IV|IV|I|I|V|IV|I|I'], end: 'I' }
	],
	phraseBars: 8,
	forms: ['i5:1 A7:2 B8:1 A8:1 k5:1 A9:1', 'A7:2 B8:1 A8:1 B9:1'],
	ending: 'cadence',
	roles: [
		drums(
			'drums',
			{
				kits: ['rock', 'acoustic'],
				beats: [
					[
						['kick', 'x.......x.x.....', 0.3],
						['snare', '....x.x.....x...', 0.3],
						['hat', 'x.x.x.x.x.x.x.x.', 0.3]
					],
					[
						['tom2', 'x.o.o.o.x.o.o.o.', 0.3],
						['kick', 'x...x...x...x...', 0.3],
						['snare', '....x.......x.x.', 0.3]
					],
					[
						['kick', 'x.....x.x.....x.', 0.3],
						['snare', '....x.x.....x.x.', 0.3],
						['ride', 'x.x.x.x.x.x.x.x.', 0.3]
					]
				],
				fills: ['toms', 'snare']
			},
			{
				levelDb: -4,
				reverb: 0.2
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R.R.R.R.R.R.F.A.', 'R-R-F-F-R-R-F-A-', 'R-..R-R-F-..F-A-'],
				length: 0.8
			},
			instruments: ['pickBass', 'fingerBass'],
			range: [28, 42],
			levelDb: -3,
			reverb: 0.1
		},
		{
			name: 'rhythm guitar',
			play: {
				kind: 'chords',
				rhythms: ['x-x-x-x-x-x-x-x-', 'x-..x-^-..x-x-^-', 'x---x-^-x---x-^-'],
				voices: 4,
				voicing: 'guitar',
				strumSeconds: 0.008,
				length: 0.8
			},
			instruments: ['twangGuitar', 'electricGuitar'],
			range: [40, 60],
			levelDb: -11,
			pan: -0.5,
			reverb: 0.35,
			inserts: [{ kind: 'tremolo', rateHz: 7.2, depth: 0.45, stereo: 0 }, warmAmplifier]
		},
		{
			name: 'lead guitar',
			play: {
				kind: 'melody',
				rhythms: ['x---x---x---x-x-', 'x-----x-x-------', 'x---x-x-x-------', 'x-------x-x-x-x-'],
				leap: 0.22,
				rest: 0.05,
				ornament: 0.3,
				length: 1,
				tremoloSteps: 1
			},
			instruments: ['twangGuitar'],
			range: [55, 79],
			levelDb: -5,
			pan: 0.2,
			reverb: 0.7,
			from: 0.5,
			inserts: [warmAmplifier]
		},
		{
			name: 'organ',
			play: {
				kind: 'chords',
				rhythms: ['..x...x...x...x.', 'x-------x-------'],
				voices: 3,
				voicing: 'close',
				length: 0.8
			},
			instruments: ['transistorOrgan'],
			range: [57, 74],
			levelDb: -15,
			pan: 0.5,
			reverb: 0.2,
			from: 0.75,
			chance: 0.6
		}
	],
	production: {
		...liveRoom,
		reverbSeconds: [1.4, 2.8],
		reverbSize: [0.3, 0.5],
		reverbDamping: [0.1, 0.3],
		reverbLevel: [0.35, 0.65],
		highDb: [0, 3]
	},
	gainDb: -4.5
};

const blues: StyleDefinition = {
	id: 'slow-blues',
	name: 'Slow blues',
	family: 'blues',
	names: 'guitar',
	tempo: [58, 74],
	beatsPerBar: 4,
	stepsPerBar: 12,
	swing: [0.5, 0.5],
	swingSteps: 1,
	rubato: 0,
	looseness: 0.014,
	tonics: [52, 62],
	harmony: [
		{
			mode: 'mixolydian',
			a: [
				'I7|IV7|I7|I7|IV7|IV7|I7|VI7|ii7|V7|I7 VI7|ii7 V7',
				'I7|I7|I7|I7|IV9|IV9|I7|I7|V9|IV9|I7|V7'
			],
			b: ['IV9|IV9|I7|I7', 'IV7|#IVdim7|I7|VI7'],
			end: 'I9'
		},
		{
			mode: 'minor',
			a: ['i7|iv7|i7|i7|iv7|iv7|i7|i7|bVI7|V7|i7|V7'],
			b: ['iv7|iv7|i7|i7', 'bVI7|V7|i7|V7'],
			end: 'i9'
		}
	],
	phraseBars: 4,
	forms: ['i4:1 A6:3 A8:3', 'A5:3 A8:3', 'A6:3 B8:1 A7:2'],
	ending: 'cadence',
	roles: [
		drums(
			'drums',
			{
				kits: ['brushes', 'acoustic', 'dusty'],
				beats: [
					[
						['kick', 'x.....x..o..', 0.3],
						['snare', '...x.....x..', 0.3],
						['ride', 'x.xx.xx.xx.x', 0.3]
					],
					[
						['kick', 'x.....x.....', 0.3],
						['snare', '...x..g..x.g', 0.3],
						['hat', 'xooxooxooxoo', 0.3]
					],
					[
						['kick', 'x....ox.....', 0.3],
						['rim', '...x.....x..', 0.3],
						['brush', 'x..x..x..x..', 0.3],
						['hat', '...x.....x..', 0.4]
					]
				],
				fills: ['snare', 'none', 'toms']
			},
			{
				levelDb: -6,
				reverb: 0.15
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R--T--F--S--', 'R--R--F--A--', 'R--.-RT--F--', 'R--F--S--F--'],
				length: 0.9
			},
			instruments: ['uprightBass', 'fingerBass'],
			range: [28, 43],
			levelDb: -2,
			reverb: 0.05
		},
		{
			name: 'rhythm',
			play: {
				kind: 'chords',
				rhythms: ['...x-....x-.', 'x-----..x...', '..x..x..x..x', 'x-xx-xx-xx-x'],
				voices: 4,
				voicing: 'close',
				strumSeconds: 0.01,
				length: 0.8
			},
			instruments: ['uprightPiano', 'drawbarOrgan', 'wurlyPiano', 'electricGuitar'],
			range: [52, 71],
			levelDb: -10,
			pan: -0.4,
			reverb: 0.25
		},
		{
			name: 'solo',
			play: {
				kind: 'melody',
				rhythms: ['..xx-xx-----', 'x-xx--......', '.xxx-xx-x---', 'x--..xx-xx--', 'x-----......'],
				leap: 0.28,
				rest: 0.3,
				ornament: 0.45,
				length: 1,
				scale: 'blues'
			},
			instruments: ['electricGuitar', 'saxophone', 'harmonica', 'voiceLead'],
			range: [57, 81],
			levelDb: -5,
			pan: 0.15,
			reverb: 0.35,
			echo: 0.15,
			inserts: [{ kind: 'drive', amount: 0.3, cabinetHz: 4800 }]
		}
	],
	production: { ...liveRoom, reverbSeconds: [0.8, 1.8], highDb: [-3, 0.5] },
	gainDb: -3.5
};

const bluegrass: StyleDefinition = {
	id: 'string-band',
	name: 'String band',
	family: 'folk',
	names: 'mountain',
	...sixteenths,
	tempo: [104, 132],
	swing: [0.5, 0.55],
	looseness: 0.006,
	tonics: [55, 62],
	harmony: [
		{
			mode: 'major',
			a: ['I|I|IV|I|I|I|V|I', 'I|IV|I|V|I|IV|I V|I', 'I|I|V|V|I|IV|I V|I'],
			b: ['IV|I|IV|V', 'vi|V|IV|I', 'V|I|V|I'],
			end: 'I'
		},
		{
			mode: 'mixolydian',
			a: ['I|bVII|I|bVII|I|IV|bVII|I', 'I|I|bVII|I'],
			b: ['bVII|IV|I|I', 'IV|bVII|I|I'],
			end: 'I5'
		}
	],
	phraseBars: 4,
	forms: ['i4:1 A6:2 B7:2 A8:2 B9:2', 'A6:2 B7:2 A8:2 B9:1 A9:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'banjo',
			play: {
				kind: 'arpeggio',
				figures: ['0213021302140213', '0.21303120213031', '2013201320142013', '0312031203140312'],
				voices: 4,
				length: 1.6
			},
			instruments: ['banjo', 'steelGuitar'],
			range: [55, 74],
			levelDb: -6,
			pan: 0.45,
			reverb: 0.15
		},
		{
			name: 'guitar',
			play: {
				kind: 'chords',
				rhythms: ['b-..x-..b-..x-^-', 'b-..x-^.b-..x-^.', 'b---x---b---x-^-'],
				voices: 5,
				voicing: 'guitar',
				strumSeconds: 0.011,
				length: 0.9
			},
			instruments: ['steelGuitar'],
			range: [40, 62],
			levelDb: -7,
			pan: -0.35,
			reverb: 0.15
		},
		{
			name: 'mandolin',
			play: {
				kind: 'chords',
				rhythms: ['....x.......x...', '....x.o.....x.o.'],
				voices: 4,
				voicing: 'close',
				strumSeconds: 0.005,
				length: 0.3
			},
			instruments: ['mandolin', 'ukulele'],
			range: [60, 79],
			levelDb: -10,
			pan: 0.2,
			reverb: 0.15,
			from: 0.5
		},
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R---....F---....', 'R---....F---..A-', 'R---R---F---A---'],
				length: 0.8
			},
			instruments: ['uprightBass'],
			range: [29, 43],
			levelDb: -2,
			reverb: 0.08
		},
		{
			name: 'tune',
			play: {
				kind: 'melody',
				rhythms: ['x-xxx-x-x-xxx-x-', 'x-x-x-xxx-x-x---', 'xxx-x-x-xxx-x-x-', 'x---x-x-x-x-x-x-'],
				leap: 0.3,
				rest: 0.05,
				ornament: 0.25,
				length: 0.95
			},
			instruments: ['fiddle', 'mandolin', 'banjo', 'harmonica'],
			range: [62, 83],
			levelDb: -6,
			pan: -0.1,
			reverb: 0.25,
			from: 0.5
		}
	],
	production: { ...liveRoom, lowDb: [-2, 0.5], saturation: [0, 0.06] },
	gainDb: -2.5
};

const afrobeat: StyleDefinition = {
	id: 'afrobeat',
	name: 'Afrobeat',
	family: 'soul',
	names: 'lagos',
	...sixteenths,
	tempo: [104, 122],
	swing: [0.51, 0.56],
	looseness: 0.007,
	tonics: [54, 64],
	harmony: [
		{
			mode: 'dorian',
			a: ['i7|i7|IV7|IV7', 'i7|bVII|i7|bVII', 'i9'],
			b: ['iv7|iv7|i7|i7', 'bVII|IV7|i7|i7'],
			end: 'i7'
		},
		{ mode: 'minorPentatonic', a: ['i7|i7|bVII|bVII', 'i7'], b: ['bIII|bVII|i7|i7'], end: 'i7' }
	],
	phraseBars: 4,
	forms: ['i4:2 A7:2 B9:2 A8:1 B9:1', 'i3:1 A6:2 B8:2 k5:1 B9:2'],
	ending: 'fade',
	roles: [
		drums(
			'drums',
			{
				kits: ['dry', 'acoustic'],
				beats: [
					[
						['kick', 'x..x..x...x..x..', 0.3],
						['snare', '...g..x..g....x.', 0.4],
						['hat', 'x.xxx.xxx.xxx.xx', 0.3],
						['shaker', 'xoxoxoxoxoxoxoxo', 0.3],
						['clave', 'x..x...x..x.x...', 0.3],
						['conga1', '..o...oo..o...oo', 0.45],
						['conga2', 'o...o...o...o...', 0.45]
					],
					[
						['kick', 'x.....x.x..x....', 0.3],
						['rim', '...x..x....x..x.', 0.4],
						['hat', 'xoxxxoxxxoxxxoxx', 0.3],
						['agogo', 'x.x..x....x..x..', 0.35],
						['agogo2', '....x..x.......x', 0.35],
						['djembe', 'x..o..x...x.o...', 0.5],
						['shaker', 'xoxoxoxoxoxoxoxo', 0.5]
					]
				],
				fills: ['snare', 'none', 'toms']
			},
			{
				levelDb: -4,
				reverb: 0.12
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R..R..F.S.O.....', 'R.....R.F.S.R...', '..R-O.R...S-F.R.', 'R-..F-S-..O-S-F.'],
				length: 0.85
			},
			instruments: ['fingerBass', 'pickBass'],
			range: [28, 42],
			levelDb: -2,
			reverb: 0.04
		},
		{
			name: 'tenor guitar',
			play: { kind: 'ostinato', cells: [16, 8], density: 0.6, stepsPerNote: 1, length: 0.7 },
			instruments: ['mutedGuitar', 'electricGuitar', 'kora'],
			range: [52, 67],
			levelDb: -7,
			pan: -0.55,
			reverb: 0.12
		},
		{
			name: 'rhythm guitar',
			play: {
				kind: 'chords',
				rhythms: ['..x...x...x...x.', '.ox..ox..ox..ox.', '..xo..xo..xo..xo'],
				voices: 3,
				voicing: 'close',
				strumSeconds: 0.004,
				length: 0.4
			},
			instruments: ['electricGuitar', 'mutedGuitar'],
			range: [60, 76],
			levelDb: -12,
			pan: 0.55,
			reverb: 0.15,
			from: 0.4
		},
		{
			name: 'organ',
			play: {
				kind: 'chords',
				rhythms: ['x-------....x---', '..x-x-....x-....'],
				voices: 3,
				voicing: 'close',
				length: 0.9
			},
			instruments: ['drawbarOrgan', 'transistorOrgan', 'wurlyPiano'],
			range: [57, 74],
			levelDb: -14,
			pan: 0.2,
			reverb: 0.2,
			from: 0.6
		},
		{
			name: 'horns',
			play: {
				kind: 'melody',
				rhythms: ['x-x-..x---......', '....x-x-x---....', 'x---x-x-....x---', 'x.x.x---........'],
				leap: 0.25,
				rest: 0.25,
				ornament: 0.05,
				length: 0.85,
				parallel: 2,
				scale: 'minorPentatonic'
			},
			instruments: ['brassSection', 'saxophone', 'trumpet'],
			range: [58, 76],
			levelDb: -7,
			reverb: 0.25,
			sections: 'Bo',
			from: 0.5
		},
		{
			name: 'solo',
			play: {
				kind: 'melody',
				rhythms: ['x-xx-x--x-xx....', '..xxx-x-x---....', 'x--x--x-xxx-x---'],
				leap: 0.3,
				rest: 0.3,
				ornament: 0.2,
				length: 0.9,
				scale: 'minorPentatonic'
			},
			instruments: ['saxophone', 'trumpet', 'drawbarOrgan'],
			range: [58, 79],
			levelDb: -8,
			reverb: 0.25,
			sections: 'A',
			from: 0.6
		}
	],
	production: liveRoom,
	gainDb: -4
};

const heavyRock: StyleDefinition = {
	id: 'heavy-rock',
	name: 'Heavy rock',
	family: 'rock',
	names: 'guitar',
	...sixteenths,
	tempo: [92, 152],
	swing: [0.5, 0.51],
	looseness: 0.005,
	tonics: [51, 59],
	harmony: [
		{
			mode: 'minor',
			a: ['i5|i5|bVI5|bVII5', 'i5|bIII5|bVII5|i5', 'i5|i5|i5|bII5 bVII5'],
			b: ['bVI5|bVII5|i5|i5', 'bVI5|bIII5|bVII5|V5'],
			end: 'i5'
		},
		{
			mode: 'phrygian',
			a: ['i5|i5|bII5|i5', 'i5 bII5|i5 bIII5|i5|bII5'],
			b: ['bVI5|bVII5|bII5|i5'],
			end: 'i5'
		}
	],
	phraseBars: 4,
	forms: ['i5:1 A7:2 B9:2 A7:1 k4:1 B9:2', 'i4:1 A8:2 B9:1 k5:1 A8:1 B9:2'],
	ending: 'cadence',
	roles: [
		drums(
			'drums',
			{
				kits: ['rock'],
				beats: [
					[
						['kick', 'x.....x.x.......', 0.3],
						['snare', '....X.......X...', 0.3],
						['hat', 'x.x.x.x.x.x.x.x.', 0.3],
						['crash', 'o...............', 0.9]
					],
					[
						['kick', 'x.x.......x.x...', 0.3],
						['snare', '....X.......X...', 0.3],
						['ride', 'x...x...x...x...', 0.3]
					],
					[
						['kick', 'xxx.x.xxx.xxx.x.', 0.3],
						['snare', '....X.......X...', 0.3],
						['openhat', 'x...x...x...x...', 0.3]
					]
				],
				fills: ['toms', 'toms', 'snare']
			},
			{
				levelDb: -2,
				reverb: 0.18
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R-R-R-R-R-R-R-R-', 'R--R--R-R--R--A-', 'R-RRR-RRR-RRR-RR'],
				length: 0.95
			},
			instruments: ['pickBass'],
			range: [27, 40],
			levelDb: -4,
			reverb: 0.05,
			inserts: [{ kind: 'drive', amount: 0.3 }]
		},
		{
			name: 'left guitar',
			play: {
				kind: 'chords',
				rhythms: ['x--x--x-x--x--x-', 'x-o.oox-o.oox-x-', 'x---------------', 'x-ooo-oox-ooo-oo'],
				voices: 3,
				voicing: 'power',
				length: 0.9
			},
			instruments: ['electricGuitar'],
			range: [40, 56],
			levelDb: -7,
			pan: -0.8,
			reverb: 0.12,
			inserts: [fuzz]
		},
		{
			name: 'right guitar',
			play: {
				kind: 'chords',
				rhythms: ['x--x--x-x--x--x-', 'x-o.oox-o.oox-x-', 'x-------x-------'],
				voices: 3,
				voicing: 'power',
				length: 0.9
			},
			instruments: ['electricGuitar', 'twangGuitar'],
			range: [40, 56],
			levelDb: -7,
			pan: 0.8,
			reverb: 0.12,
			from: 0.5,
			inserts: [fuzz]
		},
		{
			name: 'clean guitar',
			play: {
				kind: 'arpeggio',
				figures: ['0-1-2-3-4-3-2-1-', '0-2-3-2-4-2-3-2-'],
				voices: 3,
				length: 2
			},
			instruments: ['electricGuitar', 'twelveString'],
			range: [52, 71],
			levelDb: -8,
			reverb: 0.4,
			upTo: 0.5,
			inserts: [{ kind: 'chorus', rateHz: 0.7, depth: 0.6, mix: 0.6 }]
		},
		{
			name: 'lead',
			play: {
				kind: 'melody',
				rhythms: ['x-------x---x---', 'x---x-x-x-------', 'x-x-x-x-x-x-x---', 'x--x--x---------'],
				leap: 0.3,
				rest: 0.15,
				ornament: 0.2,
				length: 1,
				scale: 'minorPentatonic'
			},
			instruments: ['electricGuitar', 'voiceLead'],
			range: [60, 84],
			levelDb: -6,
			reverb: 0.35,
			echo: 0.3,
			sections: 'B',
			inserts: [crunch]
		}
	],
	production: { ...liveRoom, compression: [0.3, 0.6], saturation: [0.05, 0.2] },
	gainDb: -5
};

export const bandStyles: readonly StyleDefinition[] = [
	funk,
	surf,
	blues,
	bluegrass,
	afrobeat,
	heavyRock
];
