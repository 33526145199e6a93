/** Word lists for names. All names are made up here; none is meant to be anybody's. */
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

type Lists = Readonly<Record<string, readonly string[]>>;

export interface TitleWords {
	readonly shapes: readonly string[];
	readonly whole: readonly string[];
	readonly lists: Lists;
}

function words(text: string): readonly string[] {
	return text.split(' ').map((word) => word.replaceAll('_', ' '));
}

const given = words('Ada Ilse Marlo Tove Odile Wren Jonas Petra Silvan Noor Ruben Ottilie Caspar Maren Iver Linnea Tobin Esme Anselm Freya Milo Saskia Bram Juno Aldo Corin Della Ewan Fenna Gideon');
const family = words('Halvane Brennick Oskeld Marrowby Tillance Verrick Ashdell Quillon Sorrelby Penhallick Drummel Carrowmere Lindqvale Hestby Varnholt Ostrander-Vey Fallowick Greave Isherdale Thornquill');
const colours = words('amber silver ivory scarlet cobalt violet copper pale golden velvet crimson indigo ashen emerald');
const creatures = words('herons foxes lanterns ferries magpies sparrows comets tigers swallows otters weathervanes ravens pilots moths sirens');
const places = words('Harbour Meridian Orchard Avenue Lagoon Terrace Station Canyon Boulevard Pier Delta Quarry Plaza Observatory');
const coined = words('Velmora Kaiven Orrin Lumeth Sorvane Nivara Tessk Halden Ovrel Zarith Quenso Mirrowe Belvane Teroka Anvere Solvik Dremma Ixaal Pellucid Norrow Vantrel Ulmare Kessel_Ray Oriveil');
const weather = words('rain fog frost thunder mist drizzle sunlight snow wind haze moonlight dusk');
const nouns = words('window river mirror ladder garden letter engine feather signal harbour kitchen bicycle shoulder ribbon staircase compass meadow photograph lantern orchard ceiling');
const times = words('midnight morning Tuesday winter September tomorrow evening dawn Sunday August noon');
const feelings = words('longing patience mercy hunger wonder trouble sorrow delight fever silence comfort doubt');
const adjectives = words('slow hidden broken endless quiet electric hollow distant tender restless borrowed weightless crooked burning unopened little second sleeping');
const verbs = words('hold follow remember carry leave cross forgive wake answer borrow trust lose');

const english: Lists = { given, family, colours, creatures, places, coined, weather, nouns, times, feelings, adjectives, verbs };

const club = words('Aster Kolm Denvik Rhaan Osso Tarn Vex Mako Lune Irid Pram Sable Junn Okto Palo Reve Nilo Corda Tamber Yel');
const clubTail = words('Unit Works Motion System Union Field Room Transit Assembly Lines Phase Department');

