/**
 * Parity with the original: what it gives on the reference set, and how an engine compares. The
 * same code judges the engine in Node and behind a worker in a browser.
 */
import type { Playlist, PlaylistRequest, SearchRequest, Track } from '#lib/contracts/engine.ts';
import type { Result } from '#lib/contracts/failure.ts';
import expected from './testdata/expected-playlists.json' with { type: 'json' };

/** What is asked of an engine, or of a client of one. */
export interface Judged {
	generate(request: PlaylistRequest): Promise<Result<Playlist>>;
	search(request: SearchRequest): Result<readonly Track[]> | Promise<Result<readonly Track[]>>;
}

export const playlistCount = expected.single.length + expected.journey.length;
export const searchCount = expected.search.length;

const cases = [...expected.single, ...expected.journey];

function requestOf({ waypoints, size, creativity }: (typeof cases)[number]): PlaylistRequest {
	return { waypointIds: waypoints, size, creativity, noise: 0, seed: 0, rules: 'original' };
}

async function idsOf(judged: Judged, request: PlaylistRequest): Promise<readonly string[]> {
	const playlist = await judged.generate(request);
	if (!playlist.ok) throw new Error(playlist.failure.message);
	return playlist.value.picks.map(({ track }) => track.id);
}

/** How many of the playlists come out identical. */
export async function countIdenticalPlaylists(judged: Judged): Promise<number> {
	let identical = 0;
	for (const example of cases) {
		const ids = await idsOf(judged, requestOf(example));
		if (ids.join() === example.expect.join()) identical++;
	}
	return identical;
}

/** How many of the searches give the same tracks in the same order. */
export async function countIdenticalSearches(judged: Judged): Promise<number> {
	let identical = 0;
	for (const { query, limit, expect_ids: expectedIds } of expected.search) {
		const found = await judged.search({ query, limit, order: 'title' });
		if (!found.ok) throw new Error(found.failure.message);
		if (found.value.map(({ id }) => id).join() === expectedIds.join()) identical++;
	}
	return identical;
}

export interface NextPick {
	readonly request: PlaylistRequest;
	/** The reference's playlist up to the pick. */
	readonly before: readonly string[];
	readonly expectedId: string;
	readonly pickedId: string | undefined;
}

/** Every pick of every playlist, each made after the reference's own tracks before it. */
export async function nextPicks(judged: Judged): Promise<readonly NextPick[]> {
	const picks: NextPick[] = [];
	for (const example of cases) {
		const request = requestOf(example);
		for (const [place, expectedId] of example.expect.entries()) {
			if (example.waypoints.includes(expectedId)) continue;
			const before = example.expect.slice(0, place);
			const ids = await idsOf(judged, { ...request, keptIds: before });
			picks.push({ request, before, expectedId, pickedId: ids[place] });
		}
	}
	return picks;
}

/** The share of picks that are the reference's. */
export function agreement(picks: readonly NextPick[]): number {
	return picks.filter(({ expectedId, pickedId }) => expectedId === pickedId).length / picks.length;
}
