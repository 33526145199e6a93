/** Rooms with a piano, a quartet or a bandstand: waltz, nocturne, lullaby, march, baroque. */
import type { StyleDefinition } from '../composition/style.ts';
import { concertHall, liveRoom } from './rooms.ts';
import { drums, sixteenths } from './shared-parts.ts';

const waltz: StyleDefinition = {
	id: 'waltz',
	name: 'Waltz for strings',
	family: 'classical',
	names: 'salon',
	tempo: [132, 174],
	beatsPerBar: 3,
	stepsPerBar: 12,
	swing: [0.5, 0.5],
	swingSteps: 1,
	rubato: 0.06,
	looseness: 0.012,
	tonics: [55, 65],
	harmony: [
		{
			mode: 'major',
			a: ['I|I|V7|V7|V7|V7|I|I', 'I|vi|ii7|V7|I|vi|ii7 V7|I', 'I|I|ii7|ii7|V7|V7|I|I'],
			b: ['IV|IV|I|I|II7|II7|V|V7', 'vi|vi|III7|III7|vi|II7|V|V7'],
			end: 'I'
		},
		{
			mode: 'harmonicMinor',
			a: ['i|i|iv|iv|V7|V7|i|i', 'i|iv|bVII|bIII|bVI|iidim|V7|i'],
			b: ['bIII|bIII|bVII|bVII|iv|iv|V|V7'],
			end: 'i'
		}
	],
	phraseBars: 8,
	forms: ['i4:1 A6:2 B8:1 A7:1', 'A5:1 B7:1 A8:1 B9:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'tune',
			play: {
				kind: 'melody',
				rhythms: ['x-------x---', 'x-----x-x---', 'x---x---x---', 'x-----------', 'x-x-x-x-x---'],
				leap: 0.28,
				rest: 0.05,
				ornament: 0.15,
				length: 0.98
			},
			instruments: ['soloViolin', 'stringEnsemble', 'clarinet', 'oboe', 'accordion'],
			range: [62, 84],
			levelDb: -5,
			reverb: 0.45,
			pan: -0.2
		},
		{
			name: 'chords',
			play: {
				kind: 'chords',
				rhythms: ['....x---x---', '....x-..x-..'],
				voices: 3,
				voicing: 'close',
				length: 0.6
			},
			instruments: ['stringEnsemble', 'pizzicato', 'harp', 'grandPiano'],
			range: [55, 72],
			levelDb: -9,
			reverb: 0.35,
			spread: 0.4,
			pan: 0.15
		},
		{
			name: 'bass',
			play: {
				kind: 'bass',
				figures: ['R---........', 'R---........F---........', 'R-----------'],
				length: 0.7
			},
			instruments: ['pizzicato', 'uprightBass', 'soloCello'],
			range: [36, 52],
			levelDb: -5,
			reverb: 0.3,
			pan: 0.3
		},
		{
			name: 'inner voice',
			play: { kind: 'counter', barsPerNote: 2, tones: 1 },
			instruments: ['soloCello', 'warmStrings', 'hornSection'],
			range: [50, 67],
			levelDb: -11,
			reverb: 0.4,
			from: 0.6
		},
		{
			name: 'second tune',
			play: {
				kind: 'melody',
				rhythms: ['x-x-x-x-x-x-', '....x-x-x---', 'x---....x---'],
				leap: 0.2,
				rest: 0.3,
				ornament: 0.1,
				length: 0.9
			},
			instruments: ['flute', 'glockenspiel', 'soloViolin', 'clarinet'],
			range: [67, 88],
			levelDb: -12,
			reverb: 0.5,
			from: 0.75
		}
	],
	production: concertHall,
	gainDb: 1
};