const portuguese = {
	given: words('Iara Tainá Joaquim Leonor Zélia Davi Inácio Jussara Cauã Marília Benício Aurora Tomé Luzia Raimundo Celina'),
	family: words('Valadão Serrano Caravelas Moraima Nogal Pessegueiro Alvorada Camboriz Duartino Itaparé Salgueirinho Montenovo'),
	nouns: words('saudade manhã praia janela maré lua rede chuva varanda jardim estrada canoa brisa laranjeira'),
	places: words('Ipêra Boa_Hora Santa_Clareza Porto_Velado Guaraíba Alto_da_Serra Pedra_Lisa'),
	adjectives: words('azul lenta antiga doce calada morena distante clara')
};
const spanish = {
	given: words('Ignacio Rocío Amparo Julián Nieves Evaristo Paloma Gaspar Macarena Leandro Íñigo Soledad Tadeo Azucena'),
	family: words('Valdemora Quintarroja Alcorcete Belmazán Riosalado Torrealta Peñaluz Olivarejo Castromil Villaseca Mondragal Ferrandiz'),
	nouns: words('luna cal sombra esquina puñal naranjo reloj lluvia espejo candil arena farol balcón ceniza'),
	places: words('la_Alameda San_Telmo_Viejo Triana_Baja el_Riachuelo Sacromonte_Alto la_Boca_Vieja Jerez_Chico'),
	adjectives: words('blanca negra perdida amarga verde lejana rota dormida'),
	forms: words('Bulería Soleá Tango Alegría Milonga Seguiriya Tangos Farruca Rondeña')
};
const french = {
	given: words('Aurélie Étienne Solène Maxence Odette Célestin Maëlle Baptistin Hélène Anatole Clémence Thérèse'),
	family: words('Vauquelin-Roche Delorge Montfleury Sauvagnac Bellemare-Hue Courtevaux Lagrelière Perrançon Dussolier-Vane Marchevieux'),
	nouns: words('pluie jardin neige fenêtre rivière ombre étoile clairière brume lanterne'),
	adjectives: words('lente ancienne bleue oubliée claire dernière')
};
const german = {
	given: words('Jörg Käthe Friedhelm Liesel Ansgar Mechthild Götz Ulrike Wendelin Brunhild'),
	family: words('Weißenbruch Hölderstein Morgenrath Krähwinkler Sülzenbach Altenmöhr Grünefeld Tannhöfer')
};
const nordic = {
	given: words('Åsne Sølve Ragnhild Torbjørn Ylva Eirik Jórunn Håkon Sigrún Aino Väinö Birgit'),
	family: words('Fjellvang Østerhaug Snælund Kvitøy Hjortsberg Vatndal Skógan Lystrand Mørkved Isakstuen'),
	nouns: words('fjell is nord hav lys skog natt sne tåke bre')
};
const slavic = {
	given: words('Вера Лада Мирослав Зоя Остап Ярина Радим Велена Тихон Горислав'),
	family: words('Заречная Северин Лесовой Полынова Журавлик Верескин Рябинов Долинская'),
	latinGiven: words('Věra Radoslav Ludmiła Zdeněk Milica Bohumil Światosława Jaromír'),
	latinFamily: words('Ostrovánek Wiśnicki Hraběnka Kotlářová Žabčić Połonin Březník Zielarska'),
	nouns: words('снег река окно ветер дорога тишина звезда сад зима туман'),
	adjectives: words('белая тихая дальняя последняя ночная зимняя')
};
const greek = {
	given: words('Ελένη Στράτος Δανάη Ορέστης Μυρτώ Λήδα Φαίδων Ίρις'),
	family: words('Καλλινάκης Θαλασσινού Πετρομάνης Αμπελιώτη Βορεάδης Λιανού'),
	nouns: words('θάλασσα νύχτα βροχή άνεμος φεγγάρι σιωπή ουρανός κύμα'),
	adjectives: words('μπλε ήσυχη μακρινή παλιά λευκή')
};
const japanese = {
	given: words('Haruno Sayuri Kaito_M. Renji Mizuho Tomoe Isamu Chiyo Nagisa Yūma'),
	family: words('Tsukihara Morikage Asanuma Kirigoe Hoshikawa-Dai Minasato Kazeoka Yukimori'),
	nouns: words('夜 雨 海 月 風 雪 灯り 夢 川 駅'),
	adjectives: words('静かな 遠い 青い 小さな 最後の 白い')
};
const indonesian = {
	names: words('Sekar_Wilis Candra_Kirana_Muda Banyu_Wening Giri_Laras Surya_Pelita Tirta_Nada Rimba_Gending Teja_Langit'),
	groups: words('Sanggar Gong Paguyuban Sekaa Kelompok'),
	nouns: words('Angin Hujan Kembang Bulan Gunung Sungai Fajar Pasir Burung Senja'),
	adjectives: words('Biru Sunyi Timur Wangi Emas Lama')
};
const yoruba = {
	given: words('Adébánjọ Fúnmiláyọ̀ Kọ́lápọ̀ Ìyábọ̀ Olúmidé Bísọ́lá Tündé-Sol Àdùkẹ́'),
	family: words('Akínlabí Ọláwọyè Fágbohùn Adéyìnká-Roux Ọmọ́tọ́ṣọ̀ Balógbin'),
	groups: words('Highway_Orchestra Market_Street_Band Nine-Piece All-Night_Express Union_Dance_Band Expressway_Horns'),
	nouns: words('market road palaver generator ferry harmattan traffic kerosene lagoon')
};

