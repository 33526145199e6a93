import { expect, test } from 'vitest';
import type { SearchRequest, Track } from '#lib/contracts/engine.ts';
import { failed, success } from '#lib/contracts/failure.ts';
import { foldText, foldWords, joinTitle } from '#lib/domain/title.ts';
import { findInCatalogue, type CatalogueIndex } from './find-in-catalogue.ts';

const tracks: readonly Track[] = [
	{ id: 'glass', artist: 'Mira Okonedo', title: 'Wet Glass - Remastered 2021' },
	{ id: 'light', artist: 'Mira Okonedo', title: 'Orange Light' },
	{ id: 'glass-of-others', artist: 'Somebody Else', title: 'Wet Glass' },
	{ id: 'salt', artist: 'Salt, Pepper & Co', title: 'Table' },
	{ id: 'medley', artist: 'Ana Solberg', title: 'Medley: Driftwood and Salt' }
];

/** As the engine searches: tracks that hold every word. */
const index: CatalogueIndex & { asked: SearchRequest[] } = {
	asked: [],
	lookUp: async (ids) => success(ids.map((id) => tracks.find((track) => track.id === id) ?? null)),
	async search(request) {
		this.asked.push(request);
		const words = foldWords(request.query);
		return success(
			tracks.filter(({ artist, title }) => {
				const text = foldText(joinTitle(artist, title));
				return words.every((word) => text.includes(word));
			})
		);
	}
};

async function find(id: string | null, artist: string, title: string) {
	const found = await findInCatalogue(index, id, { artist, title });
	if (!found.ok) throw new Error(found.failure.message);
	const { value } = found;
	if (value.kind === 'found') return value.track.id;
	return value.kind === 'similar' ? value.tracks.map((track) => track.id) : 'missing';
}

test('a track of the catalogue is found by its id, and no words are searched for', async () => {
	index.asked = [];
	expect(await find('light', 'Another Name', 'Another Title')).toBe('light');
	expect(index.asked).toEqual([]);
});

test('the same song in another recording is offered, and nobody else’s song of that name', async () => {
	expect(await find('unknown', 'Mira Okonedo', 'Wet Glass')).toEqual(['glass']);
	expect(await find('unknown', 'MIRA OKONEDO', 'Wet Glass (Live at Home)')).toEqual(['glass']);
	expect(await find(null, 'Mira Okonedo', 'Orange Light')).toEqual(['light']);
});

test('of several artists the first is enough, and a comma in a name is no matter', async () => {
	expect(await find('unknown', 'Mira Okonedo, Cartographer', 'Orange Light')).toEqual(['light']);
	expect(await find('unknown', 'Salt, Pepper & Co', 'Table')).toEqual(['salt']);
});

test('by the same artist, a title that holds all of its words is offered', async () => {
	expect(await find('unknown', 'Ana Solberg', 'Salt')).toEqual(['medley']);
});

test('what is not there is missing, a name without a letter too', async () => {
	expect(await find('unknown', 'Cartographer', 'Contour Lines')).toBe('missing');
	expect(await find(null, '', '???')).toBe('missing');
});

test('a catalogue that does not answer is a failure, not “missing”', async () => {
	const silent: CatalogueIndex = {
		lookUp: async () => failed('no-catalogue', 'not yet'),
		search: async () => failed('no-catalogue', 'not yet')
	};
	const name = { artist: 'Mira Okonedo', title: 'Orange Light' };
	expect(await findInCatalogue(silent, 'light', name)).toMatchObject({ ok: false });
	expect(await findInCatalogue(silent, null, name)).toMatchObject({ ok: false });
});
