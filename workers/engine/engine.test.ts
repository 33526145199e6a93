import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Playlist, PlaylistRequest } from '#lib/contracts/engine.ts';
import type { Result } from '#lib/contracts/failure.ts';
import { createRandom } from '#lib/domain/random.ts';
import { songKey } from '#lib/domain/title.ts';
import type { Engine } from './engine.ts';
import { referenceKernels } from './kernels/reference-kernels.ts';
import { compiledKernels } from './test/compiled-kernels.ts';
import { engineWith, randomTracks } from './test/small-catalogue.ts';

const plainRequest: PlaylistRequest = {
	waypointIds: [],
	size: 10,
	creativity: 0.5,
	noise: 0,
	seed: 1,
	rules: 'improved'
};

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

const idsOf = ({ picks }: Playlist): readonly string[] => picks.map(({ track }) => track.id);

/** A hundred titles by ten artists, songs in several versions among them. */
const variedTitles = Array.from({ length: 100 }, (_, i) => {
	const song = `Artist ${i % 10} - Song ${Math.floor(i / 20)}`;
	return i % 3 === 0 ? `${song} - Remastered 2009` : i % 7 === 0 ? `${song} (Live at Home)` : song;
});
const numbered = (make: (i: number) => string) => Array.from({ length: 30 }, (_, i) => make(i));

/** Collections that leave the rules little or nothing to choose from. */
const collections: Readonly<Record<string, readonly string[]>> = {
	varied: variedTitles,
	'one artist for everything': numbered((i) => `Only - Song ${i}`),
	'one title for everything': numbered(() => 'Only - Song'),
	'no separator': numbered((i) => `Untitled ${i}`),
	'a single track': ['Only - Song']
};

describe.each(Object.keys(collections))('any request of a collection with %s', (name) => {
	const titles = collections[name] ?? [];
	let engine: Engine;
	beforeAll(async () => {
		engine = await engineWith(randomTracks(titles, 1), compiledKernels, 40);
	});

	const anyId = fc.integer({ min: 0, max: titles.length + 3 }).map((i) => `t${i}`);
	const anyRequest: fc.Arbitrary<PlaylistRequest> = fc.record({
		waypointIds: fc.array(anyId, { maxLength: 6 }),
		size: fc.oneof(
			{ weight: 30, arbitrary: fc.integer({ min: 0, max: 12 }) },
			fc.constantFrom(0, 150, 1000)
		),
		creativity: fc.constantFrom(0, 0.3, 0.5, 1),
		noise: fc.constantFrom(0, 0, 0.2, 1),
		seed: fc.integer(),
		rules: fc.constantFrom('improved', 'original'),
		lessLikeIds: fc.array(anyId, { maxLength: 2 }),
		excludedArtists: fc.constantFrom([], [], ['artist 1'], ['only'])
	});

	test('ends in a playlist: no repeat, waypoints once, exact and in order', async () => {
		await fc.assert(
			fc.asyncProperty(anyRequest, async (request) => {
				const known = request.waypointIds.filter((id) => Number(id.slice(1)) < titles.length);
				const result = await engine.generate(request);
				if (known.length === 0 && request.waypointIds.length > 0) {
					expect(result).toMatchObject({ ok: false, failure: { code: 'track-not-found' } });
					return;
				}
				const playlist = valueOf(result);
				const ids = idsOf(playlist);
				const waypoints = [...new Set(known)];
				expect(new Set(ids).size).toBe(ids.length);
				const marked = playlist.picks.filter(({ reason }) => reason.isWaypoint);
				if (waypoints.length > 0) {
					expect(marked.map(({ track }) => track.id)).toEqual(waypoints);
				}
				const places =
					waypoints.length > 1
						? waypoints.length + (waypoints.length - 1) * request.size
						: Math.max(waypoints.length, request.size);
				expect(ids.length + playlist.missingCount).toBe(places);
			}),
			{ numRuns: 1000, seed: 7 }
		);
	});
});

