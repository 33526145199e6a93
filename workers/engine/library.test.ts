/** The library beside the catalogue: one engine, two collections. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PlaylistRequest } from '#lib/contracts/engine.ts';
import type { Result } from '#lib/contracts/failure.ts';
import { isLibraryId } from '#lib/domain/library-id.ts';
import { compiledKernels } from './test/compiled-kernels.ts';
import { engineWith, libraryOf, randomTracks, type TestTrack } from './test/small-catalogue.ts';
import { Engine } from './engine.ts';

function valueOf<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

const titles = Array.from({ length: 120 }, (_, i) => `Artist ${i % 17} - Song ${i}`);
/** Tracks whose company is how they sound, as the library's is taken to be. */
const tracks: readonly TestTrack[] = randomTracks(titles, 3).map((track) => ({
	...track,
	playlists: track.sound
}));
const catalogueSize = 80;
const library = libraryOf(tracks.slice(catalogueSize));
/** The id of a track where the last forty are the visitor's own. */
const idOf = (i: number): string =>
	i < catalogueSize ? `t${i}` : (library.ids[i - catalogueSize] ?? '');

const plainRequest: PlaylistRequest = {
	waypointIds: [],
	size: 10,
	creativity: 0.5,
	noise: 0,
	seed: 1,
	rules: 'improved'
};

describe('catalogue and library together', () => {
	let whole: Engine;
	let parted: Engine;
	beforeAll(async () => {
		whole = await engineWith(tracks, compiledKernels, 40);
		parted = await engineWith(tracks.slice(0, catalogueSize), compiledKernels, 40);
		valueOf(parted.setLibrary(library));
	});

	const anyTrack = fc.integer({ min: 0, max: titles.length - 1 });
	const anyRequest = fc.record({
		waypoints: fc.array(anyTrack, { maxLength: 5 }),
		size: fc.integer({ min: 0, max: 15 }),
		creativity: fc.constantFrom(0, 0.3, 1),
		noise: fc.constantFrom(0, 0, 0.4),
		seed: fc.integer({ min: 0, max: 1e9 }),
		lessLike: fc.array(anyTrack, { maxLength: 2 })
	});

	test('give the playlist that one collection with all of their tracks gives', async () => {
		await fc.assert(
			fc.asyncProperty(anyRequest, async ({ waypoints, lessLike, ...settings }) => {
				const request = { ...plainRequest, ...settings };
				const expected = valueOf(
					await whole.generate({
						...request,
						waypointIds: waypoints.map((i) => `t${i}`),
						lessLikeIds: lessLike.map((i) => `t${i}`)
					})
				);
				const got = valueOf(
					await parted.generate({
						...request,
						from: 'both',
						waypointIds: waypoints.map(idOf),
						lessLikeIds: lessLike.map(idOf)
					})
				);
				expect(got.picks.map(({ track }) => track.id)).toEqual(
					expected.picks.map(({ track }) => idOf(Number(track.id.slice(1))))
				);
			}),
			{ numRuns: 400, seed: 11 }
		);
	});

	test('what is played from is what comes up, and waypoints may be of either', async () => {
		for (const [from, isWanted] of [
			['catalogue', (id: string) => !isLibraryId(id)],
			['library', isLibraryId]
		] as const) {
			const waypointIds = [idOf(3), idOf(100), idOf(7)];
			const { picks } = valueOf(await parted.generate({ ...plainRequest, waypointIds, from }));
			expect(picks).toHaveLength(23);
			for (const { track, reason } of picks) {
				expect(reason.isWaypoint || isWanted(track.id)).toBe(true);
			}
		}
	});

	test('a request for more than one’s own music gives all of it', async () => {
		const { picks, missingCount } = valueOf(
			await parted.generate({ ...plainRequest, size: 100, from: 'library' })
		);
		expect(new Set(picks.map(({ track }) => track.id))).toEqual(new Set(library.ids));
		expect(missingCount).toBe(60);
	});

	test('searches find one’s own first; looking up knows both', () => {
		const found = valueOf(parted.search({ query: 'artist 3', from: 'both', limit: 100 }));
		const own = found.filter(({ id }) => isLibraryId(id));
		expect(own.length).toBeGreaterThan(0);
		expect(found.slice(0, own.length)).toEqual(own);
		expect(found.length).toBeGreaterThan(own.length);
		expect(valueOf(parted.search({ query: 'artist 3' })).some(({ id }) => isLibraryId(id))).toBe(
			false
		);
		const looked = valueOf(parted.lookUp([idOf(5), idOf(90), 'file:none']));
		expect(looked.map((track) => track?.id ?? null)).toEqual([idOf(5), idOf(90), null]);
	});

	test('nearest finds in either what sounds like a vector', async () => {
		const sound = tracks[90]?.sound ?? new Float32Array(100);
		const [first] = valueOf(await parted.nearest({ sound, limit: 1, from: 'both' }));
		expect(first?.track.id).toBe(idOf(90));
		expect(first?.score).toBeCloseTo(1, 5);
		const [known] = valueOf(await parted.nearest({ sound, limit: 1 }));
		expect(known && isLibraryId(known.track.id)).toBe(false);
	});
});

