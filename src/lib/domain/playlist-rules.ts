/**
 * Which tracks a playlist may take next.
 *
 * `original` is Deej-A.I.'s rule to the letter: an id comes up once, a full title comes up once,
 * and no artist twice in a row. `improved`, the default, also keeps a waypoint's artist away from
 * the place before it, and takes remasters, live cuts and edits of a song for that song. When
 * nothing is allowed, its rules are given up one at a time, in a fixed order, but an id never comes
 * up twice and an excluded artist never comes up at all.
 */
import { foldText, songKey, splitTitle } from './title.ts';

export type Rule = 'same-song' | 'adjacent-artist' | 'same-title';

/** The rules in force, from all of them to the last resort. */
const ruleLevels: readonly (readonly Rule[])[] = [
	['same-title', 'adjacent-artist', 'same-song'],
	['same-title', 'adjacent-artist'],
	['same-title'],
	[]
];

/** What the rules look at in a track. */
export interface RuleTrack {
	readonly row: number;
	/** `Artist - Title`. */
	readonly fullTitle: string;
}

interface TitleKeys {
	readonly artist: string;
	readonly song: string;
}

export class PlaylistRules {
	readonly #isImproved: boolean;
	readonly #excludedArtists: ReadonlySet<string>;
	/** Candidates come up again at every place: what is derived from their titles is kept. */
	readonly #keys = new Map<number, TitleKeys>();
	readonly #rows = new Set<number>();
	readonly #titles = new Set<string>();
	readonly #songs = new Set<string>();

	constructor(version: 'improved' | 'original', excludedArtists: readonly string[]) {
		this.#isImproved = version === 'improved';
		this.#excludedArtists = new Set(excludedArtists.map(foldText));
	}

	/** How far the rules can be relaxed: `original` has nothing to give up. */
	get levels(): readonly (readonly Rule[])[] {
		return this.#isImproved ? ruleLevels : ruleLevels.slice(0, 1);
	}

	/** Takes note of a track that is in the playlist, or will be. */
	use(track: RuleTrack): void {
		this.#rows.add(track.row);
		this.#titles.add(track.fullTitle);
		this.#songs.add(this.#keysOf(track).song);
	}

	/**
	 * @param neighbours the track before the place and, where a waypoint follows it, that waypoint
	 * @param inForce one of `levels`
	 */
	isAllowed(
		track: RuleTrack,
		neighbours: { readonly previous: RuleTrack | undefined; readonly next: RuleTrack | undefined },
		inForce: readonly Rule[]
	): boolean {
		if (this.#rows.has(track.row)) return false;
		if (inForce.includes('same-title') && this.#titles.has(track.fullTitle)) return false;
		const { artist, song } = this.#keysOf(track);
		if (this.#excludedArtists.has(artist)) return false;
		if (inForce.includes('adjacent-artist')) {
			const { previous, next } = neighbours;
			if (previous && this.#keysOf(previous).artist === artist) return false;
			if (this.#isImproved && next && this.#keysOf(next).artist === artist) return false;
		}
		return !(this.#isImproved && inForce.includes('same-song') && this.#songs.has(song));
	}

	#keysOf({ row, fullTitle }: RuleTrack): TitleKeys {
		const known = this.#keys.get(row);
		if (known) return known;
		const { artist } = splitTitle(fullTitle);
		const keys = this.#isImproved
			? { artist: foldText(artist), song: songKey(fullTitle) }
			: { artist, song: fullTitle };
		this.#keys.set(row, keys);
		return keys;
	}
}
