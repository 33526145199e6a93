/** Manners learned from many places: bossa nova, tango, flamenco, gamelan, raga, Balkan, island pans. */
import type { StyleDefinition } from '../composition/style.ts';
import { concertHall, liveRoom } from './rooms.ts';
import { drums, sixteenths } from './shared-parts.ts';

const bossaNova: StyleDefinition = {
	id: 'bossa-nova',
	name: 'Bossa nova',
	family: 'latin',
	names: 'brazil',
	tempo: [62, 76],
	beatsPerBar: 2,
	stepsPerBar: 8,
	swing: [0.5, 0.52],
	swingSteps: 1,
	rubato: 0,
	looseness: 0.009,
	tonics: [55, 65],
	harmony: [
		{
			mode: 'major',
			a: [
				'IM9|IM9|II13|II13|ii9|V7b9|IM9|V7b9',
				'IM7|VI7b9|ii9|V13|iii7|VI7b9|ii9|V13',
				'IM9|IM9|i9|IV13|iii7|bIIIM7|ii9|V7b9'
			],
			b: ['iv9|bVII13|IM9|VI7b9', 'ii9|iv9|iii7|VI7b9|ii9|V13|IM9|IM9', 'bIIM7|bIIM7|IM9|IM9'],
			end: 'I69'
		},
		{
			mode: 'minor',
			a: ['i9|i9|ii7b5|V7b9|i9|iv9|bVIIM7|bIIIM7', 'i9|bVIM7|ii7b5|V7b9'],
			b: ['iv9|bVII13|bIIIM9|bVIM7|ii7b5|V7b9|i9|i9'],
			end: 'i9'
		}
	],
	phraseBars: 8,
	forms: ['i3:1 A5:2 B7:1 A6:1', 'i4:1 A6:1 B7:1 A8:1 o4:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'guitar',
			play: {
				kind: 'chords',
				rhythms: ['x..x..x...x..x..', 'x.x..x.x..x..x..', '..x..x..x.x..x..'],
				voices: 4,
				voicing: 'close',
				strumSeconds: 0.006,
				length: 1.6
			},
			instruments: ['nylonGuitar'],
			range: [52, 70],
			levelDb: -5,
			pan: -0.3,
			reverb: 0.2
		},
		{
			name: 'bass',
			play: { kind: 'bass', figures: ['R--RF--F', 'R--.F--A', 'R--FF--A'], length: 0.85 },
			instruments: ['uprightBass', 'nylonGuitar'],
			range: [31, 45],
			levelDb: -4,
			reverb: 0.08
		},
		drums(
			'percussion',
			{
				kits: ['brushes', 'acoustic'],
				beats: [
					[
						['shaker', 'xoxoxoxo', 0.3],
						['rim', 'x..x..x...x..x..', 0.45],
						['kick', 'o..oo..o', 0.5]
					],
					[
						['brush', 'x.o.x.o.', 0.3],
						['rim', '..x..x..x..x..x.', 0.5],
						['kick', 'o..oo..o', 0.5]
					],
					[
						['cabasa', 'xogoxogo', 0.3],
						['surdo', 'o...x...', 0.4],
						['triangle', 'g.o.g.o.', 0.6]
					]
				],
				fills: ['none']
			},
			{
				levelDb: -10,
				reverb: 0.15
			}
		),
		{
			name: 'tune',
			play: {
				kind: 'melody',
				rhythms: ['x--x--x-', 'x-x--x--', '..x-x-x-', 'x---..x-', 'x-xx-x--', '.x-x-x--'],
				leap: 0.3,
				rest: 0.15,
				ornament: 0.1,
				length: 0.95
			},
			instruments: ['flute', 'voiceLead', 'saxophone', 'clarinet', 'whistle', 'vibraphone'],
			range: [62, 79],
			levelDb: -5,
			reverb: 0.3,
			from: 0.4
		},
		{
			name: 'strings',
			play: { kind: 'counter', barsPerNote: 4, tones: 2 },
			instruments: ['warmStrings', 'stringEnsemble', 'electricPiano'],
			range: [60, 79],
			levelDb: -14,
			spread: 0.6,
			reverb: 0.4,
			from: 0.6
		}
	],
	production: { ...liveRoom, reverbSeconds: [0.9, 1.8] },
	gainDb: -1.5
};

