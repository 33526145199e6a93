/**
 * Titles: a track is known by one string, `Artist - Title`. What search and the playlist rules
 * compare is derived from it here, in one place, so that packing, the engine and the page agree.
 */

const separator = ' - ';

/** Letters that decomposition leaves whole. */
const letterSubstitutes: Readonly<Record<string, string>> = {
	ß: 'ss',
	ø: 'o',
	æ: 'ae',
	œ: 'oe',
	đ: 'd',
	ł: 'l',
	þ: 'th'
};

/**
 * Folds text for comparison: lower case, without diacritics, nothing but letters, digits and white
 * space. Line breaks become spaces, so that a folded text is always one line.
 */
export function foldText(text: string): string {
	// Most titles, several times as fast: nothing below would do more to them.
	if (/^[ -~]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9 ]/g, '');
	return text
		.toLowerCase()
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[ßøæœđłþ]/g, (letter) => letterSubstitutes[letter] ?? letter)
		.replace(/[^\p{L}\p{Nd}\s]/gu, '')
		.replace(/\s/g, ' ');
}

/** A query's words, folded. None where it holds no letter or digit. */
export function foldWords(query: string): readonly string[] {
	return foldText(query)
		.split(' ')
		.filter((word) => word !== '');
}

/** Splits `Artist - Title` at its first separator; without one the whole is the artist. */
export function splitTitle(fullTitle: string): { readonly artist: string; readonly title: string } {
	const at = fullTitle.indexOf(separator);
	return at < 0
		? { artist: fullTitle, title: '' }
		: { artist: fullTitle.slice(0, at), title: fullTitle.slice(at + separator.length) };
}

export function joinTitle(artist: string, title: string): string {
	return title === '' ? artist : artist + separator + title;
}

/** What marks a part of a title as a word about the recording rather than about the song. */
const versionTag =
	/^(?:(?:19|20)\d\d\s+)?(?:(?:digital(?:ly)?\s+)?re-?master(?:ed)?|live|demo|acoustic|unplugged|instrumental|mono|stereo|mixed|radio|extended|original|album|single|deluxe|bonus|club|edit|mix|remix|version|feat\.?|ft\.?|featuring)(?:[\s.:,]|$)|\b(?:re-?master(?:ed)?|re-?mix|mix|edit|version)$/i;

/**
 * The song that a title names, whoever mastered, cut or introduced this recording of it: folded
 * artist and title without version tags (`- Remastered 2009`, `(Live at …)`, `[Radio Edit]`,
 * `feat. …`, `- Mixed`). Two tracks with one key are the same song.
 */
export function songKey(fullTitle: string): string {
	const { artist, title } = splitTitle(fullTitle);
	const withoutBrackets = title
		.replace(/\s*[([]([^()[\]]*)[)\]]/g, (whole, inside: string) =>
			versionTag.test(inside.trim()) ? '' : whole
		)
		.replace(/\s+(?:feat\.|ft\.|featuring)\s.*$/i, '');
	const [song = '', ...parts] = withoutBrackets.split(separator);
	const kept = [song, ...parts.filter((part) => !versionTag.test(part.trim()))].join(separator);
	return `${foldText(artist).trim()}\n${foldText(kept).trim()}`;
}
