/**
 * The playlist that is a link: everything that is needed to compute it again, in a URL's fragment.
 *
 * A link comes from anywhere, so nothing in it is trusted: keys that are not known are passed over
 * (a newer program may have written them), ids and names that could not be ours are dropped, numbers
 * outside their range become the nearest or the usual one. Only a version that is not known is
 * refused, because guessing at it would give another playlist than the one that was shared.
 *
 *   #v=1&c=house.0a1b2c3d&w=id,id&n=10&k=0.5&z=0&s=42&r=original&f=both&less=id&not=Artist&name=Text
 *
 * A file of somebody's own is in it by its content's hash: whoever has the same file sees the same,
 * and nobody else learns what it is called.
 */

const linkVersion = 1;

export interface PlaylistLink {
	/** The catalogue that it was made with; null where the link does not say. */
	readonly catalogueId: string | null;
	/** The first hexadecimal digits of that catalogue's revision. */
	readonly revisionPrefix: string | null;
	readonly waypointIds: readonly string[];
	readonly size: number;
	/** 0 … 1 */
	readonly creativity: number;
	/** 0 … 1 */
	readonly noise: number;
	readonly seed: number;
	readonly rules: 'improved' | 'original';
	/** Which collection's tracks may come up. */
	readonly from: 'catalogue' | 'library' | 'both';
	readonly lessLikeIds: readonly string[];
	readonly excludedArtists: readonly string[];
	/** Empty where nobody named it. */
	readonly name: string;
}

export type ParsedPlaylistLink =
	| { readonly kind: 'playlist'; readonly link: PlaylistLink }
	/** There is nothing in the fragment that would make a playlist. */
	| { readonly kind: 'empty' }
	| { readonly kind: 'unsupported'; readonly version: string };

export const defaultLink: PlaylistLink = {
	catalogueId: null,
	revisionPrefix: null,
	waypointIds: [],
	size: 10,
	creativity: 0.5,
	noise: 0,
	seed: 1,
	rules: 'improved',
	from: 'catalogue',
	lessLikeIds: [],
	excludedArtists: [],
	name: ''
};

const maximumSize = 1000;
const maximumSeed = 0xffffffff;
export const maximumNameLength = 60;
const maximumWaypoints = 50;
const maximumSteers = 50;
const maximumArtistLength = 120;
/** However the numbers are combined, a link asks for no more tracks than this. */
const maximumTracks = 2000;
const maximumLinkLength = 16_384;
export const revisionPrefixLength = 8;

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const cataloguePattern = /^([a-z0-9][a-z0-9-]{0,62})(?:\.([0-9a-f]{4,64}))?$/;

/** Writes the fragment, `#` included. What is as usual is left out, to keep links short. */
export function formatPlaylistLink(link: PlaylistLink): `#${string}` {
	const fields: string[] = [`v=${linkVersion}`];
	const add = (key: string, value: string): void => {
		if (value !== '') fields.push(`${key}=${value}`);
	};
	if (link.catalogueId !== null) {
		const revision = link.revisionPrefix?.slice(0, revisionPrefixLength) ?? '';
		add('c', revision === '' ? link.catalogueId : `${link.catalogueId}.${revision}`);
	}
	add('w', link.waypointIds.join(','));
	add('n', String(link.size));
	add('k', shortNumber(link.creativity));
	if (link.noise > 0) add('z', shortNumber(link.noise));
	add('s', String(link.seed));
	if (link.rules === 'original') add('r', 'original');
	if (link.from !== 'catalogue') add('f', link.from);
	add('less', link.lessLikeIds.join(','));
	add('not', link.excludedArtists.map(encodeURIComponent).join(','));
	add('name', encodeURIComponent(link.name));
	return `#${fields.join('&')}`;
}

/** Reads a fragment, with or without its `#`. */
export function parsePlaylistLink(fragment: string): ParsedPlaylistLink {
	const text = fragment.replace(/^#/, '').slice(0, maximumLinkLength);
	const fields = new Map<string, string>();
	for (const field of text.split('&')) {
		const equals = field.indexOf('=');
		// The first of a key counts: what is appended to a link cannot change it.
		if (equals > 0 && !fields.has(field.slice(0, equals))) {
			fields.set(field.slice(0, equals), field.slice(equals + 1));
		}
	}
	const version = fields.get('v');
	if (version === undefined) return { kind: 'empty' };
	if (version !== String(linkVersion)) return { kind: 'unsupported', version: version.slice(0, 8) };

	const [, catalogueId = null, revision = null] =
		cataloguePattern.exec(decode(fields.get('c') ?? '')) ?? [];
	const waypointIds = readIds(fields.get('w'), maximumWaypoints);
	const size = Math.round(readNumber(fields.get('n'), 0, maximumSize, defaultLink.size));
	const from = fields.get('f');
	const legs = Math.max(1, waypointIds.length - 1);
	return {
		kind: 'playlist',
		link: {
			catalogueId,
			revisionPrefix: revision?.slice(0, revisionPrefixLength) ?? null,
			waypointIds,
			size: Math.min(size, Math.floor(maximumTracks / legs)),
			creativity: readNumber(fields.get('k'), 0, 1, defaultLink.creativity),
			noise: readNumber(fields.get('z'), 0, 1, defaultLink.noise),
			seed: Math.round(readNumber(fields.get('s'), 0, maximumSeed, defaultLink.seed)),
			rules: fields.get('r') === 'original' ? 'original' : 'improved',
			from: from === 'library' || from === 'both' ? from : 'catalogue',
			lessLikeIds: readIds(fields.get('less'), maximumSteers),
			excludedArtists: readArtists(fields.get('not')),
			name: cleanText(decode(fields.get('name') ?? ''), maximumNameLength)
		}
	};
}

/**
 * Text as a person may have typed it: one line, no control characters, none that turn the reading
 * direction of what follows around, no half of a character (which cannot be written in a URL).
 */
export function cleanText(text: string, maximumLength: number): string {
	const oneLine = text
		.toWellFormed()
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return Array.from(oneLine).slice(0, maximumLength).join('').trim();
}

function readIds(field: string | undefined, most: number): readonly string[] {
	const ids = decode(field ?? '')
		.split(',')
		.filter((id) => idPattern.test(id));
	return [...new Set(ids)].slice(0, most);
}

function readArtists(field: string | undefined): readonly string[] {
	const artists = (field ?? '')
		.split(',')
		.map((artist) => cleanText(decode(artist), maximumArtistLength))
		.filter((artist) => artist !== '');
	return [...new Set(artists)].slice(0, maximumSteers);
}

/** A plain decimal number brought into its range; anything else is the usual one. */
function readNumber(field: string | undefined, least: number, most: number, usual: number): number {
	if (field === undefined || !/^-?\d{1,12}(\.\d{1,12})?$/.test(field)) return usual;
	return Math.min(most, Math.max(least, Number(field)));
}

/** Up to four decimals: finer than any slider, and never in exponential notation. */
function shortNumber(value: number): string {
	return String(Number(value.toFixed(4)));
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
}