const tango: StyleDefinition = {
	id: 'tango',
	name: 'Tango',
	family: 'latin',
	names: 'plata',
	...sixteenths,
	tempo: [112, 132],
	swing: [0.5, 0.5],
	rubato: 0.04,
	looseness: 0.01,
	tonics: [54, 64],
	harmony: [
		{
			mode: 'harmonicMinor',
			a: ['i|i|V7|V7|V7|V7|i|i', 'i|iv|V7|i', 'i|bVI|iidim|V7|i|iv|V7|i'],
			b: ['iv|i|V7|i|bVI|bIII|V7|V7', 'bIII|bVII|bVI|V7'],
			end: 'i'
		}
	],
	phraseBars: 8,
	forms: ['i6:1 A7:1 B6:1 A8:1', 'A6:1 B8:1 A7:1 B9:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'bandoneon',
			play: {
				kind: 'melody',
				rhythms: [
					'x---x-x-x---x---',
					'x-------x-x-x-x-',
					'..x-x-x-x-------',
					'xx-xx-x-x---..x-',
					'x-----x-x---x---'
				],
				leap: 0.3,
				rest: 0.1,
				ornament: 0.3,
				length: 0.9
			},
			instruments: ['bandoneon'],
			range: [58, 81],
			levelDb: -5,
			pan: 0.2,
			reverb: 0.3
		},
		{
			name: 'piano',
			play: {
				kind: 'chords',
				rhythms: ['X...x...X...x...', 'X..X....X...x...', 'X..X..X.....X...', 'X...x...X...x.x.'],
				voices: 4,
				voicing: 'close',
				length: 0.45
			},
			instruments: ['grandPiano', 'uprightPiano'],
			range: [50, 69],
			levelDb: -7,
			pan: -0.3,
			reverb: 0.25
		},
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R...F...R...F...', 'R..R....F...A...', 'R...R...F...R...', 'R..R..F.....A...'],
				length: 0.6
			},
			instruments: ['uprightBass', 'pizzicato'],
			range: [29, 45],
			levelDb: -4,
			reverb: 0.15
		},
		{
			name: 'violins',
			play: {
				kind: 'melody',
				rhythms: ['x---------------', 'x-------x-------', '....x---x---x---', 'x-x-x-x-x-x-x-x-'],
				leap: 0.22,
				rest: 0.25,
				ornament: 0.15,
				length: 0.97
			},
			instruments: ['soloViolin', 'stringEnsemble'],
			range: [64, 86],
			levelDb: -8,
			pan: 0.4,
			reverb: 0.4,
			from: 0.65
		},
		{
			name: 'cello',
			play: { kind: 'counter', barsPerNote: 2, tones: 1 },
			instruments: ['soloCello'],
			range: [45, 62],
			levelDb: -10,
			reverb: 0.35,
			from: 0.6,
			chance: 0.8
		}
	],
	production: { ...concertHall, reverbSeconds: [1, 2], reverbSize: [0.5, 0.9] },
	gainDb: -0.5
};

