/**
 * Makes a playlist from a pool of tracks: for each place of the plan the best track that the rules
 * allow. Ends early where nothing is left; never fails.
 */
import type { Pick, PickReason, PlaylistRequest } from '../../src/lib/contracts/engine.ts';
import {
	journeyTerms,
	planSlots,
	walkTerms,
	type QueryTerm,
	type Slot
} from '../../src/lib/domain/playlist-plan.ts';
import { PlaylistRules, type Rule, type RuleTrack } from '../../src/lib/domain/playlist-rules.ts';
import { createRandom } from '../../src/lib/domain/random.ts';
import type { PoolQuery, TrackPool } from './track-pool.ts';
import { dot, exactScore, queryVector, spaces, type PerSpace, type Space } from './vector-table.ts';

export interface Generated {
	readonly picks: readonly Pick[];
	/** Places that no track was left for. */
	readonly missingCount: number;
}

export interface GenerateInput {
	readonly request: PlaylistRequest;
	/** The request's waypoints, known ones, each once. At least one. */
	readonly waypoints: readonly number[];
	readonly kept: readonly number[];
	readonly lessLike: readonly number[];
}

/** How many candidates are looked at first, and by what factor more when none of them is allowed. */
const firstLimit = 32;
const limitGrowth = 8;

/** @param isSuperseded asked after each place: true ends the work, and the answer is undefined */
export async function generatePlaylist(
	pool: TrackPool,
	input: GenerateInput,
	isSuperseded: () => Promise<boolean>
): Promise<Generated | undefined> {
	const maker = new PlaylistMaker(pool, input);
	for (const [place, slot] of planSlots(input.waypoints.length, input.request.size).entries()) {
		await maker.fill(slot, place);
		if (await isSuperseded()) return undefined;
	}
	return maker.finish();
}

interface Choice {
	readonly row: number;
	readonly relaxed: readonly Rule[];
}

class PlaylistMaker {
	readonly #pool: TrackPool;
	readonly #input: GenerateInput;
	readonly #rules: PlaylistRules;
	readonly #spaceWeights: PerSpace<number>;
	readonly #kept: number[];
	readonly #rows: number[] = [];
	readonly #picks: Pick[] = [];
	/** Candidates come up again at every place; finding a title takes longer than comparing it. */
	readonly #ruleTracks = new Map<number, RuleTrack>();
	#missingCount = 0;
	/** Whether not even giving up every rule has left a track: it will not later either. */
	#isExhausted = false;

	constructor(pool: TrackPool, input: GenerateInput) {
		const { request, waypoints, kept, lessLike } = input;
		this.#pool = pool;
		this.#input = input;
		this.#kept = [...kept];
		this.#spaceWeights = { sound: request.creativity, playlists: 1 - request.creativity };
		this.#rules = new PlaylistRules(request.rules, request.excludedArtists ?? []);
		for (const row of [...waypoints, ...kept, ...lessLike]) this.#rules.use(this.#ruleTrack(row));
	}