describe('a playlist', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await engineWith(randomTracks(variedTitles, 2), compiledKernels, 40);
	});
	const generate = async (request: Partial<PlaylistRequest>): Promise<Playlist> =>
		valueOf(await engine.generate({ ...plainRequest, ...request }));

	test('is all of the collection when more is asked for, and says what is missing', async () => {
		const playlist = await generate({ waypointIds: ['t5'], size: 1000 });
		expect(new Set(idsOf(playlist)).size).toBe(100);
		expect(playlist.missingCount).toBe(900);
	});

	test('keeps artists apart, a waypoint’s among them, and takes each song once', async () => {
		for (let seed = 0; seed < 50; seed++) {
			const random = createRandom(seed);
			const waypointIds = [0, 0, 0].map(() => `t${random.integer(100)}`);
			const { picks } = await generate({ waypointIds, size: 4, creativity: random.uniform() });
			for (const [i, { track, reason }] of picks.entries()) {
				const previous = picks[i - 1];
				if (!previous || (reason.isWaypoint && previous.reason.isWaypoint)) continue;
				if (reason.relaxed.length > 0 || previous.reason.relaxed.length > 0) continue;
				expect(track.artist).not.toBe(previous.track.artist);
			}
			const chosen = picks.filter(
				({ reason }) => !reason.isWaypoint && reason.relaxed.length === 0
			);
			const songs = chosen.map(({ track }) => songKey(`${track.artist} - ${track.title}`));
			expect(new Set(songs).size).toBe(songs.length);
		}
	});

	test('gives up one rule after the other only when it must, and says which', async () => {
		const only = await engineWith(
			randomTracks(collections['one artist for everything'] ?? [], 3),
			compiledKernels
		);
		const { picks } = valueOf(await only.generate({ ...plainRequest, waypointIds: ['t0'] }));
		expect(picks[1]?.reason.relaxed).toEqual(['adjacent-artist', 'same-song']);
	});

	test('never takes an excluded artist, nor what it should be less like', async () => {
		const playlist = await generate({
			waypointIds: ['t1'],
			size: 95,
			excludedArtists: ['ARTIST 3'],
			lessLikeIds: ['t42']
		});
		const artists = playlist.picks.map(({ track }) => track.artist);
		expect(artists).not.toContain('Artist 3');
		expect(idsOf(playlist)).not.toContain('t42');
		expect(playlist.picks).toHaveLength(100 - 10 - 1);
	});

	test('without a waypoint begins anywhere, by its seed', async () => {
		const begins: (string | undefined)[] = [];
		for (const seed of [1, 2, 3, 4, 5]) {
			const ids = idsOf(await generate({ seed }));
			expect(idsOf(await generate({ seed }))).toEqual(ids);
			begins.push(ids[0]);
		}
		expect(new Set(begins).size).toBeGreaterThan(1);
	});

	test('with noise is another for another seed, and the same for the same', async () => {
		const request = { waypointIds: ['t1', 't90'], noise: 0.3 };
		const first = idsOf(await generate({ ...request, seed: 1 }));
		expect(idsOf(await generate({ ...request, seed: 1 }))).toEqual(first);
		expect(idsOf(await generate({ ...request, seed: 2 }))).not.toEqual(first);
	});

	test('goes on after what is kept, as it would have itself', async () => {
		for (const waypointIds of [['t7'], ['t7', 't50', 't8']]) {
			const request = { waypointIds, size: 8, noise: 0.1 };
			const whole = idsOf(await generate(request));
			for (let kept = 0; kept <= whole.length; kept++) {
				const again = await generate({ ...request, keptIds: whole.slice(0, kept) });
				expect(idsOf(again)).toEqual(whole);
			}
		}
	});

	test('names the waypoints that the catalogue does not hold', async () => {
		const playlist = await generate({ waypointIds: ['t1', 'gone', 't2', 'gone'] });
		expect(playlist.unknownIds).toEqual(['gone']);
		expect(playlist.picks.filter(({ reason }) => reason.isWaypoint)).toHaveLength(2);
	});

	test.each([
		['size', { size: -1 }],
		['size', { size: 1001 }],
		['size', { size: 1.5 }],
		['creativity', { creativity: Number.NaN }],
		['creativity', { creativity: 1.01 }],
		['noise', { noise: -0.1 }],
		['seed', { seed: Infinity }]
	])('is refused for a %s out of range', async (path, part) => {
		const result = await engine.generate({ ...plainRequest, ...part });
		expect(result).toMatchObject({
			ok: false,
			failure: { code: 'out-of-range', details: { path } }
		});
	});
});