const nocturne: StyleDefinition = {
	id: 'nocturne',
	name: 'Piano nocturne',
	family: 'classical',
	names: 'salon',
	...sixteenths,
	tempo: [56, 76],
	swing: [0.5, 0.5],
	rubato: 0.09,
	looseness: 0.012,
	tonics: [55, 66],
	harmony: [
		{
			mode: 'minor',
			a: ['i|iv|bVII|bIIIM7|bVIM7|iidim|V7|i', 'i|bVIM7|iv7|V7', 'i i|iv bVII|bIII bVI|V7'],
			b: ['bVI|bIII|bVII|iv', 'bIIIM7|bVII|iv7|V7'],
			end: 'i'
		},
		{
			mode: 'major',
			a: ['IM7|vi7|ii7|V7', 'I|iii7|IVM7|iv', 'Iadd9|V|vi7|IVM7'],
			b: ['vi|iii|IV|I', 'iv|I|II7|V7'],
			end: 'Iadd9'
		}
	],
	phraseBars: 4,
	forms: ['A4:1 B7:1 A5:1', 'i3:1 A5:1 B8:1 A4:1', 'A5:1 A6:1 B7:1 A4:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'right hand',
			play: {
				kind: 'melody',
				rhythms: [
					'x-----x-x---x---',
					'x---x---x-------',
					'x-------x-x-x-x-',
					'..x-x-x-x-------',
					'x-----------x-x-'
				],
				leap: 0.35,
				rest: 0.1,
				ornament: 0.25,
				length: 1.1
			},
			instruments: ['grandPiano', 'feltPiano'],
			range: [62, 86],
			levelDb: -4,
			reverb: 0.4,
			spread: 0.4
		},
		{
			name: 'left hand',
			play: {
				kind: 'arpeggio',
				figures: ['0-2-3-4-3-4-3-2-', '0-1-2-3-4-3-2-1-', '0---2-3-4---3-2-', '0-2-4-2-3-2-4-2-'],
				voices: 3,
				length: 2.2
			},
			instruments: ['grandPiano', 'feltPiano'],
			range: [43, 60],
			levelDb: -9,
			reverb: 0.4,
			spread: 0.4
		},
		{
			name: 'bass note',
			play: { kind: 'bass', figures: ['R---------------', 'R-------F-------'], length: 1 },
			instruments: ['grandPiano', 'feltPiano'],
			range: [33, 46],
			levelDb: -7,
			reverb: 0.4
		},
		{
			name: 'inner chords',
			play: {
				kind: 'chords',
				rhythms: ['....x-------x---', '........x-------'],
				voices: 3,
				voicing: 'close',
				strumSeconds: 0.02,
				length: 1.2
			},
			instruments: ['grandPiano', 'feltPiano', 'warmStrings'],
			range: [53, 70],
			levelDb: -13,
			reverb: 0.4,
			from: 0.55
		}
	],
	production: { ...concertHall, reverbSeconds: [1.4, 3] },
	gainDb: 0.5
};

const musicBox: StyleDefinition = {
	id: 'lullaby',
	name: 'Music-box lullaby',
	family: 'nursery',
	names: 'nursery',
	tempo: [78, 108],
	beatsPerBar: 3,
	stepsPerBar: 12,
	swing: [0.5, 0.5],
	swingSteps: 1,
	rubato: 0.05,
	looseness: 0.01,
	tonics: [60, 69],
	harmony: [
		{
			mode: 'major',
			a: ['I|I|IV|I|V|I|ii V|I', 'I|vi|IV|V|I|vi|ii V|I', 'I|V|vi|iii|IV|I|V|I'],
			b: ['IV|I|V|I|IV|I|II7|V', 'vi|iii|IV|I|ii|I|V|V7'],
			end: 'I'
		},
		{ mode: 'lydian', a: ['IM7|II|IM7|II|vi|iii|II|IM7'], b: ['vi|II|iii|IM7'], end: 'IM7' }
	],
	phraseBars: 4,
	forms: ['i3:1 A5:2 B6:1 A7:1', 'A4:1 B6:1 A7:1 A4:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'tune',
			play: {
				kind: 'melody',
				rhythms: ['x---x---x---', 'x-----x-x---', 'x-------x---', 'x-x-x---x---', 'x---x-x-x---'],
				leap: 0.28,
				rest: 0,
				ornament: 0.08,
				length: 1
			},
			instruments: ['musicBox', 'celesta', 'glockenspiel'],
			range: [72, 93],
			levelDb: -4,
			reverb: 0.35
		},
		{
			name: 'accompaniment',
			play: {
				kind: 'arpeggio',
				figures: ['0-1-2-1-2-1-', '0---1---2---', '0-2-1-2-3-2-', '0-1-2-3-2-1-'],
				voices: 3,
				length: 1.5
			},
			instruments: ['musicBox', 'kalimba', 'celesta', 'harp'],
			range: [60, 77],
			levelDb: -9,
			reverb: 0.35,
			spread: 0.4
		},
		{
			name: 'low notes',
			play: { kind: 'bass', figures: ['R-----------', 'R-------F---'], length: 1 },
			instruments: ['musicBox', 'harp', 'feltPiano', 'kalimba'],
			range: [48, 62],
			levelDb: -8,
			reverb: 0.3
		},
		{
			name: 'echo',
			play: { kind: 'counter', barsPerNote: 2, tones: 2 },
			instruments: ['fluteStop', 'choirOo', 'tinyBell', 'hollowPad'],
			range: [67, 84],
			levelDb: -17,
			reverb: 0.6,
			from: 0.55
		}
	],
	production: {
		...liveRoom,
		reverbSeconds: [1, 2.4],
		wow: [0, 0.3],
		compression: [0, 0.15],
		saturation: [0, 0.03],
		lowDb: [-2, 1]
	},
	gainDb: 4
};

