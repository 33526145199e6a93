/** Music for dance floors with a kick on every beat: house, techno, trance, disco. */
import type { Beat, StyleDefinition } from '../composition/style.ts';
import { clubRoom } from './rooms.ts';
import { drums, sixteenths } from './shared-parts.ts';

const fourOnTheFloor: readonly Beat[] = [
	[
		['kick', 'x...x...x...x...', 0.3],
		['clap', '....x.......x...', 0.5],
		['openhat', '..x...x...x...x.', 0.45],
		['hat', 'o.g.o.g.o.g.o.gg', 0.6],
		['shaker', 'gogogogogogogogo', 0.75]
	],
	[
		['kick', 'x...x...x...x...', 0.3],
		['snare', '....x.......x..g', 0.55],
		['hat', '..x...x...x...x.', 0.3],
		['openhat', '..............x.', 0.6],
		['tamb', 'o.o.x.o.o.o.x.o.', 0.8]
	],
	[
		['kick', 'x...x...x...x..o', 0.3],
		['clap', '....x.......x.g.', 0.5],
		['openhat', '..x...x...x...x.', 0.4],
		['rim', '...x..x....x..?.', 0.6],
		['conga1', '..o..o....o..oo.', 0.7],
		['conga2', '.......oo......o', 0.7]
	]
];

const clubForms = [
	'i3:1 A6:2 A8:1 k2:1 B9:2 o4:1',
	'i2:1 A5:1 B7:2 k3:1 A9:2 o4:1',
	'i4:1 A7:2 k2:1 A9:1 B9:1 o5:1'
];

const deepHouse: StyleDefinition = {
	id: 'deep-house',
	name: 'Deep house',
	family: 'club',
	names: 'club',
	...sixteenths,
	tempo: [117, 125],
	swing: [0.52, 0.6],
	looseness: 0.003,
	tonics: [56, 64],
	harmony: [
		{
			mode: 'dorian',
			a: ['i9|iv9', 'i9|i9|bVIIM7|iv9', 'i9 bIIIM7|iv9 v7'],
			b: ['iv9|v7', 'bVIM7|v7|iv9|i9'],
			end: 'i9'
		},
		{
			mode: 'minor',
			a: ['i9|bVIM7|bIIIM7|bVII', 'i7|v7|bVIM7|iv9'],
			b: ['bVIM7|bVII|i9|i9', 'iv9|bVIM7|v7|v7'],
			end: 'i9'
		}
	],
	phraseBars: 4,
	forms: clubForms,
	ending: 'fade',
	roles: [
		drums(
			'drums',
			{
				kits: ['house', 'boom'],
				beats: fourOnTheFloor,
				fills: ['gap', 'snare', 'none']
			},
			{
				levelDb: -3,
				reverb: 0.06
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R..R..R...R.F...', '..R...R...R...RS', 'R..O..R..R.F..S.', '..R-..R-.R..R-O.'],
				length: 0.9
			},
			instruments: ['roundBass', 'subBass', 'fmBass', 'rubberBass'],
			range: [31, 43],
			levelDb: -4,
			reverb: 0,
			duck: 0.35,
			from: 0.35
		},
		{
			name: 'keys',
			play: {
				kind: 'chords',
				rhythms: ['...x--.x--......', '..x--...x--.x-..', 'x-.x-.x-........', '..x-..x-..x-..x-'],
				voices: 4,
				voicing: 'close',
				length: 0.85
			},
			instruments: ['electricPiano', 'housePiano', 'dubStab', 'wurlyPiano'],
			range: [55, 76],
			levelDb: -10,
			spread: 0.4,
			reverb: 0.35,
			echo: 0.35,
			duck: 0.3
		},
		{
			name: 'pad',
			play: { kind: 'sustain', voices: 4, voicing: 'open' },
			instruments: ['warmPad', 'brightPad', 'stringEnsemble'],
			range: [50, 74],
			levelDb: -17,
			spread: 0.7,
			reverb: 0.5,
			duck: 0.6,
			upTo: 0.95,
			chance: 0.8
		},
		{
			name: 'hook',
			play: {
				kind: 'melody',
				rhythms: ['..x-..x-....x-x-', '....x--.x-..x---', 'x..x..x---......', '..x..x..x-x-....'],
				leap: 0.35,
				rest: 0.35,
				ornament: 0,
				length: 0.8
			},
			instruments: ['voiceStab', 'vibraphone', 'softLead', 'pluckSynth', 'voiceLead'],
			range: [62, 81],
			levelDb: -12,
			reverb: 0.4,
			echo: 0.6,
			from: 0.75,
			duck: 0.2
		}
	],
	production: clubRoom,
	gainDb: -1.5
};