describe('exactness', () => {
	test('compiled and plain kernels give the same playlists, noise or not', async () => {
		const tracks = randomTracks(variedTitles, 4);
		const compiled = await engineWith(tracks, compiledKernels, 40);
		const plain = await engineWith(tracks, referenceKernels, 100);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 3 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.constantFrom(0, 0.3),
				async (rows, creativity, noise) => {
					const request = {
						...plainRequest,
						waypointIds: rows.map((row) => `t${row}`),
						creativity,
						noise
					};
					const [first, second] = [await compiled.generate(request), await plain.generate(request)];
					expect(idsOf(valueOf(first))).toEqual(idsOf(valueOf(second)));
				}
			),
			{ numRuns: 200, seed: 3 }
		);
	});

	test('rows that score alike to the last digit are taken in their order', async () => {
		const [one] = randomTracks(['Someone - Something'], 5);
		if (!one) throw new Error('no track');
		const twins = Array.from({ length: 40 }, (_, i) => ({
			...one,
			id: `t${i}`,
			fullTitle: `Artist ${i} - Song`
		}));
		const engine = await engineWith(twins, compiledKernels);
		const { picks } = valueOf(
			await engine.generate({ ...plainRequest, waypointIds: ['t20'], size: 5 })
		);
		expect(picks.map(({ track }) => track.id)).toEqual(['t20', 't0', 't1', 't2', 't3']);
	});
});

describe('an engine', () => {
	test('without a catalogue says so', async () => {
		const engine = await engineWith([], compiledKernels);
		const { Engine: EngineClass } = await import('./engine.ts');
		const empty = new EngineClass(compiledKernels);
		expect(empty.search({ query: 'x' })).toMatchObject({ failure: { code: 'no-catalogue' } });
		expect(await empty.generate(plainRequest)).toMatchObject({ failure: { code: 'no-catalogue' } });
		expect(await engine.generate(plainRequest)).toMatchObject({
			failure: { code: 'no-catalogue' }
		});
	});

	test('gives up an older playlist for a newer one', async () => {
		// Long enough to be still at work when the second request comes.
		const titles = Array.from({ length: 20_000 }, (_, i) => `Artist ${i} - Song ${i}`);
		const engine = await engineWith(randomTracks(titles, 6), compiledKernels);
		const older = engine.generate({ ...plainRequest, waypointIds: ['t1'], size: 1000 });
		const newer = new Promise((resolve) => setTimeout(resolve, 1)).then(() =>
			engine.generate({ ...plainRequest, waypointIds: ['t2'], size: 2 })
		);
		expect(await older).toMatchObject({ ok: false, failure: { code: 'superseded' } });
		expect(valueOf(await newer).picks).toHaveLength(2);
	});
});

describe('search', () => {
	const titles = [
		'Sea Shore - Under the Bridge',
		'Bridget Moss - Sea',
		'The Undersea - Ambridge',
		'Öland - Straße',
		'Anna Sea - Bridge of Sighs'
	];
	let engine: Engine;
	beforeAll(async () => {
		// Two tracks a block: results of several blocks must come together in order.
		engine = await engineWith(randomTracks(titles, 1), compiledKernels, 2);
	});
	const search = (query: string, limit?: number): readonly string[] =>
		valueOf(engine.search({ query, ...(limit === undefined ? {} : { limit }) })).map(
			({ id }) => id
		);

	test('whole words come first, then beginnings of words, then anything', () => {
		expect(search('bridge')).toEqual(['t0', 't4', 't1', 't2']);
		expect(search('sea')).toEqual(['t0', 't1', 't4', 't2']);
	});

	test('every word must be there, in any order, folded', () => {
		expect(search('SEA sighs')).toEqual(['t4']);
		expect(search('oland strasse')).toEqual(['t3']);
		expect(search('sea nothing')).toEqual([]);
	});

	test('a word does not match across two titles', () => {
		expect(search('bridgebridget')).toEqual([]);
	});

	test('no letters find everything, a limit cuts', () => {
		expect(search(' & ')).toHaveLength(5);
		expect(search('', 2)).toEqual(['t0', 't1']);
		expect(search('e', 3)).toHaveLength(3);
		expect(search('e', 0)).toEqual([]);
	});

	test('by title is the order of the unfolded titles', () => {
		const found = valueOf(engine.search({ query: 's', order: 'title' }));
		expect(found.map(({ id }) => id)).toEqual(['t4', 't1', 't0', 't2', 't3']);
	});

	test('a query longer than any title finds nothing', () => {
		expect(search('x'.repeat(10_000))).toEqual([]);
		expect(search('sea '.repeat(500))).toHaveLength(4);
	});
});
