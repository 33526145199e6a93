/** Slow and beatless: drones, choirs, lo-fi, minimal patterns. */
import type { StyleDefinition } from '../composition/style.ts';
import { concertHall, liveRoom, vastSpace } from './rooms.ts';
import { drums, sixteenths } from './shared-parts.ts';

const ambientDrone: StyleDefinition = {
	id: 'ambient',
	name: 'Ambient drone',
	family: 'ambient',
	names: 'ambient',
	...sixteenths,
	tempo: [54, 68],
	swing: [0.5, 0.5],
	rubato: 0.03,
	looseness: 0.03,
	tonics: [52, 63],
	harmony: [
		{
			mode: 'lydian',
			a: ['Iadd9|Iadd9|II|II', 'IM9|IM9|iii7|iii7'],
			b: ['vi9|vi9|IVM7|IVM7', 'iii7|IVM7'],
			end: 'Iadd9'
		},
		{
			mode: 'minor',
			a: ['i|i|bVIM7|bVIM7', 'isus2|isus2|bVII|bVII'],
			b: ['iv9|iv9|bVI|bVI', 'bIIIM7|bVIM7'],
			end: 'isus2'
		},
		{ mode: 'dorian', a: ['i9|i9|IV|IV', 'i11'], b: ['bVIIM7|bVIIM7|i9|i9'], end: 'i9' }
	],
	phraseBars: 2,
	forms: ['i2:1 A4:2 B6:2 A4:1 o2:1', 'i2:1 A5:2 k2:1 B7:2 o3:1'],
	ending: 'ring',
	roles: [
		{
			name: 'drone',
			play: { kind: 'sustain', voices: 2, voicing: 'drone' },
			instruments: ['droneTone', 'darkPad', 'harmonium', 'soloCello'],
			range: [34, 50],
			levelDb: -9,
			reverb: 0.4,
			spread: 0.3
		},
		{
			name: 'pad',
			play: { kind: 'sustain', voices: 4, voicing: 'open' },
			instruments: ['warmPad', 'glassPad', 'hollowPad', 'warmStrings', 'choirOo'],
			range: [52, 77],
			levelDb: -9,
			reverb: 0.7,
			echo: 0.2,
			spread: 0.8
		},
		{
			name: 'bells',
			play: {
				kind: 'melody',
				rhythms: ['x-------........', '....x---....x---', 'x-----------x---', '........x-------'],
				leap: 0.55,
				rest: 0.35,
				ornament: 0,
				length: 1
			},
			instruments: ['singingBowl', 'glassBell', 'feltPiano', 'glassPiano', 'vibraphone', 'harp'],
			range: [62, 86],
			levelDb: -11,
			reverb: 0.8,
			echo: 0.7,
			spread: 0.7,
			from: 0.25
		},
		{
			name: 'high pad',
			play: { kind: 'counter', barsPerNote: 2, tones: 2 },
			instruments: ['glassPad', 'choirOo', 'hollowPad', 'warmStrings'],
			range: [67, 84],
			levelDb: -15,
			reverb: 0.9,
			from: 0.5,
			spread: 0.8
		},
		{
			name: 'air',
			play: { kind: 'texture' },
			instruments: ['wind', 'rain', 'surf', 'tapeHiss'],
			range: [0, 0],
			levelDb: -12,
			reverb: 0.5,
			chance: 0.85
		}
	],
	production: vastSpace,
	gainDb: -1
};

