/** How an answer is wanted: the `Prefer`, `Accept` and `Range` headers. */
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal, unsupported } from '../refusal.ts';

export interface Preferences {
	/** Exactly one row, as an object; any other number of rows is refused, and undone. */
	readonly isSingle: boolean;
	/** Whether rows that were written come back. */
	readonly isRepresented: boolean;
	/** Whether all rows that match are counted, beyond the page. */
	readonly isCounted: boolean;
	/** What an insert does with a row that is there already; it fails when undefined. */
	readonly duplicates: 'merge' | 'ignore' | undefined;
	/** First and last row, both counted from 0, when asked for by header. */
	readonly range: { readonly first: number; readonly last: number } | undefined;
}

const singleType = 'application/vnd.pgrst.object+json';

export function parsePreferences(headers: IncomingHttpHeaders): Preferences {
	for (const name of ['accept-profile', 'content-profile'] as const) {
		const profile = headers[name];
		if (profile !== undefined && profile !== 'public') {
			throw new Refusal(406, 'PGRST106', 'Invalid schema: ' + String(profile), {
				hint: 'Only the following schemas are exposed: public'
			});
		}
	}
	const accepted = (headers.accept ?? '*/*').split(',').map((type) => type.trim());
	const isSingle = accepted.some((type) => type.replaceAll(' ', '') === singleType);
	if (!isSingle && !accepted.some((type) => /^(application\/json|\*\/\*)(;|$)/.test(type))) {
		throw unsupported(`the media type ${accepted.join(', ')}`);
	}

	let isRepresented = false;
	let isCounted = false;
	let duplicates: Preferences['duplicates'];
	const wishes = [headers.prefer ?? []].flat().join(',').split(',');
	for (const wish of wishes.map((text) => text.trim()).filter(Boolean)) {
		if (wish === 'return=representation') isRepresented = true;
		else if (wish === 'count=exact') isCounted = true;
		else if (wish === 'resolution=merge-duplicates') duplicates = 'merge';
		else if (wish === 'resolution=ignore-duplicates') duplicates = 'ignore';
		else if (wish !== 'return=minimal') throw unsupported(`"Prefer: ${wish}"`);
	}
	return { isSingle, isRepresented, isCounted, duplicates, range: parseRange(headers.range) };
}

function parseRange(header: string | undefined): Preferences['range'] {
	if (header === undefined) return undefined;
	const [, first, last] = /^(?:items=)?(\d{1,9})-(\d{1,9})$/.exec(header) ?? [];
	if (first === undefined || last === undefined || Number(last) < Number(first)) {
		throw new Refusal(416, 'PGRST103', 'Requested range not satisfiable');
	}
	return { first: Number(first), last: Number(last) };
}
