/**
 * The house's catalogue: artists with a hand of their own and their pieces, all drawn from one seed.
 * The list is stable: an id means the same piece for good, or links and vectors made from it lie.
 */
import { createRandom, hashText, type Random } from '#lib/domain/random.ts';
import { composePiece } from './composition/compose.ts';
import { createHand, type Hand } from './composition/hand.ts';
import { planPiece, type Version } from './composition/plan.ts';
import type { Score } from './composition/score.ts';
import type { StyleDefinition } from './composition/style.ts';
import { trackGainsDb } from './gains.ts';
import { inventArtist, inventTitle } from './names/names.ts';
import type { NameStyle } from './names/artist-words.ts';
import { styles } from './styles/styles.ts';
import { createTrainingHand } from './training-hand.ts';

export interface HouseTrack {
	readonly id: string;
	readonly artist: string;
	readonly title: string;
	readonly styleId: string;
	readonly durationSeconds: number;
	/** What the composition follows from; versions of one piece share it. */
	readonly seed: number;
	/** What the artist's hand follows from. */
	readonly artistSeed: string;
	readonly version: Version;
	/** The guest's seed, where one is featured. */
	readonly guestSeed?: string;
	/** Brings the piece to −14 LUFS. */
	readonly gainDb: number;
	/** Whether the hand is one of those made for training only. */
	readonly isTraining: boolean;
}

export interface HouseStyle {
	readonly id: string;
	readonly name: string;
	/** Related styles share one. */
	readonly family: string;
}

const SEED = 'the house, first edition';
const TRACK_COUNT = 1_152;
/** Five artists to a style, and six to every fourth. */
const artistsIn = (styleIndex: number): number => (styleIndex % 4 === 0 ? 6 : 5);
/** Names sometimes come from another part of the world than the style's. */
const FOREIGN_NAMES: readonly NameStyle[] = ['nordic', 'slavic', 'hellas', 'nippon', 'salon'];

export const houseStyles: readonly HouseStyle[] = styles.map(({ id, name, family }) => ({
	id,
	name,
	family
}));

interface Artist {
	readonly name: string;
	readonly seed: string;
	readonly home: StyleDefinition;
	/** A second style in which a few of the pieces are. */
	readonly second: StyleDefinition | undefined;
	readonly nameStyle: NameStyle;
	readonly pieces: number;
}

function styleOf(id: string): StyleDefinition {
	const style = styles.find((each) => each.id === id);
	if (!style) throw new RangeError(`no style called ${id}`);
	return style;
}

const hands = new Map<string, Hand>();

function handOf(style: StyleDefinition, seed: string, isTraining: boolean): Hand {
	const key = `${style.id} ${seed}`;
	let hand = hands.get(key);
	if (!hand) {
		hand = isTraining ? createTrainingHand(style, seed) : createHand(style, seed);
		// Training goes through thousands of hands that nobody asks for again.
		if (!isTraining) hands.set(key, hand);
	}
	return hand;
}

/** Where an artist's second style may lie, when it is not in the family of the first. */
const KINDRED: Readonly<Record<string, readonly string[]>> = {
	club: ['synth', 'bass'],
	synth: ['club', 'bass'],
	bass: ['synth', 'club'],
	soul: ['club', 'latin', 'hip hop'],
	'hip hop': ['soul', 'ambient'],
	rock: ['blues', 'folk'],
	blues: ['rock', 'soul'],
	folk: ['rock', 'latin'],
	island: ['soul', 'latin'],
	latin: ['soul', 'folk'],
	sacred: ['ambient', 'classical'],
	classical: ['nursery', 'sacred'],
	nursery: ['classical', 'minimal'],
	brass: ['classical', 'folk'],
	minimal: ['classical', 'ambient'],
	ambient: ['drone', 'sacred', 'minimal'],
	drone: ['ambient', 'bronze'],
	bronze: ['drone', 'minimal']
};

const NUMERALS = ['', '', ' II', ' III', ' IV', ' V', ' VI', ' VII'];

/** Something `invent` has not said before; when ideas run out, the last one gets a numeral. */
function fresh(taken: Set<string>, invent: () => string): string {
	for (let attempt = 0; ; attempt++) {
		const text = invent() + (NUMERALS[Math.floor(attempt / 30)] ?? ` ${attempt}`);
		const key = text.toLocaleLowerCase('en');
		if (taken.has(key)) continue;
		taken.add(key);
		return text;
	}
}

function inventArtists(): Artist[] {
	const random = createRandom(`artists of ${SEED}`);
	const naming = createRandom(`names of ${SEED}`);
	const taken = new Set<string>();
	const artists: Artist[] = [];
	for (const [styleIndex, style] of styles.entries()) {
		for (let i = 0; i < artistsIn(styleIndex); i++) {
			const isForeign = naming.uniform() < 0.12;
			const nameStyle = isForeign ? naming.pick(FOREIGN_NAMES) : style.names;
			const name = fresh(taken, () => inventArtist(nameStyle, naming));
			const related = styles.filter((other) => other !== style && other.family === style.family);
			const kindred = styles.filter((other) => KINDRED[style.family]?.includes(other.family));
			const others = related.length > 0 && random.uniform() < 0.6 ? related : kindred;
			const second = random.uniform() < 0.45 ? random.pick(others) : undefined;
			artists.push({
				name,
				seed: `artist ${artists.length}`,
				home: style,
				second,
				nameStyle,
				pieces: 0
			});
		}
	}
	// Every artist has four pieces; the rest are dealt out unevenly, as in life.
	const pieces = artists.map(() => 4);
	for (let left = TRACK_COUNT - 4 * artists.length; left > 0; left--) {
		const at = Math.min(random.integer(artists.length), random.integer(artists.length));
		const index = (at * 61) % artists.length;
		pieces[index] = (pieces[index] ?? 0) + 1;
	}
	return artists.map((artist, index) => ({ ...artist, pieces: pieces[index] ?? 4 }));
}

