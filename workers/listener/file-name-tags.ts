/** What a file without tags is called: read from its name. */

export interface NamedTags {
	readonly artist: string;
	/** Empty only where the name holds nothing else than an extension or a number. */
	readonly title: string;
	readonly discNumber: number | null;
	readonly trackNumber: number | null;
}

/**
 * `01 `, `1. `, `12 - `, `1-07 `. A number that only a space follows counts when it begins with 0:
 * `99 Luftballons` and `50 Cent` are not the 99th and the 50th of anything.
 */
const numbered =
	/^(?:(\d{1,2})[-.](?=\d\d\D))?(?:(0\d{1,2})[\s._)-]+|(\d{1,3})(?:[.)]\s*|\s+-\s+|-\s*(?=\D)))(?=\S)/u;

/** A dash with space around it; one without belongs to a word. */
const separator = /\s+[-–—]\s+/u;

/** @param fileName without its folder: `Artist - Title.ext`, `01 Title.ext`, `01 - Artist - Title.ext` … */
export function fileNameTags(fileName: string): NamedTags {
	const stem = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');
	const spaced = (/\s/.test(stem) ? stem : stem.replaceAll('_', ' ')).trim();
	const number = numbered.exec(spaced);
	const [, disc, zeroed, plain] = number ?? [];
	const [first = '', ...rest] = spaced.slice(number?.[0].length ?? 0).split(separator);
	const isArtistFirst = rest.length > 0 && first !== '';
	return {
		artist: isArtistFirst ? first.trim() : '',
		title: (isArtistFirst ? rest.join(' - ') : [first, ...rest].join(' ')).trim(),
		discNumber: disc === undefined ? null : Number(disc),
		trackNumber: Number(zeroed ?? plain ?? 0) || null
	};
}
