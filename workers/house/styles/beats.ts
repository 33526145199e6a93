/** Broken beats and heavy bass: drum & bass, dub, hip hop's kin, synthwave, glitch, chiptune. */
import type { StyleDefinition } from '../composition/style.ts';
import { clubRoom, liveRoom } from './rooms.ts';
import { drums, sixteenths } from './shared-parts.ts';

const drumAndBass: StyleDefinition = {
	id: 'drum-and-bass',
	name: 'Drum & bass',
	family: 'bass',
	names: 'bass',
	...sixteenths,
	tempo: [166, 176],
	swing: [0.5, 0.54],
	looseness: 0.002,
	tonics: [53, 62],
	harmony: [
		{
			mode: 'minor',
			a: ['i9|i9|bVIM7|bVIM7', 'i7|i7|iv9|iv9'],
			b: ['bVIM7|bVII|i9|i9', 'iv9|v7|bVIM7|bVII'],
			end: 'i9'
		},
		{ mode: 'phrygian', a: ['i5|i5|bII5|i5'], b: ['bVI5|bVI5|bII5|i5'], end: 'i5' }
	],
	phraseBars: 8,
	forms: ['i3:1 A8:2 k3:1 B9:2 o4:1', 'i4:1 A9:2 k2:1 A8:1 B9:1'],
	ending: 'ring',
	roles: [
		drums(
			'drums',
			{
				kits: ['jungle', 'rock'],
				beats: [
					[
						['kick', 'x.........x.....', 0.3],
						['snare', '....X..g....X..g', 0.4],
						['hat', 'x.x.x.x.x.x.x.x.', 0.25],
						['ride', '..o...o...o...o.', 0.85],
						['rim', '.......?.?......', 0.6]
					],
					[
						['kick', 'x.x.......xx....x.x.......x.....', 0.3],
						['snare', '....X..g.g..X..g....X..g.g....X.', 0.4],
						['hat', 'xoxoxoxoxoxoxoxo', 0.3]
					],
					[
						['kick', 'x.....x...x.....', 0.3],
						['snare', '....X.......X.g.', 0.4],
						['shaker', 'ogogogogogogogog', 0.3],
						['openhat', '......o.......o.', 0.6]
					]
				],
				fills: ['snare', 'gap']
			},
			{
				levelDb: -2,
				reverb: 0.08
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: [
					'R-----..R-----F-R-----..N-----..',
					'R---------------R-------N---F---',
					'R--.R--.R-..R-S-',
					'..R-..R-....R-R-'
				],
				length: 0.95
			},
			instruments: ['reeseBass', 'subBass', 'growlBass'],
			range: [28, 41],
			levelDb: -4,
			reverb: 0.02,
			from: 0.5,
			duck: 0.3
		},
		{
			name: 'pad',
			play: { kind: 'sustain', voices: 4, voicing: 'open' },
			instruments: ['warmPad', 'glassPad', 'choirOo', 'brightPad'],
			range: [52, 76],
			levelDb: -14,
			spread: 0.8,
			reverb: 0.6,
			duck: 0.3
		},
		{
			name: 'keys',
			play: {
				kind: 'chords',
				rhythms: ['x-----x---......', '...x--....x--...', 'x..x..x.........'],
				voices: 3,
				voicing: 'close',
				length: 0.9
			},
			instruments: ['electricPiano', 'glassPiano', 'dubStab'],
			range: [57, 77],
			levelDb: -13,
			reverb: 0.5,
			echo: 0.6,
			chance: 0.7
		},
		{
			name: 'lead',
			play: {
				kind: 'melody',
				rhythms: ['x-------........', 'x---..x-----....', '....x---x---....', 'x-x-x---........'],
				leap: 0.4,
				rest: 0.35,
				ornament: 0,
				length: 1
			},
			instruments: ['voiceLead', 'softLead', 'flute', 'tinyBell', 'whineLead'],
			range: [64, 84],
			levelDb: -12,
			reverb: 0.5,
			echo: 0.7,
			from: 0.3,
			upTo: 0.95
		}
	],
	production: { ...clubRoom, lowDb: [1, 3.5] },
	gainDb: -2.5
};