type Draft = Omit<HouseTrack, 'id' | 'gainDb' | 'durationSeconds'>;

const VENUES = [
	'the Old Granary',
	'Halle Sieben',
	'Teatro Lumen',
	'Pier 9',
	'Kulturhuset Bro',
	'the Wintergarden',
	'Sala Naranja',
	'the Tram Depot'
];

function tagFor(version: Version, guest: string, random: Random): string {
	switch (version) {
		case 'live':
			return ` (Live at ${random.pick(VENUES)})`;
		case 'remaster':
			return ` - Remastered ${2003 + random.integer(20)}`;
		case 'edit':
			return ' - Radio Edit';
		case 'guest':
			return ` (feat. ${guest})`;
		case 'stripped':
			return random.pick([' - Acoustic', ' (Stripped)', ' - Instrumental']);
		case 'original':
			return '';
	}
}

/**
 * An artist's pieces. Titles are drawn apart from all else, so that a change to the word lists renames
 * pieces and leaves their music alone.
 */
function draftPieces(artist: Artist, artists: readonly Artist[], titles: Set<string>): Draft[] {
	const random = createRandom(`pieces of ${artist.seed}`);
	const naming = createRandom(`titles of ${artist.seed}`);
	const peers = artists.filter((other) => other.home === artist.home && other !== artist);
	const drafts: Draft[] = [];
	while (drafts.length < artist.pieces) {
		const earlier = drafts.filter((draft) => draft.version === 'original');
		if (earlier.length > 1 && random.uniform() < 0.085) {
			const original = random.pick(earlier);
			const version = random.pick<Version>(['live', 'remaster', 'edit', 'guest', 'stripped']);
			const guest = random.pick(peers);
			const isSaid = drafts.some(
				(draft) => draft.seed === original.seed && draft.version === version
			);
			if (isSaid) continue;
			const title = fresh(titles, () => original.title + tagFor(version, guest.name, naming));
			const guestSeed = version === 'guest' ? { guestSeed: guest.seed } : {};
			drafts.push({ ...original, title, version, ...guestSeed });
			continue;
		}
		const style = artist.second && drafts.length % 4 === 3 ? artist.second : artist.home;
		const nameStyle = naming.uniform() < 0.8 ? style.names : artist.nameStyle;
		drafts.push({
			artist: artist.name,
			title: fresh(titles, () => inventTitle(nameStyle, naming)),
			styleId: style.id,
			seed: random.uint32(),
			artistSeed: artist.seed,
			version: 'original',
			isTraining: false
		});
	}
	return drafts;
}

function durationOf(draft: Draft): number {
	const style = styleOf(draft.styleId);
	const hand = handOf(style, draft.artistSeed, draft.isTraining);
	return planPiece(hand, draft.seed, draft.version).durationSeconds;
}

function buildCatalogue(): readonly HouseTrack[] {
	const artists = inventArtists();
	const titles = new Set<string>();
	const drafts = artists.flatMap((artist) => draftPieces(artist, artists, titles));
	return createRandom(`order of ${SEED}`)
		.shuffle(drafts)
		.map((draft, index) => ({
			...draft,
			id: `house-${String(index + 1).padStart(4, '0')}`,
			durationSeconds: durationOf(draft),
			gainDb: styleOf(draft.styleId).gainDb + (trackGainsDb[index] ?? 0)
		}));
}

let catalogue: readonly HouseTrack[] | undefined;
let byId: ReadonlyMap<string, HouseTrack> | undefined;

/** The whole catalogue, always in the same order. */
export function houseTracks(): readonly HouseTrack[] {
	catalogue ??= buildCatalogue();
	return catalogue;
}

export function houseTrack(id: string): HouseTrack | undefined {
	byId ??= new Map(houseTracks().map((track) => [track.id, track]));
	return byId.get(id);
}

/**
 * Pieces that are not in the catalogue, by other artists, wider in timbre, production and rhythm than
 * the catalogue itself: what the sound network is trained on. One artist each; ids `training-…`.
 */
export function trainingTracks(count: number, seed: number): readonly HouseTrack[] {
	return Array.from({ length: count }, (_, index) => {
		const artistSeed = `training ${seed} ${index}`;
		const random = createRandom(artistSeed);
		const draft: Draft = {
			artist: `Training ${index}`,
			title: `Study ${index}`,
			styleId: random.pick(styles).id,
			seed: hashText(artistSeed),
			artistSeed,
			version: 'original',
			isTraining: true
		};
		return {
			...draft,
			id: `training-${seed}-${index}`,
			durationSeconds: durationOf(draft),
			gainDb: styleOf(draft.styleId).gainDb
		};
	});
}

/** The score of a track: everything that its sound follows from. */
export function composeTrack(track: HouseTrack): Score {
	const style = styleOf(track.styleId);
	const hand = handOf(style, track.artistSeed, track.isTraining);
	const { version, gainDb } = track;
	if (track.guestSeed === undefined) return composePiece(hand, track.seed, { version, gainDb });
	return composePiece(hand, track.seed, {
		version,
		gainDb,
		guest: handOf(style, track.guestSeed, false)
	});
}