const flamenco: StyleDefinition = {
	id: 'flamenco',
	name: 'Flamenco guitar',
	family: 'latin',
	names: 'andaluz',
	tempo: [96, 128],
	beatsPerBar: 3,
	stepsPerBar: 12,
	swing: [0.5, 0.52],
	swingSteps: 1,
	rubato: 0.02,
	looseness: 0.009,
	tonics: [52, 61],
	harmony: [
		{
			mode: 'phrygianDominant',
			a: ['I|I|bII|I', 'iv|bIII|bII|I', 'I|bII|bIII|bII'],
			b: ['iv|iv|bIII|bII', 'bVI|bIII|bII|I', 'bVII|bVI|bII|I'],
			end: 'I'
		},
		{
			mode: 'harmonicMinor',
			a: ['i|V|i|V', 'i|bVII|bVI|V'],
			b: ['iv|i|V|V', 'bVI|bIII|bVI|V'],
			end: 'V'
		}
	],
	phraseBars: 4,
	forms: ['i4:1 A6:2 B8:2 k4:1 A9:2', 'A5:2 B7:1 A8:2 B9:2'],
	ending: 'cadence',
	roles: [
		{
			name: 'rhythm guitar',
			play: {
				kind: 'chords',
				rhythms: ['X..xx^x.x.^.', 'x-^-X-^-x-^-', 'X-----x^x^x-', 'x.^.x.^.X-^^'],
				voices: 5,
				voicing: 'guitar',
				strumSeconds: 0.014,
				length: 0.9
			},
			instruments: ['flamencoGuitar', 'nylonGuitar'],
			range: [40, 60],
			levelDb: -6,
			pan: -0.35,
			reverb: 0.2,
			from: 0.35
		},
		{
			name: 'lead guitar',
			play: {
				kind: 'melody',
				rhythms: ['xxxxxxxxx---', 'x-xxx-xxx---', 'x---xxxxxxxx', 'x-x-xxx-x---', 'xxx-xxx-xxx-'],
				leap: 0.15,
				rest: 0.15,
				ornament: 0.3,
				length: 1
			},
			instruments: ['flamencoGuitar', 'oud'],
			range: [57, 81],
			levelDb: -4,
			pan: 0.25,
			reverb: 0.25
		},
		{
			name: 'picado answer',
			play: {
				kind: 'arpeggio',
				figures: ['0-2-3-4-3-2-', '012343210123', '0--234--2-1-'],
				voices: 4,
				length: 1.5
			},
			instruments: ['flamencoGuitar', 'nylonGuitar'],
			range: [52, 71],
			levelDb: -9,
			pan: 0.5,
			reverb: 0.25,
			upTo: 0.7
		},
		drums(
			'hands and heels',
			{
				kits: ['acoustic'],
				beats: [
					[
						['palmas', '..x..x.x.x.x', 0.4],
						['palmas2', 'x..x....x...', 0.5],
						['cajon', 'x.....x...x.', 0.5],
						['heel', '...?.....?.?', 0.7]
					],
					[
						['palmas', 'x...x...x...', 0.4],
						['palmas2', '..x...x...x.', 0.5],
						['cajon', 'x..o..x..o..', 0.5]
					],
					[
						['cajon', 'x..x..x.x.x.', 0.4],
						['palmas', '.xx.xx.x.x.x', 0.5],
						['heel', 'x.....xx....', 0.7]
					]
				],
				fills: ['none']
			},
			{
				levelDb: -8,
				reverb: 0.25
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R-----------', 'R-----F-----', 'R---F---O---'],
				length: 0.8
			},
			instruments: ['uprightBass', 'nylonGuitar'],
			range: [33, 47],
			levelDb: -7,
			reverb: 0.1,
			from: 0.55,
			chance: 0.7
		}
	],
	production: { ...liveRoom, reverbSeconds: [0.9, 1.8], saturation: [0, 0.04] },
	gainDb: -1.5
};