interface ArtistWords {
	readonly shapes: readonly string[];
	readonly lists: Lists;
}

export const artistWords: Readonly<Record<NameStyle, ArtistWords>> = {
	club: { shapes: ['{club}', '{club} {tail}', '{club} & {club2}', '{given} {club}', 'DJ {club2}', '{coined}'], lists: { ...english, club, club2: words('Brask Emil_T. Okapi Nord_Kai Silvra Dune Halo_Jr. Marzipan Tessa_V Orbel'), tail: clubTail } },
	ambient: { shapes: ['{coined}', '{weather} & {nouns}', '{given} {family}', '{coined} {places}', 'the {adjectives} {weather}', '{nordicGiven} {nordicFamily}'], lists: { ...english, nordicGiven: nordic.given, nordicFamily: nordic.family } },
	bass: { shapes: ['{club}{suffix}', '{adjectives} {nouns}', '{coined}', '{club} {number}', 'MC {coined} & {club}'], lists: { ...english, club, suffix: words('ik or_Sound tronik IX step wave'), number: words('77 303 12 8.5 IV 2000') } },
	island: { shapes: ['{title} {family}', '{title} {given}', 'the {colours} {places} {group}', '{given} & the {group}', '{places} {group}'], lists: { ...english, title: words('Prince King Sister Brother Ras Papa'), group: words('Rockers Allstars Upsetter_Union Dub_Station Soundsmiths Roots_Choir') } },
	brazil: { shapes: ['{given} {family}', 'Trio {places}', '{given} {family} & {given}', 'Quarteto {places}', '{given} do {places}'], lists: portuguese },
	salon: { shapes: ['{given} {family}', 'Quatuor {family}', '{germanGiven} {germanFamily}', '{slavicGiven} {slavicFamily}', 'Kammerensemble {germanFamily}', '{enGiven} {enFamily}'], lists: { ...french, germanGiven: german.given, germanFamily: german.family, slavicGiven: slavic.latinGiven, slavicFamily: slavic.latinFamily, enGiven: given, enFamily: family } },
	nursery: { shapes: ['{adjectives} {creature} music box', 'Aunt {given}', 'the {nouns} {maker}', '{given} & the {creature}', 'Madame {family}'], lists: { ...english, creature: words('owl hedgehog rabbit teapot snail moth duckling'), maker: words('clockmakers tinkers menders carousel automata') } },
	chip: { shapes: ['{bit}{bit2}', '{bit} {number}', 'the {bit} {bit2}s', '{coined}_{number}', '{bit}-{bit2}'], lists: { ...english, bit: words('pixel sprite byte joypad tile raster cursor overflow glyph vblank'), bit2: words('kitten knight ranger wizard pilot baron moth goblin'), number: words('64 8088 1.1 255 9000 v2') } },
	guitar: { shapes: ['the {colours} {creatures}', 'the {adjectives} {creatures}', '{given} {family}', '{given} & the {creatures}', '{places} {number}', 'los {spanishNouns}'], lists: { ...english, number: words('Five 61 Three 9'), spanishNouns: words('Delfines_Rojos Caimanes Vientos Faroles Tiburones_de_Plata') } },
	mountain: { shapes: ['{given} {family}', 'the {places} {group}', '{family} & {family2}', 'Old {given} {family}', 'the {family} {kin}'], lists: { ...english, family2: words('Tarrow Mossgill Bannock Dale Crebbin'), group: words('Ramblers String_Band Ridge_Runners Porch_Quartet Pickers'), kin: words('Brothers Sisters Cousins Family') } },
	nusantara: { shapes: ['{groups} {names}', '{names}', '{groups} {nouns} {adjectives}', 'Gamelan {nouns} {adjectives}'], lists: indonesian },
	plata: { shapes: ['{given} {family}', 'Orquesta {family}', 'Sexteto {family}', '{given} {family} y su conjunto', 'Cuarteto {nouns}'], lists: spanish },
	neon: { shapes: ['{coined} {number}', '{coined}', '{neon} {places}', '{colours} {neon}', 'the {neon} {creatures}', '{neon}{tail}'], lists: { ...english, neon: words('Neon Chrome Vector Laser Turbo Polar Sunset Vice Hologram'), tail: words('drive line wave craft'), number: words('84 2049 XR II') } },
	minimal: { shapes: ['{given} {family}', 'Ensemble {coined}', '{number} {objects}', '{nordicGiven} {nordicFamily}', '{family} Percussion'], lists: { ...english, number: words('Four Seven Eleven Six'), objects: words('Mallets Pulses Tiles Pendulums Squares'), nordicGiven: nordic.given, nordicFamily: nordic.family } },
	church: { shapes: ['{given} {family}', 'the choir of St {given} {place}', '{germanGiven} {germanFamily}', 'Capella {coined}', 'Schola {coined}', '{slavicGiven} {slavicFamily}'], lists: { ...english, place: words('by_the_Wall under_Hill on_the_Marsh beyond_the_Gate'), germanGiven: german.given, germanFamily: german.family, slavicGiven: slavic.given, slavicFamily: slavic.family } },
	soul: { shapes: ['the {colours} {group}', '{given} {family} & the {group}', '{given} {family}', '{adjectives} {group}', '{places} {group}'], lists: { ...english, group: words('Exchange Regulators Sugar_Company Parlour Cosmic_Butter Persuasion Velvet_Engine') } },
	march: { shapes: ['{places} {group}', 'the {adjectives} {group}', 'Stadtkapelle {germanFamily}', 'the {family} {group}', 'Banda {italian}'], lists: { ...english, germanFamily: german.family, italian: words('Città_di_Vellora Monteserra San_Brunetto Valcorta'), group: words('Brass_Band Silver_Band Fanfare Colliery_Brass Parade_Corps') } },
	andaluz: { shapes: ['{given} {family}', '{given} de {places}', 'El Niño de {places}', '{given} y {given}', 'Familia {family}'], lists: spanish },
	lagos: { shapes: ['{given} {family}', '{given} & his {groups}', 'the {groups} of {family}', '{family} {groups}'], lists: yoruba },
	nordic: { shapes: ['{given} {family}', '{nouns}{nouns}', '{given} {family} Trio', '{family}'], lists: nordic },
	slavic: { shapes: ['{given} {family}', '{latinGiven} {latinFamily}', '{nouns} и {nouns}'], lists: slavic },
	hellas: { shapes: ['{given} {family}', '{nouns}'], lists: greek },
	nippon: { shapes: ['{family} {given}', '{given}', '{family} Orchestra', '{adjectives}{nouns}'], lists: japanese }
};