const dub: StyleDefinition = {
	id: 'dub',
	name: 'Dub reggae',
	family: 'island',
	names: 'island',
	...sixteenths,
	tempo: [68, 80],
	swing: [0.52, 0.6],
	looseness: 0.008,
	tonics: [55, 64],
	harmony: [
		{
			mode: 'minor',
			a: ['i|iv', 'i|i|bVII|bVII', 'i|bVI|bVII|i'],
			b: ['bVI|bVII|i|i', 'iv|v|i|i'],
			end: 'i'
		},
		{ mode: 'mixolydian', a: ['I|bVII', 'I|I|IV|I'], b: ['IV|IV|I|I', 'ii|V|I|I'], end: 'I' }
	],
	phraseBars: 4,
	forms: ['i4:1 A7:2 k4:1 B8:1 A7:1', 'A6:1 B8:1 k3:1 A8:1 o5:1'],
	ending: 'fade',
	roles: [
		drums(
			'drums',
			{
				kits: ['dry', 'acoustic', 'boom'],
				beats: [
					[
						['kick', '........X.......', 0.3],
						['rim', '........x.....?.', 0.35],
						['hat', 'x.o.x.o.x.o.x.oo', 0.25],
						['snare', '..............?.', 0.7]
					],
					[
						['kick', 'x...x...x...x...', 0.3],
						['rim', '........x.......', 0.35],
						['hat', '..x...x...x.o.x.', 0.3],
						['openhat', '......o.........', 0.6]
					],
					[
						['kick', '........X.......', 0.3],
						['snare', '........x..?....', 0.4],
						['hat', 'x..ox..ox..ox..o', 0.3],
						['bongo', '..?..o....o..?..', 0.6]
					]
				],
				fills: ['toms', 'snare']
			},
			{
				levelDb: -4,
				reverb: 0.15,
				echo: 0.12
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R--.R-T-F--.....', '..R-R-..F-T-R-..', 'R---..R-S-F-....', 'R-.RF-.RT-..L---'],
				length: 0.9
			},
			instruments: ['subBass', 'fingerBass', 'roundBass'],
			range: [28, 42],
			levelDb: -1,
			reverb: 0
		},
		{
			name: 'skank',
			play: {
				kind: 'chords',
				rhythms: ['....x.......x...', '....x.o.....x.o.', '..x...x...x...x.'],
				voices: 3,
				voicing: 'close',
				strumSeconds: 0.004,
				length: 0.45
			},
			instruments: ['mutedGuitar', 'electricGuitar', 'grandPiano'],
			range: [57, 74],
			levelDb: -9,
			pan: 0.4,
			reverb: 0.25,
			echo: 0.5
		},
		{
			name: 'organ',
			play: {
				kind: 'chords',
				rhythms: ['..x.x.x...x.x.x.', '..xox.....xox...', '..x...x...x...x.'],
				voices: 3,
				voicing: 'close',
				length: 0.5
			},
			instruments: ['drawbarOrgan', 'transistorOrgan'],
			range: [55, 72],
			levelDb: -13,
			pan: -0.35,
			reverb: 0.2,
			from: 0.5
		},
		{
			name: 'melodica',
			play: {
				kind: 'melody',
				rhythms: ['x-x-x---....x---', '..x-x-x-x---....', 'x-----x-x---....', '....x-x-x-------'],
				leap: 0.2,
				rest: 0.4,
				ornament: 0.15,
				length: 0.95,
				scale: 'minorPentatonic'
			},
			instruments: ['harmonica', 'accordion', 'trumpet', 'saxophone', 'flute'],
			range: [62, 79],
			levelDb: -10,
			reverb: 0.4,
			echo: 0.85,
			from: 0.6
		},
		{
			name: 'dub siren',
			play: {
				kind: 'melody',
				rhythms: ['x---............', '........x--.x--.'],
				leap: 0.5,
				rest: 0.6,
				ornament: 0,
				length: 1
			},
			instruments: ['whineLead', 'whistle', 'dubStab'],
			range: [60, 76],
			levelDb: -14,
			echo: 1,
			reverb: 0.6,
			upTo: 0.5,
			chance: 0.7
		}
	],
	production: {
		...clubRoom,
		echoBeats: [0.75, 0.75, 0.5],
		echoFeedback: [0.5, 0.75],
		echoLevel: [0.45, 0.8],
		echoToneHz: [1200, 3000],
		highDb: [-3, 0.5],
		lowDb: [1, 4],
		reverbSeconds: [1.5, 3.5]
	},
	gainDb: -0.5
};

