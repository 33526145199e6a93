/** Shapes of titles, by the kind of music or the language. */
import type { NameStyle } from './artist-words.ts';
import {
	english,
	french,
	greek,
	indonesian,
	japanese,
	nordic,
	portuguese,
	slavic,
	spanish,
	yoruba,
	type WordLists,
	words
} from './word-lists.ts';

export interface TitleWords {
	readonly shapes: readonly string[];
	readonly whole: readonly string[];
	readonly lists: WordLists;
}

const englishTitles = [
	'{adjectives} {nouns}',
	'the {nouns} and the {weather}',
	'{verbs} the {nouns}',
	'{weather} until {times}',
	'{nouns} for {given}',
	'{feelings}',
	'{adjectives} {weather}',
	'{times} {nouns}',
	'no {feelings} before {times}',
	'{given}’s {nouns}',
	'all my {feelings}',
	'where the {nouns} was'
];
const clubTitles = [
	'{nouns}',
	'{adjectives} motion',
	'{verbs}',
	'{verbs} it down',
	'room {number}',
	'{places} {number}',
	'{weather} dub',
	'{feelings} machine',
	'{adjectives} {nouns}',
	'{times} drive',
	'no {feelings}',
	'{coined}'
];
const numbers = words('1 2 3 4 5 6 7 9 11 12 14 17 21 23 40 101');
const keys = words('A_minor E_flat G_minor D_major B_minor F_sharp_minor C_minor A_flat');
const english2: WordLists = { ...english, number: numbers, keys };