const choirPads: StyleDefinition = {
	id: 'choir',
	name: 'Choir',
	family: 'sacred',
	names: 'church',
	...sixteenths,
	tempo: [60, 76],
	swing: [0.5, 0.5],
	rubato: 0.04,
	looseness: 0.02,
	tonics: [53, 61],
	harmony: [
		{
			mode: 'minor',
			a: ['i|iv|bVII|bIII', 'i|bVI|iv|V', 'i v|bVI bIII|iv i|V'],
			b: ['bVI|bVII|i|V', 'bIII|bVII|iv|i'],
			end: 'I'
		},
		{
			mode: 'major',
			a: ['I|vi|IV|Vsus4', 'I iii|vi IV|ii V|I'],
			b: ['vi|iii|IV|I', 'IV|ii|Vsus4|V'],
			end: 'I'
		}
	],
	phraseBars: 4,
	forms: ['i4:1 A6:1 B8:1 A7:1', 'A5:1 B7:1 A9:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'choir',
			play: {
				kind: 'chords',
				rhythms: ['x---------------', 'x-------x-------', 'x-----------x---'],
				voices: 4,
				voicing: 'open',
				length: 1.02
			},
			instruments: ['choirAh', 'choirOo', 'choirOh'],
			range: [50, 74],
			levelDb: -6,
			spread: 0.8,
			reverb: 0.6
		},
		{
			name: 'basses',
			play: {
				kind: 'bass',
				figures: ['R---------------', 'R-------F-------', 'R-----------A---'],
				length: 1
			},
			instruments: ['choirOo', 'choirOh'],
			range: [36, 50],
			levelDb: -8,
			reverb: 0.5,
			pan: 0.2
		},
		{
			name: 'soprano',
			play: {
				kind: 'melody',
				rhythms: ['x-------x---x---', 'x---x---x-------', 'x-----x-x-------', 'x-----------x-x-'],
				leap: 0.15,
				rest: 0.1,
				ornament: 0.08,
				length: 1
			},
			instruments: ['voiceLead', 'choirAh', 'voiceEe'],
			range: [65, 81],
			levelDb: -9,
			reverb: 0.7,
			from: 0.5
		},
		{
			name: 'bell',
			play: { kind: 'counter', barsPerNote: 4, tones: 1 },
			instruments: ['churchBell', 'singingBowl'],
			range: [55, 72],
			levelDb: -16,
			reverb: 0.8,
			chance: 0.4
		}
	],
	production: {
		...vastSpace,
		reverbSeconds: [3, 5.5],
		echoLevel: [0, 0.05],
		reverbLevel: [0.4, 0.7]
	},
	gainDb: -3.5
};

const organChorale: StyleDefinition = {
	id: 'organ',
	name: 'Organ chorale',
	family: 'sacred',
	names: 'church',
	...sixteenths,
	tempo: [70, 92],
	swing: [0.5, 0.5],
	rubato: 0.03,
	looseness: 0.008,
	tonics: [53, 63],
	harmony: [
		{
			mode: 'major',
			a: ['I V|vi iii|IV I|ii V', 'I IV|V I|vi ii|V I', 'I V|I IV|ii7 V7|I'],
			b: ['vi iii|IV I|ii vi|V', 'V I|II7 V|vi ii|V7'],
			end: 'I'
		},
		{
			mode: 'harmonicMinor',
			a: ['i V|i iv|bVI iv|V', 'i iv|V i|iv7 bVII|bIII V7'],
			b: ['bIII bVII|i V|iv i|V', 'bVI bIII|iv V|i iv|V7'],
			end: 'I'
		}
	],
	phraseBars: 4,
	forms: ['A5:1 A6:1 B7:1 A9:1', 'i4:1 A6:1 B7:1 A8:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'manual',
			play: {
				kind: 'chords',
				rhythms: ['x---x---x---x---', 'x-------x-------', 'x---x---x-------'],
				voices: 3,
				voicing: 'close',
				length: 0.97
			},
			instruments: ['pipeOrgan', 'fluteStop', 'harmonium'],
			range: [52, 71],
			levelDb: -8,
			spread: 0.4,
			reverb: 0.6
		},
		{
			name: 'tune',
			play: {
				kind: 'melody',
				rhythms: ['x---x---x---x---', 'x---x---x-------', 'x-x-x---x---x---', 'x-----x-x---x---'],
				leap: 0.14,
				rest: 0,
				ornament: 0.1,
				length: 0.96
			},
			instruments: ['pipeOrgan', 'fluteStop'],
			range: [64, 81],
			levelDb: -7,
			reverb: 0.6
		},
		{
			name: 'running voice',
			play: {
				kind: 'arpeggio',
				figures: ['0-1-2-1-0-1-2-3-', '2-1-0-1-2-3-2-1-', '0-2-1-3-2-1-0-1-'],
				voices: 4,
				length: 0.95
			},
			instruments: ['fluteStop', 'pipeOrgan'],
			range: [55, 74],
			levelDb: -11,
			reverb: 0.5,
			from: 0.7
		},
		{
			name: 'pedal',
			play: {
				kind: 'bass',
				figures: ['R---R---F---A---', 'R-------F-------', 'R---N---T---A---'],
				length: 0.98
			},
			instruments: ['pipeOrgan'],
			range: [33, 47],
			levelDb: -6,
			reverb: 0.5
		}
	],
	production: { ...vastSpace, reverbSeconds: [3, 5], echoLevel: [0, 0], reverbLevel: [0.35, 0.6] },
	gainDb: -2
};