const march: StyleDefinition = {
	id: 'march',
	name: 'Brass march',
	family: 'brass',
	names: 'march',
	...sixteenths,
	tempo: [104, 124],
	swing: [0.5, 0.5],
	rubato: 0.01,
	looseness: 0.008,
	tonics: [56, 65],
	harmony: [
		{
			mode: 'major',
			a: ['I|I|IV|I|V7|I|II7|V7', 'I|V|vi|IV|I|ii7|V7|I', 'I|IV|I|V7'],
			b: ['vi|III7|vi|II7|V|I|V7|I', 'IV|I|V7|I|IV|I|II7|V7', 'bVI|bIII|IV|V'],
			end: 'I'
		},
		{ mode: 'mixolydian', a: ['I|bVII|IV|I', 'I|v|bVII|I'], b: ['bIII|bVII|IV|V'], end: 'I' }
	],
	phraseBars: 4,
	forms: ['i7:1 A7:2 B6:1 A8:1 B9:1', 'i9:1 A6:2 k4:1 B8:1 A9:1'],
	ending: 'cadence',
	roles: [
		drums(
			'percussion',
			{
				kits: ['parade'],
				beats: [
					[
						['kick', 'x.......x.......', 0.3],
						['snare', 'x.ggx.ggx.ggxggg', 0.3],
						['crash', 'o...............', 0.85]
					],
					[
						['kick', 'x...x...x...x...', 0.3],
						['snare', '..g.x.g...g.x.gg', 0.3],
						['triangle', 'o...o...o...o...', 0.7]
					],
					[
						['tom2', 'x.......x.......', 0.3],
						['snare', 'x..gx..gx.g.xgxg', 0.3],
						['crash', '........o.......', 0.75]
					]
				],
				fills: ['snare', 'snare', 'toms']
			},
			{
				levelDb: -6,
				reverb: 0.35
			}
		),
		{
			name: 'tuba',
			play: {
				kind: 'bass',
				figures: ['R---....F---....', 'R---R---F---A---', 'R-..R-..F-..F-..'],
				length: 0.7
			},
			instruments: ['tuba'],
			range: [31, 46],
			levelDb: -3,
			reverb: 0.3
		},
		{
			name: 'horns',
			play: {
				kind: 'chords',
				rhythms: ['....x.......x...', '..x...x...x...x.', '....x.xx....x.xx'],
				voices: 3,
				voicing: 'close',
				length: 0.5
			},
			instruments: ['hornSection', 'brassSection'],
			range: [55, 70],
			levelDb: -9,
			reverb: 0.4,
			pan: -0.35
		},
		{
			name: 'cornets',
			play: {
				kind: 'melody',
				rhythms: ['x---x--xx---x---', 'x--xx---x-x-x---', 'x-------x--xx---', 'x-x-x-x-x---x---'],
				leap: 0.4,
				rest: 0.05,
				ornament: 0.05,
				length: 0.88,
				parallel: 2
			},
			instruments: ['trumpet', 'brassSection'],
			range: [62, 80],
			levelDb: -5,
			reverb: 0.4,
			pan: 0.2
		},
		{
			name: 'low brass',
			play: { kind: 'counter', barsPerNote: 1, tones: 2 },
			instruments: ['hornSection', 'brassSection'],
			range: [46, 62],
			levelDb: -9,
			reverb: 0.4,
			pan: 0.4,
			from: 0.65
		},
		{
			name: 'piccolo',
			play: {
				kind: 'melody',
				rhythms: ['x-x-x-x-x-x-x-x-', 'xxxxx---xxxxx---', 'x---x-x-x-x-x---'],
				leap: 0.25,
				rest: 0.2,
				ornament: 0.35,
				length: 0.8
			},
			instruments: ['flute', 'glockenspiel', 'clarinet'],
			range: [74, 94],
			levelDb: -13,
			reverb: 0.4,
			from: 0.85
		}
	],
	production: { ...concertHall, reverbSeconds: [1.2, 2.4] },
	gainDb: -2
};

