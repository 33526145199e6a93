import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryTrack } from '#lib/contracts/library.ts';
import { libraryIdOf } from '#lib/domain/library-id.ts';
import { assignSlots, noSlots } from './row-slots.ts';
import { emptySelection, extendedTo, selectOnly, toggled } from './selection.ts';
import { TableView } from './table-view.svelte.ts';
import { likeBefore, searchTracks, sortTracks, type SortColumn } from './track-order.ts';

type Change = Partial<LibraryTrack>;

function tracksOf(...changes: readonly Change[]): readonly LibraryTrack[] {
	return changes.map((change, index) => ({
		id: libraryIdOf(index.toString(16).padStart(32, '0')),
		artist: 'Artist',
		title: `Title ${index}`,
		album: 'Album',
		albumArtist: '',
		genre: '',
		year: null,
		discNumber: null,
		trackNumber: null,
		durationSeconds: null,
		codec: '',
		coverId: null,
		addedAt: '2026-11-22T10:00:00.000Z',
		places: [{ folderId: 'a', path: `${index}.mp3`, sizeBytes: 1, modifiedMs: 0 }],
		state: { kind: 'waiting' },
		...change
	}));
}

function sortedTitles(
	tracks: readonly LibraryTrack[],
	column: SortColumn,
	isDescending = false
): readonly string[] {
	return sortTracks(tracks, { column, isDescending }).map(({ title }) => title);
}