const minimalMallets: StyleDefinition = {
	id: 'minimalism',
	name: 'Minimalism',
	family: 'minimal',
	names: 'minimal',
	...sixteenths,
	tempo: [112, 138],
	swing: [0.5, 0.5],
	looseness: 0.004,
	tonics: [55, 65],
	harmony: [
		{
			mode: 'major',
			a: ['IM9|IM9|vi9|vi9', 'I6|I6|I6|I6|IVM7|IVM7|IVM7|IVM7'],
			b: ['iii7|iii7|IVM9|IVM9', 'ii9|ii9|vi7|vi7'],
			end: 'I69'
		},
		{
			mode: 'dorian',
			a: ['i9|i9|i9|i9|IV|IV|IV|IV', 'i7|i7|bVII|bVII'],
			b: ['iv9|iv9|i9|i9', 'bIIIM7|bIIIM7|iv9|iv9'],
			end: 'i69'
		},
		{ mode: 'mixolydian', a: ['I9|I9|bVII|bVII'], b: ['v7|v7|IV|IV'], end: 'I69' }
	],
	phraseBars: 4,
	forms: ['i3:1 A5:2 A7:2 B8:2 A9:2 o3:1', 'i2:1 A4:1 A6:2 B8:2 A9:1 k4:1 o2:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'first',
			play: { kind: 'ostinato', cells: [12, 8, 10], density: 0.78, stepsPerNote: 1, length: 1 },
			instruments: ['marimba', 'xylophone', 'grandPiano'],
			range: [60, 77],
			levelDb: -7,
			pan: -0.6,
			reverb: 0.3
		},
		{
			name: 'second',
			play: { kind: 'ostinato', cells: [12, 7, 5, 11], density: 0.7, stepsPerNote: 1, length: 1 },
			instruments: ['marimba', 'kalimba', 'grandPiano'],
			range: [57, 74],
			levelDb: -8,
			pan: 0.6,
			reverb: 0.3,
			from: 0.4
		},
		{
			name: 'low',
			play: { kind: 'ostinato', cells: [6, 8, 3], density: 0.6, stepsPerNote: 2, length: 1 },
			instruments: ['bassMarimba', 'uprightBass'],
			range: [38, 52],
			levelDb: -5,
			reverb: 0.2,
			from: 0.5
		},
		{
			name: 'glow',
			play: { kind: 'counter', barsPerNote: 2, tones: 3 },
			instruments: ['vibraphone', 'choirOo', 'clarinet', 'flute', 'stringEnsemble'],
			range: [60, 81],
			levelDb: -13,
			spread: 0.7,
			reverb: 0.5,
			from: 0.6
		},
		{
			name: 'pulse',
			play: {
				kind: 'chords',
				rhythms: ['x.x.x.x.x.x.x.x.', 'xxxxxxxxxxxxxxxx'],
				voices: 2,
				voicing: 'close',
				length: 0.5
			},
			instruments: ['vibraphone', 'marimba', 'glassPiano', 'celesta'],
			range: [67, 84],
			levelDb: -15,
			reverb: 0.3,
			from: 0.75,
			spread: 0.5
		}
	],
	production: { ...concertHall, reverbSeconds: [1, 2] },
	gainDb: -1.5
};