const gamelan: StyleDefinition = {
	id: 'gamelan',
	name: 'Bronze orchestra',
	family: 'bronze',
	names: 'nusantara',
	...sixteenths,
	tempo: [72, 116],
	swing: [0.5, 0.5],
	rubato: 0.03,
	looseness: 0.006,
	tonics: [56, 64],
	harmony: [
		{ mode: 'pelog', a: ['I5', 'I5|I5|bVI5|I5'], b: ['bVI5|I5', 'I5|bVI5|bVI5|I5'], end: 'I5' },
		{ mode: 'slendro', a: ['I5|I5|IV5|I5', 'I5|V5'], b: ['IV5|V5|I5|I5', 'V5|I5'], end: 'I5' }
	],
	phraseBars: 4,
	forms: ['i4:1 A6:2 B8:1 A9:1 o4:1', 'A5:1 A7:1 B9:2 A6:1'],
	ending: 'ring',
	roles: [
		drums(
			'gongs',
			{
				kits: ['temple'],
				beats: [
					[
						['gong', 'X...............................................................', 0.2],
						['gong2', '................................x...............................', 0.2],
						['kempur', '........o.......', 0.4],
						['kick', 'x..o..x.x..o.xo.', 0.5],
						['snare', '..o..o...o..o..o', 0.5],
						['crash', 'o.......o.......', 0.75]
					],
					[
						['gong', 'X...............................', 0.2],
						['gong2', '................x...............', 0.2],
						['kempur', 'o...o...o...o...', 0.4],
						['kick', 'x.o.x..ox.o.x.oo', 0.5],
						['snare', '.o.o.o...o.o.o..', 0.5],
						['hat', 'o.o.o.o.o.o.o.o.', 0.6]
					]
				],
				fills: ['none']
			},
			{
				levelDb: -5,
				reverb: 0.4
			}
		),
		{
			name: 'core melody',
			play: {
				kind: 'melody',
				rhythms: ['x---x---x---x---', 'x-------x---x---', 'x---x---x-------'],
				leap: 0.3,
				rest: 0,
				ornament: 0,
				length: 1.1
			},
			instruments: ['jublag', 'bronzeMetallophone', 'steelPan'],
			range: [55, 70],
			levelDb: -6,
			reverb: 0.35
		},
		{
			name: 'first of the pair',
			play: { kind: 'ostinato', cells: [8, 16], density: 0.6, stepsPerNote: 1, length: 0.9 },
			instruments: ['bronzeMetallophone', 'kettleGong'],
			range: [67, 82],
			levelDb: -8,
			pan: -0.5,
			reverb: 0.3,
			from: 0.45
		},
		{
			name: 'second of the pair',
			play: { kind: 'ostinato', cells: [8, 6], density: 0.6, stepsPerNote: 1, length: 0.9 },
			instruments: ['bronzeMetallophone', 'kettleGong'],
			range: [70, 85],
			levelDb: -8,
			pan: 0.5,
			reverb: 0.3,
			from: 0.6
		},
		{
			name: 'kettles',
			play: {
				kind: 'arpeggio',
				figures: ['0-1-0-2-0-1-3-1-', '0---2---1---3---', '0-2-1-3-0-2-1-3-'],
				voices: 2,
				length: 1
			},
			instruments: ['kettleGong', 'jublag'],
			range: [60, 75],
			levelDb: -10,
			spread: 0.4,
			reverb: 0.3
		},
		{
			name: 'flute',
			play: {
				kind: 'melody',
				rhythms: ['x-----x-x-------', '....x---x-x-----', 'x-------........'],
				leap: 0.2,
				rest: 0.35,
				ornament: 0.4,
				length: 1
			},
			instruments: ['bambooFlute', 'fiddle'],
			range: [68, 86],
			levelDb: -13,
			reverb: 0.5,
			upTo: 0.85,
			chance: 0.7
		}
	],
	production: { ...concertHall, reverbSeconds: [1.6, 3.2] },
	// Bronze is tuned by ear: these cents give the two scales wide and narrow steps of their own.
	temperament: [0, 18, 36, -22, 10, 22, 0, 12, -26, 34, -12, 14],
	gainDb: 0
};

const raga: StyleDefinition = {
	id: 'drone-raga',
	name: 'Drone and strings',
	family: 'drone',
	names: 'ambient',
	...sixteenths,
	tempo: [66, 96],
	swing: [0.5, 0.53],
	rubato: 0.02,
	looseness: 0.012,
	tonics: [55, 62],
	harmony: [
		{ mode: 'phrygianDominant', a: ['I5'], b: ['I5|I5|bII5|I5'], end: 'I5' },
		{ mode: 'lydian', a: ['I5'], b: ['I5|I5|V5|I5'], end: 'I5' },
		{ mode: 'dorian', a: ['i5'], b: ['i5|i5|IV5|i5'], end: 'i5' }
	],
	phraseBars: 4,
	forms: ['i2:1 A4:1 A6:1 B8:1 A9:1', 'i3:2 A6:1 B8:2 A9:1'],
	ending: 'ring',
	roles: [
		{
			name: 'drone',
			play: {
				kind: 'arpeggio',
				figures: ['1---2---2---0---', '1-----2-2-----0-', '0---2---1---2---'],
				voices: 3,
				length: 3
			},
			instruments: ['sitar', 'koto', 'oud'],
			range: [43, 57],
			levelDb: -9,
			spread: 0.5,
			reverb: 0.35
		},
		{
			name: 'harmonium',
			play: { kind: 'sustain', voices: 3, voicing: 'drone' },
			instruments: ['harmonium', 'droneTone', 'hollowPad'],
			range: [43, 57],
			levelDb: -15,
			reverb: 0.3
		},
		{
			name: 'voice of the strings',
			play: {
				kind: 'melody',
				rhythms: [
					'x-----x-x-x-x---',
					'x---x-x-x-------',
					'xxx-x-x-xxx-x---',
					'x-------........',
					'..x-x-xxx---x---'
				],
				leap: 0.15,
				rest: 0.2,
				ornament: 0.5,
				length: 1.1
			},
			instruments: ['sitar', 'oud', 'bambooFlute', 'koto', 'voiceLead'],
			range: [57, 81],
			levelDb: -5,
			reverb: 0.35
		},
		drums(
			'hand drums',
			{
				kits: ['temple', 'acoustic'],
				beats: [
					[
						['conga2', 'x...x..ox...o..o', 0.55],
						['bongo', '..o..oo...o.oo.o', 0.55],
						['djembe', 'x.......x.......', 0.55]
					],
					[
						['conga1', 'x..o..x.o..x..o.', 0.55],
						['conga2', '...x....x....x..', 0.55],
						['bongo', 'oooo..oooooo..oo', 0.8],
						['slap', '......?.......x.', 0.7]
					]
				],
				fills: ['none']
			},
			{
				levelDb: -7,
				reverb: 0.2
			}
		),
		{
			name: 'answering voice',
			play: {
				kind: 'melody',
				rhythms: ['........x---x---', '....x-x-x-------', '..........x-x-x-'],
				leap: 0.2,
				rest: 0.4,
				ornament: 0.3,
				length: 1
			},
			instruments: ['bambooFlute', 'soloViolin', 'harmonium', 'fiddle'],
			range: [62, 84],
			levelDb: -10,
			reverb: 0.45,
			from: 0.75
		}
	],
	production: { ...concertHall, reverbSeconds: [1.4, 3.5] },
	gainDb: 5.5
};