const synthwave: StyleDefinition = {
	id: 'synthwave',
	name: 'Synthwave',
	family: 'synth',
	names: 'neon',
	...sixteenths,
	tempo: [84, 118],
	swing: [0.5, 0.5],
	looseness: 0.002,
	tonics: [53, 62],
	harmony: [
		{
			mode: 'minor',
			a: ['i|bVI|bVII|v', 'i|bVI|bIII|bVII', 'i|iv|bVI|bVII', 'i|bVII|bVI|iv'],
			b: ['bVI|bVII|i|bIII', 'iv|bVI|bVII|bVII'],
			end: 'i'
		},
		{ mode: 'major', a: ['I|V|vi|IV', 'IVM7|I|V|vi'], b: ['vi|IV|I|V', 'ii|IV|V|V'], end: 'Iadd9' }
	],
	phraseBars: 4,
	forms: ['i3:1 A6:2 B9:2 k4:1 B9:1 o5:1', 'i4:1 A7:2 k3:1 B9:2 A8:1'],
	ending: 'ring',
	roles: [
		drums(
			'drums',
			{
				kits: ['house', 'boom', 'rock'],
				beats: [
					[
						['kick', 'x.......x.......', 0.4],
						['snare', '....X.......X...', 0.4],
						['hat', 'x.x.x.x.x.x.x.x.', 0.5],
						['tamb', '..o...o...o...o.', 0.8]
					],
					[
						['kick', 'x...x...x...x...', 0.4],
						['snare', '....X.......X...', 0.4],
						['hat', '..x...x...x...x.', 0.5],
						['openhat', '..............x.', 0.7]
					],
					[
						['kick', 'x.....x.x.......', 0.4],
						['clap', '....X.......X...', 0.4],
						['hat', 'xoxoxoxoxoxoxoxo', 0.6]
					]
				],
				fills: ['toms', 'toms', 'snare']
			},
			{
				levelDb: -3,
				reverb: 0.3
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R.R.R.R.R.R.R.R.', 'RRRRRRRRRRRRRRRR', 'R.RRR.RRR.RRO.RR', 'R.O.R.O.R.O.R.O.'],
				length: 0.8
			},
			instruments: ['rubberBass', 'roundBass', 'fmBass', 'acidBass'],
			range: [30, 42],
			levelDb: -5,
			duck: 0.35,
			reverb: 0.03,
			from: 0.3
		},
		{
			name: 'pad',
			play: { kind: 'sustain', voices: 4, voicing: 'open' },
			instruments: ['brightPad', 'warmPad', 'stringEnsemble'],
			range: [52, 76],
			levelDb: -13,
			spread: 0.8,
			reverb: 0.5,
			duck: 0.4
		},
		{
			name: 'arpeggio',
			play: {
				kind: 'arpeggio',
				figures: ['0123012301230123', '0.1.2.3.4.3.2.1.', '0213021302130213', '4321432143214321'],
				voices: 3,
				length: 0.7
			},
			instruments: ['pluckSynth', 'brightLead', 'chipSquare', 'glassPiano'],
			range: [60, 78],
			levelDb: -12,
			spread: 0.3,
			reverb: 0.3,
			echo: 0.5,
			from: 0.45
		},
		{
			name: 'lead',
			play: {
				kind: 'melody',
				rhythms: ['x-------x---x---', 'x-----x-x-------', 'x--x--x---------', 'x---x---x-x-x---'],
				leap: 0.3,
				rest: 0.1,
				ornament: 0.15,
				length: 1
			},
			instruments: ['brightLead', 'superSaw', 'whineLead', 'saxophone', 'electricGuitar'],
			range: [64, 84],
			levelDb: -9,
			reverb: 0.4,
			echo: 0.55,
			from: 0.7
		}
	],
	production: { ...clubRoom, reverbSeconds: [1.5, 3.2], reverbLevel: [0.25, 0.45] },
	gainDb: -1.5
};