const harpsichordSuite: StyleDefinition = {
	id: 'baroque',
	name: 'Harpsichord suite',
	family: 'classical',
	names: 'salon',
	...sixteenths,
	tempo: [76, 108],
	swing: [0.5, 0.5],
	rubato: 0.025,
	looseness: 0.008,
	tonics: [55, 65],
	harmony: [
		{
			mode: 'harmonicMinor',
			a: ['i V|i iv|bVII bIII|bVI V', 'i iv|bVII bIII|bVI iidim|V i', 'i|V7|i iv|V'],
			b: ['bIII bVII|bVI bIII|iv i|V', 'iv bVII|bIII bVI|iidim V|i'],
			end: 'I'
		},
		{
			mode: 'major',
			a: ['I V|vi iii|IV I|ii V', 'I IV|viidim iii|vi ii|V I'],
			b: ['V I|II7 V|vi III7|vi', 'vi ii|V I|IV viidim|I V'],
			end: 'I'
		}
	],
	phraseBars: 4,
	forms: ['A5:1 A6:1 B7:1 A8:1', 'A6:2 B7:2 A8:1'],
	ending: 'cadence',
	roles: [
		{
			name: 'right hand',
			play: {
				kind: 'melody',
				rhythms: [
					'x-xxx-xxx-xxx-x-',
					'xxxxx-x-xxxxx-x-',
					'x-x-x-x-x-xxx---',
					'xxxxxxxxx---x---',
					'.xxxx-x-.xxxx-x-'
				],
				leap: 0.2,
				rest: 0,
				ornament: 0.35,
				length: 0.9
			},
			instruments: ['harpsichord', 'oboe', 'soloViolin', 'flute'],
			range: [65, 86],
			levelDb: -5,
			reverb: 0.3,
			pan: 0.2
		},
		{
			name: 'left hand',
			play: {
				kind: 'arpeggio',
				figures: ['0-1-2-1-3-2-1-2-', '0-2-1-2-0-2-1-2-', '0-.1-.2-0-.1.2-.', '2-1-0-1-2-1-0-1-'],
				voices: 3,
				length: 0.9
			},
			instruments: ['harpsichord', 'fluteStop'],
			range: [55, 72],
			levelDb: -9,
			reverb: 0.3,
			pan: -0.2
		},
		{
			name: 'continuo',
			play: {
				kind: 'bass',
				figures: ['R---T---F---A---', 'R-N-T-N-F-T-A---', 'R-O-R-O-F-R-N-A-'],
				length: 0.85
			},
			instruments: ['harpsichord', 'soloCello'],
			range: [40, 55],
			levelDb: -6,
			reverb: 0.3
		},
		{
			name: 'continuo chords',
			play: {
				kind: 'chords',
				rhythms: ['x-------x-------', 'x---x---x---x---'],
				voices: 3,
				voicing: 'close',
				strumSeconds: 0.018,
				length: 0.8
			},
			instruments: ['harpsichord'],
			range: [55, 70],
			levelDb: -13,
			reverb: 0.3,
			from: 0.65
		}
	],
	production: { ...concertHall, reverbSeconds: [0.9, 2], reverbSize: [0.5, 0.9] },
	gainDb: 2
};

export const salonStyles: readonly StyleDefinition[] = [
	waltz,
	nocturne,
	musicBox,
	march,
	harpsichordSuite
];
