import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeyTerms, walkTerms, type QueryTerm } from '#lib/domain/playlist-plan.ts';
import type { Collection } from '#workers/engine/collection.ts';
import type { Engine } from '#workers/engine/engine.ts';
import { dot, queryVector } from '#workers/engine/vector-table.ts';
import { openEngine } from '../open-engine.ts';
import {
	agreement,
	countIdenticalPlaylists,
	countIdenticalSearches,
	nextPicks,
	playlistCount,
	searchCount,
	type NextPick
} from './parity.ts';
import { importReference } from './reference-catalogues.ts';

let folder: string;
let float32: Engine;
let int8: Engine;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'deejai-parity-'));
	float32 = await open('float32');
	int8 = await open('int8-row-scale');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function open(encoding: 'float32' | 'int8-row-scale'): Promise<Engine> {
	await importReference(join(folder, encoding), encoding);
	const engine = await openEngine(join(folder, encoding));
	if (!engine.ok) throw new Error(engine.failure.message);
	return engine.value;
}

test('in float32 all playlists and all searches are the original’s', async () => {
	expect(playlistCount).toBe(48);
	expect(await countIdenticalPlaylists(float32)).toBe(playlistCount);
	expect(await countIdenticalSearches(float32)).toBe(searchCount);
});

test('in int8 at least 97 % of the next picks are, and none is worse by more than 0.005', async () => {
	const picks = await nextPicks(int8);
	const worst = Math.max(...picks.map(shortfall));
	process.stdout.write(
		`int8: ${(100 * agreement(picks)).toFixed(2)} % of ${picks.length} next picks, the worst ${worst.toFixed(5)} below the best\n`
	);
	expect(agreement(picks)).toBeGreaterThanOrEqual(0.97);
	expect(worst).toBeLessThanOrEqual(0.005);
	expect(await countIdenticalSearches(int8)).toBe(searchCount);
});

/** By how much the true score of a pick is below that of the reference's. */
function shortfall({ request, before, expectedId, pickedId }: NextPick): number {
	const { collection } = float32;
	if (!collection || pickedId === undefined) throw new Error('nothing to compare');
	const rowOf = (id: string): number => collection.rowOf(id) ?? NaN;
	const terms = termsAfter(request.waypointIds.map(rowOf), before.map(rowOf), request.size);
	const score = (id: string): number =>
		request.creativity * cosineSum(collection, 'sound', rowOf(id), terms) +
		(1 - request.creativity) * cosineSum(collection, 'playlists', rowOf(id), terms);
	return score(expectedId) - score(pickedId);
}

function termsAfter(
	waypoints: readonly number[],
	before: readonly number[],
	size: number
): readonly QueryTerm[] {
	if (waypoints.length === 1) return walkTerms(before);
	const from = before.findLastIndex((row) => waypoints.includes(row));
	const pair = waypoints.indexOf(before[from] ?? NaN);
	const progress = (before.length - from) / (size + 1);
	return journeyTerms(waypoints[pair] ?? NaN, waypoints[pair + 1] ?? NaN, progress);
}

function cosineSum(
	{ vectors }: Collection,
	space: 'sound' | 'playlists',
	row: number,
	terms: readonly QueryTerm[]
): number {
	return dot(vectors.readVector(space, row), queryVector(vectors, space, terms));
}
