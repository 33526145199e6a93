/** The words that names are put together from. All names are made up; none is meant to be anybody's. */
export type WordLists = Readonly<Record<string, readonly string[]>>;

/** A list from a text: words divided by spaces, '_' for a space within one. */
export function words(text: string): readonly string[] {
	return text.split(' ').map((word) => word.replaceAll('_', ' '));
}

export const given = words(
	'Ada Ilse Marlo Tove Odile Wren Jonas Petra Silvan Noor Ruben Ottilie Caspar Maren Iver Linnea Tobin Esme Anselm Freya Milo Saskia Bram Juno Aldo Corin Della Ewan Fenna Gideon'
);
export const family = words(
	'Halvane Brennick Oskeld Marrowby Tillance Verrick Ashdell Quillon Sorrelby Penhallick Drummel Carrowmere Lindqvale Hestby Varnholt Ostrander-Vey Fallowick Greave Isherdale Thornquill'
);
const colours = words(
	'amber silver ivory scarlet cobalt violet copper pale golden velvet crimson indigo ashen emerald'
);
const creatures = words(
	'herons foxes lanterns ferries magpies sparrows comets tigers swallows otters weathervanes ravens pilots moths sirens'
);
const places = words(
	'Harbour Meridian Orchard Avenue Lagoon Terrace Station Canyon Boulevard Pier Delta Quarry Plaza Observatory'
);
const coined = words(
	'Velmora Kaiven Orrin Lumeth Sorvane Nivara Tessk Halden Ovrel Zarith Quenso Mirrowe Belvane Teroka Anvere Solvik Dremma Ixaal Pellucid Norrow Vantrel Ulmare Kessel_Ray Oriveil'
);
const weather = words('rain fog frost thunder mist drizzle sunlight snow wind haze moonlight dusk');
const nouns = words(
	'window river mirror ladder garden letter engine feather signal harbour kitchen bicycle shoulder ribbon staircase compass meadow photograph lantern orchard ceiling'
);
const times = words(
	'midnight morning Tuesday winter September tomorrow evening dawn Sunday August noon'
);
const feelings = words(
	'longing patience mercy hunger wonder trouble sorrow delight fever silence comfort doubt'
);
const adjectives = words(
	'slow hidden broken endless quiet electric hollow distant tender restless borrowed weightless crooked burning unopened little second sleeping'
);
const verbs = words('hold follow remember carry leave cross forgive wake answer borrow trust lose');

export const english: WordLists = {
	given,
	family,
	colours,
	creatures,
	places,
	coined,
	weather,
	nouns,
	times,
	feelings,
	adjectives,
	verbs
};

export const club = words(
	'Aster Kolm Denvik Rhaan Osso Tarn Vex Mako Lune Irid Pram Sable Junn Okto Palo Reve Nilo Corda Tamber Yel'
);
export const clubTail = words(
	'Unit Works Motion System Union Field Room Transit Assembly Lines Phase Department'
);