const lofi: StyleDefinition = {
	id: 'lo-fi',
	name: 'Lo-fi hip hop',
	family: 'hip hop',
	names: 'nippon',
	...sixteenths,
	tempo: [72, 88],
	swing: [0.56, 0.64],
	looseness: 0.012,
	tonics: [55, 64],
	harmony: [
		{
			mode: 'major',
			a: ['ii9|V13|IM9|vi7', 'IM9|iii7|vi9|IVM9', 'IVM9|iii7|ii9|IM9'],
			b: ['IVM7|iv7|iii7|vi7', 'ii9|iii7|IVM9|V9sus'],
			end: 'IM9'
		},
		{
			mode: 'dorian',
			a: ['i9|iv9|bVIIM7|bIIIM7', 'i9|IV9|i9|IV9'],
			b: ['bVIM7|v7|i9|i9', 'iv9|v7|i9|bIIIM7'],
			end: 'i9'
		}
	],
	phraseBars: 4,
	forms: ['i3:1 A6:2 B7:1 A7:1 o3:1', 'i3:1 A6:1 A7:1 k3:1 B7:1 o4:1'],
	ending: 'fade',
	roles: [
		drums(
			'drums',
			{
				kits: ['dusty', 'brushes'],
				beats: [
					[
						['kick', 'x......o..x.....', 0.4],
						['snare', '....x.......x...', 0.4],
						['hat', 'x.o.x.o.x.o.x.og', 0.5],
						['rim', '.......?......?.', 0.6]
					],
					[
						['kick', 'x..o......x..o..', 0.4],
						['snare', '....x..g....x...', 0.4],
						['hat', 'o.x.o.x.o.xgo.x.', 0.5],
						['shaker', 'gogogogogogogogo', 0.7]
					],
					[
						['kick', 'x.......x.x.....', 0.4],
						['rim', '....x.......x..?', 0.4],
						['hat', 'x.x.x.x.x.x.x.x.', 0.5],
						['openhat', '......?.........', 0.6]
					]
				],
				fills: ['gap', 'none']
			},
			{
				levelDb: -4,
				reverb: 0.08
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R-----..R--.F-..', 'R---..R-..S-A-..', 'R-----R---F-..A-'],
				length: 0.9
			},
			instruments: ['uprightBass', 'subBass', 'fingerBass'],
			range: [29, 43],
			levelDb: -4,
			reverb: 0,
			from: 0.4,
			duck: 0.2
		},
		{
			name: 'keys',
			play: {
				kind: 'chords',
				rhythms: ['x-------x-----o-', 'x---..x-----....', '..x-----..x-----', 'x-----x---------'],
				voices: 4,
				voicing: 'open',
				strumSeconds: 0.022,
				length: 0.95
			},
			instruments: ['electricPiano', 'wurlyPiano', 'feltPiano', 'nylonGuitar', 'vibraphone'],
			range: [53, 74],
			levelDb: -7,
			reverb: 0.2,
			spread: 0.4,
			duck: 0.25,
			inserts: [{ kind: 'tremolo', rateHz: 4.1, depth: 0.25, stereo: 1 }]
		},
		{
			name: 'tune',
			play: {
				kind: 'melody',
				rhythms: ['..x-x-x---......', 'x--x--x---......', '....x-x-x-x-....', 'x-x-....x---....'],
				leap: 0.3,
				rest: 0.4,
				ornament: 0.2,
				length: 0.9
			},
			instruments: ['flute', 'vibraphone', 'feltPiano', 'saxophone', 'kalimba', 'koto', 'softLead'],
			range: [62, 81],
			levelDb: -10,
			reverb: 0.3,
			echo: 0.4,
			from: 0.65
		},
		{
			name: 'record',
			play: { kind: 'texture' },
			instruments: ['crackle', 'rain', 'tapeHiss'],
			range: [0, 0],
			levelDb: -5,
			reverb: 0
		}
	],
	production: {
		...liveRoom,
		wow: [0.15, 0.6],
		lowPassHz: [5500, 9500],
		saturation: [0.15, 0.35],
		compression: [0.3, 0.6],
		lowDb: [0, 2.5],
		highDb: [-4, 0],
		echoLevel: [0.05, 0.25]
	},
	gainDb: -1.5
};

export const ambientStyles: readonly StyleDefinition[] = [
	ambientDrone,
	choirPads,
	organChorale,
	minimalMallets,
	lofi
];