const techno: StyleDefinition = {
	id: 'techno',
	name: 'Techno',
	family: 'club',
	names: 'club',
	...sixteenths,
	tempo: [128, 138],
	swing: [0.5, 0.53],
	looseness: 0.001,
	tonics: [53, 62],
	harmony: [
		{ mode: 'phrygian', a: ['i5', 'i5|i5|i5|bII5'], b: ['i5|bII5', 'i5|i5|bVI5|bVII5'], end: 'i5' },
		{ mode: 'minor', a: ['i', 'i|i|bVI|bVI'], b: ['i|v', 'bVI|bVI|i|i'], end: 'i' }
	],
	phraseBars: 8,
	forms: ['i3:1 A6:1 A8:1 k3:1 B9:1 o5:1', 'i4:1 A7:1 B8:1 k2:1 A9:1'],
	ending: 'fade',
	roles: [
		drums(
			'drums',
			{
				kits: ['iron', 'house'],
				beats: [
					[
						['kick', 'X...X...X...X...', 0.3],
						['hat', '..x...x...x...x.', 0.4],
						['openhat', '..o...o...o...o.', 0.7],
						['clap', '....o.......o...', 0.6],
						['rim', '...x..x..x...x..', 0.7]
					],
					[
						['kick', 'X...X...X...X...', 0.3],
						['hat', 'ogogogogogogogog', 0.5],
						['openhat', '..x...x...x...x.', 0.65],
						['tom2', '...o..o....o..o.', 0.6],
						['snare', '............o...', 0.8]
					],
					[
						['kick', 'X...X...X..oX...', 0.3],
						['openhat', '..x...x...x...x.', 0.45],
						['rim', 'x..x..x..x..x.x.', 0.55],
						['clap', '....x..o....x...', 0.75]
					]
				],
				fills: ['gap', 'none', 'snare']
			},
			{
				levelDb: -2,
				reverb: 0.1
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['..RR..RR..RR..RR', '.RRR.RRR.RRR.RRR', '..R...R...R...R.', 'R.rRr.RrR.rRr.RO'],
				length: 0.7
			},
			instruments: ['subBass', 'acidBass', 'rubberBass', 'growlBass'],
			range: [29, 41],
			levelDb: -5,
			duck: 0.7,
			reverb: 0.03,
			from: 0.3
		},
		{
			name: 'acid',
			play: { kind: 'ostinato', cells: [16, 12, 7, 5], density: 0.7, stepsPerNote: 1, length: 0.7 },
			instruments: ['acidBass', 'glitchPluck', 'pluckSynth', 'fmBass'],
			range: [43, 62],
			levelDb: -11,
			pan: 0.15,
			reverb: 0.2,
			echo: 0.4,
			from: 0.55,
			duck: 0.3,
			inserts: [{ kind: 'drive', amount: 0.35 }]
		},
		{
			name: 'stab',
			play: {
				kind: 'chords',
				rhythms: ['...x.......x....', '..x..x......x...', 'x.......x..x....', '......x.........'],
				voices: 3,
				voicing: 'close',
				length: 0.9
			},
			instruments: ['dubStab', 'stabSynth', 'glassPiano'],
			range: [53, 70],
			levelDb: -13,
			reverb: 0.6,
			echo: 0.9,
			from: 0.2
		},
		{
			name: 'drone',
			play: { kind: 'sustain', voices: 2, voicing: 'drone' },
			instruments: ['droneTone', 'darkPad'],
			range: [41, 60],
			levelDb: -20,
			reverb: 0.6,
			duck: 0.7,
			spread: 0.4
		},
		{
			name: 'noise',
			play: { kind: 'texture' },
			instruments: ['wind', 'rain'],
			range: [0, 0],
			levelDb: -18,
			reverb: 0.5,
			duck: 0.8,
			chance: 0.6
		}
	],
	production: { ...clubRoom, reverbSeconds: [1.2, 4], saturation: [0.15, 0.45], lowDb: [1, 3.5] },
	gainDb: -3
};