const glitch: StyleDefinition = {
	id: 'idm',
	name: 'Glitch',
	family: 'synth',
	names: 'bass',
	...sixteenths,
	tempo: [92, 148],
	swing: [0.5, 0.56],
	looseness: 0.003,
	tonics: [54, 65],
	harmony: [
		{
			mode: 'dorian',
			a: ['i11|i11|bVIIM7|bVIIM7', 'i9|bIIIM7|iv9|bVIM7'],
			b: ['bVIM7s11|v7|i9|i9'],
			end: 'i11'
		},
		{
			mode: 'lydian',
			a: ['IM7s11|IM7s11|iii7|II', 'IM9|II|IM9|II'],
			b: ['vi9|vi9|II|II'],
			end: 'IM9'
		},
		{ mode: 'wholeTone', a: ['I+|I+|II+|II+'], b: ['II+|I+'], end: 'I+' }
	],
	phraseBars: 4,
	forms: ['i3:1 A6:1 B8:1 k2:1 A9:1 B7:1 o3:1', 'i4:1 A7:1 k2:1 B9:1 A8:1'],
	ending: 'ring',
	roles: [
		drums(
			'drums',
			{
				kits: ['shards', 'chip', 'jungle'],
				glitch: 0.3,
				beats: [
					[
						['kick', 'x..x...x..x...x.', 0.3],
						['snare', '....x..x.....x..', 0.4],
						['hat', 'xgxogxogxgxogxxo', 0.3],
						['block', '..?..?.?....?.?.', 0.4],
						['rim', '?.?.?..??..?..?.', 0.6]
					],
					[
						['kick', 'x.....x..x......x..x......x.....', 0.3],
						['clap', '....x.......x.......x......xx...', 0.4],
						['hat', 'oxoxxoxooxxoxoxo', 0.3],
						['openhat', '...?......?.....', 0.5]
					],
					[
						['kick', 'x....x....x...', 0.3],
						['snare', '...x......x...', 0.4],
						['hat', 'x.xx.x.', 0.3],
						['rim', '..?..', 0.4]
					]
				],
				fills: ['snare', 'gap']
			},
			{
				levelDb: -3,
				reverb: 0.12,
				echo: 0.1,
				inserts: [{ kind: 'crush', bits: 9, holdHz: 19000 }]
			}
		),
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R--..R.....R-.N.', 'R.....R..R......', 'R-----------F-N-'],
				length: 0.8
			},
			instruments: ['subBass', 'growlBass', 'fmBass', 'reeseBass'],
			range: [28, 42],
			levelDb: -5,
			reverb: 0.05,
			from: 0.4
		},
		{
			name: 'figure',
			play: { kind: 'ostinato', cells: [7, 11, 5, 13], density: 0.6, stepsPerNote: 1, length: 0.9 },
			instruments: ['glitchPluck', 'glassBell', 'kalimba', 'pluckSynth', 'tinyBell'],
			range: [62, 84],
			levelDb: -10,
			spread: 0.8,
			reverb: 0.4,
			echo: 0.6
		},
		{
			name: 'pad',
			play: { kind: 'sustain', voices: 3, voicing: 'open' },
			instruments: ['glassPad', 'hollowPad', 'darkPad', 'voiceEe'],
			range: [50, 76],
			levelDb: -13,
			spread: 0.7,
			reverb: 0.6
		},
		{
			name: 'lead',
			play: {
				kind: 'melody',
				rhythms: ['x--x--x-x-......', '.x.x-x----......', 'x-x.x.x-x---....', '..xxx---..x-----'],
				leap: 0.5,
				rest: 0.3,
				ornament: 0.2,
				length: 0.9
			},
			instruments: ['whineLead', 'softLead', 'glassPiano', 'chipThin', 'celesta'],
			range: [62, 86],
			levelDb: -11,
			reverb: 0.4,
			echo: 0.5,
			from: 0.6
		}
	],
	production: {
		...clubRoom,
		reverbSeconds: [0.8, 4],
		width: [1, 1.45],
		echoBeats: [0.75, 0.333, 1.25]
	},
	gainDb: 0
};