const calypso: StyleDefinition = {
	id: 'steel-pan',
	name: 'Steel band',
	family: 'island',
	names: 'island',
	...sixteenths,
	tempo: [100, 126],
	swing: [0.5, 0.55],
	looseness: 0.007,
	tonics: [57, 67],
	harmony: [
		{
			mode: 'major',
			a: ['I|IV|V|I', 'I|vi|ii|V7', 'I|I|V7|V7|V7|V7|I|I'],
			b: ['IV|I|V7|I', 'vi|ii|V7|I', 'IV|V|iii|vi'],
			end: 'I6'
		},
		{
			mode: 'mixolydian',
			a: ['I|bVII|IV|I', 'I|IV|bVII|IV'],
			b: ['bVII|IV|I|I', 'IV|IV|I|I'],
			end: 'I6'
		}
	],
	phraseBars: 4,
	forms: ['i4:1 A6:2 B8:2 A8:1 B9:1', 'A6:2 B7:1 k4:1 A8:2 B9:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'tenor pan',
			play: {
				kind: 'melody',
				rhythms: [
					'x--x--x-x-x-x---',
					'..x-x-x-..x-x-x-',
					'x-x--x-xx-x-....',
					'x--x-x-x--x-x---',
					'x-------x--x--x-'
				],
				leap: 0.35,
				rest: 0.05,
				ornament: 0.1,
				length: 0.95,
				parallel: 2
			},
			instruments: ['steelPan'],
			range: [67, 86],
			levelDb: -5,
			pan: 0.2,
			reverb: 0.25
		},
		{
			name: 'seconds',
			play: {
				kind: 'chords',
				rhythms: ['..x...x...x...x.', '..xx..x...xx..x.', 'x..x..x.x..x..x.'],
				voices: 3,
				voicing: 'close',
				length: 0.7
			},
			instruments: ['steelPan', 'marimba', 'ukulele'],
			range: [57, 74],
			levelDb: -9,
			pan: -0.35,
			spread: 0.3,
			reverb: 0.2
		},
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R--.F--.R-.RF---', 'R--..-R-F--..-A-', 'R..R..F.O..F..R.'],
				length: 0.8
			},
			instruments: ['bassMarimba', 'fingerBass', 'uprightBass'],
			range: [31, 46],
			levelDb: -3,
			reverb: 0.08
		},
		drums(
			'engine room',
			{
				kits: ['acoustic', 'dry'],
				beats: [
					[
						['kick', 'x..x....x..x....', 0.3],
						['snare', '...x..x....x..x.', 0.35],
						['hat', 'xoxoxoxoxoxoxoxo', 0.3],
						['cowbell', 'x.x.xx.xx.x.xx.x', 0.6],
						['guiro', 'x-..x-..x-..x-..', 0.5]
					],
					[
						['kick', 'x...x...x...x...', 0.3],
						['rim', '...x..x....x..x.', 0.35],
						['shaker', 'xgoxxgoxxgoxxgox', 0.3],
						['conga1', '..o...oo..o...oo', 0.5],
						['agogo', 'x..x..x...x.x...', 0.6]
					]
				],
				fills: ['snare', 'toms']
			},
			{
				levelDb: -7,
				reverb: 0.12
			}
		),
		{
			name: 'strum',
			play: {
				kind: 'chords',
				rhythms: ['x-^-x-^-x-^-x-^-', '..^x..^x..^x..^x'],
				voices: 4,
				voicing: 'close',
				strumSeconds: 0.008,
				length: 0.7
			},
			instruments: ['ukulele', 'steelGuitar'],
			range: [60, 77],
			levelDb: -13,
			pan: 0.5,
			reverb: 0.15,
			from: 0.65
		}
	],
	production: liveRoom,
	gainDb: -3
};