const disco: StyleDefinition = {
	id: 'disco',
	name: 'Disco',
	family: 'soul',
	names: 'soul',
	...sixteenths,
	tempo: [112, 124],
	swing: [0.5, 0.54],
	looseness: 0.004,
	tonics: [55, 65],
	harmony: [
		{
			mode: 'minor',
			a: ['i7|iv7|bVIIM7|bIIIM7', 'i9|i9|iv9|v7', 'i7 bVII|bVI V7'],
			b: ['bVIM7|bVII|i7|i7', 'iv7|bVII|bIIIM7|V7'],
			end: 'i7'
		},
		{
			mode: 'major',
			a: ['IM7|vi7|ii7|V9sus', 'ii9|V13|IM9|vi7'],
			b: ['IVM7|iii7|ii7|V9sus', 'vi7|II7|ii7|V7'],
			end: 'I6'
		}
	],
	phraseBars: 4,
	forms: ['i5:1 A7:2 B9:2 k4:1 B9:2 o7:1', 'i4:1 A7:2 B9:2 A8:2 o6:1'],
	ending: 'fade',
	roles: [
		drums(
			'drums',
			{
				kits: ['acoustic', 'dry'],
				beats: [
					[
						['kick', 'x...x...x...x...', 0.3],
						['snare', '....x.......x...', 0.4],
						['hat', 'x.o.x.o.x.o.x.o.', 0.2],
						['openhat', '..x...x...x...x.', 0.45],
						['tamb', 'gogogogogogogogo', 0.7]
					],
					[
						['kick', 'x...x...x...x...', 0.3],
						['clap', '....x.......x...', 0.45],
						['openhat', '..x...x...x...x.', 0.4],
						['conga1', 'o..o..o...o.o...', 0.6],
						['conga2', '......oo......oo', 0.6],
						['cowbell', '..o...o...o...o.', 0.85]
					]
				],
				fills: ['toms', 'snare']
			},
			{
				levelDb: -3.5,
				reverb: 0.12
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R.O.R.O.R.O.R.O.', 'R..OR.O.R..OS.F.', 'R-.RO..R.RO.S-A-', 'R...R.O...R.O.FS'],
				length: 0.85
			},
			instruments: ['fingerBass', 'slapBass', 'pickBass'],
			range: [28, 40],
			levelDb: -3,
			reverb: 0.03,
			from: 0.3
		},
		{
			name: 'guitar',
			play: {
				kind: 'chords',
				rhythms: ['..xo..xo..xo..xo', 'x.xox.xox.xox.xo', '.xo..xo..xo..xox', 'x..x..x.x..x..x.'],
				voices: 3,
				voicing: 'close',
				strumSeconds: 0.006,
				length: 0.5
			},
			instruments: ['electricGuitar', 'mutedGuitar'],
			range: [57, 74],
			levelDb: -11,
			pan: 0.55,
			reverb: 0.15,
			from: 0.4,
			inserts: [
				{
					kind: 'equaliser',
					bands: [
						{ shape: 'high-pass', hz: 320 },
						{ shape: 'peak', hz: 2800, gainDb: 4, q: 1 }
					]
				}
			]
		},
		{
			name: 'strings',
			play: {
				kind: 'melody',
				rhythms: ['x-------x---x---', 'x---x---x-------', '....x-x-x-x-x---', 'x---------x-x-x-'],
				leap: 0.25,
				rest: 0.15,
				ornament: 0,
				length: 1
			},
			instruments: ['discoStrings'],
			range: [67, 86],
			levelDb: -12,
			spread: 0.5,
			reverb: 0.4,
			from: 0.55
		},
		{
			name: 'keys',
			play: {
				kind: 'chords',
				rhythms: ['x---....x---....', '..x-..x-..x-..x-', 'x--x--x-....x-..'],
				voices: 4,
				voicing: 'close',
				length: 0.8
			},
			instruments: ['electricPiano', 'grandPiano', 'clavinet'],
			range: [53, 74],
			levelDb: -12,
			pan: -0.3,
			reverb: 0.2
		},
		{
			name: 'brass',
			play: {
				kind: 'chords',
				rhythms: ['x.......x.x.....', '....x.x.....x---', '..............x.', 'x--.x.......x-x-'],
				voices: 3,
				voicing: 'close',
				length: 0.6
			},
			instruments: ['brassSection'],
			range: [60, 77],
			levelDb: -12,
			pan: -0.2,
			reverb: 0.3,
			from: 0.75,
			chance: 0.8
		},
		{
			name: 'voices',
			play: {
				kind: 'melody',
				rhythms: ['x-x-....x-x-....', '....x--x--x---..', 'x--x----........'],
				leap: 0.2,
				rest: 0.4,
				ornament: 0,
				length: 0.9,
				parallel: 2
			},
			instruments: ['voiceStab', 'choirAh'],
			range: [64, 79],
			levelDb: -13,
			reverb: 0.35,
			sections: 'B'
		}
	],
	production: {
		...clubRoom,
		reverbSeconds: [1, 2],
		echoLevel: [0, 0.15],
		highDb: [0, 3],
		lowDb: [-1, 1.5]
	},
	gainDb: -3.5
};