const chiptune: StyleDefinition = {
	id: 'chiptune',
	name: 'Chiptune',
	family: 'synth',
	names: 'chip',
	...sixteenths,
	tempo: [126, 168],
	swing: [0.5, 0.52],
	looseness: 0,
	tonics: [57, 67],
	harmony: [
		{
			mode: 'major',
			a: ['I|V|vi|IV', 'I|I|bVII|IV', 'I|iii|IV|V'],
			b: ['vi|iii|IV|V', 'IV|V|iii|vi', 'bVI|bVII|I|I'],
			end: 'I'
		},
		{
			mode: 'minor',
			a: ['i|bVII|bVI|V', 'i|i|bVI|bVII', 'i|bIII|iv|V'],
			b: ['bVI|bVII|i|i', 'iv|i|V|V'],
			end: 'i'
		}
	],
	phraseBars: 4,
	forms: ['i4:1 A7:2 B8:2 A7:1 B9:2 A8:1', 'A6:2 B8:2 k4:1 A9:2 B9:2'],
	ending: 'cadence',
	roles: [
		drums(
			'noise',
			{
				kits: ['chip'],
				beats: [
					[
						['kick', 'x...x...x...x...', 0.35],
						['snare', '....x.......x...', 0.35],
						['hat', 'x.x.x.x.x.x.x.x.', 0.5]
					],
					[
						['kick', 'x..x..x.x..x..x.', 0.35],
						['snare', '....x.......x..x', 0.35],
						['hat', 'xxx.xxx.xxx.xxx.', 0.5]
					],
					[
						['kick', 'x.......x.x.....', 0.35],
						['snare', '....x.......x.xx', 0.35],
						['hat', '..x...x...x...x.', 0.4],
						['openhat', '......x.......x.', 0.7]
					]
				],
				fills: ['snare', 'toms']
			},
			{
				levelDb: -8,
				reverb: 0
			}
		),
		{
			name: 'triangle',
			play: {
				kind: 'bass',
				figures: ['R.R.R.R.R.R.R.R.', 'R.O.R.O.R.O.R.O.', 'R..RR..RF..FO..F', 'R-R-O-R-F-F-O-F-'],
				length: 0.85
			},
			instruments: ['chipTriangle'],
			range: [36, 50],
			levelDb: -3,
			reverb: 0
		},
		{
			name: 'arpeggio',
			play: {
				kind: 'arpeggio',
				figures: ['0120120120120120', '0123210123210123', '0.1.2.1.0.1.2.3.', '0011223300112233'],
				voices: 3,
				length: 0.95
			},
			instruments: ['chipThin', 'chipSquare'],
			range: [60, 76],
			levelDb: -10,
			pan: -0.35,
			reverb: 0.02
		},
		{
			name: 'lead',
			play: {
				kind: 'melody',
				rhythms: [
					'x-x-x-x-x---x---',
					'x--x--x-x-x-x---',
					'x-xxx-x-x---..x-',
					'x---x-x-x-x-x-x-',
					'x-------x-x-x-x-'
				],
				leap: 0.4,
				rest: 0.05,
				ornament: 0.25,
				length: 0.9
			},
			instruments: ['chipPulse', 'chipSquare'],
			range: [67, 89],
			levelDb: -6,
			pan: 0.1,
			reverb: 0.03,
			echo: 0.35,
			from: 0.5
		},
		{
			name: 'harmony',
			play: {
				kind: 'melody',
				rhythms: ['x-------x-------', 'x---x---x---x---'],
				leap: 0.2,
				rest: 0.2,
				ornament: 0,
				length: 0.9
			},
			instruments: ['chipThin', 'chipPulse'],
			range: [62, 80],
			levelDb: -11,
			pan: 0.4,
			reverb: 0,
			from: 0.8
		}
	],
	production: {
		...liveRoom,
		reverbSeconds: [0.3, 0.6],
		reverbLevel: [0.02, 0.1],
		echoBeats: [0.5, 0.75, 0.25],
		echoLevel: [0.1, 0.35],
		width: [0.5, 0.9],
		compression: [0.1, 0.3],
		lowDb: [0, 2],
		highDb: [-3, 0]
	},
	gainDb: -1.5
};

export const beatStyles: readonly StyleDefinition[] = [
	drumAndBass,
	dub,
	synthwave,
	glitch,
	chiptune
];