export const portuguese = {
	given: words(
		'Iara Tainá Joaquim Leonor Zélia Davi Inácio Jussara Cauã Marília Benício Aurora Tomé Luzia Raimundo Celina'
	),
	family: words(
		'Valadão Serrano Caravelas Moraima Nogal Pessegueiro Alvorada Camboriz Duartino Itaparé Salgueirinho Montenovo'
	),
	nouns: words(
		'saudade manhã praia janela maré lua rede chuva varanda estrada canoa brisa laranjeira'
	),
	places: words('Ipêra Boa_Hora Santa_Clareza Porto_Velado Guaraíba Alto_da_Serra Pedra_Lisa'),
	adjectives: words('azul lenta antiga doce calada morena distante clara')
};
export const spanish = {
	given: words(
		'Ignacio Rocío Amparo Julián Nieves Evaristo Paloma Gaspar Macarena Leandro Íñigo Soledad Tadeo Azucena'
	),
	family: words(
		'Valdemora Quintarroja Alcorcete Belmazán Riosalado Torrealta Peñaluz Olivarejo Castromil Villaseca Mondragal Ferrandiz'
	),
	nouns: words('luna cal sombra esquina lluvia arena ceniza ventana orilla hoguera campana'),
	places: words(
		'la_Alameda San_Telmo_Viejo Triana_Baja el_Riachuelo Sacromonte_Alto la_Boca_Vieja Jerez_Chico'
	),
	adjectives: words('blanca negra perdida amarga verde lejana rota dormida'),
	things: words('puñal naranjo reloj espejo candil farol balcón'),
	forms: words('Bulería Soleá Alegría Milonga Seguiriya Farruca Rondeña')
};
export const french = {
	given: words(
		'Aurélie Étienne Solène Maxence Odette Célestin Maëlle Baptistin Hélène Anatole Clémence Thérèse'
	),
	family: words(
		'Vauquelin-Roche Delorge Montfleury Sauvagnac Bellemare-Hue Courtevaux Lagrelière Perrançon Dussolier-Vane Marchevieux'
	),
	nouns: words('pluie neige fenêtre rivière ombre étoile clairière brume lanterne'),
	adjectives: words('lente ancienne bleue oubliée claire dernière')
};
export const german = {
	given: words('Jörg Käthe Friedhelm Liesel Ansgar Mechthild Götz Ulrike Wendelin Brunhild'),
	family: words(
		'Weißenbruch Hölderstein Morgenrath Krähwinkler Sülzenbach Altenmöhr Grünefeld Tannhöfer'
	)
};
export const nordic = {
	given: words('Åsne Sølve Ragnhild Torbjørn Ylva Eirik Jórunn Håkon Sigrún Aino Väinö Birgit'),
	family: words(
		'Fjellvang Østerhaug Snælund Kvitøy Hjortsberg Vatndal Skógan Lystrand Mørkved Isakstuen'
	),
	nouns: words('fjell is nord hav lys skog natt sne tåke bre')
};
export const slavic = {
	given: words('Вера Лада Мирослав Зоя Остап Ярина Радим Велена Тихон Горислав'),
	family: words('Заречная Северин Лесовой Полынова Журавлик Верескин Рябинов Долинская'),
	latinGiven: words('Věra Radoslav Ludmiła Zdeněk Milica Bohumil Światosława Jaromír'),
	latinFamily: words('Ostrovánek Wiśnicki Hraběnka Kotlářová Žabčić Połonin Březník Zielarska'),
	nouns: words('река дорога тишина звезда зима весна гроза берёза'),
	others: words('снег ветер сад туман окно море вечер'),
	adjectives: words('белая тихая дальняя последняя ночная первая')
};
export const greek = {
	given: words('Ελένη Στράτος Δανάη Ορέστης Μυρτώ Λήδα Φαίδων Ίρις'),
	family: words('Καλλινάκης Θαλασσινού Πετρομάνης Αμπελιώτη Βορεάδης Λιανού'),
	nouns: words('θάλασσα νύχτα βροχή σιωπή αυγή σκιά πόλη αγάπη'),
	adjectives: words('γαλάζια ήσυχη μακρινή παλιά λευκή τελευταία')
};
export const japanese = {
	given: words('Haruno Sayuri Kaito_M. Renji Mizuho Tomoe Isamu Chiyo Nagisa Yūma'),
	family: words('Tsukihara Morikage Asanuma Kirigoe Hoshikawa-Dai Minasato Kazeoka Yukimori'),
	nouns: words('夜 雨 海 月 風 雪 灯り 夢 川 駅 窓 坂道 珈琲 手紙'),
	adjectives: words('静かな 遠い 青い 小さな 最後の 白い 眠い やさしい')
};
export const indonesian = {
	names: words(
		'Sekar_Wilis Candra_Kirana_Muda Banyu_Wening Giri_Laras Surya_Pelita Tirta_Nada Rimba_Gending Teja_Langit'
	),
	groups: words('Sanggar Gong Paguyuban Sekaa Kelompok'),
	nouns: words('Angin Hujan Kembang Bulan Gunung Sungai Fajar Pasir Burung Senja'),
	adjectives: words('Biru Sunyi Timur Wangi Emas Lama')
};
export const yoruba = {
	given: words('Adébánjọ Fúnmiláyọ̀ Kọ́lápọ̀ Ìyábọ̀ Olúmidé Bísọ́lá Tündé-Sol Àdùkẹ́'),
	family: words('Akínlabí Ọláwọyè Fágbohùn Adéyìnká-Roux Ọmọ́tọ́ṣọ̀ Balógbin'),
	groups: words(
		'Highway_Orchestra Market_Street_Band Nine-Piece All-Night_Express Union_Dance_Band Expressway_Horns'
	),
	nouns: words('market road palaver generator ferry harmattan traffic kerosene lagoon')
};