export const titleWords: Readonly<Record<NameStyle, TitleWords>> = {
	club: {
		shapes: clubTitles,
		whole: [
			'four in the morning, still here',
			'the lift is stuck on nine',
			'somebody’s coat',
			'after the after'
		],
		lists: english2
	},
	ambient: {
		shapes: [
			'{weather} over {places}',
			'{adjectives} {weather}',
			'{nouns}, {times}',
			'{coined}',
			'for {given}, {adjectives}',
			'the {nouns} beneath',
			'{nouns} study {number}',
			'{nordic}',
			'{nordic}, {times}',
			'{feelings} ({weather})',
			'the {adjectives} {places}'
		],
		whole: [
			'things the tide returned',
			'light through a paper wall',
			'nowhere in particular',
			'a map of the ceiling'
		],
		lists: {
			...english2,
			nordic: words('Vindstille Lengsel Snøfall Tåkehav Stilla_vatten Nattlys Ísmjöll')
		}
	},
	bass: {
		shapes: [...clubTitles, '{adjectives} signal', '{nouns} theory', '{weather} warning'],
		whole: ['everybody out', 'half past never', 'the roof can wait'],
		lists: english2
	},
	island: {
		shapes: [
			'{adjectives} {feelings} dub',
			'{places} skank',
			'{feelings} and {feelings}',
			'version {number}',
			'{verbs} the {nouns}',
			'natural {feelings}',
			'{times} in {places}',
			'{given} chant'
		],
		whole: ['mango tree lawyer', 'goat on the runway', 'the bus to Zion is late'],
		lists: english2
	},
	brazil: {
		shapes: [
			'{nouns}',
			'{nouns} {adjectives}',
			'{nouns} em {places}',
			'canção para {given}',
			'a {nouns} e a {nouns}',
			'samba de {places}',
			'tarde em {places}'
		],
		whole: ['Não diga nada, Leonor', 'Café às três', 'O gato e o mar'],
		lists: portuguese
	},
	salon: {
		shapes: [
			'Waltz No. {number} in {keys}',
			'Nocturne in {keys}',
			'{frenchNouns} {frenchAdjectives}',
			'Valse {frenchAdjectives}',
			'Prelude No. {number}',
			'la {frenchNouns}',
			'Impromptu “{nouns}”',
			'Feuille d’album No. {number}',
			'Lied ohne {german}',
			'{times}, {adjectives}'
		],
		whole: ['Le chat de Madame Hue', 'Une lettre jamais envoyée', 'Der müde Tänzer'],
		lists: {
			...english2,
			frenchNouns: french.nouns,
			frenchAdjectives: french.adjectives,
			german: words('Eile Schatten Ende Namen')
		}
	},
	nursery: {
		shapes: [
			'the {adjectives} {nouns}',
			'goodnight, {nouns}',
			'lullaby for {given}',
			'{creature} on the {nouns}',
			'{weather} {nouns}',
			'sleepy {creature}',
			'lullaby for a {creature}'
		],
		whole: ['eleven sheep and a cow', 'the clock forgot', 'Schlaf, kleines Licht'],
		lists: { ...english2, creature: words('owl hedgehog teapot snail moth goose whale mouse') }
	},
	chip: {
		shapes: [
			'stage {number}',
			'boss of the {nouns}',
			'{adjectives} castle',
			'{weather} level',
			'press start, {given}',
			'{nouns} quest {number}',
			'world {number}: {nouns}',
			'save the {nouns}',
			'game over, {given}'
		],
		whole: ['continue? 9, 8, 7', 'the shopkeeper knows', 'blow on the cartridge'],
		lists: english2
	},
	guitar: {
		shapes: [
			...englishTitles,
			'{adjectives} wave',
			'{places} run',
			'{places} blues',
			'ride to {places}'
		],
		whole: ['my other board is a door', 'sand in the amplifier', 'the wrong side of Thursday'],
		lists: english2
	},
	mountain: {
		shapes: [
			'{given}’s {dance}',
			'{adjectives} {dance}',
			'{weather} on the {nouns}',
			'{family}’s {dance}',
			'the {nouns} at {family} Gap',
			'leaving {family}',
			'old {nouns} {dance}'
		],
		whole: ['the mule won’t have it', 'three dollars and a pie'],
		lists: { ...english2, dance: words('Reel Breakdown Hornpipe Ramble Jig Farewell Rag') }
	},
	nusantara: {
		shapes: [
			'{nouns} {adjectives}',
			'Gending {nouns}',
			'Lancaran {nouns} {adjectives}',
			'Ketawang {nouns}',
			'{nouns} di {nouns}',
			'Tabuh {adjectives}'
		],
		whole: ['Kucing Tidur di Gong', 'Pasar Pagi'],
		lists: indonesian
	},
	plata: {
		shapes: [
			'{forms} de la {nouns}',
			'{nouns} {adjectives}',
			'la {nouns}',
			'El {things} de {places}',
			'{given}',
			'Milonga para {given}',
			'{nouns} y {things}'
		],
		whole: ['Nadie espera el tranvía', 'Carta sin sello', 'El último fósforo'],
		lists: { ...spanish, forms: words('Tango Milonga Vals') }
	},
	neon: {
		shapes: [
			'{neon} {nouns}',
			'{times} {neon}',
			'{places} at {times}',
			'{adjectives} {neon}',
			'{given} (19{number2})',
			'{verbs} the {neon}',
			'{neon} {feelings}',
			'{japanese}'
		],
		whole: ['rewind before returning', 'the last arcade in town', 'hotel with a blue sign'],
		lists: {
			...english2,
			neon: words('skyline horizon cassette highway arcade chrome starlight vector circuit pulse'),
			number2: words('83 84 85 86 87 88'),
			japanese: words('夜のドライブ 東京の雨 青い月 最後の駅 ネオンの海')
		}
	},
	minimal: {
		shapes: [
			'Music for {number} {objects}',
			'{objects} in {keys}',
			'{adjectives} {objects}',
			'Study No. {number}',
			'{nouns}, {nouns}, {nouns}',
			'Phase {number}',
			'{number} {objects} and one {nouns}'
		],
		whole: ['counting to seven, badly', 'the same but slower'],
		lists: { ...english2, objects: words('Mallets Pulses Tiles Pendulums Squares Ladders Circles') }
	},
	church: {
		shapes: [
			'{latin}',
			'Chorale: {latin}',
			'{latin} in {keys}',
			'Voluntary No. {number}',
			'Hymn for {times}',
			'Choralvorspiel No. {number}',
			'Psalm of {feelings}',
			'{adjectives} Psalm',
			'Evensong for {given}',
			'Prelude on “{latin}”',
			'{russian}'
		],
		whole: ['Evening at the north door', 'The verger’s dog'],
		lists: {
			...english2,
			latin: words(
				'Lux_serena Ave_lumen O_dulcis_nox Veni_aurora Gaudete_montes Cor_mundi Stella_maris_alta Requies Pax_vespertina Vox_silvae Flos_hiemis Aurora_surgit Nox_et_tenebrae_meae Lumen_maris'
			),
			russian: words('Тихий_свет Вечерний_звон_реки Зимняя_молитва')
		}
	},
	soul: {
		shapes: [
			...englishTitles,
			'{verbs} it, {given}',
			'get up and {verbs}',
			'one more {nouns}',
			'{adjectives} shoes',
			'do the {nouns}',
			'{feelings} on the floor'
		],
		whole: ['butter side down', 'who left the groove on?', 'my landlord can dance'],
		lists: english2
	},
	march: {
		shapes: [
			'{places} March',
			'Fanfare for {places}',
			'the {adjectives} {regiment}',
			'March of the {nouns}s',
			'Fanfare No. {number}',
			'{family}’s Return',
			'the {nouns} Parade',
			'{given} Takes the Salute',
			'{family} Quickstep',
			'Parade in {times}'
		],
		whole: ['The mayor is late', 'Seventeen trombones, roughly'],
		lists: { ...english2, regiment: words('Grenadier Postman Lamplighter Regiment Ferryman') }
	},
	andaluz: {
		shapes: [
			'{forms} de {places}',
			'{nouns} {adjectives}',
			'{forms} para {given}',
			'la {nouns} y el {things}',
			'a {given}',
			'patio de {places}',
			'{forms} {adjectives}'
		],
		whole: ['Cal y sombra', 'Donde duerme el gallo', 'Nadie baila como tú'],
		lists: spanish
	},
	lagos: {
		shapes: [
			'{nouns} {nouns2}',
			'no more {nouns}',
			'{nouns} no dey {verb}',
			'Mr {nouns2}',
			'{given} (Parts 1 & 2)',
			'who get the {nouns}?',
			'big {nouns} man'
		],
		whole: ['Ten people, one chair', 'Tomorrow go better', 'Police and goat'],
		lists: {
			...yoruba,
			nouns2: words('Palaver Matter Business Sense Trouble'),
			verb: words('sleep finish lie wait')
		}
	},
	nordic: {
		shapes: [
			'{nouns} og {nouns}',
			'{given}',
			'{nouns}',
			'{nouns} i {nouns}',
			'stille {nouns}',
			'under {nouns}',
			'etter {nouns}'
		],
		whole: ['Kaffe i mørket'],
		lists: nordic
	},
	slavic: {
		shapes: ['{adjectives} {nouns}', '{nouns}', '{nouns} и {others}'],
		whole: ['Последний трамвай'],
		lists: slavic
	},
	hellas: {
		shapes: ['{adjectives} {nouns}', '{nouns}', '{nouns} και {nouns}'],
		whole: ['Το παλιό λιμάνι'],
		lists: greek
	},
	nippon: {
		shapes: ['{adjectives}{nouns}', '{nouns}と{nouns}', '{nouns}の{nouns}'],
		whole: ['喫茶店の午後', '終電のあと'],
		lists: japanese
	}
};