const balkan: StyleDefinition = {
	id: 'balkan',
	name: 'Balkan dance',
	family: 'folk',
	names: 'slavic',
	// Seven in a bar: short, short, long.
	tempo: [200, 248],
	beatsPerBar: 7,
	stepsPerBar: 14,
	swing: [0.5, 0.5],
	swingSteps: 1,
	rubato: 0,
	looseness: 0.006,
	tonics: [54, 62],
	harmony: [
		{
			mode: 'phrygianDominant',
			a: ['I|I|bII|I', 'I|bII|I|vii', 'I|I|iv|I'],
			b: ['iv|iv|I|I', 'bII|bII|I|I'],
			end: 'I'
		},
		{ mode: 'harmonicMinor', a: ['i|i|V|i', 'i|iv|V|i'], b: ['iv|i|V|V', 'bVI|bVI|V|V'], end: 'i' },
		{ mode: 'dorian', a: ['i|i|bVII|i', 'i|IV|bVII|i'], b: ['bIII|bVII|i|i'], end: 'i' }
	],
	phraseBars: 4,
	forms: ['i5:1 A7:2 B8:2 A8:2 B9:2', 'A6:2 B8:2 k4:1 A9:2 B9:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'tune',
			play: {
				kind: 'melody',
				rhythms: [
					'x-x-x-x-x-x-x-',
					'xxx-x-x-xxx-x-',
					'x---x---x-x-x-',
					'x-xxx-xxx-xxx-',
					'x---x-x-x-----'
				],
				leap: 0.18,
				rest: 0,
				ornament: 0.4,
				length: 0.85
			},
			instruments: ['clarinet', 'accordion', 'fiddle', 'trumpet'],
			range: [62, 84],
			levelDb: -5,
			reverb: 0.25,
			pan: 0.15
		},
		{
			name: 'second voice',
			play: {
				kind: 'melody',
				rhythms: ['x---x---x-----', 'x-x-x-x-x---x-'],
				leap: 0.15,
				rest: 0.25,
				ornament: 0.2,
				length: 0.85,
				parallel: 2
			},
			instruments: ['accordion', 'brassSection', 'fiddle'],
			range: [57, 74],
			levelDb: -10,
			reverb: 0.25,
			pan: -0.4,
			from: 0.75
		},
		{
			name: 'offbeats',
			play: {
				kind: 'chords',
				rhythms: ['..x...x...x.x.', '..x...x...x..x'],
				voices: 3,
				voicing: 'close',
				length: 0.5
			},
			instruments: ['accordion', 'mandolin', 'hornSection'],
			range: [57, 72],
			levelDb: -9,
			reverb: 0.2,
			pan: -0.25
		},
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R-..F-..R-..F-', 'R---F---O-F-R-', 'R-R-F-F-R-F-A-'],
				length: 0.8
			},
			instruments: ['tuba', 'uprightBass'],
			range: [30, 46],
			levelDb: -4,
			reverb: 0.15
		},
		drums(
			'drums',
			{
				kits: ['parade', 'acoustic'],
				beats: [
					[
						['kick', 'x...x...x.....', 0.3],
						['snare', '..g.x.g.x.g.gg', 0.4],
						['tamb', 'x.o.x.o.x.o.o.', 0.6]
					],
					[
						['djembe', 'x...x...x..o..', 0.3],
						['rim', '..xx..xx..xxxx', 0.45],
						['shaker', 'xoxoxoxoxoxoxo', 0.5]
					]
				],
				fills: ['snare', 'none']
			},
			{
				levelDb: -7,
				reverb: 0.2
			}
		)
	],
	production: { ...liveRoom, reverbSeconds: [0.8, 1.6] },
	gainDb: -3
};

export const travelStyles: readonly StyleDefinition[] = [
	bossaNova,
	tango,
	flamenco,
	gamelan,
	raga,
	calypso,
	balkan
];