const englishTitles = ['{adjectives} {nouns}', 'the {nouns} and the {weather}', '{verbs} the {nouns}', '{weather} in {times}', 'a {nouns} for {given}', '{feelings}', '{adjectives} {weather}', '{times} {nouns}', 'no {feelings} before {times}', '{given}’s {nouns}', 'all my {feelings}', 'where the {nouns} was'];
const clubTitles = ['{nouns}', '{adjectives} motion', '{verbs}', '{verbs} it down', 'room {number}', '{places} {number}', '{weather} dub', '{feelings} machine', '{adjectives} {nouns}', '{times} drive', 'no {feelings}', '{coined}'];
const numbers = words('1 2 3 4 5 6 7 9 11 12 14 17 21 23 40 101');
const keys = words('A_minor E_flat G_minor D_major B_minor F_sharp_minor C_minor A_flat');
const english2: Lists = { ...english, number: numbers, keys };

export const titleWords: Readonly<Record<NameStyle, TitleWords>> = {
	club: { shapes: clubTitles, whole: ['four in the morning, still here', 'the lift is stuck on nine', 'somebody’s coat', 'after the after'], lists: english2 },
	ambient: { shapes: ['{weather} over {places}', '{adjectives} {weather}', '{nouns}, {times}', '{coined}', 'for {given}, {adjectives}', 'the {nouns} beneath', '{adjectives} {nouns} ({number})', '{nordic}'], whole: ['things the tide returned', 'light through a paper wall', 'nowhere in particular', 'a map of the ceiling'], lists: { ...english2, nordic: words('Vindstille Lengsel Snøfall Tåkehav Stilla_vatten Nattlys Ísmjöll') } },
	bass: { shapes: [...clubTitles, '{adjectives} signal', '{nouns} theory', '{weather} warning'], whole: ['everybody out', 'half past never', 'the roof can wait'], lists: english2 },
	island: { shapes: ['{adjectives} {feelings} dub', '{places} skank', '{feelings} and {feelings}', 'version {number}', '{verbs} the {nouns}', 'natural {feelings}', '{times} in {places}', '{given} chant'], whole: ['mango tree lawyer', 'goat on the runway', 'the bus to Zion is late'], lists: english2 },
	brazil: { shapes: ['{nouns}', '{nouns} {adjectives}', '{nouns} em {places}', 'canção para {given}', 'a {nouns} e a {nouns}', 'samba de {places}', 'tarde em {places}'], whole: ['Não diga nada, Leonor', 'Café às três', 'O gato e o mar'], lists: portuguese },
	salon: { shapes: ['Waltz No. {number} in {keys}', 'Nocturne in {keys}', '{frenchNouns} {frenchAdjectives}', 'Valse {frenchAdjectives}', 'Prelude No. {number}', 'la {frenchNouns}', 'Impromptu “{nouns}”', 'Feuille d’album No. {number}', 'Lied ohne {german}', '{times}, {adjectives}'], whole: ['Le chat de Madame Hue', 'Une lettre jamais envoyée', 'Der müde Tänzer'], lists: { ...english2, frenchNouns: french.nouns, frenchAdjectives: french.adjectives, german: words('Eile Schatten Ende Namen') } },
	nursery: { shapes: ['the {adjectives} {nouns}', 'goodnight, {nouns}', 'lullaby for {given}', '{creature} on the {nouns}', '{weather} {nouns}', 'sleepy {creature}', 'lullaby for a {creature}'], whole: ['eleven sheep and a cow', 'the clock forgot', 'Schlaf, kleines Licht'], lists: { ...english2, creature: words('owl hedgehog teapot snail moth goose whale mouse') } },
	chip: { shapes: ['stage {number}', 'boss of the {nouns}', '{adjectives} castle', '{weather} level', 'press start, {given}', '{nouns} quest {number}', 'world {number}: {nouns}', 'save the {nouns}', 'game over, {given}'], whole: ['continue? 9, 8, 7', 'the shopkeeper knows', 'blow on the cartridge'], lists: english2 },
	guitar: { shapes: [...englishTitles, '{adjectives} wave', '{places} run', '{places} blues', 'ride to {places}'], whole: ['my other board is a door', 'sand in the amplifier', 'the wrong side of Thursday'], lists: english2 },
	mountain: { shapes: ['{given}’s {dance}', '{adjectives} {dance}', '{weather} on the {nouns}', '{family}’s {dance}', 'the {nouns} at {family} Gap', 'leaving {family}', 'old {nouns} {dance}'], whole: ['the mule won’t have it', 'three dollars and a pie'], lists: { ...english2, dance: words('Reel Breakdown Hornpipe Ramble Jig Farewell Rag') } },
	nusantara: { shapes: ['{nouns} {adjectives}', 'Gending {nouns}', 'Lancaran {nouns} {adjectives}', 'Ketawang {nouns}', '{nouns} di {nouns}', 'Tabuh {adjectives}'], whole: ['Kucing Tidur di Gong', 'Pasar Pagi'], lists: indonesian },
	plata: { shapes: ['{forms} de la {nouns}', '{nouns} {adjectives}', 'la {nouns}', 'El {nouns} de {places}', '{given}', 'Milonga para {given}', '{nouns} y {nouns}'], whole: ['Nadie espera el tranvía', 'Carta sin sello', 'El último fósforo'], lists: { ...spanish, forms: words('Tango Milonga Vals') } },
	neon: { shapes: ['{neon} {nouns}', '{times} {neon}', '{places} at {times}', '{adjectives} {neon}', '{given} (19{number2})', '{verbs} the {neon}', '{neon} {feelings}', '{japanese}'], whole: ['rewind before returning', 'the last arcade in town', 'hotel with a blue sign'], lists: { ...english2, neon: words('skyline horizon cassette highway arcade chrome starlight vector circuit pulse'), number2: words('83 84 85 86 87 88'), japanese: words('夜のドライブ 東京の雨 青い月 最後の駅 ネオンの海') } },
	minimal: { shapes: ['Music for {number} {objects}', '{objects} in {keys}', '{adjectives} {objects}', 'Study No. {number}', '{nouns}, {nouns}, {nouns}', 'Phase {number}', '{number} {objects} and a {nouns}'], whole: ['counting to seven, badly', 'the same but slower'], lists: { ...english2, objects: words('Mallets Pulses Tiles Pendulums Squares Ladders Circles') } },
	church: { shapes: ['{latin}', 'Chorale: {latin}', '{latin} in {keys}', 'Voluntary No. {number}', 'Hymn for {times}', 'Choralvorspiel No. {number}', 'Psalm of {feelings}', '{russian}'], whole: ['Evening at the north door', 'The verger’s dog'], lists: { ...english2, latin: words('Lux_serena Ave_lumen O_dulcis_nox Veni_aurora Gaudete_montes Cor_mundi Stella_maris_alta Requies Pax_vespertina'), russian: words('Тихий_свет Вечерний_звон_реки Зимняя_молитва') } },
	soul: { shapes: [...englishTitles, '{verbs} it, {given}', 'get up and {verbs}', 'one more {nouns}', '{adjectives} shoes', 'do the {nouns}', '{feelings} on the floor'], whole: ['butter side down', 'who left the groove on?', 'my landlord can dance'], lists: english2 },
	march: { shapes: ['{places} March', 'Fanfare for {places}', 'the {adjectives} {regiment}', 'March of the {nouns}s', 'Fanfare No. {number}', '{family}’s Return', 'Parade in {times}'], whole: ['The mayor is late', 'Seventeen trombones, roughly'], lists: { ...english2, regiment: words('Grenadier Postman Lamplighter Regiment Ferryman') } },
	andaluz: { shapes: ['{forms} de {places}', '{nouns} {adjectives}', '{forms} para {given}', 'la {nouns} y la {nouns}', 'a {given}', 'patio de {places}', '{forms} {adjectives}'], whole: ['Cal y sombra', 'Donde duerme el gallo', 'Nadie baila como tú'], lists: spanish },
	lagos: { shapes: ['{nouns} {nouns2}', 'no more {nouns}', '{nouns} no dey {verb}', 'Mr {nouns2}', '{given} (Parts 1 & 2)', 'who get the {nouns}?', 'big {nouns} man'], whole: ['Ten people, one chair', 'Tomorrow go better', 'Police and goat'], lists: { ...yoruba, nouns2: words('Palaver Matter Business Sense Trouble'), verb: words('sleep finish lie wait') } },
	nordic: { shapes: ['{nouns} og {nouns}', '{given}', '{nouns}', 'den siste {nouns}'], whole: ['Kaffe i mørket'], lists: nordic },
	slavic: { shapes: ['{adjectives} {nouns}', '{nouns}', '{nouns} и {nouns}'], whole: ['Последний трамвай'], lists: slavic },
	hellas: { shapes: ['{adjectives} {nouns}', '{nouns}', '{nouns} και {nouns}'], whole: ['Το παλιό λιμάνι'], lists: greek },
	nippon: { shapes: ['{adjectives}{nouns}', '{nouns}と{nouns}', '{nouns}の{nouns}'], whole: ['喫茶店の午後', '終電のあと'], lists: japanese }
};
