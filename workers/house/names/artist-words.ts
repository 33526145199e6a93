/** Shapes of artists' names, by the kind of music that they make or the place that they come from. */
import {
	club,
	clubTail,
	english,
	family,
	french,
	german,
	given,
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

export type NameStyle =
	| 'club'
	| 'ambient'
	| 'bass'
	| 'island'
	| 'brazil'
	| 'salon'
	| 'nursery'
	| 'chip'
	| 'guitar'
	| 'mountain'
	| 'nusantara'
	| 'plata'
	| 'neon'
	| 'minimal'
	| 'church'
	| 'soul'
	| 'march'
	| 'andaluz'
	| 'lagos'
	| 'nordic'
	| 'slavic'
	| 'hellas'
	| 'nippon';

interface ArtistWords {
	readonly shapes: readonly string[];
	readonly lists: WordLists;
}

export const artistWords: Readonly<Record<NameStyle, ArtistWords>> = {
	club: {
		shapes: [
			'{club}',
			'{club} {tail}',
			'{club} & {club2}',
			'{given} {club}',
			'DJ {club2}',
			'{coined}'
		],
		lists: {
			...english,
			club,
			club2: words('Brask Emil_T. Okapi Nord_Kai Silvra Dune Halo_Jr. Marzipan Tessa_V Orbel'),
			tail: clubTail
		}
	},
	ambient: {
		shapes: [
			'{coined}',
			'{weather} & {nouns}',
			'{given} {family}',
			'{coined} {places}',
			'the {adjectives} {weather}',
			'{nordicGiven} {nordicFamily}'
		],
		lists: { ...english, nordicGiven: nordic.given, nordicFamily: nordic.family }
	},
	bass: {
		shapes: [
			'{club}{suffix}',
			'{adjectives} {nouns}',
			'{coined}',
			'{club} {number}',
			'MC {coined} & {club}'
		],
		lists: {
			...english,
			club,
			suffix: words('ik or_Sound tronik IX step wave'),
			number: words('77 303 12 8.5 IV 2000')
		}
	},
	island: {
		shapes: [
			'{title} {family}',
			'{title} {given}',
			'the {colours} {places} {group}',
			'{given} & the {group}',
			'{places} {group}'
		],
		lists: {
			...english,
			title: words('Prince King Sister Brother Ras Papa'),
			group: words('Rockers Allstars Upsetter_Union Dub_Station Soundsmiths Roots_Choir')
		}
	},
	brazil: {
		shapes: [
			'{given} {family}',
			'Trio {places}',
			'{given} {family} & {given}',
			'Quarteto {places}',
			'{given} do {places}'
		],
		lists: portuguese
	},
	salon: {
		shapes: [
			'{given} {family}',
			'Quatuor {family}',
			'{germanGiven} {germanFamily}',
			'{slavicGiven} {slavicFamily}',
			'Kammerensemble {germanFamily}',
			'{enGiven} {enFamily}'
		],
		lists: {
			...french,
			germanGiven: german.given,
			germanFamily: german.family,
			slavicGiven: slavic.latinGiven,
			slavicFamily: slavic.latinFamily,
			enGiven: given,
			enFamily: family
		}
	},
	nursery: {
		shapes: [
			'{adjectives} {creature} music box',
			'Aunt {given}',
			'the {nouns} {maker}',
			'{given} & the {creature}',
			'Madame {family}'
		],
		lists: {
			...english,
			creature: words('owl hedgehog rabbit teapot snail moth duckling'),
			maker: words('clockmakers tinkers menders carousel automata')
		}
	},
	chip: {
		shapes: [
			'{bit}{bit2}',
			'{bit} {number}',
			'the {bit} {bit2}s',
			'{coined}_{number}',
			'{bit}-{bit2}'
		],
		lists: {
			...english,
			bit: words('pixel sprite byte joypad tile raster cursor overflow glyph vblank'),
			bit2: words('kitten knight ranger wizard pilot baron moth goblin'),
			number: words('64 8088 1.1 255 9000 v2')
		}
	},
	guitar: {
		shapes: [
			'the {colours} {creatures}',
			'the {adjectives} {creatures}',
			'{given} {family}',
			'{given} & the {creatures}',
			'{places} {number}',
			'los {spanishNouns}'
		],
		lists: {
			...english,
			number: words('Five 61 Three 9'),
			spanishNouns: words('Delfines_Rojos Caimanes Vientos Faroles Tiburones_de_Plata')
		}
	},
	mountain: {
		shapes: [
			'{given} {family}',
			'the {places} {group}',
			'{family} & {family2}',
			'Old {given} {family}',
			'the {family} {kin}'
		],
		lists: {
			...english,
			family2: words('Tarrow Mossgill Bannock Dale Crebbin'),
			group: words('Ramblers String_Band Ridge_Runners Porch_Quartet Pickers'),
			kin: words('Brothers Sisters Cousins Family')
		}
	},
	nusantara: {
		shapes: [
			'{groups} {names}',
			'{names}',
			'{groups} {nouns} {adjectives}',
			'Gamelan {nouns} {adjectives}'
		],
		lists: indonesian
	},
	plata: {
		shapes: [
			'{given} {family}',
			'Orquesta {family}',
			'Sexteto {family}',
			'{given} {family} y su conjunto',
			'Cuarteto del {things}'
		],
		lists: spanish
	},
	neon: {
		shapes: [
			'{coined} {number}',
			'{coined}',
			'{neon} {places}',
			'{colours} {neon}',
			'the {neon} {creatures}',
			'{neon}{tail}'
		],
		lists: {
			...english,
			neon: words('Neon Chrome Vector Laser Turbo Polar Sunset Vice Hologram'),
			tail: words('drive line wave craft'),
			number: words('84 2049 XR II')
		}
	},
	minimal: {
		shapes: [
			'{given} {family}',
			'Ensemble {coined}',
			'{number} {objects}',
			'{nordicGiven} {nordicFamily}',
			'{family} Percussion'
		],
		lists: {
			...english,
			number: words('Four Seven Eleven Six'),
			objects: words('Mallets Pulses Tiles Pendulums Squares'),
			nordicGiven: nordic.given,
			nordicFamily: nordic.family
		}
	},
	church: {
		shapes: [
			'{given} {family}',
			'the choir of St {given} {place}',
			'{germanGiven} {germanFamily}',
			'Capella {coined}',
			'Schola {coined}',
			'{slavicGiven} {slavicFamily}'
		],
		lists: {
			...english,
			place: words('by_the_Wall under_Hill on_the_Marsh beyond_the_Gate'),
			germanGiven: german.given,
			germanFamily: german.family,
			slavicGiven: slavic.given,
			slavicFamily: slavic.family
		}
	},
	soul: {
		shapes: [
			'the {colours} {group}',
			'{given} {family} & the {group}',
			'{given} {family}',
			'{adjectives} {group}',
			'{places} {group}'
		],
		lists: {
			...english,
			group: words(
				'Exchange Regulators Sugar_Company Parlour Cosmic_Butter Persuasion Velvet_Engine'
			)
		}
	},
	march: {
		shapes: [
			'{places} {group}',
			'the {adjectives} {group}',
			'Stadtkapelle {germanFamily}',
			'the {family} {group}',
			'Banda {italian}'
		],
		lists: {
			...english,
			germanFamily: german.family,
			italian: words('Città_di_Vellora Monteserra San_Brunetto Valcorta'),
			group: words('Brass_Band Silver_Band Fanfare Colliery_Brass Parade_Corps')
		}
	},
	andaluz: {
		shapes: [
			'{given} {family}',
			'{given} de {places}',
			'El Niño de {places}',
			'{given} y {given}',
			'Familia {family}'
		],
		lists: spanish
	},
	lagos: {
		shapes: [
			'{given} {family}',
			'{given} & his {groups}',
			'the {groups} of {family}',
			'{family} {groups}'
		],
		lists: yoruba
	},
	nordic: {
		shapes: ['{given} {family}', '{nouns}{nouns}', '{given} {family} Trio', '{family}'],
		lists: nordic
	},
	slavic: {
		shapes: ['{given} {family}', '{latinGiven} {latinFamily}', '{nouns} и {others}'],
		lists: slavic
	},
	hellas: { shapes: ['{given} {family}', '{nouns}'], lists: greek },
	nippon: {
		shapes: ['{family} {given}', '{given}', '{family} Orchestra', '{adjectives}{nouns}'],
		lists: japanese
	}
};