describe('a library', () => {
	const known = randomTracks(titles.slice(0, 30), 5);
	/** Almost as it sounds in the catalogue; or like something else altogether. */
	const heard = (i: number, fullTitle: string, sound = known[i]?.sound): TestTrack => ({
		id: '',
		fullTitle,
		sound: sound ?? new Float32Array(100),
		playlists: new Float32Array(100)
	});
	const opposite = known[2]?.sound.map((x) => -x);
	const table = libraryOf([
		heard(0, 'ARTIST 0 - Sóng 0!'),
		heard(1, 'Artist 1 - Song 1 (2009 Remaster)'),
		heard(2, 'Artist 2 - Song 2', opposite),
		heard(3, 'Someone - Something')
	]);

	/** Whom people put a track with. */
	async function company(engine: Engine, id = ''): Promise<readonly string[]> {
		const request = { ...plainRequest, waypointIds: [id], size: 6, creativity: 0 };
		const { picks } = valueOf(await engine.generate(request));
		return picks.slice(1).map(({ track }) => track.id);
	}

	test('borrows the company of the catalogue’s tracks that it is recognised as', async () => {
		const engine = await engineWith(known, compiledKernels);
		const { recognisedAs } = valueOf(engine.setLibrary(table));
		expect(recognisedAs).toEqual(['t0', 't1', null, null]);
		expect(await company(engine, table.ids[0])).toEqual(await company(engine, 't0'));
		expect(await company(engine, table.ids[2])).not.toEqual(await company(engine, 't2'));
	});

	test('that came before its catalogue borrows as soon as that is whole', async () => {
		const engine = new Engine(compiledKernels);
		expect(valueOf(engine.setLibrary(table)).recognisedAs).toEqual([null, null, null, null]);
		await engineWith(known, compiledKernels, 40, engine);
		expect(await company(engine, table.ids[0])).toEqual(await company(engine, 't0'));
	});

	test('of another sound network is not compared', async () => {
		const engine = await engineWith(known, compiledKernels);
		valueOf(engine.setLibrary({ ...table, encoderRevision: 'other-0' }));
		expect(await engine.generate({ ...plainRequest, from: 'library' })).toMatchObject({
			failure: { code: 'empty-library' }
		});
	});

	test('whose arrays do not fit is refused, and the one before stays', async () => {
		const engine = await engineWith(known, compiledKernels);
		valueOf(engine.setLibrary(table));
		const torn = { ...table, titles: table.titles.slice(1) };
		expect(engine.setLibrary(torn)).toMatchObject({ failure: { code: 'malformed' } });
		const { picks } = valueOf(await engine.generate({ ...plainRequest, from: 'library' }));
		expect(picks).toHaveLength(4);
	});
});
