/** What a library can be sorted by, as it is called at the head of the table and in the menu. */
import type { SortColumn } from './track-order.ts';

export const sortColumns: readonly { readonly column: SortColumn; readonly name: string }[] = [
	{ column: 'title', name: 'Title' },
	{ column: 'artist', name: 'Artist' },
	{ column: 'album', name: 'Album' },
	{ column: 'year', name: 'Year' },
	{ column: 'time', name: 'Time' },
	{ column: 'added', name: 'Added' },
	{ column: 'state', name: 'State' }
];