const trance: StyleDefinition = {
	id: 'trance',
	name: 'Trance',
	family: 'club',
	names: 'neon',
	...sixteenths,
	tempo: [134, 142],
	swing: [0.5, 0.5],
	looseness: 0.001,
	tonics: [53, 62],
	harmony: [
		{
			mode: 'minor',
			a: ['i|bVI|bIII|bVII', 'i|bVII|bVI|bVII', 'i|bIII|bVII|iv'],
			b: ['bVI|bVII|i|i', 'bVI|bIII|bVII|v'],
			end: 'i'
		},
		{ mode: 'major', a: ['vi|IV|I|V', 'I|V|vi|IV'], b: ['IV|V|vi|I', 'IV|I|V|V'], end: 'vi' }
	],
	phraseBars: 8,
	forms: ['i4:1 A6:1 k2:1 B9:2 o5:1', 'i5:1 k2:1 A9:1 B9:1 o4:1'],
	ending: 'fade',
	roles: [
		drums(
			'drums',
			{
				kits: ['house'],
				beats: [
					[
						['kick', 'X...X...X...X...', 0.35],
						['clap', '....x.......x...', 0.5],
						['openhat', '..x...x...x...x.', 0.45],
						['hat', 'oggoogggoggooggg', 0.6]
					],
					[
						['kick', 'X...X...X...X...', 0.35],
						['snare', '....x.......x...', 0.5],
						['openhat', '..x...x...x...x.', 0.45],
						['ride', 'x...x...x...x...', 0.9]
					]
				],
				fills: ['snare', 'gap']
			},
			{
				levelDb: -3,
				reverb: 0.08
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['..RR..RR..RR..RR', '.RRR.RRR.RRR.RRR', '..R...R...R...RO'],
				length: 0.7
			},
			instruments: ['roundBass', 'rubberBass'],
			range: [29, 41],
			levelDb: -5,
			duck: 0.5,
			reverb: 0,
			from: 0.4
		},
		{
			name: 'arpeggio',
			play: {
				kind: 'arpeggio',
				figures: ['0.2.1.3.2.4.3.1.', '0213021402130215', '3.2.1.0.3.2.1.4.', '0..2..4..3..2.1.'],
				voices: 4,
				length: 0.8
			},
			instruments: ['pluckSynth', 'brightLead', 'tinyBell'],
			range: [60, 79],
			levelDb: -11,
			reverb: 0.35,
			echo: 0.6,
			spread: 0.3,
			duck: 0.4
		},
		{
			name: 'lead',
			play: {
				kind: 'melody',
				rhythms: ['x--x--x-x--x--x-', 'x---x---x--x--x-', 'x-------x---x---', 'x--x--x---------'],
				leap: 0.3,
				rest: 0.05,
				ornament: 0,
				length: 0.95
			},
			instruments: ['superSaw', 'brightLead'],
			range: [64, 84],
			levelDb: -10,
			reverb: 0.45,
			echo: 0.4,
			duck: 0.35,
			from: 0.85
		},
		{
			name: 'pad',
			play: { kind: 'sustain', voices: 4, voicing: 'open' },
			instruments: ['brightPad', 'warmPad', 'choirAh'],
			range: [52, 76],
			levelDb: -14,
			reverb: 0.6,
			duck: 0.7,
			spread: 0.8
		},
		{
			name: 'break piano',
			play: {
				kind: 'chords',
				rhythms: ['x-----x-----x---', 'x-------x-------'],
				voices: 4,
				voicing: 'open',
				length: 1
			},
			instruments: ['grandPiano', 'glassPiano'],
			range: [55, 77],
			levelDb: -11,
			reverb: 0.5,
			upTo: 0.35
		}
	],
	production: { ...clubRoom, reverbSeconds: [2, 4], highDb: [0.5, 3] },
	gainDb: -2.5
};

export const clubStyles: readonly StyleDefinition[] = [deepHouse, techno, disco, trance];