describe('the order', () => {
	it('goes by artist, then album by album, each in its own order', () => {
		const tracks = tracksOf(
			{ title: 'd', artist: 'Björk', album: 'B', discNumber: 2, trackNumber: 1 },
			{ title: 'c', artist: 'bjork', album: 'B', discNumber: 1, trackNumber: 10 },
			{ title: 'b', artist: 'Björk', album: 'B', discNumber: 1, trackNumber: 2 },
			{ title: 'e', artist: 'Björk Two', album: 'A' },
			{ title: 'a', artist: 'Abba', album: 'Z' }
		);
		expect(sortedTitles(tracks, 'artist')).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('keeps an album of many artists together', () => {
		const tracks = tracksOf(
			{ title: 'b', artist: 'A', album: 'Mixed', trackNumber: 2 },
			{ title: 'c', artist: 'B', album: 'Other', trackNumber: 1 },
			{ title: 'a', artist: 'Z', album: 'Mixed', trackNumber: 1 }
		);
		expect(sortedTitles(tracks, 'album')).toEqual(['a', 'b', 'c']);
	});

	it.each(['year', 'time', 'album'] as const)('puts what has no %s last, either way', (column) => {
		const tracks = tracksOf(
			{ title: 'none', album: '' },
			{ title: 'low', year: 1960, durationSeconds: 9, album: 'A' },
			{ title: 'high', year: 2020, durationSeconds: 100, album: 'B' }
		);
		expect(sortedTitles(tracks, column)).toEqual(['low', 'high', 'none']);
		expect(sortedTitles(tracks, column, true)).toEqual(['high', 'low', 'none']);
	});

	it('is the same whether it begins anew or with the order from before', () => {
		const before = tracksOf({ artist: 'B' }, { artist: 'A' }, { artist: 'D' });
		const [b, a, d] = before;
		const view = new TableView(() => now);
		let now = before;
		expect(view.rows).toEqual([a, b, d]);
		const after = tracksOf({ artist: 'B' }, { artist: 'E' }, { artist: 'D' }, { artist: 'C' });
		now = after;
		expect(
			likeBefore(
				after,
				[a, b, d].filter((track) => track !== undefined)
			)
		).toEqual([after[1], after[0], after[2], after[3]]);
		const order = { column: 'artist', isDescending: false } as const;
		expect(sortTracks(likeBefore(after, view.rows), order)).toEqual(sortTracks(after, order));
	});

	it('keeps every track, whatever it is called', () => {
		const texts = fc.record({ artist: fc.string(), title: fc.string(), album: fc.string() });
		fc.assert(
			fc.property(fc.array(texts, { maxLength: 30 }), fc.boolean(), (changes, isDescending) => {
				const tracks = tracksOf(...changes);
				for (const column of ['title', 'artist', 'album'] as const) {
					const sorted = sortTracks(tracks, { column, isDescending });
					expect(new Set(sorted)).toEqual(new Set(tracks));
					expect(sorted).toHaveLength(tracks.length);
				}
			})
		);
	});
});

describe('the search', () => {
	it('finds every word, in any field, whatever its case and accents', () => {
		const tracks = tracksOf(
			{ artist: 'Sigur Rós', title: 'Sæglópur', album: 'Takk…' },
			{ artist: 'Sigur Rós', title: 'Hoppípolla', album: 'Takk…' },
			{ artist: 'Nobody', title: 'Nothing', album: '' }
		);
		const found = (query: string) => searchTracks(tracks, query).map(({ title }) => title);
		expect(found('takk SIGUR')).toEqual(['Sæglópur', 'Hoppípolla']);
		expect(found('ros saeg')).toEqual(['Sæglópur']);
		expect(found('polla nothing')).toEqual([]);
		expect(found('  ')).toHaveLength(3);
	});
});

describe('a selection', () => {
	const order = ['a', 'b', 'c', 'd', 'e'];

	it('reaches from the row that was chosen last to the one that is pressed with Shift', () => {
		const from = selectOnly('d');
		const up = extendedTo(from, 'b', order);
		expect([...up.ids]).toEqual(['b', 'c', 'd']);
		expect([...extendedTo(up, 'e', order).ids]).toEqual(['d', 'e']);
	});

	it('takes one in or out without touching the others', () => {
		const two = toggled(selectOnly('a'), 'c');
		expect([...two.ids]).toEqual(['a', 'c']);
		expect([...toggled(two, 'a').ids]).toEqual(['c']);
	});

	it('begins anew where its first row is no longer there', () => {
		expect([...extendedTo(selectOnly('x'), 'b', order).ids]).toEqual(['b']);
		expect([...extendedTo<string>(emptySelection, 'b', order).ids]).toEqual(['b']);
	});
});

describe('the rows of the page', () => {
	it('stay with tracks that stay, and pass from those that go to those that come', () => {
		const ids = tracksOf({}, {}, {}, {}, {}).map(({ id }) => id);
		const first = assignSlots(noSlots, ids.slice(0, 3));
		const then = assignSlots(first, ids.slice(1, 4));
		expect(ids.slice(1, 4).map((id) => then.get(id))).toEqual([1, 2, 0]);
		const more = assignSlots(then, ids.slice(1, 5));
		expect([...more.values()].sort()).toEqual([0, 1, 2, 3]);
	});
});

describe('the view', () => {
	const tracks = tracksOf(
		{ artist: 'C', title: 'one', year: 2001 },
		{ artist: 'A', title: 'two', year: 2003 },
		{ artist: 'B', title: 'three', year: 2002 }
	);
	const titles = (view: TableView) => view.rows.map(({ title }) => title);

	it('turns the order round when the same column is chosen again', () => {
		const view = new TableView(() => tracks);
		expect(titles(view)).toEqual(['two', 'three', 'one']);
		view.sortBy('artist');
		expect(titles(view)).toEqual(['one', 'three', 'two']);
	});

	it('begins with the newest where a column counts', () => {
		const view = new TableView(() => tracks);
		view.sortBy('year');
		expect(titles(view)).toEqual(['two', 'three', 'one']);
	});

	it('acts on what is selected and in sight, in the order that it is shown in', () => {
		const view = new TableView(() => tracks);
		view.selectAll();
		expect(view.isEverySelected).toBe(true);
		expect(view.selected.map(({ title }) => title)).toEqual(['two', 'three', 'one']);
		view.query = 't';
		expect(view.selected.map(({ title }) => title)).toEqual(['two', 'three']);
		view.selectNone();
		expect(view.selected).toEqual([]);
		expect(view.isEverySelected).toBe(false);
	});
});
