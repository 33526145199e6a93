/**
 * How a person looks at their music: what they search for, in which order, what they have selected.
 * It outlives the page, so that the table is as it was when they come back to it.
 */
import type { LibraryTrack } from '#lib/contracts/library.ts';
import type { LibraryId } from '#lib/domain/library-id.ts';
import {
	emptySelection,
	extendedTo,
	selectAll,
	selectOnly,
	toggled,
	type Selection
} from './selection.ts';
import {
	likeBefore,
	searchTracks,
	sortTracks,
	type SortColumn,
	type TrackOrder
} from './track-order.ts';

/** Numbers and dates are asked for from the top: the longest, the newest. */
const descendingFirst: ReadonlySet<SortColumn> = new Set(['year', 'time', 'added']);

export class TableView {
	query = $state('');
	order = $state.raw<TrackOrder>({ column: 'artist', isDescending: false });
	selection = $state.raw<Selection<LibraryId>>(emptySelection);

	// In two steps: a letter typed does not sort anew.
	readonly #sorted: readonly LibraryTrack[] = $derived.by(() =>
		this.#sort(this.#tracks(), this.order)
	);
	readonly rows: readonly LibraryTrack[] = $derived(searchTracks(this.#sorted, this.query));
	/** Those that are selected and in sight, as they are shown. What a search hides is not acted upon. */
	readonly selected: readonly LibraryTrack[] = $derived.by(() => {
		const { ids } = this.selection;
		return ids.size === 0 ? [] : this.rows.filter(({ id }) => ids.has(id));
	});
	readonly isEverySelected: boolean = $derived(
		this.rows.length > 0 && this.selected.length === this.rows.length
	);

	readonly #tracks: () => readonly LibraryTrack[];

	/** Not state: only where the next sorting begins. */
	#before: { readonly order: TrackOrder; readonly tracks: readonly LibraryTrack[] } | null = null;

	constructor(tracks: () => readonly LibraryTrack[]) {
		this.#tracks = tracks;
	}

	#sort(tracks: readonly LibraryTrack[], order: TrackOrder): readonly LibraryTrack[] {
		const before = this.#before?.order === order ? this.#before.tracks : null;
		const sorted = sortTracks(before === null ? tracks : likeBefore(tracks, before), order);
		this.#before = { order, tracks: sorted };
		return sorted;
	}

	/** By this column, or the other way round if it is that already. */
	sortBy(column: SortColumn): void {
		const { column: current, isDescending } = this.order;
		this.order = {
			column,
			isDescending: column === current ? !isDescending : descendingFirst.has(column)
		};
	}

	selectOnly(id: LibraryId): void {
		this.selection = selectOnly(id);
	}

	toggle(id: LibraryId): void {
		this.selection = toggled(this.selection, id);
	}

	extendTo(id: LibraryId): void {
		this.selection = extendedTo(
			this.selection,
			id,
			this.rows.map((track) => track.id)
		);
	}

	selectAll(): void {
		this.selection = selectAll(this.rows.map(({ id }) => id));
	}

	selectNone(): void {
		this.selection = emptySelection;
	}
}