	async fill(slot: Slot, place: number): Promise<void> {
		const { waypoints } = this.#input;
		if (slot.kind === 'waypoint') {
			const row = waypoints[slot.waypoint];
			if (row === undefined) throw new RangeError(`no waypoint ${slot.waypoint}`);
			if (this.#kept[0] === row) this.#kept.shift();
			this.#add({ row, relaxed: [] }, slot, []);
			return;
		}
		const terms = this.#terms(slot);
		const [kept] = this.#kept;
		if (kept !== undefined && !waypoints.includes(kept)) {
			this.#kept.shift();
			this.#add({ row: kept, relaxed: [] }, slot, terms);
			return;
		}
		// A waypoint's turn among the kept ones has come early: this place was empty before.
		const choice = kept === undefined ? await this.#choose(slot, terms, place) : undefined;
		if (choice === undefined) this.#missingCount++;
		else this.#add(choice, slot, terms);
	}

	finish(): Generated {
		return { picks: this.#picks, missingCount: this.#missingCount };
	}

	#terms(slot: Exclude<Slot, { kind: 'waypoint' }>): readonly QueryTerm[] {
		if (slot.kind === 'walk') return walkTerms(this.#rows);
		const from = this.#input.waypoints[slot.from];
		const to = this.#input.waypoints[slot.from + 1];
		if (from === undefined || to === undefined) throw new RangeError(`no pair ${slot.from}`);
		return journeyTerms(from, to, slot.progress);
	}

	/**
	 * The best allowed track. Candidates come with approximate scores; among those that the bound on
	 * their error leaves in doubt, the exact score decides, and of equal ones the lower row.
	 */
	async #choose(
		slot: Slot,
		terms: readonly QueryTerm[],
		place: number
	): Promise<Choice | undefined> {
		if (this.#isExhausted) return undefined;
		const exact = this.#exactQuery(terms, place);
		// A journey's waypoints are asked about at every place and at every move of a slider; the
		// query of any other place will not come again.
		const query: PoolQuery =
			slot.kind === 'between' && this.#isPlain
				? { kind: 'rows', terms, spaceWeights: this.#spaceWeights }
				: { kind: 'vectors', vectors: exact };
		const neighbours = {
			previous: this.#optionalRuleTrack(this.#rows.at(-1)),
			next: this.#nextWaypoint(slot)
		};
		const allRules = this.#rules.levels[0] ?? [];
		for (let limit = firstLimit; ; limit *= limitGrowth) {
			const isAll = limit >= this.#pool.offeredCount;
			const { rows, scores, errorBound } = await this.#pool.best(
				query,
				Math.min(limit, this.#pool.offeredCount)
			);
			const scored = Array.from(rows, (row, i) => ({ row, score: scores[i] as number }));
			for (const inForce of isAll ? this.#rules.levels : [allRules]) {
				const allowed = scored.filter(({ row }) =>
					this.#rules.isAllowed(this.#ruleTrack(row), neighbours, inForce)
				);
				const [first] = allowed;
				if (first === undefined) continue;
				const doubtful = first.score - 2 * errorBound;
				const isSettled = isAll || (scores.at(-1) as number) < doubtful;
				if (!isSettled) break;
				const contenders = allowed.filter(({ score }) => score >= doubtful);
				return {
					row: this.#exactBest(
						contenders.map(({ row }) => row),
						exact
					),
					relaxed: allRules.filter((rule) => !inForce.includes(rule))
				};
			}
			if (isAll) {
				this.#isExhausted = this.#rules.levels.at(-1)?.length === 0;
				return undefined;
			}
		}
	}

	#exactBest(rows: readonly number[], query: PerSpace<Float64Array>): number {
		const scored = rows.map((row) => ({
			row,
			score: exactScore(this.#pool, query, row)
		}));
		return scored.reduce((best, other) =>
			other.score > best.score || (other.score === best.score && other.row < best.row)
				? other
				: best
		).row;
	}

	/** Whether queries are nothing but sums of rows. */
	get #isPlain(): boolean {
		const { request, lessLike } = this.#input;
		return request.noise === 0 && lessLike.length === 0;
	}

	/** The query in double precision, weighted, with what it is to avoid and with its noise. */
	#exactQuery(terms: readonly QueryTerm[], place: number): PerSpace<Float64Array> {
		const { noise, seed } = this.#input.request;
		const query = this.#perSpace((space) => this.#weightedSum(space, terms));
		if (this.#isPlain) return query;
		const opposing = this.#opposing(terms);
		const random = createRandom(`${seed} ${place}`);
		return this.#perSpace((space) => {
			const opposed = this.#weightedSum(space, opposing);
			const steered = query[space].map((x, i) => x + (opposed[i] as number));
			const deviation = noise * Math.sqrt(dot(steered, steered));
			return deviation === 0 ? steered : steered.map((x) => x + deviation * random.normal());
		});
	}

	/** What is to be avoided, subtracted: all of it together weighs half as much as the query. */
	#opposing(terms: readonly QueryTerm[]): readonly QueryTerm[] {
		const { lessLike } = this.#input;
		const total = terms.reduce((sum, { weight }) => sum + weight, 0);
		return lessLike.map((row) => ({ row, weight: (-0.5 * total) / lessLike.length }));
	}

	#weightedSum(space: Space, terms: readonly QueryTerm[]): Float64Array {
		const weight = this.#spaceWeights[space];
		return queryVector(this.#pool, space, terms).map((x) => x * weight);
	}

	#add({ row, relaxed }: Choice, slot: Slot, terms: readonly QueryTerm[]): void {
		const isWaypoint = slot.kind === 'waypoint';
		this.#rows.push(row);
		this.#rules.use(this.#ruleTrack(row));
		const score = (space: Space): number => (isWaypoint ? 1 : this.#cosine(space, row, terms));
		const reason: PickReason = {
			isWaypoint,
			soundScore: score('sound'),
			playlistsScore: score('playlists'),
			relaxed,
			...(slot.kind === 'between'
				? { between: { from: slot.from, to: slot.from + 1, progress: slot.progress } }
				: {})
		};
		this.#picks.push({ track: this.#pool.trackAt(row), reason });
	}

	#cosine(space: Space, row: number, terms: readonly QueryTerm[]): number {
		const vector = this.#pool.readVector(space, row);
		const query = queryVector(this.#pool, space, terms);
		const lengths = Math.sqrt(dot(vector, vector) * dot(query, query));
		return lengths === 0 ? 0 : dot(vector, query) / lengths;
	}

	#nextWaypoint(slot: Slot): RuleTrack | undefined {
		if (slot.kind !== 'between' || !slot.isLast) return undefined;
		return this.#optionalRuleTrack(this.#input.waypoints[slot.from + 1]);
	}

	#perSpace<T>(make: (space: Space) => T): PerSpace<T> {
		const [sound, playlists] = spaces.map(make) as [T, T];
		return { sound, playlists };
	}

	#ruleTrack(row: number): RuleTrack {
		const known = this.#ruleTracks.get(row);
		if (known) return known;
		const track = { row, fullTitle: this.#pool.titleOf(row) };
		this.#ruleTracks.set(row, track);
		return track;
	}

	#optionalRuleTrack(row: number | undefined): RuleTrack | undefined {
		return row === undefined ? undefined : this.#ruleTrack(row);
	}
}
